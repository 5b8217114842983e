namespace TidalHall.Core.Play;

/// <summary>What came of reading a day: everybody who comes, or every mistake found.</summary>
public sealed class PlayedDayResult
{
    private readonly IReadOnlyList<PlayedArrival>? _arrivals;

    internal PlayedDayResult(IReadOnlyList<PlayedArrival> arrivals, IReadOnlyList<PlayedDayMistake> mistakes) =>
        (_arrivals, Mistakes) = (mistakes.Count > 0 ? null : arrivals, mistakes);

    public IReadOnlyList<PlayedDayMistake> Mistakes { get; }

    public bool IsGood => _arrivals is not null;

    /// <summary>In the order of their times.</summary>
    /// <exception cref="InvalidOperationException">The file has mistakes.</exception>
    public IReadOnlyList<PlayedArrival> Arrivals => _arrivals ?? throw new InvalidOperationException("The day has mistakes; look at Mistakes.");
}
