using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Benchmarks.Displays;

/// <summary>What a call costs the hub while many hall displays show it, and what each of them costs.</summary>
internal static class DisplayFigures
{
    /// <summary>The goal for 200 screens, as a prototype was measured: 8 ms of processor a call, 20 KiB of memory a screen.</summary>
    private const double GoalMilliseconds = 8, GoalKibibytes = 20;
    private const int Rounds = 2;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    public static async Task PrintAsync(string hallFile, int screens)
    {
        var data = Directory.CreateTempSubdirectory("displays-");
        try
        {
            await using var hub = await QuietHub.StartAsync(hallFile, data.FullName);
            var hall = hub.App.Services.GetRequiredService<IHalls>().Default;
            var place = hall.View.Plan.Displays.MaxBy(d => d.Zones.Length)!.Id.Value;
            var address = hub.App.Urls.First();
            await PrepareAsync(hall);
            Console.WriteLine($"Display \"{place}\" of {hall.View.Plan.Name.Zh}, {hall.View.Tickets.Count(t => t.State is VisitState.Waiting)} waiting, {hall.View.Plan.Windows.Length} windows; a call each {Between.TotalMilliseconds} ms.");
            Console.WriteLine("screens | CPU a call | call to all screens p50 / p99 | bytes a screen and call | heap a screen");
            // Once for the compiler.
            await RunAsync(hall, address, place, 1, 2);
            foreach (var count in (int[])[0, 1, screens])
            {
                var f = await RunAsync(hall, address, place, count, Rounds);
                var ratio = count == screens ? $" = {f.Cpu.TotalMilliseconds / GoalMilliseconds:0.00} of {GoalMilliseconds} ms" : "";
                var heap = count < 2 ? "–" : $"{f.Heap / 1024:0.0} KiB = {f.Heap / 1024 / GoalKibibytes:0.00} of {GoalKibibytes} KiB";
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,7} | {f.Cpu.TotalMilliseconds:0.00} ms{ratio} | {f.P50.TotalMilliseconds:0.0} / {f.P99.TotalMilliseconds:0.0} ms | {f.Bytes:0} | {heap}"));
            }
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private sealed record Figures(TimeSpan Cpu, TimeSpan P50, TimeSpan P99, double Bytes, double Heap);

    private static async Task<Figures> RunAsync(IHall hall, string address, string place, int count, int rounds)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var screens = count == 0 ? null : Showing.Start(address, place, hall.Id.Value, count);
        if (screens is not null) await screens.AllAtAsync(hall.View.Sequence);
        var heap = count == 0 ? 0 : (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count;
        var (cpu, bytes, calls, took) = (TimeSpan.Zero, 0L, 0, new List<TimeSpan>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var window in hall.View.Plan.Windows.Where(w => hall.View.Windows[w.Id].IsOpen))
            {
                // Beyond the time a display rests, so that each call is a drawing of its own.
                await Task.Delay(Between);
                var (cpuBefore, bytesBefore, began) = (Environment.CpuUsage.TotalTime, screens?.Bytes ?? 0, Stopwatch.GetTimestamp());
                var answer = await hall.SendAsync(new(Guid.CreateVersion7(), ClerkOf(window), new CallNext(window.Id)));
                if (answer.Kind is not AnswerKind.Done) continue;
                if (screens is not null)
                {
                    await screens.AllAtAsync(answer.Sequence);
                    took.Add(Stopwatch.GetElapsedTime(began));
                }
                // What is still underway for this call belongs to it.
                await Task.Delay(Between);
                (cpu, bytes, calls) = (cpu + Environment.CpuUsage.TotalTime - cpuBefore, bytes + (screens?.Bytes ?? 0) - bytesBefore, calls + 1);
            }
            foreach (var window in hall.View.Plan.Windows) await hall.SendAsync(new(Guid.CreateVersion7(), ClerkOf(window), new CompleteVisit(window.Id)));
            await TakeAsync(hall);
        }
        took.Sort();
        return new(cpu / calls, At(took, 0.5), At(took, 0.99), count == 0 ? 0 : bytes / (double)calls / count, heap);
    }

    private static TimeSpan At(List<TimeSpan> sorted, double share) => sorted.Count == 0 ? TimeSpan.Zero : sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)];

    private static Actor ClerkOf(ServiceWindow window) => new(ActorKind.Staff, new($"clerk-{window.Id}"), Enum.GetValues<Roles>().Aggregate((a, b) => a | b));

    private static async Task PrepareAsync(IHall hall)
    {
        foreach (var window in hall.View.Plan.Windows.Where(w => !hall.View.Map.IsTidal(w)))
            await hall.SendAsync(new(Guid.CreateVersion7(), ClerkOf(window), new OpenWindow(window.Id)));
        for (var i = 0; i < 10; i++) await TakeAsync(hall);
    }

    // One for each category: as many as are called in a round, about.
    private static async Task TakeAsync(IHall hall)
    {
        foreach (var item in hall.View.Map.FirstItem.Values)
            for (var i = 0; i < 2; i++) await hall.SendAsync(new(Guid.CreateVersion7(), Actor.Citizen("kiosk-1"), new TakeTicket(item.Id)));
    }

    /// <summary>The screens' process, and how far they are.</summary>
    private sealed class Showing : IDisposable
    {
        private readonly Process _process;
        private readonly Channel<bool> _newer = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        private long _all = -1;
        private long _bytes;

        private Showing(Process process) => _process = process;

        public long Bytes => Volatile.Read(ref _bytes);

        public static Showing Start(string address, string place, string hall, int count)
        {
            var start = new ProcessStartInfo("dotnet", [typeof(Screens).Assembly.Location, Screens.Argument, address, place, hall, count.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true };
            var showing = new Showing(Process.Start(start)!);
            showing._process.OutputDataReceived += (_, line) => showing.Hear(line.Data);
            showing._process.BeginOutputReadLine();
            return showing;
        }

        public async Task AllAtAsync(long sequence)
        {
            while (Volatile.Read(ref _all) < sequence) await _newer.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        }

        private void Hear(string? line)
        {
            if (line?.Split(' ') is not [var all, var bytes]) return;
            Volatile.Write(ref _bytes, long.Parse(bytes, CultureInfo.InvariantCulture));
            Volatile.Write(ref _all, long.Parse(all, CultureInfo.InvariantCulture));
            _newer.Writer.TryWrite(true);
        }

        public void Dispose()
        {
            _process.StandardInput.Close();
            _process.WaitForExit(TimeSpan.FromSeconds(10));
            _process.Dispose();
        }
    }
}
