using TidalHall.Core.Dispatch;

namespace TidalHall.Simulation;

/// <summary>The hall that policies are compared on: 26 windows, three of them tidal.</summary>
public static class ReferenceHall
{
    public const int UI = 0, DL = 1, CC = 2, GC = 3, UM = 4, AS = 5, SS = 6, TAX = 7, RE = 8, POL = 9, EN = 10;
    public const int Windows = 26;
    private const double Minute = 60_000;
    private const uint All = 0b111, GreenOnly = 0b100, NoGreen = 0b011;

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
    private static readonly int[] Fixed = [UI, UI, UI, UI, UI, UI, UI, UI, DL, DL, CC, CC, GC, UM, AS, SS, SS, TAX, TAX, RE, POL, EN];
    private static readonly int[] TidalStart = [UI, CC, SS];
    private static readonly int[] TidalAllowed = [UI, DL, CC, EN, SS, TAX];
    private static readonly Dictionary<int, int[]> Chain = new() { [UI] = [CC], [DL] = [CC], [GC] = [CC], [CC] = [UI, GC], [UM] = [GC], [AS] = [GC], [EN] = [UI] };
    private static readonly Dictionary<int, int[]> Broad = new()
    {
        [UI] = [CC, DL, GC, EN], [DL] = [CC, GC, UI], [CC] = [UI, GC, DL], [GC] = [CC, AS], [UM] = [GC, CC], [AS] = [GC, CC], [EN] = [UI, CC], [SS] = [CC], [TAX] = [CC],
    };
    private static readonly int[] GreenOwn = [UI, DL, CC, GC, AS, EN, SS], GreenHelps = [UI, CC, GC, EN], GreenApart = [UI, DL, CC, GC, AS, EN];
    private const int GreenWindow = 22, FirstTidal = 23;

    public static Policy SeparateFifo { get; } = Make("separate FIFO", [], fifo: true, apart: true);
    public static Policy ChainStatic { get; } = Make("chain, static, W/T", Chain);
    public static Policy ChainTide { get; } = Make("chain, tide", Chain) with { Tide = new() };
    public static Policy ChainSecondaries { get; } = Make("chain, tide and secondaries", Chain, secondaries: true) with { Tide = new() { Hysteresis = 1 }, ChangeOver = 0.5 };
    public static Policy BroadTide { get; } = Make("broad, tide", Broad) with { Tide = new() };
    public static Policy Bound { get; } = Make("flexible at every call", Chain, secondaries: true, factor: 1);
    public static Policy Pool { get; } = Make("all serve all, FIFO", [], fifo: true, pool: true);

    private static Policy Make(string name, Dictionary<int, int[]> helps, bool fifo = false, bool apart = false, bool pool = false, bool secondaries = false, double factor = 0.3)
    {
        var rules = new DispatchRules();
        var never = TimeSpan.FromDays(365).TotalMilliseconds;
        FloorClass Of(PriorityRule rule) => fifo ? new(never, Minute) : new(rule.PromiseMinutes * Minute, rule.SlopeMinutes * Minute);
        FloorClass[] classes = [default, Of(rules.Appointment), Of(rules.GreenChannel)];
        FloorCategory[] categories = [.. Hall.Categories.Select(c => new FloorCategory((fifo ? 1 : c.Target) * Minute, c.Service * Minute))];
        Skill[] everything = [.. Enumerable.Range(0, Hall.Categories.Length).Select(c => new Skill(c, All, 1))];

        Skill[] Calls(int primary, bool tidal)
        {
            if (pool) return everything;
            List<Skill> skills = [new(primary, apart && GreenApart.Contains(primary) ? NoGreen : All, 1)];
            foreach (var helped in helps.GetValueOrDefault(primary, [])) skills.Add(new(helped, All, (rules.HelperPercent / 100.0)));
            if (tidal && secondaries) foreach (var other in TidalAllowed) if (skills.All(s => s.Category != other)) skills.Add(new(other, All, factor)); else if (factor is 1) skills[skills.FindIndex(s => s.Category == other)] = new(other, All, 1);
            return [.. skills];
        }

        Skill[] green = pool ? everything
            : apart ? [.. GreenApart.Select(c => new Skill(c, GreenOnly, 1))]
            : [.. GreenOwn.Select(c => new Skill(c, GreenOnly, 1)), .. GreenHelps.Select(c => new Skill(c, NoGreen, (rules.HelperPercent / 100.0)))];
        Skill[][] windows = [.. Fixed.Select(p => Calls(p, false)), green, .. TidalStart.Select(p => Calls(p, true))];
        var open = new int[Hall.Categories.Length];
        foreach (var primary in (int[])[.. Fixed, .. TidalStart]) open[primary]++;
        return new(name, new(categories, classes, windows, rules.DuePercent / 100.0, fifo ? never : rules.AgedAfterMinutes * Minute), rules.PrioritySharePercent / 100.0)
        {
            Tidal = [.. TidalStart.Select((p, i) => (FirstTidal + i, p, TidalAllowed))],
            TurnedTo = [.. Enumerable.Range(0, Hall.Categories.Length).Select(p => Calls(p, true))],
            OpenWindows = open,
        };
    }
}
