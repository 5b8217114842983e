using TidalHall.DeviceAgents.EscPos;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>Something a printer put on its paper.</summary>
internal abstract record Ink
{
    private Ink() { }
    /// <param name="Scale">By its width; a height of its own is not drawn.</param>
    internal sealed record Text(string Line, int Scale, bool IsBold, Alignment Alignment) : Ink;
    internal sealed record Qr(string Content, int ModuleDots, Alignment Alignment) : Ink;
    internal sealed record Picture(Raster Raster, Alignment Alignment) : Ink;
    internal sealed record Feed(int Dots) : Ink;
    internal sealed record Cut : Ink;
}
