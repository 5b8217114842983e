using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Halls;
using TidalHall.Journal;

namespace TidalHall.Benchmarks.Journal;

/// <summary>Durable tickets a second beside bare SQLite in the same run, bytes a ticket, seconds of a restart.</summary>
internal static class JournalFigures
{
    private const int LiveTickets = 2_000;
    private const int Restarts = 5;
    private static readonly Actor Sender = new(ActorKind.Integrator, new("bench"));

    public static async Task PrintAsync(int rounds, int events)
    {
        if (rounds > 0) await PrintRatesAsync(rounds);
        await PrintRestartAsync(events);
    }

    /// <param name="Cpu">Microseconds of the processor for each, the senders' own and the collector's with it: what a busy machine changes least.</param>
    private readonly record struct Rate(double PerSecond, double Cpu);

    private static async Task PrintRatesAsync(int rounds)
    {
        var payload = await PayloadAsync();
        Print($"{rounds} rounds each, {LiveTickets} tickets waiting before; a ticket's event is {payload} bytes");
        Print($"senders   bare/s     hub/s      ratio  goal   hub p50 / p99 ms   bare, hub us of CPU each");
        foreach (var (senders, orders, goal) in ((int, int, double)[])[(1, 12_000, 0.95), (16, 48_000, 0.90), (256, 120_000, 0.85)])
        {
            var pairs = new List<(Rate Bare, Rate Hub, double Ratio, double P50, double P99)>();
            await OfHubAsync(senders, orders / 4);
            await OfBareAsync(senders, orders / 4, payload);
            for (var i = 0; i < rounds; i++)
            {
                // In turn: a disk that grows tired would be laid on whoever always comes second.
                var early = i % 2 == 0 ? await OfBareAsync(senders, orders, payload) : default;
                var (hub, p50, p99) = await OfHubAsync(senders, orders);
                var bare = i % 2 == 0 ? early : await OfBareAsync(senders, orders, payload);
                pairs.Add((bare, hub, hub.PerSecond / bare.PerSecond, p50, p99));
            }
            var (b, h, ratio, mid, slow) = pairs.OrderBy(p => p.Ratio).ElementAt(rounds / 2);
            Print($"{senders,7} {b.PerSecond,9:N0} {h.PerSecond,10:N0} {ratio,9:0.00}  {goal:0.00}   {mid:0.00} / {slow:0.00}   {b.Cpu:0.0}, {h.Cpu:0.0}   (ratios {string.Join(' ', pairs.Select(p => p.Ratio.ToString("0.00", CultureInfo.InvariantCulture)))})");
        }
    }

    private static async Task<int> PayloadAsync()
    {
        using var folder = new BenchFolder();
        await using (var writer = Open(folder)) await SendAllAsync(1, 100, async n => await writer.SendAsync(Take(n)), null);
        using var reader = new JournalReader(folder.Journal, BenchHall.Plan.Id);
        return HallEventJson.Write(reader.ReadAfter(0, 200).Last(e => e.Recorded.Event is TicketTaken).Recorded.Event).Length;
    }

    private static async Task<Rate> OfBareAsync(int senders, int orders, int payload)
    {
        using var folder = new BenchFolder();
        await using var bare = new BareStore(folder.Journal, payload);
        await SendAllAsync(64, LiveTickets, async _ => { await bare.AppendAsync(); return null; }, null);
        return await SendAllAsync(senders, orders, async _ => { await bare.AppendAsync(); return null; }, null);
    }

    private static async Task<(Rate, double, double)> OfHubAsync(int senders, int orders)
    {
        using var folder = new BenchFolder();
        await using var writer = Open(folder);
        await SendAllAsync(64, LiveTickets, async n => await writer.SendAsync(Take(n)), null);
        var times = new long[orders];
        var rate = await SendAllAsync(senders, orders, async n => await writer.SendAsync(Take(n)), times);
        Array.Sort(times);
        return (rate, Milliseconds(times[orders / 2]), Milliseconds(times[(int)(orders * 0.99)]));
    }

    private static async Task PrintRestartAsync(int events)
    {
        using var folder = new BenchFolder();
        long before;
        var tickets = events / 5;
        await using (var writer = Open(folder))
        {
            before = new FileInfo(folder.Journal).Length;
            for (var w = 0; w < BenchHall.Plan.Windows.Length; w++) await writer.SendAsync(Of(new OpenWindow(BenchHall.Plan.Windows[w].Id)));
            // Each window serves its own line: taken, called, recalled, started, completed.
            await Task.WhenAll(BenchHall.Plan.Windows.Select((w, n) => Task.Run(async () =>
            {
                for (var i = 0; i < tickets / BenchHall.Plan.Windows.Length; i++)
                    foreach (var command in (HallCommand[])[new TakeTicket(BenchHall.Plan.Items[n].Id), new CallNext(w.Id), new RecallTicket(w.Id), new StartService(w.Id), new CompleteVisit(w.Id)])
                        await writer.SendAsync(Of(command));
            })));
            events = (int)writer.View.Sequence;
        }
        Print($"journal: {(new FileInfo(folder.Journal).Length - before) / (double)tickets:N0} bytes a ticket served (5 events)");
        var snapshot = HallSnapshots.PathOf(folder.Journal, BenchHall.Plan.Id);
        Print($"snapshot: {new FileInfo(snapshot).Length / 1024.0 / 1024:0.00} MiB for {tickets:N0} tickets and {events:N0} answers of today");
        var pairs = new List<(double With, double Without)>();
        for (var i = 0; i < Restarts; i++)
        {
            var with = Restart(folder);
            // The stop writes it anew.
            File.Delete(snapshot);
            pairs.Add((with, Restart(folder)));
        }
        var (kept, read) = (Middle(pairs.Select(p => p.With)), Middle(pairs.Select(p => p.Without)));
        Print($"restart over {events:N0} events: {kept:0.00} s with its snapshot (the first {pairs[0].With:0.00}), {read:0.00} s without ({events / read:N0} events/s)");
    }

    private static double Middle(IEnumerable<double> seconds) => seconds.Order().ElementAt(Restarts / 2);

    private static double Restart(BenchFolder folder)
    {
        var watch = Stopwatch.StartNew();
        var writer = Open(folder);
        var seconds = watch.Elapsed.TotalSeconds;
        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return seconds;
    }

    private static HallWriter Open(BenchFolder folder) => new(BenchHall.Plan, "bench", folder.Journal, TimeProvider.System, NullLogger<HallWriter>.Instance);

    private static CommandEnvelope Take(int n) => Of(new TakeTicket(BenchHall.Plan.Items[n % BenchHall.Plan.Items.Length].Id));
    private static CommandEnvelope Of(HallCommand command) => new(Guid.NewGuid(), Sender, command, Fingerprint: 1);

    private static async Task<Rate> SendAllAsync(int senders, int orders, Func<int, Task<Answer?>> send, long[]? times)
    {
        var next = -1;
        var (cpu, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(async () =>
        {
            for (int n; (n = Interlocked.Increment(ref next)) < orders;)
            {
                var begun = Stopwatch.GetTimestamp();
                if (await send(n) is { Kind: not AnswerKind.Done } answer) throw new InvalidOperationException($"{answer}");
                if (times is not null) times[n] = Stopwatch.GetTimestamp() - begun;
            }
        })));
        return new(orders / watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / orders);
    }

    private static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;
    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed class BenchFolder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("bench-").FullName;
        public string Journal => Path.Combine(_path, "journal.db");
        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
