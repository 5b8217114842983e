using TidalHall.Core.Dispatch;
using TidalHall.Core.Waiting;

namespace TidalHall.Simulation.RealDays;

/// <summary>A move that the tide would have ordered.</summary>
/// <param name="Time">Minutes from midnight.</param>
/// <param name="PressureFrom">X of where the counter was, before the move, as the tide weighs it; 1 is a target's worth of usual work before each counter.</param>
/// <param name="Saved">An estimate: minutes of waiting, of all people together, that the counter saves in the hour from then on.</param>
public sealed record OfficeMove(int Time, int From, int To, double PressureFrom, double PressureTo, double Saved);

/// <summary>A real day of an office with its counters where they stood, and with the tide.</summary>
/// <remarks>
/// What the boards say is turned into a hall: each queue is a category with as many counters as it had on average while people waited; a person takes as long as made the queue's calls fill those
/// counters; people come as estimated, evenly over each half-hour. <see cref="Tidal"/> counters are tidal, second ones of the queues with the least work. A counter that the office counts in two queues is two here, and any clerk may do any work: the figures are what the rule would do, not what the office could have had.
/// </remarks>
public sealed record OfficeTide(DateOnly Date, string Office, int People, double MostWaiting, double MeanStill, double MeanMoved, IReadOnlyList<OfficeMove> Moves)
{
    private const long Minute = 60_000;
    /// <summary>How many counters of an office may move at most.</summary>
    public const int Tidal = 3;
    private const int HalfHour = 30, Hour = 60;
    private const double Target = 20, Cv = 0.8, UsualService = 6, MostService = 60;
    private static readonly SimulatedHall Any = new() { Categories = [], Weights = [] };
    private static readonly DispatchRules Rules = new();

    /// <summary>The day with the longest queue of all, in people over a half-hour.</summary>
    public static DateOnly? RushOf(QueueFolder folder) => folder.HalfHours.Count == 0 ? null : folder.HalfHours.MaxBy(h => h.Waiting).Date;

    /// <summary>Every office of a day, the longest queue first.</summary>
    public static List<OfficeTide> Of(QueueFolder folder, DateOnly date, ulong seed) =>
        [.. folder.HalfHours.Where(h => h.Date == date).GroupBy(h => h.Office).Where(o => o.Sum(h => h.Arrivals) > 0).Select(o => Of(date, o.Key, [.. o], seed)).OrderByDescending(o => o.MostWaiting).ThenBy(o => o.Office, StringComparer.Ordinal)];

    private static OfficeTide Of(DateOnly date, string office, HalfHour[] seen, ulong seed)
    {
        var queues = seen.GroupBy(h => h.Queue).Where(q => q.Sum(h => h.Arrivals) > 0).OrderBy(q => q.Key).ToList();
        var opens = queues.SelectMany(q => q).Where(h => h.Arrivals > 0).Min(h => h.From);
        int[] counters = [.. queues.Select(CountersOf)];
        double[] services = [.. queues.Select((q, c) => ServiceOf(q, counters[c]))];
        var came = Draw(queues, services, opens, new(seed));
        int[] start = [.. counters.SelectMany((n, c) => Enumerable.Repeat(c, n))];
        // The first counter of a queue stays with it; who has the least to do gives one first.
        var everything = Enumerable.Range(0, counters.Length).ToArray();
        var tidal = everything.Where(c => counters[c] > 1).OrderBy(c => queues[c].Sum(h => h.Arrivals) * services[c] / counters[c]).Take(Tidal)
            .Select(c => new TidalWindow(Array.LastIndexOf(start, c), c, everything)).OrderBy(t => t.Window).ToArray();
        Skill[][] turned = [.. counters.Select((_, c) => (Skill[])[new(c, 1, 1)])];
        var plan = new FloorPlan(FloorCategory.Of([.. services.Select(s => (Target * (double)Minute, s * Minute))], [.. start.Select(c => turned[c])]), [default], [.. start.Select(c => turned[c])], 1, Rules.AgedAfterMinutes * Minute);
        var moves = new List<OfficeMove>();
        double Run(ITide? tide)
        {
            var policy = new Policy(office, office, plan, 1) { Tidal = tidal, TurnedTo = turned, OpenWindows = counters, Tide = tide is null ? null : () => tide };
            var outcomes = new List<Outcome>(came.Count);
            new DayRun(policy, Any).Run(came, outcomes);
            return outcomes.Average(o => o.Wait / (double)Minute);
        }
        var watched = new Watched(new Tide(new(), tidal, [.. counters]), [.. counters], (move, now, floor, open) =>
        {
            var time = opens + (int)(now / Minute);
            double X(int c) => floor[c].Weight * Core.Dispatch.Tide.Pressure(floor.WaitingFor(c), floor[c].Service, open[c], floor[c].Target);
            double PerMinute(int c) => queues[c].FirstOrDefault(h => h.From == time / HalfHour * HalfHour).Arrivals / (double)HalfHour;
            var (gives, takes) = (Line(floor.WaitingFor(move.From), PerMinute(move.From), services[move.From], open[move.From], -1), Line(floor.WaitingFor(move.To), PerMinute(move.To), services[move.To], open[move.To], 1));
            moves.Add(new(time, queues[move.From].Key, queues[move.To].Key, X(move.From), X(move.To), gives + takes));
        });
        return new(date, office, came.Count, seen.Max(h => h.Waiting), Run(null), Run(watched), moves);
    }

