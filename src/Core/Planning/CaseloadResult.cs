namespace TidalHall.Core.Planning;

/// <summary>What came of reading a caseload: all its cases, or every mistake found.</summary>
public sealed class CaseloadResult
{
    private readonly IReadOnlyList<Case>? _cases;

    internal CaseloadResult(IReadOnlyList<Case> cases, IReadOnlyList<CaseloadMistake> mistakes) =>
        (_cases, Mistakes) = (mistakes.Count > 0 ? null : cases, mistakes);

    public IReadOnlyList<CaseloadMistake> Mistakes { get; }

    public bool IsGood => _cases is not null;

    /// <summary>In the order of the file.</summary>
    /// <exception cref="InvalidOperationException">The file has mistakes.</exception>
    public IReadOnlyList<Case> Cases => _cases ?? throw new InvalidOperationException("The caseload has mistakes; look at Mistakes.");
}
