using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>One thing to do at a window: its path, what its body may hold and must, and the command it makes.</summary>
/// <param name="Command">Null where there is nobody it could be about.</param>
internal sealed record WindowVerb(string Name, string Summary, string[] Takes, string[] Needs, Func<WindowOrder, HallCommand?> Command)
{
    private const string Expected = "expectedCurrent";

    public static readonly WindowVerb[] All =
    [
        new("open", "Opens the window; the key's name is the clerk.", [], [], o => new OpenWindow(o.Window)),
        new("pause", "Pauses it for a reason.", ["reason"], ["reason"], o => new PauseWindow(o.Window, o.Reason)),
        new("resume", "Ends the pause.", [], [], o => new ResumeWindow(o.Window)),
        new("close", "Closes it.", [], [], o => new CloseWindow(o.Window)),
        new("call-next", "Calls who is next; 204 where nobody waits.", [Expected], [], o => new CallNext(o.Window, o.Expected)),
        new("call", "Calls a chosen ticket for a reason.", ["ticket", "reason", Expected], ["ticket", "reason"], o => new CallChosen(o.Window, o.Ticket!.Value, o.Reason, o.Expected)),
        new("recall", "Calls the current ticket once more.", [Expected], [], o => new RecallTicket(o.Window, o.Expected)),
        new("start", "The citizen is here: the service begins.", [Expected], [], o => new StartService(o.Window, o.Expected)),
        new("complete", "Ends the visit with an outcome.", ["outcome", Expected], [], o => new CompleteVisit(o.Window, o.Outcome, o.Expected)),
        new("miss", "The citizen did not come.", [Expected], [], o => new MissTicket(o.Window, o.Expected)),
        new("hold", "Lets the citizen step away and keep the ticket.", ["kind", Expected], ["kind"], o => new HoldTicket(o.Window, o.Kind, o.Expected)),
        new("resume-ticket", "Takes a held ticket up again; without one, who was held here first.", ["ticket", Expected], [], o => (o.Ticket ?? o.HeldHere) is { } held ? new ResumeTicket(o.Window, held, o.Expected) : null),
        new("transfer", "Sends the current ticket to a category or a window.", ["category", "window", "position", Expected], [], o => new TransferTicket(o.Window, o.Category, o.ToWindow, o.Position, o.Expected)),
        new("return-to-queue", "Puts the current ticket back to its place.", [Expected], [], o => new ReturnToQueue(o.Window, o.Expected)),
        new("serve", "Serves somebody who has no ticket.", ["item", Expected], [], o => new ServeWithoutTicket(o.Window, o.Item, o.Expected)),
        new("assign", "Turns a tidal window to a category; without one, back to none.", ["category", "reason"], [], o => new AssignWindow(o.Window, o.Category, o.Reason.Length > 0 ? o.Reason : ApiKey.Name)),
    ];
}