    /// <summary>What a counter more or less saves in a line over an hour, as if people were water: minutes of waiting.</summary>
    private static double Line(double waiting, double perMinute, double service, int counters, int more)
    {
        var (before, after, saved) = (waiting, waiting, 0.0);
        for (var minute = 0; minute < Hour; minute++)
        {
            before = Math.Max(0, before + perMinute - counters / service);
            after = Math.Max(0, after + perMinute - (counters + more) / service);
            saved += before - after;
        }
        return saved;
    }

    /// <summary>How many counters a queue had while people waited.</summary>
    private static int CountersOf(IEnumerable<HalfHour> queue) =>
        Math.Max(1, (int)Math.Round(queue.Where(h => h.Waiting >= 1).Select(h => h.Counters).DefaultIfEmpty(1).Average()));

    /// <summary>Minutes a person: what makes the calls of the half-hours in which people waited fill its counters.</summary>
    private static double ServiceOf(IEnumerable<HalfHour> queue, int counters)
    {
        var busy = queue.Where(h => h.Waiting >= 1 && h.Called > 0).ToList();
        return busy.Count == 0 ? UsualService : Math.Clamp(counters * (double)HalfHour * busy.Count / busy.Sum(h => h.Called), 0.5, MostService);
    }

    private static List<Arrival> Draw(List<IGrouping<int, HalfHour>> queues, double[] services, int opens, Draws draws)
    {
        var came = new List<Arrival>();
        foreach (var (c, queue) in queues.Index())
            foreach (var half in queue.Where(h => h.Arrivals > 0).OrderBy(h => h.From))
                for (var n = 0; n < half.Arrivals; n++)
                {
                    var at = (long)((half.From - opens + (n + 0.5) / half.Arrivals * HalfHour) * Minute);
                    came.Add(new(at, at, c, 0, Math.Max(1, (long)(draws.LogNormal(services[c], Cv) * Minute))));
                }
        return [.. came.OrderBy(a => a.At).ThenBy(a => a.Category)];
    }

    /// <summary>A tide whose moves are written down with what was seen just before.</summary>
    private sealed class Watched(ITide tide, int[] counters, Action<TideMove, long, Floor, int[]> ordered) : ITide
    {
        public TideMove? Propose(Floor floor, long now)
        {
            // Whatever the tide proposes the day's run orders.
            if (tide.Propose(floor, now) is not { } move) return null;
            ordered(move, now, floor, counters);
            return move;
        }

        public void Order(in TideMove move, long now)
        {
            tide.Order(move, now);
            counters[move.From]--;
            counters[move.To]++;
        }

        public bool StillPays(Floor floor, in TideMove move, long now) => tide.StillPays(floor, move, now);
        public ITide Copy() => new Watched(tide.Copy(), [.. counters], (_, _, _, _) => { });
    }
}
