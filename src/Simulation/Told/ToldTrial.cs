using System.Globalization;
using System.Text;
using TidalHall.Core.Queueing;
using TidalHall.Core.Waiting;

namespace TidalHall.Simulation.Told;

/// <summary>Tells waits on simulated days from three sources and scores them: in the order of the clock, learning from a wait only once it has ended.</summary>
public static class ToldTrial
{
    /// <summary>Minutes after which everybody who waits is told anew.</summary>
    public const int Every = 5;

    /// <summary>A source of told waits: what it says now, and what it learns when a wait ends.</summary>
    private sealed record Source(string Name, Func<ToldTicket, double, double> Quantile, Action<ToldTicket> Learn);

    /// <param name="Name">The source; "as it is": neither calibrated nor rounded.</param>
    public sealed record Line(string Name, ToldFigures Figures);

    /// <summary>Days with their told tickets, on all cores.</summary>
    /// <param name="times">Replications a look; 0: without forward simulation.</param>
    public static List<ToldTicket> Watch(SimulatedHall hall, Policy policy, Arrivals arrivals, int firstDay, int days, int times, ulong seed, ParallelOptions options, Action? dayDone = null)
    {
        var all = new List<ToldTicket>[days];
        Parallel.For(0, days, options, day =>
        {
            all[day] = new WatchedDay(hall, policy, arrivals, firstDay + day, Every, times, seed).Run();
            dayDone?.Invoke();
        });
        return [.. all.SelectMany(d => d)];
    }

    /// <param name="before">Days that the learned source has seen.</param>
    /// <param name="told">Days that are scored, with forward simulation.</param>
    public static List<Line> Score(IReadOnlyList<ToldTicket> before, IReadOnlyList<ToldTicket> told)
    {
        var kinds = told.Concat(before).Select(KindOf).DefaultIfEmpty().Max() + 1;
        LearnedWaits[] learned = [.. Enumerable.Range(0, kinds).Select(_ => new LearnedWaits())];
        var pace = new Pace[kinds];
        Source[] sources =
        [
            new("forward simulation", (t, share) => DrawnWaits.Quantile(t.Drawn!, share), _ => { }),
            new("learned quantiles", (t, share) => learned[KindOf(t)].Quantile(t.Seen, share), t => learned[KindOf(t)].Learn(t.Seen, t.Waited)),
            new("cold start", (t, share) => ColdStart.Quantile(t.Seen.Ahead, t.Seen.ByLength / (t.Seen.Ahead + 1), 1, pace[KindOf(t)].R, share), t => pace[KindOf(t)] = pace[KindOf(t)].After(t.Waited, t.Seen.ByLength)),
        ];
        InOrder(before, sources[1..], _ => { }, (_, _) => { });
        var lines = new List<Line>();
        foreach (var source in sources)
        {
            var calibrations = new Calibration[kinds];
            var (raw, final) = (new List<(ToldWait, double, int)>(), new Dictionary<ToldTicket, ToldWait>(ReferenceEqualityComparer.Instance));
            InOrder(told, [source], t =>
            {
                raw.Add((new(source.Quantile(t, 0.5), source.Quantile(t, 0.9)), t.Waited, t.Seen.Ahead));
                final[t] = calibrations[KindOf(t)].Tell(share => source.Quantile(t, share));
            }, (t, _) =>
            {
                // Once a ticket: told ten times over one long wait, it would count ten times.
                if (t.First) calibrations[KindOf(t)] = calibrations[KindOf(t)].After(final[t], t.Waited);
            });
            lines.Add(new($"{source.Name}, as it is", ToldFigures.Of(raw)));
            lines.Add(new($"{source.Name}, as told", Of(_ => true)));
            lines.Add(new("  told as they came", Of(t => t.Newcomer)));
            lines.Add(new("  told while they waited", Of(t => !t.Newcomer)));

            ToldFigures Of(Func<ToldTicket, bool> which) => ToldFigures.Of([.. told.Where(which).Select(t => (final[t], t.Waited, t.Seen.Ahead))]);
        }
        return lines;
    }

    public static string Text(IReadOnlyList<Line> lines)
    {
        const string head = "source                          |  waits | W ≤ p50   W ≤ p90 | median error  with ≥ 10 ahead | pinball p90";
        var text = new StringBuilder(head).Append('\n').Append('-', head.Length).Append('\n');
        foreach (var (name, f) in lines)
            text.Append(CultureInfo.InvariantCulture, $"{name,-31} | {f.Count,6} | {100 * f.Within50,5:0.0} %   {100 * f.Within90,5:0.0} % | {100 * f.MedianError,10:0.0} %   {100 * f.MedianErrorOfLong,12:0.0} % | {f.Pinball,6:0.00} min\n");
        return text.ToString();
    }

    /// <summary>Everything in the order of the clock: a wait is told when it is told, and known when it has ended.</summary>
    private static void InOrder(IReadOnlyList<ToldTicket> tickets, Source[] sources, Action<ToldTicket> tell, Action<ToldTicket, Source> known)
    {
        var waiting = new PriorityQueue<ToldTicket, (int Day, long Ended)>();
        foreach (var ticket in tickets)
        {
            while (waiting.TryPeek(out var ended, out var when) && when.CompareTo((ticket.Day, ticket.At)) <= 0) End(ended);
            tell(ticket);
            waiting.Enqueue(ticket, (ticket.Day, ticket.Ended));
        }
        while (waiting.TryPeek(out var last, out _)) End(last);

        void End(ToldTicket ticket)
        {
            waiting.Dequeue();
            foreach (var source in sources)
            {
                source.Learn(ticket);
                known(ticket, source);
            }
        }
    }

    private static int KindOf(ToldTicket ticket) => SimulatedDay.KindOf(ticket.Category, ticket.Class);
}
