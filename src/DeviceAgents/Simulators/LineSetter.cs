using TidalHall.Core.Papers;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>Gathers signs into a line as a print head does: one that does not fit begins a line of its own, wherever that cuts the text.</summary>
internal sealed class LineSetter(int paperDots, HanziSize hanzi, Action<Ink> put)
{
    /// <summary>Font A and B and Hanzi, in dots.</summary>
    private const int Cell = 12, SmallCell = 9, HanziDots = 24, SignHeight = 24;
    /// <summary>A sixth of an inch.</summary>
    internal const int DefaultSpacing = 30;
    /// <summary>Beyond this a line is no line: pictures without width would gather for ever.</summary>
    private const int MaxRuns = 256;

    private readonly List<Run> _runs = [];
    // A line of the widest paper in the narrowest signs, four bytes each, fits; longer is cut into runs.
    private readonly byte[] _bytes = new byte[1024];
    private int _filled;
    private int _x, _runLeft, _tallest;
    private RunStyle _runStyle = RunStyle.Plain;
    private SignTable _runTable = SignTable.Page(0);

    internal RunStyle Style { get; set; } = RunStyle.Plain;
    /// <summary>What FS ! and FS W make of Hanzi.</summary>
    internal (int Width, int Height) HanziScale { get; set; } = (1, 1);
    internal SignTable Table { get; set; } = SignTable.Page(0);
    internal PaperAlign Alignment { get; set; }
    internal int Spacing { get; set; } = DefaultSpacing;
    internal int SignGap { get; set; }
    internal int MarginLeft { get; set; }
    internal int AreaWidth { get; set; } = int.MaxValue;

    internal bool IsEmpty => _runs.Count == 0 && _filled == 0;
    internal PrintArea Area => Math.Min(MarginLeft, paperDots - Cell) is var left ? new(left, Math.Clamp(AreaWidth, Cell, paperDots - left)) : default;

    /// <summary>Whole signs of the table that is chosen now.</summary>
    internal void Add(ReadOnlySpan<byte> signs)
    {
        while (!signs.IsEmpty)
        {
            var narrow = Table.IsChinese ? signs.IndexOfAnyExceptInRange((byte)0x20, (byte)0x80) is var end and >= 0 ? end : signs.Length : signs.Length;
            if (narrow > 0) Put(signs[..narrow], 1, Style, Style.IsSmall ? SmallCell : Cell);
            signs = signs[narrow..];
            if (signs.IsEmpty) return;
            var wide = 0;
            while (wide + 1 < signs.Length && signs[wide] >= 0x81 && signs[wide + 1] is not (>= 0x30 and <= 0x39)) wide += 2;
            if (wide > 0) Put(signs[..wide], 2, HanziStyle, HanziDots);
            signs = signs[wide..];
            if (wide > 0 || signs.IsEmpty) continue;
            var length = Math.Min(Math.Max(Table.LengthOf(signs), 1), signs.Length);
            Put(signs[..length], length, HanziStyle, HanziDots);
            signs = signs[length..];
        }
    }

    private RunStyle HanziStyle => hanzi is HanziSize.GsAndFs
        ? Style with { Width = HanziScale.Width, Height = HanziScale.Height, IsSmall = false }
        : Style with { Width = Math.Max(Style.Width, HanziScale.Width), Height = Math.Max(Style.Height, HanziScale.Height), IsSmall = false };

    /// <summary>Many signs of the same bytes each, a line's worth at a time.</summary>
    /// <remarks>A full line goes on paper when the next sign comes, not before: a line feed after it makes no empty one.</remarks>
    private void Put(ReadOnlySpan<byte> signs, int bytesEach, RunStyle style, int across)
    {
        var (dots, width) = (Cells(style, across), Area.Width);
        while (!signs.IsEmpty)
        {
            var fit = Math.Max((width - _x) / dots, IsEmpty && _x == 0 ? 1 : 0);
            if (fit == 0)
            {
                End();
                continue;
            }
            var taken = Math.Min(Math.Min(fit, _bytes.Length / 4) * bytesEach, signs.Length);
            Begin(style);
            if (_filled + taken > _bytes.Length) EndRun();
            signs[..taken].CopyTo(_bytes.AsSpan(_filled));
            _filled += taken;
            _x += (taken + bytesEach - 1) / bytesEach * dots;
            signs = signs[taken..];
        }
    }

    private int Cells(RunStyle style, int across) => across * style.Width + SignGap * style.Width;

    /// <summary>Columns of dots within the line, ESC *.</summary>
    internal void Add(Raster picture, int width)
    {
        if (_x + width > Area.Width && !IsEmpty) End();
        EndRun();
        _runs.Add(new(RunStyle.Plain, _x, width, [], Table, picture));
        _x += width;
        _tallest = Math.Max(_tallest, picture.Height);
        if (_runs.Count >= MaxRuns) End();
    }

    /// <summary>To a place from the line's beginning.</summary>
    internal void MoveTo(int dots)
    {
        EndRun();
        _x = Math.Clamp(dots, 0, Area.Width);
    }

    internal void MoveBy(int dots) => MoveTo(_x + dots);

    /// <summary>To the next eighth cell; past the line's end it stays.</summary>
    internal void Tab()
    {
        var stop = 8 * Cells(Style, Style.IsSmall ? SmallCell : Cell);
        MoveTo((_x / stop + 1) * stop);
    }

    /// <summary>The line, or an empty one, goes on paper.</summary>
    internal void End() => End(Spacing);

    /// <param name="atLeast">Dots it takes with the space below it.</param>
    internal void End(int atLeast)
    {
        EndRun();
        put(new Ink.Text([.. _runs], Math.Max(atLeast, _tallest), Alignment, Area));
        Drop();
    }

    internal void Drop()
    {
        _runs.Clear();
        (_filled, _x, _runLeft, _tallest) = (0, 0, 0, 0);
    }

    private void Begin(RunStyle style)
    {
        if (_filled > 0 && _runStyle == style && _runTable == Table) return;
        EndRun();
        if (_runs.Count >= MaxRuns) End();
        (_runStyle, _runTable, _runLeft) = (style, Table, _x);
        _tallest = Math.Max(_tallest, SignHeight * style.Height);
    }

    private void EndRun()
    {
        if (_filled == 0) return;
        _runs.Add(new(_runStyle, _runLeft, _x - _runLeft, _bytes.AsSpan(0, _filled).ToArray(), _runTable));
        (_filled, _runLeft) = (0, _x);
    }
}
