using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Hub.Play;

/// <summary>A clerk of a played day: calls, waits for the citizen, serves at the person's pace, misses who has left.</summary>
internal sealed class PlayedClerk(ServiceWindow window, DayPlayer day, TimeProvider time)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenCalls = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UsualWalk = TimeSpan.FromSeconds(25);

    private readonly Actor _actor = new(ActorKind.Staff, new($"play-{window.Id}"), Roles.IntakeClerk);

    public async Task WorkAsync(CancellationToken cancel)
    {
        await day.SendAsync(_actor, new OpenWindow(window.Id), cancel);
        while (!day.IsOver)
        {
            var answer = await day.SendAsync(_actor, new CallNext(window.Id), cancel);
            if (answer.Kind is AnswerKind.Done && (await day.ViewAtAsync(answer, cancel)).Find(answer.Ticket!.Value) is { } ticket) await ServeAsync(ticket, cancel);
            else await WaitAsync(LookAgain, cancel);
        }
        await day.SendAsync(_actor, new CloseWindow(window.Id), cancel);
    }

    private async Task ServeAsync(Ticket ticket, CancellationToken cancel)
    {
        var holder = day.HolderOf(ticket.Id);
        if (holder?.Patience is { } patience && time.GetUtcNow() - ticket.TakenAt > patience)
        {
            await MissAsync(cancel);
            return;
        }
        await WaitAsync(holder?.Walk ?? UsualWalk, cancel);
        await day.SendAsync(_actor, new StartService(window.Id), cancel);
        await WaitAsync(holder?.Service ?? UsualService(ticket), cancel);
        await day.SendAsync(_actor, new CompleteVisit(window.Id), cancel);
    }

    /// <summary>Recalls as often and waits as long as the hall's rules want, then gives up.</summary>
    private async Task MissAsync(CancellationToken cancel)
    {
        var rules = day.View.Plan.Rules;
        for (var recall = 0; recall < rules.RecallsBeforeMiss; recall++)
        {
            await WaitAsync(BetweenCalls, cancel);
            await day.SendAsync(_actor, new RecallTicket(window.Id), cancel);
        }
        await WaitAsync(TimeSpan.FromSeconds(rules.SecondsBeforeMiss), cancel);
        await day.SendAsync(_actor, new MissTicket(window.Id), cancel);
    }

    private TimeSpan UsualService(Ticket ticket) => TimeSpan.FromMinutes(day.View.Map.Items.TryGetValue(ticket.Visit.Item, out var item) ? item.Minutes : 8);

    private Task WaitAsync(TimeSpan span, CancellationToken cancel) => Task.Delay(span, time, cancel);
}
