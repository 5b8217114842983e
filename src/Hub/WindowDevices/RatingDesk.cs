using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.SignalR;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Agents;

namespace TidalHall.Hub.WindowDevices;

/// <summary>Asks whoever was served at a window with a rating pad, and gives the hall what they said. What they did not say is nothing.</summary>
/// <remarks>
/// A job's id follows from hall, ticket and visit, so that an answer finds its visit after the hub was away.
/// Nobody's name is in it: the citizen who presses is the window's, and the clerk's page shows none of it.
/// </remarks>
internal sealed partial class RatingDesk(IHalls halls, DeviceDesk desk, IHubContext<AgentHub, IAgent> agents, SteadyTime time, ILogger<RatingDesk> log) : BackgroundService
{
    /// <summary>After this a pad does not begin to ask: the citizen has gone.</summary>
    private static readonly TimeSpan Begin = TimeSpan.FromSeconds(10);
    /// <summary>So long a pad may be at one question, and the next citizen's key would be taken for the first's.</summary>
    private static readonly TimeSpan Asking = TimeSpan.FromMinutes(1);
    /// <summary>A visit that ended before is not asked about, on the hall's own axis: a minute.</summary>
    private const long LatelyMs = 60_000;

    private readonly HashSet<Guid> _asked = [];
    private readonly Dictionary<WindowId, (Guid Job, DateTimeOffset At)> _last = [];
    private readonly Lock _overtaking = new();
    private readonly HashSet<Guid> _overtaken = [];
    private readonly Dictionary<WindowId, TicketId> _current = [];

    public static Guid JobOf(HallId hall, TicketId ticket, int visit) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"rating {hall} {ticket.Value} {visit}")).AsSpan(0, 16));

    /// <summary>What came of asking. When it returns the hall has it on disk.</summary>
    public async Task ReportAsync(JobResult result, CancellationToken cancel)
    {
        if (result.Answer is not RatingAnswer { Level: { } level } said) return;
        lock (_overtaking)
        {
            if (_overtaken.Contains(result.Job))
            {
                LogOvertaken(log, result.Device);
                return;
            }
        }
        var hall = halls.Default;
        if (VisitOf(hall, result) is not var (window, subject)) return;
        int[] reasons = [.. said.Reasons.Select(r => RatingReasons.Behind(Math.Clamp(level, 1, 5), r)).OfType<int>()];
        var answer = await hall.SendAsync(new(result.Job, Actor.Citizen(window.Value), new Rate(subject, level, reasons, RatingChannel.Pad), new(window.Value)), cancel);
        // The agent keeps its report and sends it again.
        if (answer.Refusal is { Code: RefusalCode.Busy or RefusalCode.NotDurable }) throw new HubException("The hall cannot take it now.");
        if (answer.Refusal is { } refusal) LogRefused(log, result.Device, refusal.Code);
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        var hall = halls.Default;
        var pads = hall.View.Plan.Windows.Where(w => w.RatingPad is not null).ToDictionary(w => w.Id, w => w.RatingPad!.Value);
        if (pads.Count == 0) return;
        // Who was done with before the hub began has gone.
        foreach (var (_, ticket, visit) in EndedLately(hall.View, pads)) _asked.Add(JobOf(hall.Id, ticket, visit));
        try
        {
            await foreach (var view in hall.WatchNewestAsync(stopping))
            {
                var ended = EndedLately(view, pads).Select(e => (e.Window, Job: JobOf(hall.Id, e.Ticket, e.Visit))).ToList();
                foreach (var (window, job) in ended)
                    if (_asked.Add(job)) await AskAsync(window, pads[window], job);
                _asked.IntersectWith(ended.Select(e => e.Job));
                foreach (var window in pads.Keys)
                    if (view.Windows.GetValueOrDefault(window)?.Current is { } current) _current[window] = current;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    private async Task AskAsync(WindowId window, DeviceId pad, Guid job)
    {
        if (desk.ConnectionOf(pad) is not { } connection) return;
        var now = time.GetUtcNow();
        lock (_overtaking)
        {
            _overtaken.RemoveWhere(o => !_asked.Contains(o));
            if (_last.TryGetValue(window, out var before) && now - before.At < Asking) _overtaken.Add(before.Job);
            _last[window] = (job, now);
        }
        await agents.Clients.Client(connection).Do(new(new AskRatingJob(job, pad, now + Begin, Begin)));
    }

    /// <summary>Visits that ended just now at windows with a pad: of who was seen there last, and of who was called there lately, for views come after one another and not after each event.</summary>
    private IEnumerable<(WindowId Window, TicketId Ticket, int Visit)> EndedLately(HallView view, Dictionary<WindowId, DeviceId> pads) =>
        from at in view.Calls.Select(c => (c.Window, c.Ticket)).Concat(_current.Select(c => (Window: c.Key, Ticket: c.Value))).Distinct()
        where pads.ContainsKey(at.Window)
        let ticket = view.Find(at.Ticket)
        where ticket is not null
        from visit in ticket.Past.Append(ticket.Visit)
        where visit.State is VisitState.Completed done && done.Window == at.Window && done.Ended > view.Tick - LatelyMs
        select (at.Window, ticket.Id, visit.Ordinal);

    private static (WindowId Window, RatingSubject Subject)? VisitOf(IHall hall, JobResult result)
    {
        var view = hall.View;
        var windows = view.Plan.Windows.Where(w => w.RatingPad == result.Device).Select(w => w.Id).ToHashSet();
        foreach (var ticket in view.Tickets)
            foreach (var visit in ticket.Past.Append(ticket.Visit))
                if (visit.State is VisitState.Completed done && windows.Contains(done.Window) && JobOf(hall.Id, ticket.Id, visit.Ordinal) == result.Job)
                    return (done.Window, new RatingSubject.OfVisit(ticket.Id, visit.Ordinal));
        return null;
    }

    [LoggerMessage(1120, LogLevel.Information, "An answer at {Pad} came after the next citizen was served; it is nobody's and not counted.")]
    private static partial void LogOvertaken(ILogger log, DeviceId pad);

    [LoggerMessage(1121, LogLevel.Warning, "A rating at {Pad} is not taken: {Code}")]
    private static partial void LogRefused(ILogger log, DeviceId pad, RefusalCode code);
}
