using CsCheck;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Properties;

/// <summary>One order of a random day.</summary>
/// <param name="After">Seconds since the order before it.</param>
internal sealed record Step(int After, Actor Actor, HallCommand Command);

/// <summary>Random days: few windows, few tickets and few people, so that orders meet.</summary>
internal static class HallSteps
{
    private static readonly Actor Dan = new(ActorKind.Staff, new("dan"), Roles.IntakeClerk);
    private static readonly Actor Api = new(ActorKind.Integrator, new("api"));
    private static readonly Actor Agent = new(ActorKind.Device, new("agent"));
    private static readonly Actor[] Clerks = [Anna, Bo, Carol, Dan];
    private static readonly WindowId[] Windows = [W1, W2, W3, W4];
    private static readonly Actor[] Everybody = [.. Clerks, Chief, Api, Citizen, Actor.Hub];
    private static readonly PersonRef[] People = [new(new("11111111-1111-1111-1111-111111111111")), new(new("22222222-2222-2222-2222-222222222222"))];

    public static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static readonly Gen<TicketId> Ticket = Gen.Int[1, 10].Select(n => new TicketId(n));
    private static readonly Gen<TicketClass> Class = Gen.Frequency((4, Gen.Const(TicketClass.Ordinary)), (2, Gen.Const(TicketClass.GreenChannel)), (1, Gen.Const(TicketClass.Appointment)));
    private static readonly Gen<CategoryId> Category = Among(Intake, TaxDesk);
    private static readonly ItemId Residence = new("residence");
    private static readonly Gen<ItemId> Item = Among(Passport, Passport, Tax, Residence, new("no-such"));
    private static readonly Gen<Reason?> Reason = Among<Reason?>(Noted, Noted, Grown, null);
    private static readonly Gen<ExpectedCurrent> Expected = Gen.Frequency(
        (6, Gen.Const(ExpectedCurrent.Unchecked)), (1, Gen.Const(ExpectedCurrent.Is(null))), (1, Ticket.Select(t => ExpectedCurrent.Is(t))));

    private static readonly Gen<(Actor, HallCommand)> AtWindow =
        from at in Gen.Int[0, 3]
        from actor in Gen.Frequency((9, Gen.Const(Clerks[at])), (1, Among(Everybody)))
        from command in OrderAt(Windows[at])
        select (actor, command);

    private static Gen<HallCommand> OrderAt(WindowId w) => Gen.Frequency(
        (12, Expected.Select(HallCommand (e) => new CallNext(w, e))),
        (2, Gen.Select(Ticket, Reason, Expected, HallCommand (t, r, e) => new CallChosen(w, t, r, e))),
        (3, Expected.Select(HallCommand (e) => new RecallTicket(w, e))),
        (3, Expected.Select(HallCommand (e) => new StartService(w, e))),
        (6, Gen.Select(Gen.Enum<VisitOutcome>(), Expected, HallCommand (o, e) => new CompleteVisit(w, o, e))),
        (3, Gen.Select(Category, Item, Gen.Bool, HallCommand (c, i, same) => new CompleteVisit(w, Next: [new(c, same ? null : i), new(TaxDesk, AnyOrder: true), new(Intake, AnyOrder: true)]))),
        (4, Expected.Select(HallCommand (e) => new MissTicket(w, e))),
        (3, Gen.Select(Gen.Enum<HoldKind>(), Expected, HallCommand (k, e) => new HoldTicket(w, k, e))),
        (3, Gen.Select(Ticket, Expected, HallCommand (t, e) => new ResumeTicket(w, t, e))),
        (4, Gen.Select(Gen.Nullable(Category, 0.5), Among<WindowId?>(null, null, W1, W2, W4, W4), Gen.Enum<TransferPosition>(), HallCommand (c, to, p) => new TransferTicket(w, c, to, p))),
        (2, Expected.Select(HallCommand (e) => new ReturnToQueue(w, e))),
        (1, Gen.Nullable(Item).Select(HallCommand (i) => new ServeWithoutTicket(w, i))),
        (1, Among<HallCommand>(new SignOn(w), new SignOff(w), new CloseWindow(w), new ResumeWindow(w))),
        (2, Gen.Const<HallCommand>(new OpenWindow(w))),
        (1, Reason.Select(HallCommand (r) => new PauseWindow(w, r))),
        (1, Reason.Select(HallCommand (r) => new ClearSession(w, r))),
        (w == W4 ? 6 : 1, Gen.Select(Gen.Nullable(Category), Reason, HallCommand (c, r) => new AssignWindow(w, c, r))));

    /// <summary>Short visits go first, and an item is in it that the other plan has not.</summary>
    private static HallPlan Hurried => Plan with
    {
        Dispatch = Plan.Dispatch with { ShorterFirstPercent = 60 },
        Items = [.. Plan.Items.Select(i => i with { Minutes = i.Id == Tax ? 25 : 10 }), Plan.Items[0] with { Id = Residence, Minutes = 30 }],
    };

