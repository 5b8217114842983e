using CsCheck;
using TidalHall.Core.Dispatch;

namespace TidalHall.Simulation.Tests;

/// <summary>A small hall, a rule and a day of arrivals, all by chance: few windows and many people, so that they meet.</summary>
internal sealed record RandomHall(Policy Policy, TideRules Tide, List<Arrival> Came)
{
    private const long Second = 1_000;
    private static readonly SimulatedHall Any = new() { Categories = [], Weights = [] };
    private static readonly Gen<int> Seconds = Gen.Int[1, 900];

    internal static readonly Gen<RandomHall> Halls = Of(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[0, 3]);
    /// <summary>One category, one class, any number of windows.</summary>
    internal static readonly Gen<RandomHall> Plain = Of(Gen.Const(1), Gen.Const(1), Gen.Const(0));

    private static Gen<RandomHall> Of(Gen<int> categories, Gen<int> classes, Gen<int> tidal) =>
        from c in categories
        from k in classes
        from t in tidal
        from targets in Gen.Int[120, 1_800].Array[c]
        from services in Gen.Int[60, 900].Array[c]
        from rules in Gen.Select(Gen.Int[60, 900], Gen.Int[60, 900], (p, s) => new FloorClass(p * Second, s * Second)).Array[k - 1]
        from due in Gen.Double[0, 1]
        from share in Gen.Double[0.1, 0.9]
        from aged in Gen.Int[600, 3_600]
        from fixedWindows in WindowsOf(c, k, c, c + 3)
        from starts in Gen.Int[0, c - 1].Array[t]
        from tide in Gen.Select(Gen.Int[5, 200], Gen.Int[0, 40], Gen.Int[1, 3], Gen.Int[0, 5], (eta, dwell, moves, setup) =>
            new TideRules { HysteresisPercent = eta, DwellMinutes = dwell, MovesPerHour = moves, SetupMinutes = setup })
        from shorter in Gen.Frequency((2, Gen.Const(0.0)), (1, Gen.Double[0.1, 1]))
        from came in Gen.Select(Gen.Int[0, 14_400], Gen.Int[-600, 900], Gen.Int[0, c - 1], Gen.Int[0, k - 1], Gen.Int[0, 900],
            (at, early, category, @class, service) => new Arrival(at * Second, @class == 1 ? Math.Max(at, at + early) * Second : at * Second, category, @class, service * Second, Expected: (service + 1) * Second)).List[0, 250]
        select Make(targets, services, [default, .. rules], due, share, aged, shorter, fixedWindows, starts, tide, came);

    /// <summary>Each category and class has at least one window that stays: nobody waits for ever.</summary>
    private static Gen<Skill[][]> WindowsOf(int categories, int classes, int least, int most) =>
        from helps in Gen.Select(Gen.Int[0, categories - 1], Gen.UInt[1, (1U << classes) - 1], Gen.Double[0, 1], (c, k, f) => new Skill(c, k, f)).Array[0, 2].Array[least, most]
        select (Skill[][])[.. helps.Select((h, w) => (Skill[])[new(w % categories, (1U << classes) - 1, 1), .. h.Where(s => s.Category != w % categories).DistinctBy(s => s.Category)])];

    private static RandomHall Make(int[] targets, int[] services, FloorClass[] classes, double due, double share, int aged, double shorter, Skill[][] windows, int[] starts, TideRules tide, List<Arrival> came)
    {
        var all = (1U << classes.Length) - 1;
        int[] everything = [.. Enumerable.Range(0, targets.Length)];
        Skill[][] turned = [.. everything.Select(c => (Skill[])[new(c, all, 1)])];
        var tidal = starts.Select((s, i) => new TidalWindow(windows.Length + i, s, everything)).ToArray();
        var plan = new FloorPlan(FloorCategory.Of([.. targets.Select((t, c) => (t * (double)Second, services[c] * (double)Second))], windows), classes, [.. windows, .. starts.Select(s => turned[s])], due, aged * Second)
        {
            ShorterFirst = shorter,
            Lengths = shorter == 0 ? [] : [.. services.Select(s => new[] { s * Second / 2.0, s * (double)Second, s * Second * 3.0 })],
        };
        int[] open = [.. everything.Select(c => windows.Count(w => w[0].Category == c) + starts.Count(s => s == c))];
        came.Sort((a, b) => a.At.CompareTo(b.At));
        return new(new("random", "random", plan, share) { Tidal = tidal, TurnedTo = turned, OpenWindows = open, Setup = TimeSpan.FromMinutes(tide.SetupMinutes), Tide = starts.Length == 0 ? null : () => new Tide(tide, tidal, [.. open]) }, tide, came);
    }

    internal int LengthOf(in Outcome of) => Policy.Floor.LengthOf(of.Category, Came[of.Who].Expected);

    internal (List<Outcome> Calls, IReadOnlyList<Moved> Moves) Run()
    {
        var (run, calls) = (new DayRun(Policy, Any), new List<Outcome>());
        run.Run(Came, calls);
        return (calls, run.Moves);
    }

    /// <summary>What a window may call at a time: a tidal one as it was turned last.</summary>
    internal Skill[] SkillsAt(int window, long at, IReadOnlyList<Moved> moves)
    {
        var turned = moves.Where(m => m.Window == window && m.Begun <= at).ToList();
        return turned.Count == 0 ? Policy.Floor.Windows[window] : Policy.TurnedTo[turned[^1].To];
    }

    internal static bool May(Skill[] skills, int category, int @class) => skills.Any(s => s.Category == category && (s.Classes >> @class & 1) != 0);
}
