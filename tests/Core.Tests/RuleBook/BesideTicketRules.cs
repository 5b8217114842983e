using TidalHall.Core.Appointments;
using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Errands;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Handbooks;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Cases;
using TidalHall.Core.Tests.Pickup;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Pickup.CabinetSteps;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.RuleBook;

/// <summary>Every order that names no ticket, while the hall holds Li's in each state a visit can be in.</summary>
/// <remarks>What an order is about (a booking, a case, a compartment) is made before it, at other windows than the ticket's.</remarks>
internal static class BesideTicketRules
{
    private const int Door = 1;
    private static readonly ErrandId One = new(1);
    private static readonly RatingId Bad = new(1);
    private static readonly UnresolvedId Asked = new(1);
    private static readonly HandbookId Answer = new(1);
    private static readonly HandbookText Text = new("可以代领吗？", "可以。");
    private static readonly DeviceHealth PrinterReady = new(new("printer-1"), DeviceState.Ready), PaperOut = PrinterReady with { State = DeviceState.Faulty, Fault = DeviceFault.PaperOut };
    private static readonly Actor Technician = new(ActorKind.Staff, new("zhou"), Roles.Technician);
    private static readonly TakeIn AtTwo = TakingIn(at: W2), ForCabinetAtTwo = ForCabinet with { Window = W2 };
    private static readonly Shortfall[] NoPhoto = [new(Photo, ShortfallKind.NotInLegalForm)];
    private static readonly HandedMaterial[] Photos = [new(Photo, MaterialForm.Original, 2)];

    private static HallPlan Plan { get; } = CasePlan with
    {
        Windows = [.. CasePlan.Windows.Select(w => w.Id == W4 ? w with { OnCall = true } : w)],
        // Those of the passport; the window takes it in for them.
        Departments = [.. CasePlan.Departments, new("局") { Authorisations = [new(new(2026, 1, 1), new(2026, 12, 31))] }],
        Appointments = BookedHall.WithSlots(new() { NoShows = 1 }).Appointments,
        Devices = DayRules.WithHours.Devices,
    };

    public static (string Family, RuleTable<HallScenario> Table)[] Families =>
    [
        ("Windows and the tide", Of(Tidal)),
        ("The day and the hall", Of(Day)),
        ("Appointments", Of(Bookings)),
        ("Cases at a window", Of(AtWindow)),
        ("Cases at their department", Of(AtDepartment)),
        ("Folders and results", Of(Results)),
        ("The cabinet", Of(Cabinet)),
        ("Ratings, the register and the handbook", Of(Ratings)),
        ("Helping", Of(Errands)),
    ];

    private static readonly FileOnline Online = new(Licence, ByLi, All);
    private static void Filed(HallScenario h) => h.Given(Api, Online);

    private static RuleTable<HallScenario> Of(Row<HallScenario>[] rows) => new("order", TicketRules.ColumnsIn(() => Open(Plan), h => h), rows);

    private static Row<HallScenario>[] Tidal =>
    [
        new("SignOn at its window", Anna, _ => new SignOn(W1)),
        new("AssignWindow, its window", Anna, _ => new AssignWindow(W1, TaxDesk, Grown)),
        new("AssignWindow, a tidal one", Bo, _ => new AssignWindow(W4, HallScenario.Intake, Grown), h => h.Given(Bo, new OpenWindow(W4))),
        new("AcceptTide", Chief, _ => new AcceptTide(W4), Proposed),
        new("DeclineTide", Chief, _ => new DeclineTide(W4, Noted), Proposed),
        new("AcknowledgeTide", Bo, _ => new AcknowledgeTide(W4), h => { Proposed(h); h.Given(Chief, new AcceptTide(W4)); }),
        new("LockWindow", Chief, _ => new LockWindow(W4, Noted)),
        new("UnlockWindow", Chief, _ => new UnlockWindow(W4), h => h.Given(Chief, new LockWindow(W4, Noted))),
        new("SetTideMode to automatic", Chief, _ => new SetTideMode(TideMode.Automatic)),
        new("MinuteCame, nobody else waits", Actor.Hub, _ => new MinuteCame()),
        new("MinuteCame, six others wait", Actor.Hub, _ => new MinuteCame(), SixMore),
    ];

