using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.Hub.Agents;

namespace TidalHall.Benchmarks.Devices;

/// <summary>From the touch at a kiosk to the last byte at its printer, and from the hub's order to the last byte at a locker board, beside what the wire alone takes.</summary>
/// <remarks>The whole way: command, commit, SignalR over loopback, outbox on disk, driver, pseudo-terminal, a wire paced at the baud. The board's and the printer's own answers cross the same wire.</remarks>
internal static class DeviceFigures
{
    private const double GoalMilliseconds = 30;
    private const int PrinterBaud = 115200, BoardBaud = 19200;
    private static readonly DeviceId Printer = new("printer-1"), Board = new("printer-2");
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(150);

    public static async Task PrintAsync(string hallFile, int jobs)
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("Pseudo-terminals are Linux's.");
        var data = Directory.CreateTempSubdirectory("devices-");
        var board = new LockerFacts { Codec = LockerCodec.Cu16 };
        var paper = new PrinterFacts { FourByteCharacters = true };
        await using var printer = new SimulatedPrinter(paper);
        var locker = new SimulatedLockerBoard(board, TimeProvider.System);
        await using var lockers = new SimulatedSocket(locker);
        await using var printerWire = new TimedWire(printer.Port);
        await using var boardWire = new TimedWire(lockers.Port);
        await using var printerLead = new SerialLead(printerWire.Port, TimeProvider.System, baud: PrinterBaud);
        await using var boardLead = new SerialLead(boardWire.Port, TimeProvider.System, baud: BoardBaud);
        await using var hub = await QuietHub.StartAsync(hallFile, Path.Combine(data.FullName, "hub"));
        var key = hub.App.Services.GetRequiredService<AgentKeys>().Enrol("bench");
        using var agent = new AgentHost(new(new(hub.App.Urls.First()), key, Path.Combine(data.FullName, "outbox"),
        [
            new(Printer, new() { Model = "p", Description = "", Family = DeviceFamily.Printer, Printer = paper, Serial = new() { Baud = PrinterBaud } }, SerialPort: printerLead.Port),
            new(Board, new() { Model = "l", Description = "", Family = DeviceFamily.LockerBoard, LockerBoard = board, Serial = new() { Baud = BoardBaud } }, SerialPort: boardLead.Port),
        ]), TimeProvider.System, NullLogger<AgentHost>.Instance);
        await agent.StartAsync(CancellationToken.None);
        var hall = hub.App.Services.GetRequiredService<IHalls>().Default;
        await foreach (var view in hall.WatchNewestAsync(CancellationToken.None))
            if (view.Devices.Count(d => d.Health.State is DeviceState.Ready) >= 2) break;
        Console.WriteLine($"{jobs} tickets and {jobs} openings, one after the other, {Between.TotalMilliseconds} ms between. Goal: {GoalMilliseconds} ms over the wire's own time, p99.");
        Console.WriteLine("way | wire alone | whole way p50 / p99 | over the wire p50 / p99");
        Tell($"touch → last byte at the printer, {PrinterBaud} baud", await RunAsync(jobs, () => TicketAsync(hall, printerWire)));
        var desk = hub.App.Services.GetRequiredService<JobDesk>();
        var next = 0;
        Tell($"order → last byte at the locker board, {BoardBaud} baud", await RunAsync(jobs, () => OpenAsync(desk, boardWire, locker, ++next % board.Locks + 1)));
        await agent.StopAsync(CancellationToken.None);
    }

    private readonly record struct Way(TimeSpan Whole, TimeSpan Wire);

    private static async Task<Way> TicketAsync(IHall hall, TimedWire wire)
    {
        wire.Clear();
        var touched = Stopwatch.GetTimestamp();
        var answer = await hall.SendAsync(new(Guid.CreateVersion7(), Actor.Citizen("kiosk-1"), new TakeTicket(hall.View.Plan.Items[0].Id, WantsPaper: true), Place: hall.View.Plan.Kiosks.First(k => k.Printer == Printer).Id));
        await foreach (var view in hall.WatchNewestAsync(CancellationToken.None))
            if (view.Find(answer.Ticket!.Value)?.Paper is PaperState.OnPaper) break;
        var seen = wire.Seen;
        var last = seen.Last(s => s.ToDevice).At;
        return new(Stopwatch.GetElapsedTime(touched, last), OnWire(seen.TakeWhile(s => s.At <= last), PrinterBaud));
    }

    private static async Task<Way> OpenAsync(JobDesk desk, TimedWire wire, SimulatedLockerBoard board, int locker)
    {
        board.Close(locker);
        wire.Clear();
        var ordered = Stopwatch.GetTimestamp();
        var result = await desk.DoAsync(new OpenCompartmentJob(Guid.NewGuid(), Board, TimeProvider.System.GetUtcNow().AddMinutes(1), locker), CancellationToken.None);
        if (result.Outcome is not JobOutcome.Done) throw new InvalidOperationException($"{result}");
        // The order is the frame whose third byte is 31; before it went the question for the doors, which is part of the way.
        var seen = wire.Seen;
        var order = seen.First(s => s.ToDevice && s.Bytes.AsSpan().IndexOf<byte>([0x31, 0x03]) >= 0).At;
        return new(Stopwatch.GetElapsedTime(ordered, order), OnWire(seen.TakeWhile(s => s.At <= order), BoardBaud));
    }

    private static TimeSpan OnWire(IEnumerable<(long At, bool ToDevice, byte[] Bytes)> seen, int baud) => TimeSpan.FromSeconds(seen.Sum(s => s.Bytes.Length) * 10.0 / baud);

    private static async Task<List<Way>> RunAsync(int jobs, Func<Task<Way>> oneAsync)
    {
        // Some for the compiler.
        for (var i = 0; i < 10; i++) await oneAsync();
        var ways = new List<Way>();
        for (var i = 0; i < jobs; i++)
        {
            await Task.Delay(Between);
            ways.Add(await oneAsync());
        }
        return ways;
    }

    private static void Tell(string way, List<Way> ways)
    {
        var over = Milliseconds(ways.Select(w => w.Whole - w.Wire));
        var (whole, wire) = (Milliseconds(ways.Select(w => w.Whole)), Milliseconds(ways.Select(w => w.Wire)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{way} | {At(wire, 0.5):0.0} ms | {At(whole, 0.5):0.0} / {At(whole, 0.99):0.0} ms | {At(over, 0.5):0.0} / {At(over, 0.99):0.0} ms = {At(over, 0.99) / GoalMilliseconds:0.00} of {GoalMilliseconds} ms"));
    }

    private static List<double> Milliseconds(IEnumerable<TimeSpan> spans) => [.. spans.Select(s => s.TotalMilliseconds).Order()];
    private static double At(List<double> sorted, double share) => sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)];
}
