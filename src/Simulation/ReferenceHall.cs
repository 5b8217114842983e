namespace TidalHall.Simulation;

/// <summary>The hall that policies are compared on: 26 windows, three of them tidal.</summary>
public static class ReferenceHall
{
    public const int UI = 0, DL = 1, CC = 2, GC = 3, UM = 4, AS = 5, SS = 6, TAX = 7, RE = 8, POL = 9, EN = 10;
    public const int Windows = 26, GreenWindow = 22, FirstTidal = 23;

    public static SimulatedHall Hall { get; } = new()
    {
        Categories =
        [
            new("UI", 10, 20, 9.4), new("DL", 4, 10, 2.05, -0.35), new("CC", 7, 12, 2.65, 0.3), new("GC", 5, 10, 0.9, 0.3), new("UM", 15, 20, 0.75), new("AS", 12, 20, 0.95),
            new("SS", 9, 20, 2.9, 0.2), new("TAX", 8, 20, 2.2, -0.25), new("RE", 14, 30, 0.95), new("POL", 8, 20, 0.95, 0.15), new("EN", 12, 20, 1.15, -0.1),
        ],
        Weights = [0.85, 1.15, 1.3, 1.3, 1.15, 0.85, 0.55, 0.55, 0.8, 1.1, 1.25, 1.3, 1.2, 1.05, 0.85, 0.6],
    };

    /// <summary>The primary of each fixed window; after them the green window and the tidal ones.</summary>
    internal static readonly int[] Fixed = [UI, UI, UI, UI, UI, UI, UI, UI, DL, DL, CC, CC, GC, UM, AS, SS, SS, TAX, TAX, RE, POL, EN];
    /// <inheritdoc cref="Fixed"/>
    public static IReadOnlyList<int> FixedWindows => Fixed;
    internal static readonly int[] TidalStart = [UI, CC, SS];
    internal static readonly int[] TidalAllowed = [UI, DL, CC, EN, SS, TAX];
    /// <summary>Whom the windows of a category help.</summary>
    internal static readonly Dictionary<int, int[]> Chain = new() { [UI] = [CC], [DL] = [CC], [GC] = [CC], [CC] = [UI, GC], [UM] = [GC], [AS] = [GC], [EN] = [UI] };
    internal static readonly Dictionary<int, int[]> Broad = new()
    {
        [UI] = [CC, DL, GC, EN],
        [DL] = [CC, GC, UI],
        [CC] = [UI, GC, DL],
        [GC] = [CC, AS],
        [UM] = [GC, CC],
        [AS] = [GC, CC],
        [EN] = [UI, CC],
        [SS] = [CC],
        [TAX] = [CC],
    };
    /// <summary>Whose green channel the green window serves, whom it helps besides, and whom it takes the green channel from altogether where nobody helps.</summary>
    internal static readonly int[] GreenOwn = [UI, DL, CC, GC, AS, EN, SS], GreenHelps = [UI, CC, GC, EN], GreenApart = [UI, DL, CC, GC, AS, EN];
}
