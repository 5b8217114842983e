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
    private readonly List<byte> _bytes = [];
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

    internal bool IsEmpty => _runs.Count == 0 && _bytes.Count == 0;
    internal PrintArea Area => Math.Min(MarginLeft, paperDots - Cell) is var left ? new(left, Math.Clamp(AreaWidth, Cell, paperDots - left)) : default;

    /// <summary>Whole signs of the table that is chosen now.</summary>
    internal void Add(ReadOnlySpan<byte> signs)
    {
        while (!signs.IsEmpty)
        {
            var narrow = Table.IsChinese ? signs.IndexOfAnyExceptInRange((byte)0x20, (byte)0x80) is var end and >= 0 ? end : signs.Length : signs.Length;
            if (narrow > 0) AddNarrow(signs[..narrow]);
            signs = signs[narrow..];
            if (signs.IsEmpty) return;
            var length = Math.Min(Table.LengthOf(signs), signs.Length);
            Put(signs[..length], HanziStyle, HanziDots);
            signs = signs[length..];
        }
    }

    private RunStyle HanziStyle => hanzi is HanziSize.GsAndFs
        ? Style with { Width = HanziScale.Width, Height = HanziScale.Height, IsSmall = false }
        : Style with { Width = Math.Max(Style.Width, HanziScale.Width), Height = Math.Max(Style.Height, HanziScale.Height), IsSmall = false };

    /// <summary>Many at once, a line's worth at a time.</summary>
    private void AddNarrow(ReadOnlySpan<byte> signs)
    {
        var dots = Cells(Style, Style.IsSmall ? SmallCell : Cell);
        while (!signs.IsEmpty)
        {
            var fit = Math.Max((Area.Width - _x) / dots, IsEmpty && _x == 0 ? 1 : 0);
            if (fit == 0)
            {
                End();
                continue;
            }
            var taken = Math.Min(fit, signs.Length);
            Begin(Style);
            _bytes.AddRange(signs[..taken]);
            _x += taken * dots;
            signs = signs[taken..];
        }
    }

    /// <summary>A full line goes on paper when the next sign comes, not before: a line feed after it makes no empty one.</summary>
    private void Put(ReadOnlySpan<byte> sign, RunStyle style, int across)
    {
        var dots = Cells(style, across);
        if (_x + dots > Area.Width && !(IsEmpty && _x == 0)) End();
        Begin(style);
        _bytes.AddRange(sign);
        _x += dots;
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
        _bytes.Clear();
        (_x, _runLeft, _tallest) = (0, 0, 0);
    }

    private void Begin(RunStyle style)
    {
        if (_bytes.Count > 0 && _runStyle == style && _runTable == Table) return;
        EndRun();
        if (_runs.Count >= MaxRuns) End();
        (_runStyle, _runTable, _runLeft) = (style, Table, _x);
        _tallest = Math.Max(_tallest, SignHeight * style.Height);
    }

    private void EndRun()
    {
        if (_bytes.Count == 0) return;
        _runs.Add(new(_runStyle, _runLeft, _x - _runLeft, [.. _bytes], _runTable));
        _bytes.Clear();
    }
}
