using TidalHall.Core.Papers;
using TidalHall.DeviceAgents.EscPos;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>Something a printer put on its paper.</summary>
internal abstract record Ink
{
    private Ink() { }

    /// <summary>A line of signs, which may differ in size and style.</summary>
    /// <param name="Dots">Its height with the space below it.</param>
    /// <param name="Area">Where between the margins it stands.</param>
    internal sealed record Text(IReadOnlyList<Run> Runs, int Dots, PaperAlign Alignment, PrintArea Area) : Ink
    {
        private string? _line;
        public string Line => _line ??= string.Concat(Runs.Select(r => r.Text));
        /// <summary>Of its widest run; 1 for an empty line.</summary>
        public int Scale => Runs.Select(r => r.Style.Width).DefaultIfEmpty(1).Max();
        public bool IsBold => Runs.Count > 0 && Runs.All(r => r.Style.IsBold);
        public bool IsInverse => Runs.Count > 0 && Runs.All(r => r.Style.IsInverse);
        /// <summary>From the first dot to the end of the last sign.</summary>
        public int Width => Runs.Select(r => r.Left + r.Width).DefaultIfEmpty(0).Max();
    }

    /// <param name="Level">Error correction: L, M, Q or H.</param>
    internal sealed record Qr(string Content, int ModuleDots, PaperAlign Alignment, PrintArea Area, char Level = 'L') : Ink;
    /// <param name="System">GS k's m, brought to 65 to 73.</param>
    /// <param name="Content">As a reader tells it; code set marks of CODE128 are gone.</param>
    /// <param name="IsTextAbove">Its signs stand above the bars; <paramref name="IsTextBelow"/>: below.</param>
    internal sealed record Barcode(int System, string Content, int Dots, int ModuleDots, bool IsTextAbove, bool IsTextBelow, PaperAlign Alignment, PrintArea Area) : Ink;
    /// <param name="AcrossScale">Each dot so often to the right, 1 or 2; <paramref name="DownScale"/> downwards.</param>
    internal sealed record Picture(Raster Raster, PaperAlign Alignment, PrintArea Area, int AcrossScale = 1, int DownScale = 1) : Ink;
    internal sealed record Feed(int Dots) : Ink;
    internal sealed record Cut : Ink;
}

/// <summary>Where a line may stand: from the left edge of the paper, in dots.</summary>
internal readonly record struct PrintArea(int Left, int Width);

/// <summary>How signs are set. <c>default</c> is nothing; see <see cref="Plain"/>.</summary>
/// <param name="IsSmall">Font B, 9 by 17 dots.</param>
internal readonly record struct RunStyle(int Width, int Height, bool IsBold, bool IsUnderlined, bool IsInverse, bool IsSmall)
{
    internal static RunStyle Plain { get; } = new(1, 1, false, false, false, false);
}

/// <summary>Signs in one style, or a picture that stands in the line.</summary>
/// <param name="Left">Dots from the beginning of the line.</param>
/// <param name="Width">Dots.</param>
/// <param name="Table">Which table the bytes are in.</param>
internal sealed record Run(RunStyle Style, int Left, int Width, byte[] Bytes, SignTable Table, Raster? Picture = null)
{
    private string? _text;
    public string Text => _text ??= Picture is null ? Table.Decode(Bytes) : "";
}
