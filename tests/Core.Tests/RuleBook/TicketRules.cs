using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.RuleBook;

/// <summary>Every order about a ticket in every state its visit can be in; those that name none: <see cref="BesideTicketRules"/>.</summary>
internal static class TicketRules
{
    private static readonly PersonRef Li = new(new("11111111-1111-1111-1111-111111111111"));
    private static readonly PersonRef Wu = new(new("22222222-2222-2222-2222-222222222222"));
    private static readonly TicketId First = new(1), Nobody = new(999);
    private static readonly Actor Agent = new(ActorKind.Device, new("agent"));
    private static readonly Actor Guide = new(ActorKind.Staff, new("guide"), Roles.Guide);

    public static RuleTable<TicketId> Table => new("order", Columns, Rows);

    private static Column<TicketId>[] Columns => [.. ColumnsIn(Hall, _ => First), new("no such ticket", Hall, _ => Nobody)];

    /// <summary>Every state of a visit that a hall can hold Li's ticket in; where it was called, it was to Anna's window 1.</summary>
    public static Column<T>[] ColumnsIn<T>(Func<HallScenario> open, Func<HallScenario, T> subject)
    {
        return
        [
            Of("Waiting"),
            Of("Called", Called),
            Of("Serving", Called, h => h.Given(Anna, new StartService(W1))),
            Of("Held, papers away", Called, h => h.Given(Anna, new HoldTicket(W1, HoldKind.PapersAway))),
            Of("Held, papers here", Called, h => h.Given(Anna, new HoldTicket(W1, HoldKind.PapersHere))),
            Of("Held, step elsewhere", Called, h => h.Given(Anna, new HoldTicket(W1, HoldKind.StepElsewhere))),
            Of("Missed", Missed),
            Of("Waiting for its second visit", Called, h => h.Given(Anna, new CompleteVisit(W1, Next: [new(Intake)]))),
            Of("Completed", Called, h => h.Given(Anna, new CompleteVisit(W1))),
            Of("Cancelled", h => h.Given(Citizen, new CancelTicket(First))),
            Of("Released", h => h.Given(Chief, new ReleaseTicket(First, Noted))),
            Of("NoShow", Missed, h => h.Given(Chief, new CloseDay()).Later(TimeSpan.FromDays(1)).Given(Chief, new OpenDay())),
        ];

        Column<T> Of(string name, params Action<HallScenario>[] steps) => new(name, () =>
        {
            var hall = open().Given(Citizen, new TakeTicket(Passport, Person: Li, WantsPaper: true)).Later(TimeSpan.FromSeconds(1));
            foreach (var step in steps) step(hall);
            return hall;
        }, subject);
    }

    private static Row<TicketId>[] Rows =>
    [
        new("TakeTicket, same person and item", Citizen, _ => new TakeTicket(Passport, Person: Li)),
        new("TakeTicket by mandate, for Wu", Guide, _ => new TakeTicket(Passport, Person: Wu, Mandate: new(new("55555555-5555-5555-5555-555555555555")))),
        new("TakeTicket by an agent, six matters", Guide, _ => new TakeTicket(Passport, Agent: Wu, Matters: 6)),
        new("CancelTicket", Citizen, t => new CancelTicket(t)),
        new("ReinstateTicket", Guide, t => new ReinstateTicket(t)),
        new("ReprintTicket", Citizen, t => new ReprintTicket(t)),
        new("ReleaseTicket", Chief, t => new ReleaseTicket(t, Noted)),
        new("ReleaseTicket without a reason", Chief, t => new ReleaseTicket(t, null)),
        new("CarryTicket", Chief, t => new CarryTicket(t)),
        new("ReportPaper", Agent, t => new ReportPaper(t, PaperState.OnPaper)),
        new("ReportPaper, as it was", Agent, t => new ReportPaper(t, PaperState.Printing)),
        new("LeaveOnScreen", Citizen, t => new LeaveOnScreen(t)),
        new("LeaveOnScreen, paper came out", Citizen, t => new LeaveOnScreen(t), h => h.Do(Agent, new ReportPaper(First, PaperState.OnPaper))),
        new("CheckPriority, entitled", Guide, t => new CheckPriority(t, true)),
        new("CheckPriority, not entitled", Guide, t => new CheckPriority(t, false)),
        new("CallNext", Anna, _ => new CallNext(W1)),
        new("CallChosen by its clerk", Anna, t => new CallChosen(W1, t, Noted)),
        new("CallChosen by a manager", Chief, t => new CallChosen(W1, t, Noted)),
        new("CallChosen at another window", Bo, t => new CallChosen(W2, t, Noted)),
        new("RecallTicket", Anna, _ => new RecallTicket(W1)),
        new("StartService", Anna, _ => new StartService(W1)),
        new("CompleteVisit", Anna, _ => new CompleteVisit(W1)),
        new("CompleteVisit, on to tax", Anna, _ => new CompleteVisit(W1, Next: [new(TaxDesk)])),
        new("CompleteVisit, on to where nobody is", Anna, _ => new CompleteVisit(W1, Next: [new(Tide)])),
        new("MissTicket at once", Anna, _ => new MissTicket(W1)),
        new("MissTicket past its floor", Anna, _ => new MissTicket(W1), PastTheFloor),
        new("HoldTicket, papers away", Anna, _ => new HoldTicket(W1, HoldKind.PapersAway)),
        new("HoldTicket, papers here", Anna, _ => new HoldTicket(W1, HoldKind.PapersHere)),
        new("HoldTicket, step elsewhere", Anna, _ => new HoldTicket(W1, HoldKind.StepElsewhere)),
        new("ResumeTicket", Anna, t => new ResumeTicket(W1, t)),
        new("ResumeTicket at another window", Bo, t => new ResumeTicket(W2, t)),
        new("TransferTicket to a category", Anna, _ => new TransferTicket(W1, TaxDesk, null, TransferPosition.Fair)),
        new("TransferTicket to a window", Anna, _ => new TransferTicket(W1, null, W2, TransferPosition.Next)),
        new("ReturnToQueue", Anna, _ => new ReturnToQueue(W1)),
        new("ServeWithoutTicket", Anna, _ => new ServeWithoutTicket(W1)),
        new("SignOff at its window", Anna, _ => new SignOff(W1)),
        new("OpenWindow, its window", Anna, _ => new OpenWindow(W1)),
        new("PauseWindow, its window", Anna, _ => new PauseWindow(W1, Break)),
        new("ResumeWindow, its window", Anna, _ => new ResumeWindow(W1)),
        new("CloseWindow, its window", Anna, _ => new CloseWindow(W1)),
        new("ClearSession at its window", Chief, _ => new ClearSession(W1, Gone)),
        new("StopTicketing", Chief, _ => new StopTicketing()),
        new("CloseDay", Chief, _ => new CloseDay()),
    ];

    private static HallScenario Hall() => new HallScenario().Given(Anna, new OpenWindow(W1)).Given(Bo, new OpenWindow(W2));

    private static void Called(HallScenario hall) => hall.Given(Anna, new CallNext(W1));

    private static void Missed(HallScenario hall)
    {
        Called(hall);
        PastTheFloor(hall);
        hall.Given(Anna, new MissTicket(W1));
    }

    private static void PastTheFloor(HallScenario hall)
    {
        if (hall.State.Find(W1)!.Current is not null) hall.Do(Anna, new RecallTicket(W1));
        hall.Later(TimeSpan.FromSeconds(60));
    }
}
