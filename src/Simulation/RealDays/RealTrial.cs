using System.Globalization;
using System.Text;
using TidalHall.Core.Queueing;

namespace TidalHall.Simulation.RealDays;

/// <summary>One wait that was told in a real queue, what came of it, and what plain formulas would have told.</summary>
/// <param name="Waited">Minutes, the middle of the interval it lies in.</param>
/// <param name="Stated">Waiting × the office's own minutes a person / open counters; null where it states none.</param>
/// <param name="ByRate">Waiting × minutes a call over the last 45 minutes; null where nobody was called.</param>
public sealed record RealTold(QueueDay Day, int At, ToldWait Told, double Waited, double? Stated, double? ByRate);

/// <summary>Tells the waits of a folder of real days in the order of their clocks, knowing at each moment only what was known then.</summary>
public static class RealTrial
{
    private sealed record Pending(RealTelling Telling, double Waited, bool Ends);

    /// <summary>Every wait that ended, in the order it was told.</summary>
    public static List<RealTold> Run(QueueFolder folder)
    {
        var (teller, histories, all) = (new RealTeller(), new Dictionary<(string, int), QueueHistory>(), new List<RealTold>());
        foreach (var day in folder.Days.GroupBy(d => d.Date).OrderBy(d => d.Key))
        {
            var known = new PriorityQueue<Pending, double>();
            foreach (var (queue, at, time) in day.SelectMany(q => q.Truths.Keys.Order().Select(at => (q, at, q.Sights[at].Time))).OrderBy(s => s.Time))
            {
                while (known.TryPeek(out _, out var when) && when <= time) Know(known.Dequeue());
                if (queue.Sights[at].Waiting == 0) continue;
                var (truth, key) = (queue.Truths[at], (queue.Office, queue.Queue));
                if (!histories.TryGetValue(key, out var history)) histories[key] = history = new();
                var telling = teller.Tell(queue, at, history);
                var waited = truth.WasCalled ? truth.Middle : double.PositiveInfinity;
                // That nine in ten should have been called by now is known before the wait ends.
                known.Enqueue(new(telling, waited, false), time + Math.Min(truth.WasCalled ? truth.High : double.PositiveInfinity, telling.Told.P90Minutes));
                if (!truth.WasCalled) continue;
                known.Enqueue(new(telling, waited, true), time + truth.High);
                all.Add(new(queue, at, telling.Told, waited, Stated(queue.Sights[at]), ByRate(queue.Sights, at)));
            }
            // The feed ends, and with it what can be known of the day.
            var last = day.Max(q => q.Sights.Length == 0 ? 0 : q.Sights[^1].Time);
            while (known.TryPeek(out _, out var when) && when <= last) Know(known.Dequeue());
            foreach (var queue in day)
            {
                if (!histories.TryGetValue((queue.Office, queue.Queue), out var history)) histories[(queue.Office, queue.Queue)] = history = new();
                if (!queue.HasOddClock) history.Add(queue);
            }
        }
        return all;

        void Know(Pending pending)
        {
            if (pending.Ends) teller.Learn(pending.Telling, pending.Waited);
            else teller.Calibrate(pending.Telling, pending.Waited);
        }
    }

    /// <summary>The figures as a table: queues with nothing odd, then those that ended early and those with odd clocks, then day by day.</summary>
    public static string Text(IReadOnlyList<RealTold> all)
    {
        var text = new StringBuilder();
        var head = $"{"waits",-34} |      n | median error: told   stated   rate | W ≤ p50   W ≤ p90 | told p50, p90 in the middle";
        text.Append(head).Append('\n').Append('-', head.Length).Append('\n');
        bool Plain(RealTold t) => !t.Day.EndedEarly && !t.Day.HasOddClock;
        bool Aimed(RealTold t) => t.Waited >= RealTeller.Aim;
        Add(text, "15 minutes and more", all.Where(t => Aimed(t) && Plain(t)));
        Add(text, "15 and more, ended by 10:00", all.Where(t => Aimed(t) && t.Day is { EndedEarly: true, HasOddClock: false }));
        Add(text, "15 and more, odd clock", all.Where(t => Aimed(t) && t.Day.HasOddClock));
        Add(text, "told 15 and more, however long", all.Where(t => t.Told.P50Minutes >= RealTeller.Aim && Plain(t)));
        Add(text, "shorter ones", all.Where(t => !Aimed(t) && Plain(t)));
        foreach (var day in all.Where(t => Aimed(t) && Plain(t)).GroupBy(t => t.Day.Date)) Add(text, $"15 and more, {day.Key:yyyy-MM-dd}", day);
        return text.ToString();
    }

    private static void Add(StringBuilder text, string name, IEnumerable<RealTold> some)
    {
        var all = some.ToList();
        if (all.Count == 0) text.Append(CultureInfo.InvariantCulture, $"{name,-34} | {0,6} |\n");
        else
            text.Append(CultureInfo.InvariantCulture, $"{name,-34} | {all.Count,6} | {Error(all, t => t.Told.P50Minutes),18:0.0} % {Error(all, t => t.Stated),6:0.0} % {Error(all, t => t.ByRate),4:0.0} % | ")
                .Append(CultureInfo.InvariantCulture, $"{Share(all, t => t.Waited <= t.Told.P50Minutes),5:0.0} %   {Share(all, t => t.Waited <= t.Told.P90Minutes),5:0.0} % | {Middle(all.Select(t => t.Told.P50Minutes)):0}, {Middle(all.Select(t => t.Told.P90Minutes)):0}\n");
    }

    /// <summary>Percent, in the middle.</summary>
    public static double Error(IEnumerable<RealTold> all, Func<RealTold, double?> told) => 100 * Middle(all.Where(t => told(t) is not null).Select(t => Math.Abs(told(t)!.Value - t.Waited) / t.Waited));
    private static double Share(List<RealTold> all, Func<RealTold, bool> which) => 100.0 * all.Count(which) / all.Count;

    private static double Middle(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }

    private static double? Stated(in QueueSight now) => now is { Open: > 0, Service: > 0 } ? now.Waiting * now.Service / now.Open : null;

    private static double? ByRate(QueueSight[] sights, int at)
    {
        var from = at;
        while (from > 0 && sights[at].Time - sights[from].Time < 45) from--;
        var calls = sights[at].Called - sights[from].Called;
        return sights[from].Called >= 0 && calls > 0 ? sights[at].Waiting * (double)(sights[at].Time - sights[from].Time) / calls : null;
    }
}