    private static Row<HallScenario>[] Day =>
    [
        new("OpenDay", Chief, _ => new OpenDay()),
        new("ExtendDay to 18:30", Chief, h => new ExtendDay(At(h, 18.5), Noted)),
        new("TimeCame", Actor.Hub, _ => new TimeCame()),
        new("TimeCame, 17:00", Actor.Hub, _ => new TimeCame(), h => h.LaterUntil(At(h, 17))),
        new("TimeCame, the next day 09:00", Actor.Hub, _ => new TimeCame(), h => h.LaterUntil(At(h, 24 + 9))),
        new("ConfigureHall, the same", Actor.Hub, _ => new ConfigureHall(Plan, "one")),
        new("ConfigureHall, without its window", Actor.Hub, _ => new ConfigureHall(Plan with { Windows = [.. Plan.Windows.Where(w => w.Id != W1)] }, "two")),
        new("ReportClockStep", Actor.Hub, _ => new ReportClockStep(-3_600_000)),
        new("ReportDevice", Board, _ => new ReportDevice(PaperOut)),
        new("QuietAlarm", Chief, _ => new QuietAlarm(PaperOut.Device, 30), h => h.Given(Board, new ReportDevice(PaperOut))),
        new("TryDevice", Technician, _ => new TryDevice(PaperOut.Device)),
    ];

    private static Row<HallScenario>[] Bookings =>
    [
        new("BookSlot, same person and item", Citizen, h => new BookSlot(Passport, At(h, 11), Li)),
        new("BookSlot, another person", Citizen, h => new BookSlot(Passport, At(h, 11), Wu)),
        new("CancelBooking, the same person's", Chief, h => new CancelBooking(Code(h)), h => h.Booked(Li, At(h, 11))),
        new("CheckIn, same person and item", Citizen, h => new CheckIn(Code(h)), h => { h.Booked(Li, At(h, 11)); h.LaterUntil(At(h, 10.5)); }),
        new("CheckIn, another person", Citizen, h => new CheckIn(Code(h)), h => { h.Booked(Wu, At(h, 11)); h.LaterUntil(At(h, 10.5)); }),
        new("LiftBar of the same person", Chief, _ => new LiftBar(Li, Noted), h => { h.Booked(Li, At(h, 11)); h.Until(At(h, 17)); }),
    ];

    private static Row<HallScenario>[] AtWindow =>
    [
        new("TakeIn at its window", Anna, _ => TakingIn()),
        new("TellMissing at its window", Anna, _ => new TellMissing(W1, [Licence], ByLi, Without(Photo))),
        new("SayNo at its window", Anna, _ => new SayNo(W1, NoGround.ConditionsNotMet, Noted)),
        new("ReceiveCorrection at its window", Anna, h => new ReceiveCorrection(W1, Last(h), Photos), Corrected),
        new("ReceiveCorrection at another window", Carol, h => new ReceiveCorrection(Wc, Last(h), Photos), Corrected),
        new("HandOver to the same person, at another window", Dora, h => new HandOver(Wd, Last(h), Li), h => h.Ready(AtTwo)),
    ];

    private static Row<HallScenario>[] AtDepartment =>
    [
        new("AcceptCase", Officer, h => new AcceptCase(Last(h)), Sent),
        new("NotAcceptCase", Officer, h => new NotAcceptCase(Last(h), NoGround.ConditionsNotMet, Noted), Sent),
        new("AskCorrection", Officer, h => new AskCorrection(Last(h), NoPhoto), Sent),
        new("ExtendCase", Officer, h => new ExtendCase(Last(h), Head, Noted), h => h.Accepted(AtTwo)),
        new("BeginStep", Officer, h => new BeginStep(Last(h), SpecialStep.Inspection), h => h.Accepted(AtTwo)),
        new("EndStep", Officer, h => new EndStep(Last(h)), h => h.Given(Officer, new BeginStep(h.Accepted(AtTwo), SpecialStep.Inspection))),
        new("DecideCase, granted", Officer, h => new DecideCase(Last(h), Granted: true), h => h.Accepted(AtTwo)),
        new("ReturnCase", Officer, h => new ReturnCase(Last(h), Noted), Sent),
        new("ReturnFolder", Officer, h => new ReturnFolder(Last(h), Noted), Sent),
        new("ReadyResult", Officer, h => new ReadyResult(Last(h), [new(ResultKind.Licence)]), h => h.Decided(AtTwo)),
    ];