    private static readonly Gen<HallCommand> Take = Gen.Select(Item, Class, Gen.Nullable(Among(People)),
        HallCommand (item, @class, person) => new TakeTicket(item, @class, Person: person));

    private static readonly Gen<HallCommand> TakeBySlotOrPaper = Gen.Select(Gen.Int[-30, 60], Gen.Int[9001, 9004], Gen.Bool, HallCommand (minutes, count, paper) => paper
        ? new TakeTicket(Passport, Channel: TicketChannel.PrePrinted, PrePrinted: new TicketNumber("A", count), ReportedAt: Nine.AddMinutes(minutes))
        : new TakeTicket(Passport, TicketClass.Appointment, Slot: Nine.AddMinutes(minutes)));

    private static readonly Gen<(Actor, HallCommand)> Away = Gen.Frequency(
        (12, Take.Select(c => (Citizen, c))),
        (2, TakeBySlotOrPaper.Select(c => (Api, c))),
        (2, Ticket.Select(t => (Citizen, (HallCommand)new CancelTicket(t)))),
        (5, Ticket.Select(t => (Chief, (HallCommand)new ReinstateTicket(t)))),
        (1, Ticket.Select(t => (Citizen, (HallCommand)new ReprintTicket(t)))),
        (1, Gen.Select(Ticket, Reason, (t, r) => (Chief, (HallCommand)new ReleaseTicket(t, r)))),
        (1, Ticket.Select(t => (Chief, (HallCommand)new CarryTicket(t)))),
        (1, Ticket.Select(t => (Citizen, (HallCommand)new LeaveOnScreen(t)))),
        (2, Gen.Select(Ticket, Gen.Bool, (t, entitled) => (Chief, (HallCommand)new CheckPriority(t, entitled)))),
        (1, Gen.Select(Ticket, Gen.Enum<PaperState>(), (t, p) => (Agent, (HallCommand)new ReportPaper(t, p)))));

    private static readonly Gen<(Actor, HallCommand)> Tidal = Gen.Frequency(
        (8, Gen.Const((Actor.Hub, (HallCommand)new MinuteCame()))),
        (2, Gen.Const((Chief, (HallCommand)new AcceptTide(W4)))),
        (1, Gen.Select(Among(W1, W4), Reason, (w, r) => (Chief, (HallCommand)new DeclineTide(w, r)))),
        (1, Among(Clerks).Select(a => (a, (HallCommand)new AcknowledgeTide(W4)))),
        (1, Gen.Select(Reason, Gen.Bool, (r, locks) => (Chief, locks ? (HallCommand)new LockWindow(W4, r) : new UnlockWindow(W4)))),
        (1, Gen.Enum<TideMode>().Select(m => (Chief, (HallCommand)new SetTideMode(m)))));

    private static readonly Gen<(Actor, HallCommand)> Day = Among<HallCommand>(
            new OpenDay(), new StopTicketing(), new CloseDay(), new TimeCame(), new TimeCame(), new ConfigureHall(Hurried, "two"), new ConfigureHall(Hurried, "two"), new ConfigureHall(Plan, "one"))
        .Select(c => (c is TimeCame or ConfigureHall ? Actor.Hub : Chief, c));

    private static Gen<Step> Of(Gen<(Actor Actor, HallCommand Command)> order, Gen<int> after) => Gen.Select(after, order, (s, o) => new Step(s, o.Actor, o.Command));

    /// <summary>Within one day, which nobody opens or closes.</summary>
    public static readonly Gen<Step[]> WithinADay = Of(Gen.Frequency((15, AtWindow), (10, Away), (3, Tidal)), Gen.Int[0, 90]).Array[0, 100];

    /// <summary>Over several days: now and then hours pass, and days are opened, stopped and closed.</summary>
    public static readonly Gen<Step[]> OverDays =
        Of(Gen.Frequency((15, AtWindow), (10, Away), (3, Tidal), (2, Day)), Gen.Frequency((15, Gen.Int[0, 90]), (1, Gen.Int[0, 30_000]))).Array[0, 100];

    /// <summary>A hall with everybody at work, as each random day begins.</summary>
    public static HallScenario Begin()
    {
        // Misses come easily here, so that those who are late are met often.
        var hall = new HallScenario(OnCall with { Rules = Plan.Rules with { RecallsBeforeMiss = 0, SecondsBeforeMiss = 20 } });
        for (var i = 0; i < Windows.Length; i++) hall.Given(Clerks[i], new OpenWindow(Windows[i]));
        return hall.Given(Dan, new AssignWindow(W4, Intake, Grown));
    }
}
