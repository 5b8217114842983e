using System.Collections.Concurrent;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Play;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Halls;

namespace TidalHall.Hub.Play;

/// <summary>A day read and found right.</summary>
internal sealed record DayToPlay(string Name, IReadOnlyList<PlayedArrival> Arrivals);

/// <summary>Plays a day: its arrivals and a clerk at each window, all through the real commands, by the hall's clock.</summary>
internal sealed partial class DayPlayer(DayToPlay day, IHalls halls, HallClock clock, PlayClock play, IHostApplicationLifetime life, ILogger<DayPlayer> log) : BackgroundService
{
    private static readonly Actor Manager = new(ActorKind.Staff, new("play-manager"), Roles.Manager);

    private readonly IHall _hall = halls.Default;
    private readonly ConcurrentDictionary<TicketId, PlayedArrival> _people = [];
    private volatile bool _allHaveCome;

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        try
        {
            var listens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var told = life.ApplicationStarted.Register(listens.SetResult);
            await listens.Task.WaitAsync(stopping);
            play.Begin();
            await SendAsync(Manager, new OpenDay(), stopping);
            await SendAsync(Manager, new SetTideMode(TideMode.Automatic), stopping);
            var clerks = _hall.View.Plan.Windows.Select(w => new PlayedClerk(w, this, clock.Time).WorkAsync(stopping)).ToArray();
            var taken = await ArriveAsync(stopping);
            _allHaveCome = true;
            await Task.WhenAll(clerks);
            LogPlayed(log, day.Name, taken, day.Arrivals.Count);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The hub stops in mid-day.
        }
    }

    /// <summary>Nobody comes any more and nobody waits.</summary>
    internal bool IsOver => _allHaveCome && _hall.View.Plan.Categories.All(c => !_hall.View.Waiting(c.Id).Any());

    internal HallView View => _hall.View;

    /// <summary>Who a ticket's holder is; null for one that was taken by hand while the day is played.</summary>
    internal PlayedArrival? HolderOf(TicketId ticket) => _people.GetValueOrDefault(ticket);

    /// <summary>Sends until the hall takes it; a hall that is busy or cannot write is asked again after a second of its time.</summary>
    internal async Task<Answer> SendAsync(Actor actor, HallCommand command, CancellationToken cancel)
    {
        var envelope = new CommandEnvelope(Guid.CreateVersion7(), actor, command, _hall.View.Plan.Kiosks.FirstOrDefault()?.Id);
        while (true)
        {
            var answer = await _hall.SendAsync(envelope, cancel);
            if (answer.Refusal is not { Code: RefusalCode.Busy or RefusalCode.NotDurable }) return answer;
            await Task.Delay(TimeSpan.FromSeconds(1), clock.Time, cancel);
        }
    }

    internal async Task<HallView> ViewAtAsync(Answer answer, CancellationToken cancel) => await _hall.ViewAtAsync(answer.Sequence, cancel);

    private async Task<int> ArriveAsync(CancellationToken cancel)
    {
        var taken = 0;
        foreach (var arrival in day.Arrivals)
        {
            var at = Instant(arrival.At);
            if (at - clock.Time.GetUtcNow() is var left && left > TimeSpan.Zero) await Task.Delay(left, clock.Time, cancel);
            var answer = await SendAsync(Actor.Citizen("play"), new TakeTicket(arrival.Item, arrival.Class, Slot: arrival.Slot is { } slot ? Instant(slot) : null), cancel);
            if (answer.Ticket is { } ticket)
            {
                _people[ticket] = arrival;
                taken++;
            }
            else LogTurnedAway(log, arrival.At, arrival.Item, answer.Refusal?.Code);
        }
        return taken;
    }

    private DateTimeOffset Instant(TimeOnly at) => _hall.View.Map.Instant(_hall.View.Day!.Date.ToDateTime(at));

    [LoggerMessage(1201, LogLevel.Information, "Played {Day}: {Taken} of {Arrivals} arrivals took a ticket, and everybody had a turn.")]
    private static partial void LogPlayed(ILogger log, string day, int taken, int arrivals);

    [LoggerMessage(1202, LogLevel.Information, "Played arrival of {Time} for {Item} was turned away: {Why}.")]
    private static partial void LogTurnedAway(ILogger log, TimeOnly time, ItemId item, RefusalCode? why);
}