    private static Row<HallScenario>[] Results =>
    [
        new("SendFolders", Anna, h => new SendFolders("市场局", [Last(h)]), h => h.TakenIn(AtTwo)),
        new("SignFolders", Officer, h => new SignFolders(new(h.State.Cases.LastList), []), h => h.Given(Anna, new SendFolders("市场局", [h.TakenIn(AtTwo)]))),
        new("SetDroppedAside, nothing was put in", Anna, h => new SetDroppedAside(Last(h), Noted), h => h.TakenIn(AtTwo)),
        new("WithdrawCase", Anna, h => new WithdrawCase(Last(h), Noted), h => h.TakenIn(AtTwo)),
        new("ChooseDelivery, post", Anna, h => new ChooseDelivery(Last(h), DeliveryWay.Post, Post: Home), h => h.TakenIn(AtTwo)),
        new("PostResult", Dora, h => new PostResult(Last(h), new("EMS"), new("1234567890CN")), h => h.Ready(AtTwo with { Delivery = DeliveryWay.Post, Post = Home })),
        new("SendElsewhere", Anna, h => new SendElsewhere(Last(h), new(new("EMS"), new("1234567890CN"))), OfOtherArea),
        new("FileOnline", Api, _ => Online),
        new("TakeInFiling", Anna, h => new TakeInFiling(Last(h)), Filed),
        new("TellFilingMissing, the photograph is in no legal form", Anna, h => new TellFilingMissing(Last(h), NoPhoto), Filed),
        new("ReferToWindow", Anna, h => new ReferToWindow(Last(h), Noted), Filed),
        new("TakeInFromElsewhere", Anna, _ => new TakeInFromElsewhere(new(Area("310000"), new("310000-7")), Licence, ByLi, All)),
        new("AnswerFromElsewhere", Anna, h => new AnswerFromElsewhere(Last(h), new("BJ-7")), h => { OfOtherArea(h); h.Given(Anna, new SendElsewhere(Last(h), null)); }),
    ];

    private static Row<HallScenario>[] Cabinet =>
    [
        new("LoadCabinet", Dora, h => new LoadCabinet(Box, Last(h), CompartmentSize.Small), h => h.Ready(ForCabinetAtTwo)),
        new("IssueCode anew", Api, h => new IssueCode(Last(h), CabinetSpecs.Newer), InBox),
        new("Collect by the same person", Citizen, _ => new Collect(Box, new PickupProof.Card(Li)), InBox),
        new("DropIn", Citizen, _ => new DropIn(Box, CompartmentSize.Medium)),
        new("CloseMissing, lost", Dora, h => new CloseMissing(Box, Door, Last(h), null, MissingEnd.Lost, Noted), h => { InBox(h); h.Given(Board, new ReportDoor(Box, Door, DoorReport.Opened)).Given(Dora, new ResolveCompartment(Box, Door, FoundInside.Nothing, Noted)); }),
        new("RecoverThing", Dora, _ => new RecoverThing(Box, Door), InBox),
        new("ReportDoor, opened though nobody asked", Board, _ => new ReportDoor(Box, Door, DoorReport.Opened), InBox),
        new("ResolveCompartment, it is inside", Dora, _ => new ResolveCompartment(Box, Door, FoundInside.Thing, Noted), Forced),
        new("QuietDoor", Chief, _ => new QuietDoor(Box, Door, 30), Forced),
        new("ReconcilePasses", Board, h => new ReconcilePasses(Box, [new(Door, h.Case(Last(h)).Code, h.At)]), InBox),
    ];

