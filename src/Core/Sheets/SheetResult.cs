namespace TidalHall.Core.Sheets;

/// <summary>What came of reading a sheet: all its rows, or every mistake found.</summary>
public sealed class SheetResult<TRow, TCode> where TCode : struct, Enum
{
    private readonly IReadOnlyList<TRow>? _rows;

    internal SheetResult(IReadOnlyList<TRow> rows, IReadOnlyList<SheetMistake<TCode>> mistakes) => (_rows, Mistakes) = (mistakes.Count > 0 ? null : rows, mistakes);

    public IReadOnlyList<SheetMistake<TCode>> Mistakes { get; }

    public bool IsGood => _rows is not null;

    /// <summary>In the order of the file.</summary>
    /// <exception cref="InvalidOperationException">The sheet has mistakes.</exception>
    public IReadOnlyList<TRow> Rows => _rows ?? throw new InvalidOperationException("The sheet has mistakes; look at Mistakes.");
}
