using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Waiting;

/// <summary>How good the waits told in a category were.</summary>
/// <param name="Count">Waits that were told and have ended.</param>
/// <param name="Within50">The share that waited p50 or less, 0 to 1; 0.5 is right. NaN while there is none.</param>
/// <param name="Within90">The share that waited p90 or less; 0.9 is right.</param>
/// <param name="MedianError">Of |p50 − W|/W over the last waits from <see cref="Least"/> minutes on; NaN while there is none.</param>
public sealed record WaitScore(CategoryId Category, int Count, double Within50, double Within90, double MedianError)
{
    /// <summary>Minutes from which an error is counted.</summary>
    public const double Least = 2;
}

/// <summary>Scores what was told against what came, by category.</summary>
internal sealed class WaitScoring
{
    /// <summary>So many errors are kept of each category.</summary>
    private const int Kept = 2_000;
    private readonly Dictionary<CategoryId, (int Count, int Within50, int Within90, Queue<double> Errors)> _told = [];

    internal void Add(CategoryId category, ToldWait told, double waited)
    {
        var (count, half, most, errors) = _told.GetValueOrDefault(category, (0, 0, 0, new Queue<double>()));
        if (waited >= WaitScore.Least) errors.Enqueue(Math.Abs(told.P50Minutes - waited) / waited);
        if (errors.Count > Kept) errors.Dequeue();
        _told[category] = (count + 1, half + (waited <= told.P50Minutes ? 1 : 0), most + (waited <= told.P90Minutes ? 1 : 0), errors);
    }

    internal WaitScore[] Scores => [.. _told.OrderBy(t => t.Key.Value, StringComparer.Ordinal).Select(t =>
        new WaitScore(t.Key, t.Value.Count, (double)t.Value.Within50 / t.Value.Count, (double)t.Value.Within90 / t.Value.Count, Middle(t.Value.Errors)))];

    private static double Middle(Queue<double> errors) => errors.Count == 0 ? double.NaN : errors.Order().ElementAt(errors.Count / 2);
}
