using TidalHall.Core.Dispatch;
using static TidalHall.Simulation.ReferenceHall;

namespace TidalHall.Simulation;

/// <summary>The ways to run the reference hall that are compared with one another.</summary>
public static class Policies
{
    private const double Minute = 60_000;
    private const uint All = 0b111, GreenOnly = 0b100, NotGreen = 0b011;
    private static readonly DispatchRules Rules = new();
    private static readonly FloorClass NoPriority = new(double.PositiveInfinity, 0);
    private static readonly double Helps = Rules.HelperPercent / 100.0;

    /// <summary>In what order a window goes through those it may call.</summary>
    /// <param name="ByTarget">Waits are weighed against the targets; else the wait alone counts.</param>
    /// <param name="ShorterFirst">m.</param>
    /// <param name="AsPublished">Promises know nothing of the windows, and the tide weighs work alike.</param>
    private sealed record Order(FloorClass Appointment, FloorClass Green, bool ByTarget = true, bool AsPublished = false, double ShorterFirst = 0)
    {
        public double Due { get; init; } = Rules.DuePercent / 100.0;
        public double Aged { get; init; } = Rules.AgedAfterMinutes * Minute;
        public double Share { get; init; } = Rules.PrioritySharePercent / 100.0;
    }

    private static readonly Order Ours = new(Of(Rules.Appointment), Of(Rules.GreenChannel));
    private static readonly Order Published = Ours with { Appointment = new(10 * Minute, 15 * Minute), AsPublished = true, Due = 0.5 };
    private static readonly Order GreenPromised = Ours with { Appointment = NoPriority };
    private static readonly Order NobodyPromised = GreenPromised with { Green = NoPriority };
    private static readonly Order Strict = Ours with { Due = 0, Share = 1 };
    private static readonly Order Fifo = NobodyPromised with { ByTarget = false, Aged = double.PositiveInfinity };
    private static readonly Order StrictFifo = Strict with { ByTarget = false, Aged = double.PositiveInfinity };
    private static readonly Order AgainstTarget = Ours with { Aged = double.PositiveInfinity, Appointment = Ours.Appointment with { Promise = double.PositiveInfinity }, Green = Ours.Green with { Promise = double.PositiveInfinity } };

    /// <summary>A queue for each category, first come first served; the green window takes the green channel of six categories, tidal windows stay.</summary>
    public static Policy SeparateFifo { get; } = Separate("separate-fifo", "separate queues, FIFO", Fifo);
    /// <summary>As before, but priority always goes first, and once an hour tidal windows are sent to the longest queue.</summary>
    public static Policy SeparateByFeel { get; } = Tidal(Separate("separate-feel", "separate, strict, moved by feel", StrictFifo), p => new HourlyTide(p.Tidal));
    /// <summary>Helpers and waits against targets; no promise, no age, no tide.</summary>
    public static Policy ChainStatic { get; } = Helping("chain-static", "chain, static, W/T", AgainstTarget, Chain);
    /// <summary>Ours, but tidal windows are opened and closed by fixed limits.</summary>
    public static Policy ChainThresholds { get; } = Tidal(Helping("chain-thresholds", "chain, plain thresholds", Ours, Chain), p => new ThresholdTide(new(), p.Tidal));
    /// <summary>Ours, but nobody has priority: what priority costs the others is measured against it.</summary>
    public static Policy ChainUnpromised { get; } = Ebbing(Helping("chain-unpromised", "chain, tide, no priority", NobodyPromised, Chain));
    /// <summary>Ours, with the green channel promised alone.</summary>
    public static Policy ChainGreen { get; } = Ebbing(Helping("chain-green", "chain, tide, green alone", GreenPromised, Chain));
    /// <summary>Ours, but priority always goes first.</summary>
    public static Policy ChainStrict { get; } = Ebbing(Helping("chain-strict", "chain, tide, strict priority", Strict, Chain));
    /// <summary>Ours with its defaults.</summary>
    public static Policy ChainTide { get; } = Ebbing(Helping("chain", "chain, tide", Ours, Chain));
    /// <summary>The rule that ours grew out of: promises due after half of them whatever the windows, work weighed alike by the tide.</summary>
    public static Policy ChainPublished { get; } = Ebbing(Helping("chain-published", "chain, tide, as published", Published, Chain), new() { HysteresisPercent = 50 });
    /// <summary>Ours, with short visits before long ones by their item.</summary>
    public static Policy ChainShorter { get; } = Ebbing(Helping("chain-shorter", "chain, tide, shorter first", Ours with { ShorterFirst = 1 }, Chain));
    /// <summary>Ours, with tidal windows taking what else they are allowed when that is better.</summary>
    public static Policy ChainSecondaries { get; } = Ebbing(Helping("secondaries", "chain, tide, secondaries", Ours, Chain, 0.5), new() { HysteresisPercent = 120 }) with { ChangeOver = 0.5 };
    /// <summary>Ours, but categories with one window help nobody: whoever helps and is not helped waits longer.</summary>
    public static Policy ChainSpared { get; } = Ebbing(Helping("chain-spared", "chain, tide, UM and AS spared", Ours, Chain.Where(c => c.Key is not (UM or AS)).ToDictionary()));
    public static Policy BroadTide { get; } = Ebbing(Helping("broad", "broad, tide", Ours, Broad));
    /// <summary>What no tide can beat under the same rule: tidal windows take any allowed category at every call and lose nothing by it.</summary>
    public static Policy TideBound { get; } = Helping("bound", "tide bound", Ours, Chain, 1);
    /// <summary>Every window serves everybody, first come first served: not reachable.</summary>
    public static Policy Pool { get; } = Make("pool", "all serve all, FIFO", Fifo, _ => Everything, _ => Everything, Everything);