    private static Row<HallScenario>[] Ratings =>
    [
        new("Rate, its visit", Citizen, _ => new Rate(new RatingSubject.OfVisit(new(1), 1), 5, [], RatingChannel.Phone)),
        new("FollowRating of another visit", Chief, _ => new FollowRating(Bad, FollowStep.Contacted, Noted), RatedBadly),
        new("RegisterUnresolved", Anna, _ => Question),
        new("FollowUnresolved", Officer, _ => new FollowUnresolved(Asked, UnresolvedStep.Contacted), h => h.Given(Anna, Question)),
        new("ReviseAnswer", Chief, _ => new ReviseAnswer(Answer, Text with { Answer = "不可以。" }), Answered),
        new("RetireAnswer", Chief, _ => new RetireAnswer(Answer, Noted), Answered),
    ];

    private static Row<HallScenario>[] Errands =>
    [
        new("BeginErrand for the same person", Anna, _ => Begin),
        new("SuspendErrand", Anna, _ => new SuspendErrand(One, Noted), h => h.Given(Anna, Begin)),
        new("ResumeErrand", Anna, _ => new ResumeErrand(One, MandateSeen: true), h => h.Given(Anna, Begin).Given(Anna, new SuspendErrand(One, Noted))),
        new("FinishErrand", Anna, _ => new FinishErrand(One), h => h.Given(Anna, Begin)),
        new("StopErrand", Anna, _ => new StopErrand(One, Noted), h => h.Given(Anna, Begin)),
    ];

    private static RegisterUnresolved Question => new(BlockKind.QuestionUnanswered, UnresolvedKind.Ordinary, "市场局", ((Reason.Typed)Noted).Note, Li, Licence);
    private static BeginErrand Begin => new(ErrandKind.ActFor, Li, Passport, MandateSeen: true);

    /// <summary>A wall-clock hour of the hall's day; 24 is its midnight.</summary>
    private static DateTimeOffset At(HallScenario hall, double hour) => new DateTimeOffset(hall.At.Date, TimeSpan.Zero).AddHours(hour - 8);

    private static CaseId Last(HallScenario hall) => new(hall.State.Cases.Last);
    private static TicketCode Code(HallScenario hall) => hall.Events<SlotBooked>().Last().Booking;

    private static void SixMore(HallScenario hall)
    {
        for (var i = 0; i < 6; i++) hall.Ticket();
    }

    /// <summary>The people of window 4 are asked for: so long is the line, whatever Li's ticket does.</summary>
    private static void Proposed(HallScenario hall)
    {
        SixMore(hall);
        hall.Given(Actor.Hub, new MinuteCame());
    }

    private static void Sent(HallScenario hall) => hall.AtDepartment(AtTwo);
    private static void Corrected(HallScenario hall) => hall.Given(Officer, new AskCorrection(hall.AtDepartment(AtTwo), NoPhoto));
    private static void OfOtherArea(HallScenario hall) => hall.TakenIn(AtTwo with { Area = Area("110101") });
    private static void InBox(HallScenario hall) => hall.InCabinet(ForCabinetAtTwo);

    private static void Forced(HallScenario hall)
    {
        InBox(hall);
        hall.Given(Board, new ReportDoor(Box, Door, DoorReport.Opened));
    }

    private static void RatedBadly(HallScenario hall)
    {
        hall.Someone(Both, W2);
        var other = hall.State.Find(W2)!.Current!.Value;
        hall.Gone(Both, W2).Given(Citizen, new Rate(new RatingSubject.OfVisit(other, 1), 1, [], RatingChannel.Pad));
    }

    private static void Answered(HallScenario hall) => hall.Given(Anna, Question)
        .Given(Officer, new FollowUnresolved(Asked, UnresolvedStep.Contacted)).Given(Officer, new FollowUnresolved(Asked, UnresolvedStep.Answered, Handbook: Text));
}
