using TidalHall.Core.Halls;

namespace TidalHall.Core.HallFiles;

/// <summary>What came of reading a hall file: the plan with its hash, or every mistake found.</summary>
public sealed class HallFileResult
{
    private readonly HallPlan? _plan;

    internal HallFileResult(HallPlan plan, string hash, IReadOnlyList<HallFileMistake> warnings) => (_plan, Hash, Warnings) = (plan, hash, warnings);
    internal HallFileResult(IReadOnlyList<HallFileMistake> mistakes) => Mistakes = mistakes;

    public IReadOnlyList<HallFileMistake> Mistakes { get; } = [];

    /// <summary>What is allowed and should be known: a promise some categories are far from, help that nobody returns.</summary>
    public IReadOnlyList<HallFileMistake> Warnings { get; } = [];

    public bool IsGood => _plan is not null;

    /// <summary>The hall with its items.</summary>
    /// <exception cref="InvalidOperationException">The file has mistakes.</exception>
    public HallPlan Plan => _plan ?? throw new InvalidOperationException("The hall file has mistakes; look at Mistakes.");

    /// <summary>SHA-256 over both texts in hexadecimal; "" when there are mistakes.</summary>
    public string Hash { get; } = "";
}
