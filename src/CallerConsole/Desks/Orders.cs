using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.CallerConsole.Desks;

/// <summary>A clerk's orders to the hall, one at a time: a touch while one is underway is no second order.</summary>
public sealed class Orders(IHall hall, Actor actor)
{
    /// <summary>An order that may or may not have taken: sent again it keeps its id, so that it happens once.</summary>
    public CommandEnvelope? Unsettled { get; private set; }
    public Refusal? Refusal { get; private set; }
    public bool Underway { get; private set; }

    /// <summary>Sends what was touched just now, under a fresh id.</summary>
    /// <returns>The newest view that has what the order led to; null where it led to nothing.</returns>
    public Task<HallView?> SendAsync(HallCommand command, WindowId at, CancellationToken cancel) =>
        SendAsync(new CommandEnvelope(Guid.CreateVersion7(), actor, command, new PlaceId(at.Value)), cancel);

    /// <summary>Sends the unsettled order again.</summary>
    public Task<HallView?> RetryAsync(CancellationToken cancel) => Unsettled is { } same ? SendAsync(same, cancel) : Task.FromResult<HallView?>(null);

    public void Forget() => (Refusal, Unsettled) = (null, null);

    private async Task<HallView?> SendAsync(CommandEnvelope envelope, CancellationToken cancel)
    {
        if (Underway) return null;
        Underway = true;
        try
        {
            var answer = await hall.SendAsync(envelope, cancel);
            Refusal = answer.Refusal;
            Unsettled = answer.Refusal is { Code: RefusalCode.Busy or RefusalCode.NotDurable } ? envelope : null;
            // A refusal may mean that the page is behind: the newest view sets it right at once.
            return answer.Kind is AnswerKind.Refused ? hall.View : await hall.ViewAtAsync(answer.Sequence, cancel);
        }
        finally
        {
            Underway = false;
        }
    }
}
