using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.SignalR;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Hub.Agents;

/// <summary>Has printed what the hall's state says is to be printed, and tells the hall what became of it.</summary>
/// <remarks>
/// No list of its own: a ticket that is <see cref="PaperState.Printing"/> is the job, so a crash between commit and print loses nothing.
/// A job's id follows from hall, ticket and print, so an agent that did it before the crash does not do it again.
/// </remarks>
internal sealed partial class PrintDesk(IHalls halls, DeviceDesk desk, IHubContext<AgentHub, IAgent> agents, PaperLayouts layouts, Hosting.HubOptions options, SteadyTime time, ILogger<PrintDesk> log) : BackgroundService
{
    /// <summary>After this an agent does not begin: the citizen has gone on with the number on the screen.</summary>
    private static readonly TimeSpan Begin = TimeSpan.FromSeconds(20);
    /// <summary>What a begun print may take before its outcome counts as unknown.</summary>
    private static readonly TimeSpan Finish = TimeSpan.FromSeconds(15);
    /// <summary>How long a printer that nobody carries may come back; longer right after a start, when agents are on their way.</summary>
    private static readonly TimeSpan Absent = TimeSpan.FromSeconds(3);

    /// <summary>Older than this when first seen, a print is not begun.</summary>
    private static readonly TimeSpan TooOld = TimeSpan.FromMinutes(2);

    private readonly HashSet<(Guid Job, string Connection)> _sent = [];
    private readonly Waker _changed = new();
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    // By the machine's clock, not the hall's: a played day must not outrun the printer.
    private readonly Dictionary<Guid, DateTimeOffset> _seenAt = [];

    public static Guid JobOf(HallId hall, Ticket ticket)
    {
        var name = Encoding.UTF8.GetBytes(hall.Value);
        var bytes = new byte[name.Length + 12];
        name.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(name.Length), ticket.Id.Value);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(name.Length + 8), ticket.Prints);
        return new(SHA256.HashData(bytes).AsSpan(0, 16));
    }

    /// <summary>What became of a job. When it returns the hall has it on disk.</summary>
    public async Task ReportAsync(string agent, JobResult result, CancellationToken cancel)
    {
        var hall = halls.Default;
        // A job of a ticket that has left memory, or of a print asked again since: nobody waits for it.
        if (hall.View.Tickets.FirstOrDefault(t => t.Prints > 0 && JobOf(hall.Id, t) == result.Job) is not { } ticket) return;
        LogOutcome(log, ticket.Number, result.Device, result.Outcome, result.Fault);
        var paper = result.Outcome switch
        {
            JobOutcome.Done => PaperState.OnPaper,
            JobOutcome.Unknown => PaperState.Unknown,
            JobOutcome.Failed or JobOutcome.Expired => PaperState.NotOnPaper,
            _ => throw new HubException($"No outcome {result.Outcome}."),
        };
        // The agent keeps its report and sends it again.
        if (!await TryReportAsync(hall, new(agent), ticket, paper, cancel)) throw new HubException("The hall cannot take it now.");
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        desk.Changed += _changed.Wake;
        var hall = halls.Default;
        var views = WakeOnViewsAsync(hall, stopping);
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var pending = hall.View.Tickets.Where(t => t.Paper is PaperState.Printing).ToList();
                foreach (var ticket in pending) await PrintAsync(hall, ticket, stopping);
                var live = pending.Select(t => JobOf(hall.Id, t)).ToHashSet();
                _sent.RemoveWhere(s => !live.Contains(s.Job));
                foreach (var done in _seenAt.Keys.Where(j => !live.Contains(j)).ToList()) _seenAt.Remove(done);
                // Deadlines are looked at each second while anything is pending.
                await _changed.WaitAsync(pending.Count > 0 ? TimeSpan.FromSeconds(1) : null, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The hub stops.
        }
        finally
        {
            desk.Changed -= _changed.Wake;
            await views;
        }
    }

    private async Task PrintAsync(IHall hall, Ticket ticket, CancellationToken cancel)
    {
        var job = JobOf(hall.Id, ticket);
        var now = time.GetUtcNow();
        if (!_seenAt.TryGetValue(job, out var seenAt))
        {
            // Left over from before a long stop: its citizen has gone on with the number on the screen.
            seenAt = hall.Now - ticket.PrintAskedAt > TooOld ? now - Begin - Finish : now;
            _seenAt[job] = seenAt;
        }
        var printer = hall.View.Plan.Kiosks.FirstOrDefault(k => k.Id == ticket.Place)?.Printer;
        var connection = printer is { } wanted ? desk.ConnectionOf(wanted) : null;
        var wasSent = _sent.Any(s => s.Job == job);
        if (connection is not null && now < seenAt + Begin && !_sent.Contains((job, connection)))
        {
            await agents.Clients.Client(connection).Do(new(new PrintJob(job, printer!.Value, seenAt + Begin, layouts.Sheet(Paper.Of(hall.View, ticket, options.PublicUrl)), seenAt + Begin - now)));
            _sent.Add((job, connection));
        }
        else if (now >= seenAt + Begin + Finish)
            await TryReportAsync(hall, Actor.Hub.Id, ticket, wasSent ? PaperState.Unknown : PaperState.NotOnPaper, cancel);
        else if (!wasSent && (printer is null || (connection is null && now > seenAt + (now - _startedAt < Begin ? Begin : Absent))))
            await TryReportAsync(hall, Actor.Hub.Id, ticket, PaperState.NotOnPaper, cancel);
    }

    /// <summary>False: the hall is busy or its disk is full. The ticket is still printing then, so the next look tells it again.</summary>
    private static async Task<bool> TryReportAsync(IHall hall, ClerkId by, Ticket ticket, PaperState paper, CancellationToken cancel)
    {
        var answer = await hall.SendAsync(new(Guid.CreateVersion7(), new(ActorKind.Device, by), new ReportPaper(ticket.Id, paper)), cancel);
        return answer.Refusal is not { Code: RefusalCode.Busy or RefusalCode.NotDurable };
    }

    private async Task WakeOnViewsAsync(IHall hall, CancellationToken stopping)
    {
        try
        {
            await foreach (var _ in hall.WatchNewestAsync(stopping)) _changed.Wake();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    [LoggerMessage(1101, LogLevel.Information, "Ticket {Number} at {Printer}: {Outcome} {Fault}.")]
    private static partial void LogOutcome(ILogger log, TicketNumber number, DeviceId printer, JobOutcome outcome, DeviceFault? fault);
}