    /// <summary>All of them, the one that others are compared with first.</summary>
    public static IReadOnlyList<Policy> Every { get; } =
        [SeparateFifo, SeparateByFeel, ChainStatic, ChainThresholds, ChainUnpromised, ChainGreen, ChainStrict, ChainPublished, ChainTide, ChainSpared, ChainShorter, ChainSecondaries, BroadTide, TideBound, Pool];

    private static Skill[] Everything => [.. Enumerable.Range(0, Hall.Categories.Length).Select(c => new Skill(c, All, 1))];

    private static Policy Separate(string id, string name, Order order)
    {
        Skill[] Own(int primary) => [new(primary, GreenApart.Contains(primary) ? NotGreen : All, 1)];
        return Make(id, name, order, Own, Own, [.. GreenApart.Select(c => new Skill(c, GreenOnly, 1))]);
    }

    /// <param name="others">What a wait counts at a tidal window that is allowed the category but turned to another; null: it does not take it.</param>
    private static Policy Helping(string id, string name, Order order, Dictionary<int, int[]> helped, double? others = null)
    {
        Skill[] Own(int primary) => [new(primary, All, 1), .. helped.GetValueOrDefault(primary, []).Select(c => new Skill(c, All, Helps))];
        Skill[] Turned(int primary) => others is { } factor ? WithOthers(Own(primary), factor) : Own(primary);
        return Make(id, name, order, Own, Turned, [.. GreenOwn.Select(c => new Skill(c, GreenOnly, 1)), .. GreenHelps.Select(c => new Skill(c, NotGreen, Helps))]);
    }

    private static Skill[] WithOthers(Skill[] skills, double factor) =>
    [
        .. skills.Select(s => TidalAllowed.Contains(s.Category) ? s with { Factor = Math.Max(s.Factor, factor) } : s),
        .. TidalAllowed.Except(skills.Select(s => s.Category)).Select(c => new Skill(c, All, factor)),
    ];

    private static Policy Make(string id, string name, Order order, Func<int, Skill[]> calls, Func<int, Skill[]> turned, Skill[] green)
    {
        FloorClass[] classes = [default, order.Appointment, order.Green];
        Skill[][] turnedTo = [.. Enumerable.Range(0, Hall.Categories.Length).Select(turned)];
        Skill[][] still = [.. Fixed.Select(calls), green], windows = [.. still, .. TidalStart.Select(c => turnedTo[c])];
        var categories = FloorCategory.Of([.. Hall.Categories.Select(c => ((order.ByTarget ? c.Target : 1) * Minute, c.Service * Minute))], still);
        if (order.AsPublished) categories = [.. categories.Select(c => c with { Lead = 0, Weight = 1 })];
        return new(id, name, new(categories, classes, windows, order.Due, order.Aged)
        {
            ShorterFirst = order.ShorterFirst,
            Lengths = order.ShorterFirst == 0 ? [] : [.. Hall.Categories.Select(c => Hall.Items.Select(i => c.Service * Minute * i.Factor / Hall.ItemMean).ToArray())],
        }, order.Share)
        {
            Tidal = [.. TidalStart.Select((c, i) => new TidalWindow(FirstTidal + i, c, TidalAllowed))],
            TurnedTo = turnedTo,
            OpenWindows = [.. Enumerable.Range(0, Hall.Categories.Length).Select(c => Fixed.Concat(TidalStart).Count(p => p == c))],
        };
    }

    private static Policy Ebbing(Policy policy, TideRules? rules = null) => Tidal(policy, p => new Tide(rules ?? new(), p.Tidal, [.. p.OpenWindows]));
    private static Policy Tidal(Policy policy, Func<Policy, ITide> tide) => policy with { Tide = () => tide(policy) };
    private static FloorClass Of(PriorityRule rule) => new(rule.PromiseMinutes * Minute, rule.SlopeMinutes * Minute);
}
