using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.RuleBook;

/// <summary>Every order at a window in every state of its session; somebody waits, and another ticket is held.</summary>
internal static class WindowRules
{
    private static readonly TicketId HeldTicket = new(1), WaitingTicket = new(2);

    public static RuleTable<WindowId> Table => new("order, by the clerk Anna unless said", Columns, Rows);

    private static Column<WindowId>[] Columns =>
    [
        Of("vacant"),
        Of("signed on", h => h.Given(Anna, new SignOn(W1))),
        Of("open, nobody in front", h => h.Given(Anna, new OpenWindow(W1))),
        Of("open, called", Called),
        Of("open, serving", h => { Called(h); h.Given(Anna, new StartService(W1)); }),
        Of("paused", h => h.Given(Anna, new OpenWindow(W1)).Given(Anna, new PauseWindow(W1, Break))),
        Of("closed, signed on", h => h.Given(Anna, new OpenWindow(W1)).Given(Anna, new CloseWindow(W1))),
        Of("another clerk's", h => h.Given(Carol, new OpenWindow(W1))),
        Of("vacant, Anna sits elsewhere", h => h.Given(Anna, new OpenWindow(W3))),
        new("no such window", Hall, _ => new("w99")),
    ];

    private static Row<WindowId>[] Rows =>
    [
        new("SignOn", Anna, w => new SignOn(w)),
        new("SignOff", Anna, w => new SignOff(w)),
        new("OpenWindow", Anna, w => new OpenWindow(w)),
        new("PauseWindow", Anna, w => new PauseWindow(w, Break)),
        new("PauseWindow without a reason", Anna, w => new PauseWindow(w, null)),
        new("ResumeWindow", Anna, w => new ResumeWindow(w)),
        new("CloseWindow", Anna, w => new CloseWindow(w)),
        new("ClearSession by a manager", Chief, w => new ClearSession(w, Gone)),
        new("AssignWindow, not tidal", Anna, w => new AssignWindow(w, TaxDesk, Grown)),
        new("CallNext", Anna, w => new CallNext(w)),
        new("CallNext, believing nobody current", Anna, w => new CallNext(w, ExpectedCurrent.Is(null))),
        new("CallChosen by a manager", Chief, w => new CallChosen(w, WaitingTicket, Noted)),
        new("RecallTicket", Anna, w => new RecallTicket(w)),
        new("StartService", Anna, w => new StartService(w)),
        new("CompleteVisit", Anna, w => new CompleteVisit(w)),
        new("MissTicket", Anna, w => new MissTicket(w)),
        new("HoldTicket", Anna, w => new HoldTicket(w, HoldKind.PapersAway)),
        new("ResumeTicket", Anna, w => new ResumeTicket(w, HeldTicket)),
        new("TransferTicket", Anna, w => new TransferTicket(w, TaxDesk, null, TransferPosition.Fair)),
        new("ReturnToQueue", Anna, w => new ReturnToQueue(w)),
        new("ServeWithoutTicket", Anna, w => new ServeWithoutTicket(w)),
    ];

    /// <summary>A tidal window as it is turned.</summary>
    public static RuleTable<WindowId> Tidal => new("order at a tidal window", TidalColumns, TidalRows);

    private static Column<WindowId>[] TidalColumns =>
    [
        Turned("not turned", _ => { }),
        Turned("turned to intake", h => h.Given(Anna, new AssignWindow(W4, Intake, Grown))),
        Turned("not turned, turn proposed", h => h.Given(Actor.Hub, new MinuteCame())),
        new("closed, people called in", () => Summoned(), _ => W4),
        new("closed, somebody comes", () => Summoned().Given(Bo, new AcknowledgeTide(W4)), _ => W4),
        Turned("turned to intake, locked", h => h.Given(Anna, new AssignWindow(W4, Intake, Grown)).Given(Chief, new LockWindow(W4, Noted))),
        Turned("turned, citizen called", h => h.Given(Anna, new AssignWindow(W4, Intake, Grown)).Given(Anna, new CallNext(W4))),
    ];

    private static Row<WindowId>[] TidalRows =>
    [
        new("AssignWindow to intake", Anna, w => new AssignWindow(w, Intake, Grown)),
        new("AssignWindow to tax", Anna, w => new AssignWindow(w, TaxDesk, Grown)),
        new("AssignWindow back to none", Anna, w => new AssignWindow(w, null, Grown)),
        new("AssignWindow to what it may not be", Anna, w => new AssignWindow(w, HallScenario.Tide, Grown)),
        new("AssignWindow without a reason", Anna, w => new AssignWindow(w, TaxDesk, null)),
        new("AcceptTide by a manager", Chief, w => new AcceptTide(w)),
        new("DeclineTide by a manager", Chief, w => new DeclineTide(w, Noted)),
        new("DeclineTide without a reason", Chief, w => new DeclineTide(w, null)),
        new("AcknowledgeTide", Anna, w => new AcknowledgeTide(w)),
        new("LockWindow by a manager", Chief, w => new LockWindow(w, Noted)),
        new("LockWindow without a reason", Chief, w => new LockWindow(w, null)),
        new("UnlockWindow by a manager", Chief, w => new UnlockWindow(w)),
        new("MinuteCame", Actor.Hub, _ => new MinuteCame()),
        new("MinuteCame six minutes later", Actor.Hub, _ => new MinuteCame(), h => h.Later(TimeSpan.FromMinutes(6))),
        new("OpenWindow", Anna, w => new OpenWindow(w)),
        new("CallNext", Anna, w => new CallNext(w)),
        new("ServeWithoutTicket", Anna, w => new ServeWithoutTicket(w)),
        new("ServeWithoutTicket, an intake item", Anna, w => new ServeWithoutTicket(w, Passport)),
        new("ServeWithoutTicket, a tax item", Anna, w => new ServeWithoutTicket(w, Tax)),
    ];

    private static HallScenario Hall() => Hall(Plan);

    private static HallScenario Hall(Core.Halls.HallPlan plan)
    {
        var hall = new HallScenario(plan).Given(Bo, new OpenWindow(W2));
        hall.Ticket();
        hall.Given(Bo, new CallNext(W2)).Given(Bo, new HoldTicket(W2, HoldKind.PapersAway));
        hall.Ticket();
        return hall;
    }

    private static Column<WindowId> Of(string name, params Action<HallScenario>[] steps) => new(name, () =>
    {
        var hall = Hall();
        foreach (var step in steps) step(hall);
        return hall;
    }, _ => W1);

    private static Column<WindowId> Turned(string name, Action<HallScenario> step) => new(name, () =>
    {
        var hall = Hall().Given(Anna, new OpenWindow(W4));
        step(hall);
        return hall;
    }, _ => W4);

    /// <summary>Intake has grown so far that the people of window 4 are called in.</summary>
    private static HallScenario Summoned()
    {
        var hall = Hall(OnCall);
        for (var i = 0; i < 3; i++) hall.Ticket();
        return hall.Given(Actor.Hub, new MinuteCame()).Given(Chief, new AcceptTide(W4));
    }

    private static void Called(HallScenario hall) => hall.Given(Anna, new OpenWindow(W1)).Given(Anna, new CallNext(W1));
}
