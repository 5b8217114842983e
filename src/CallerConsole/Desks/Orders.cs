using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.CallerConsole.Desks;

/// <summary>A clerk's orders to the hall, one at a time: a touch while one is underway is no second order.</summary>
public sealed class Orders(IHall hall, INotes notes, Actor actor)
{
    /// <summary>An order that may or may not have taken: it can be sent again.</summary>
    public TouchedOrder? Unsettled { get; private set; }
    public Refusal? Refusal { get; private set; }
    public bool Underway { get; private set; }

    /// <summary>Sends what was touched just now, under a fresh id.</summary>
    /// <returns>The newest view that has what the order led to; null where it led to nothing.</returns>
    public Task<HallView?> SendAsync(HallCommand command, WindowId at, CancellationToken cancel) =>
        SendAsync(new TouchedOrder(Guid.CreateVersion7(), new(at.Value), null, _ => command), cancel);

    /// <summary>Sends what was touched and needs a reason.</summary>
    public Task<HallView?> SendAsync(GivenReason given, Func<Reason?, HallCommand> command, WindowId at, CancellationToken cancel) =>
        SendAsync(new TouchedOrder(Guid.CreateVersion7(), new(at.Value), given, command), cancel);

    /// <summary>Sends what concerns the whole hall and needs a reason.</summary>
    public Task<HallView?> SendAsync(GivenReason given, Func<Reason?, HallCommand> command, CancellationToken cancel) =>
        SendAsync(new TouchedOrder(Guid.CreateVersion7(), new("console"), given, command), cancel);

    /// <summary>Sends an order about a case: from a window or a department's desk.</summary>
    /// <param name="given">Null where it needs no reason.</param>
    public Task<HallView?> SendAsync(GivenReason? given, Func<Reason?, HallCommand> command, PlaceId at, CancellationToken cancel) =>
        SendAsync(new TouchedOrder(Guid.CreateVersion7(), at, given, command), cancel);

    /// <summary>Sends the unsettled order again.</summary>
    public Task<HallView?> RetryAsync(CancellationToken cancel) => Unsettled is { } same ? SendAsync(same, cancel) : Task.FromResult<HallView?>(null);

    public void Forget() => (Refusal, Unsettled) = (null, null);

    private async Task<HallView?> SendAsync(TouchedOrder order, CancellationToken cancel)
    {
        if (Underway) return null;
        Underway = true;
        try
        {
            // What was typed first: an order's reference stands for something from its first moment on.
            var kept = await KeepAsync(order, cancel);
            var answer = kept.Refusal is null ? await hall.SendAsync(new(order.Id, actor, order.Command(kept.Reason), order.At), cancel) : new(AnswerKind.Refused, hall.View.Sequence, Refusal: kept.Refusal);
            if (answer.Refusal is { } refusal) await notes.DropAsync(kept.Reason, refusal, cancel);
            Refusal = answer.Refusal;
            Unsettled = answer.Refusal is { Code: RefusalCode.Busy or RefusalCode.NotDurable } ? order : null;
            // A refusal may mean that the page is behind: the newest view sets it right at once.
            return answer.Kind is AnswerKind.Refused ? hall.View : await hall.ViewAtAsync(answer.Sequence, cancel);
        }
        finally
        {
            Underway = false;
        }
    }

    private async ValueTask<KeptNote> KeepAsync(TouchedOrder order, CancellationToken cancel) => order.Given switch
    {
        GivenReason.Typed(var text) => await notes.KeepAsync(text, order.Id, cancel),
        GivenReason.Offered(var word) => new(new Reason.Offered(word)),
        _ => new(null),
    };
}
