using TidalHall.Core.Appointments;
using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Tests.Wire;

/// <summary>One event of each kind with every field set, so that the stored form of each field is seen.</summary>
internal static partial class Examples
{
    private static readonly TicketId Ticket = new(42);
    private static readonly TicketNumber A012 = new("A", 12);
    private static readonly TicketCode Code = TicketCode.From(0x1234, 0x5678_9ABC_DEF0_1234);
    private static readonly ItemId Item = new("51-01-0042");
    private static readonly CategoryId Intake = new("intake"), Tax = new("tax");
    private static readonly WindowId Window3 = new("w03"), Window5 = new("w05");
    private static readonly ClerkId Anna = new("anna"), Chief = new("chief");
    private static readonly PlaceId Kiosk = new("kiosk-1");
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly DateTimeOffset At = new(2026, 3, 2, 1, 30, 0, TimeSpan.Zero);

    private static readonly Reason Typed = new Reason.Typed(new(new("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c")));

    private static readonly TideGrounds Grounds = new(TideCause.AboveLimit, 1.37, new(Intake, 2, 3, 0.25, 60_000), new(Tax, 24, 1, 6, 1_900_000));

    public static readonly HallEvent[] All =
    [
        new TicketTaken(Ticket, 1, A012, Code, Item, Intake, TicketClass.Appointment, TicketChannel.Guide, Day, 1_800_000, 7, new(12, 25, true),
            new PersonRef(new("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")), At, Kiosk, true, At.AddMinutes(-20), "en", true,
            new NoteRef(new("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5d")), new PersonRef(new("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5e")), 4, true),
        new TicketCancelled(Ticket, 1),
        new TicketReinstated(Ticket, 1, 1_900_000),
        new TicketReprinted(Ticket, 1, Kiosk),
        new TicketReleased(Ticket, 1, Chief, Typed),
        new TicketCarried(Ticket, 1, Chief),
        new PaperReported(Ticket, 1, PaperState.NotOnPaper),
        new TicketLeftOnScreen(Ticket, 1),
        new PriorityChecked(Ticket, 1, true),
        new MissExpired(Ticket, 1),
        new TicketCalled(Ticket, 1, Window3, Anna, CallReason.Chosen, 305_000, Typed, new(DispatchLevel.Due, 1.0167, 3, true, [new(new(41), DispatchLevel.Ordinary, 0.9)])),
        new TicketRecalled(Ticket, 1, Window3, 2),
        new ServiceStarted(Ticket, 1, Window3, Anna),
        new VisitCompleted(Ticket, 1, Window3, Anna, VisitOutcome.CorrectionAsked),
        new VisitFollowed(Ticket, 2, Item, Tax, 1_950_000, [new(Intake, Item, true)]),
        new TicketMissed(Ticket, 1, Window3, Anna),
        new TicketHeld(Ticket, 1, Window3, Anna, HoldKind.PapersHere),
        new TicketTransferred(Ticket, 1, Window3, Anna, Tax, Window5, TransferPosition.Next, 1_800_000),
        new TicketReturned(Ticket, 1, Window3, Anna),
        new ServedWithoutTicket(Ticket, 1, new("A", 1013), Code, Item, Intake, Day, Window3, Anna),
        new ClerkSignedOn(Window3, Anna),
        new ClerkSignedOff(Window3, Anna),
        new WindowOpened(Window3, Anna),
        new WindowPaused(Window3, Anna, new Reason.Offered(ReasonWord.Meal)),
        new WindowResumed(Window3, Anna),
        new WindowClosed(Window3, Anna),
        new SessionCleared(Window3, Anna, Chief, Typed),
        new WindowAssigned(Window5, Tax, Chief, new Reason.Offered(ReasonWord.LineHasGrown)),
        new TideProposed(Window5, Tax, Grounds),
        new TideWithdrawn(Window5),
        new TideDeclined(Window5, Chief, Typed),
        new TideMoved(Window5, Tax, Grounds, Chief),
        new TideSummoned(Window5, Tax, Grounds, Chief),
        new TideAcknowledged(Window5, Anna),
        new TideLapsed(Window5),
        new WindowLocked(Window5, Chief, new Reason.Offered(ReasonWord.ManagersArrangement)),
        new WindowUnlocked(Window5, Chief),
        new TideModeSet(TideMode.Thresholds, Chief),
        new DayOpened(Day, [new(40), new(41)]),
        new TicketingStopped(Day),
        new DayClosed(Day),
        new HallConfigured(Plan, "9f86d081884c7d65"),
        new DayExtended(Day, At, At.AddHours(2), Chief, Typed),
        new SlotBooked(Code, BookingNumber.From(17_450_183, _ => false), Item, Intake, At, At.AddMinutes(30), Day, new PersonRef(new("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")), "en", new("lin")),
        new BookingCancelled(Code, At.AddMinutes(17)),
        new BookingMissed(Code, At.AddDays(30)),
        new BookingLapsed(Code),
        new BarLifted(new PersonRef(new("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")), Chief, Typed),
        .. OfCases,
        new ClockStepped(-3_600_000),
        new FoundAlreadySo(Window3),
        new DeviceChanged(new(new("printer-1"), DeviceState.Faulty, DeviceFault.PaperOut)),
        new AlarmQuieted(new("printer-1"), At.AddMinutes(30), Chief),
        new DeviceTried(new("locker-1"), 7, new("zhou")),
    ];

