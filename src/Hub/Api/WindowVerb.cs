using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>One thing to do at a window: its path, what its body may hold and must, and the command it makes.</summary>
/// <param name="Command">Null where there is nobody it could be about. Free text comes to it as the reason it was kept as.</param>
internal sealed record WindowVerb(string Name, string Summary, string[] Takes, string[] Needs, Func<WindowOrder, Reason?, HallCommand?> Command)
{
    private const string Expected = "expectedCurrent";

    public static readonly WindowVerb[] All =
    [
        new("open", "Opens the window; the key's name is the clerk.", [], [], (o, _) => new OpenWindow(o.Window)),
        new("pause", "Pauses it for a reason.", ["reason"], ["reason"], (o, reason) => new PauseWindow(o.Window, reason)),
        new("resume", "Ends the pause.", [], [], (o, _) => new ResumeWindow(o.Window)),
        new("close", "Closes it.", [], [], (o, _) => new CloseWindow(o.Window)),
        new("call-next", "Calls who is next; 204 where nobody waits.", [Expected], [], (o, _) => new CallNext(o.Window, o.Expected)),
        new("call", "Calls a chosen ticket for a reason.", ["ticket", "reason", Expected], ["ticket", "reason"], (o, reason) => new CallChosen(o.Window, o.Ticket!.Value, reason, o.Expected)),
        new("recall", "Calls the current ticket once more.", [Expected], [], (o, _) => new RecallTicket(o.Window, o.Expected)),
        new("start", "The citizen is here: the service begins.", [Expected], [], (o, _) => new StartService(o.Window, o.Expected)),
        new("complete", "Ends the visit with an outcome. What its item says follows under the same number, or what \"next\" says instead; [] ends the ticket here.", ["outcome", "next", Expected], [], (o, _) => new CompleteVisit(o.Window, o.Outcome, o.Expected, o.Next)),
        new("miss", "The citizen did not come.", [Expected], [], (o, _) => new MissTicket(o.Window, o.Expected)),
        new("hold", "Lets the citizen step away and keep the ticket.", ["kind", Expected], ["kind"], (o, _) => new HoldTicket(o.Window, o.Kind, o.Expected)),
        new("resume-ticket", "Takes a held ticket up again; without one, who was held here first.", ["ticket", Expected], [], (o, _) => (o.Ticket ?? o.HeldHere) is { } held ? new ResumeTicket(o.Window, held, o.Expected) : null),
        new("transfer", "Sends the current ticket to a category or a window.", ["category", "window", "position", Expected], [], (o, _) => new TransferTicket(o.Window, o.Category, o.ToWindow, o.Position, o.Expected)),
        new("return-to-queue", "Puts the current ticket back to its place.", [Expected], [], (o, _) => new ReturnToQueue(o.Window, o.Expected)),
        new("serve", "Serves somebody who has no ticket.", ["item", Expected], [], (o, _) => new ServeWithoutTicket(o.Window, o.Item, o.Expected)),
        new("assign", "Turns a tidal window to a category; without one, back to none.", ["category", "reason"], [], (o, reason) => new AssignWindow(o.Window, o.Category, reason ?? new Reason.Offered(ReasonWord.OtherSystem))),
        new("accept-move", "Does what the tide proposed at a tidal window.", [], [], (o, _) => new AcceptTide(o.Window)),
        new("decline-move", "What the tide proposed or asked for does not happen.", ["reason"], ["reason"], (o, reason) => new DeclineTide(o.Window, reason)),
        new("coming", "Who is on call comes to the window.", [], [], (o, _) => new AcknowledgeTide(o.Window)),
        new("lock", "The tide leaves the window where it is.", ["reason"], ["reason"], (o, reason) => new LockWindow(o.Window, reason)),
        new("unlock", "The tide may move it again.", [], [], (o, _) => new UnlockWindow(o.Window)),
    ];
}