    private static HallPlan Plan => new()
    {
        Schema = "hall.schema.json", Id = new("pinned"), Name = new("样例大厅", "The pinned hall"), Address = new("人民路 1 号", "1 People's Road"), Kind = HallKind.ConvenienceStation, TimeZone = "Asia/Shanghai",
        DayTurnsAt = new(4, 0), Hours = [new([DayOfWeek.Monday, DayOfWeek.Friday], new(9, 0), new(17, 0))], ItemsFile = "pinned.items.json",
        Rules = new()
        {
            RecallsBeforeMiss = 2, SecondsBeforeMiss = 90, MaxRecalls = 4, LateReturn = LateReturn.EndOfLine, LateReturnAfter = 2, ElderAge = 65, SlotGraceMinutes = 10,
            DailyMaximum = 300, DigitOne = DigitOne.Yi, Agents = new(4, 2), ConsultationInIntake = true, ExpressMinutes = 5,
            Quotas = [new() { Item = Item, PerDay = 30, Segments = [new(new(9, 0), new(12, 0), 20)] }, new() { Category = Intake, PerDay = 200 }],
        },
        Appointments = new()
        {
            HorizonDays = 5, BookByMinutes = 90, CancelByMinutes = 180, CheckInMinutes = 20, PerPerson = 2, PerPersonAndItem = 2, NoShows = 2, NoShowDays = 20, BarredDays = 10, FreedWithinMinutes = 60,
            Slots = [new(Intake, [DayOfWeek.Monday], new(9, 0), new(11, 0), 30, 4)],
        },
        CalendarYears = [2026], Calendar = [new(2026, [new(new(2026, 1, 1), "元旦", true), new(new(2026, 1, 4), "元旦", false)])],
        Cases = new()
        {
            Area = "210100", AcceptanceDays = 4, DecisionDays = 18, ExtensionDays = 8, JointDays = 40, JointExtensionDays = 12, HandOverDays = 8, ReviewDays = 61, RenewalDays = 31,
            CorrectionDays = 15, ToleranceDays = 12, YellowDays = 4, RedDays = 2, ArchiveAfterDays = 20, FiledDays = 300,
        },
        Pickup = new() { OverdueDays = 5, TriesPerCode = 4, TriesPerCabinet = 6, TryMinutes = 10, CodesPerDay = 3, PassHours = 24 },
        Ratings = new() { ContactDays = 2, FixDays = 5 },
        Unresolved = new() { OrdinaryDays = 4, SpecialDays = 9, HardDays = 14, ContactDays = 1 },
        Cabinets = [new(new("cabinet-1"), new("取件柜", "Pickup cabinet"), new("a"), [new([new(1, CompartmentSize.Medium, 2, 3, DropBox: true)])])],
        Themes = [new(new("family"), new("婚育", "Family"), "family")],
        Categories = [new(Intake, CategoryKind.UnifiedIntake, new("综合收件"), "A", 20, "#1e66f5"), new(Tax, CategoryKind.Sector, new("税务", "Tax"), "T", 15, "#d20f39", Sector.Tax)],
        Departments = [new("民政局", Tax, new("二楼", "Upstairs")) { Authorisations = [new(new(2026, 1, 1), new(2026, 12, 31)) { Items = [Item], Acts = [UnifiedAct.TakingIn] }], Representatives = [new(Anna, new(2026, 1, 1), new(2026, 6, 30), Chief: true)] }],
        Zones = [new(new("a"), new("A 区"))],
        Windows =
        [
            new() { Id = Window3, Number = 3, Category = Intake, Helps = [Tax], HelpsGreen = [Intake], TidalFor = [Tax], Zone = new("a"), SpokenPlace = new("婚姻登记室", "Marriage room"), Rostered = [new([DayOfWeek.Monday], new(9, 0), new(12, 0))] },
        ],
        Kiosks = [new(Kiosk, new("1 号取号机"), new("a"), new DeviceId("printer-1"), new DeviceId("reader-1"))],
        Displays = [new(new("hall"), new("主屏"), [new("a")], false)],
        Devices = [new(new("printer-1"), DeviceKind.Printer, "sim-printer-80", new("打印机"))],
        Items =
        [
            new()
            {
                Id = Item, Name = new("结婚登记", "Marriage"), Department = "民政局", Group = "婚姻登记", Theme = new("family"), Category = Intake, Minutes = 15,
                Estimated = false, Mode = ItemMode.OwnSystem, Common = true, Words = ["领证"], Materials = ["户口簿"], Then = [new(Tax)],
                Case = new() { Checklist = [new(new("id-card"), new("身份证", "ID card"), MaterialForm.Copy, 2, Minor: true, Shared: true)], LegalDays = 30, PromisedDays = 9, InPerson = true, NoCabinet = true, Steps = [new(SpecialStep.Testing, 6)] },
            },
        ],
    };
}
