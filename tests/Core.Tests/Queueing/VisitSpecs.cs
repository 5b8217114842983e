using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>Several services under one number.</summary>
public sealed class VisitSpecs
{
    private static readonly CategoryId Pay = new("pay"), Photo = new("photo");
    private static readonly WindowId PayDesk = new("p1"), PhotoDesk = new("f1");
    private static readonly ItemId Advice = new("advice");
    private static readonly Actor Fay = new(ActorKind.Staff, new("fay"), Roles.IntakeClerk), Gus = new(ActorKind.Staff, new("gus"), Roles.IntakeClerk);
    private static readonly PersonRef Li = new(new("11111111-1111-1111-1111-111111111111"));

    private static HallPlan WithSteps(params VisitStep[] then)
    {
        var window = Plan.Windows[0];
        return Plan with
        {
            Categories = [.. Plan.Categories, new(Pay, CategoryKind.UnifiedDelivery, new("缴费", "Payment"), "P", 10, "#1e66f5"), new(Photo, CategoryKind.UnifiedDelivery, new("照相", "Photo"), "F", 10, "#1e66f5")],
            Windows = [.. Plan.Windows, window with { Id = PayDesk, Number = 11, Category = Pay, Rostered = Never }, window with { Id = PhotoDesk, Number = 12, Category = Photo, Rostered = Never }],
            Items = [Plan.Items[0] with { Then = then }, Plan.Items[1], Plan.Items[0] with { Id = Advice }],
        };
    }

    // Somebody is there only while signed on.
    private static OpenHours[] Never => [new([DayOfWeek.Sunday], new(9, 0), new(9, 1))];

    private static HallScenario Hall(params VisitStep[] then) =>
        new HallScenario(WithSteps(then)).Given(Anna, new OpenWindow(W1)).Given(Fay, new OpenWindow(PayDesk)).Given(Gus, new OpenWindow(PhotoDesk));

    private static TicketId ServedAtIntake(HallScenario hall)
    {
        var ticket = hall.Ticket();
        Assert.Equal(ticket, hall.CallNext(Anna, W1));
        hall.Later(TimeSpan.FromMinutes(8));
        return ticket;
    }

    private static (int Ordinal, CategoryId Category) Now(HallScenario hall, TicketId ticket) => (hall.State.Find(ticket)!.Visit.Ordinal, hall.State.Find(ticket)!.Visit.Category);

    [Fact]
    public void One_number_goes_from_visit_to_visit_by_itself()
    {
        var hall = Hall(new VisitStep(Photo), new VisitStep(Pay));
        var ticket = ServedAtIntake(hall);
        hall.Given(Anna, new CompleteVisit(W1));
        Assert.Equal((2, Photo), Now(hall, ticket));
        Assert.Equal(ticket, hall.CallNext(Gus, PhotoDesk));
        hall.Given(Gus, new CompleteVisit(PhotoDesk));
        Assert.Equal((3, Pay), Now(hall, ticket));
        Assert.Equal(ticket, hall.CallNext(Fay, PayDesk));
        hall.Given(Fay, new CompleteVisit(PayDesk));
        var done = hall.State.Find(ticket)!;
        Assert.IsType<VisitState.Completed>(done.State);
        Assert.Equal(("A001", 2), (done.Number.ToString(), done.Past.Length));
        Assert.All(done.Past, v => Assert.IsType<VisitState.Completed>(v.State));
        Assert.Single(hall.State.Tickets);
    }

    [Fact]
    public void The_wait_of_each_visit_counts_from_when_it_became_ready()
    {
        var hall = Hall(new VisitStep(Pay));
        var ticket = ServedAtIntake(hall);
        hall.Given(Anna, new CompleteVisit(W1));
        Assert.Equal(hall.Tick, Core.Queueing.Hall.RefOf(hall.State.Find(ticket)!));
        hall.Later(TimeSpan.FromMinutes(3));
        Assert.Equal(3 * 60_000, Assert.IsType<TicketCalled>(hall.Do(Fay, new CallNext(PayDesk)).First).Waited);
    }

    [Fact]
    public void Of_steps_in_any_order_the_one_whose_windows_are_idle_is_done_first()
    {
        var hall = Hall(new VisitStep(Pay, AnyOrder: true), new VisitStep(Photo, AnyOrder: true));
        hall.Given(Citizen, new TakeTicket(Advice)).Given(Anna, new CallNext(W1)).Given(Anna, new CompleteVisit(W1, Next: [new(Pay)]));
        var ticket = ServedAtIntake(hall);
        hall.Given(Anna, new CompleteVisit(W1));
        Assert.Equal((2, Photo), Now(hall, ticket));
        Assert.Equal([new VisitStep(Pay, AnyOrder: true)], hall.State.Find(ticket)!.Then!);
    }

    [Fact]
    public void Where_all_are_idle_or_none_is_the_order_is_as_planned()
    {
        VisitStep[] steps = [new(Pay, AnyOrder: true), new(Photo, AnyOrder: true)];
        Assert.Equal(0, Visits.Pick(steps, _ => true));
        Assert.Equal(0, Visits.Pick(steps, _ => false));
    }

    [Theory]
    [InlineData(false, true, 0)]
    [InlineData(true, false, 0)]
    [InlineData(true, true, 1)]
    public void Only_steps_that_are_said_to_be_independent_change_places(bool first, bool second, int picked) =>
        Assert.Equal(picked, Visits.Pick([new(Pay, AnyOrder: first), new(Photo, AnyOrder: second)], c => c == Photo));

    [Fact]
    public void A_step_behind_one_that_is_fixed_is_not_done_before_it() =>
        Assert.Equal(0, Visits.Pick([new(Pay, AnyOrder: true), new(Intake), new(Photo, AnyOrder: true)], c => c == Photo));

    [Theory]
    [InlineData(VisitOutcome.Done, true)]
    [InlineData(VisitOutcome.TakenIn, true)]
    [InlineData(VisitOutcome.CorrectionAsked, false)]
    [InlineData(VisitOutcome.Referred, false)]
    [InlineData(VisitOutcome.NotDone, false)]
    public void What_was_not_done_goes_no_further(VisitOutcome outcome, bool goesOn)
    {
        var hall = Hall(new VisitStep(Pay));
        var ticket = ServedAtIntake(hall);
        hall.Given(Anna, new CompleteVisit(W1, outcome));
        Assert.Equal(goesOn, hall.State.Find(ticket)!.IsLive);
    }

    [Fact]
    public void A_clerk_sends_on_elsewhere_or_ends_it_here_instead_of_what_the_item_says()
    {
        var hall = Hall(new VisitStep(Pay));
        var sent = ServedAtIntake(hall);
        hall.Given(Anna, new CompleteVisit(W1, VisitOutcome.NotDone, Next: [new(TaxDesk, Tax)]));
        Assert.Equal((2, TaxDesk), Now(hall, sent));
        Assert.Equal(Tax, hall.State.Find(sent)!.Visit.Item);
        var ended = ServedAtIntake(hall);
        hall.Given(Anna, new CompleteVisit(W1, Next: []));
        Assert.False(hall.State.Find(ended)!.IsLive);
    }

    [Fact]
    public void After_advice_the_matter_itself_brings_its_own_steps_along()
    {
        var hall = Hall(new VisitStep(Pay));
        hall.Given(Citizen, new TakeTicket(Advice)).Given(Anna, new CallNext(W1)).Given(Anna, new CompleteVisit(W1, Next: [new(Intake, Passport)]));
        Assert.Equal([new VisitStep(Pay)], hall.State.Find(new TicketId(1))!.Then!);
    }

    [Fact]
    public void Nobody_is_sent_to_where_nobody_serves()
    {
        var hall = Hall(new VisitStep(Pay));
        hall.Given(Fay, new SignOff(PayDesk));
        var ticket = ServedAtIntake(hall);
        Assert.Equal(RefusalCode.NextNotServed, hall.Refused(Anna, new CompleteVisit(W1)));
        hall.Given(Anna, new CompleteVisit(W1, Next: []));
        Assert.False(hall.State.Find(ticket)!.IsLive);
    }

    [Fact]
    public void Who_is_at_a_later_visit_still_holds_the_ticket_of_the_matter()
    {
        var hall = Hall(new VisitStep(TaxDesk, Tax));
        hall.Given(Citizen, new TakeTicket(Passport, Person: Li)).Given(Citizen, new TakeTicket(Tax, Person: Li));
        hall.Given(Anna, new CallNext(W1)).Given(Anna, new CompleteVisit(W1));
        Assert.Equal((2, TaxDesk), Now(hall, new(1)));
        Assert.Equal(RefusalCode.LiveTicketExists, hall.Refused(Citizen, new TakeTicket(Passport, Person: Li)));
    }

    [Fact]
    public void Each_visit_has_its_own_why()
    {
        var hall = Hall(new VisitStep(Pay));
        hall.Given(Citizen, new TakeTicket(Advice)).Given(Anna, new CallNext(W1)).Given(Anna, new CompleteVisit(W1, Next: [new(Pay)]));
        var other = new TicketId(1);
        hall.Later(TimeSpan.FromMinutes(1));
        var ticket = ServedAtIntake(hall);
        hall.Given(Anna, new CompleteVisit(W1)).Later(TimeSpan.FromMinutes(1));
        Assert.Equal(other, hall.CallNext(Fay, PayDesk));
        hall.Given(Fay, new CompleteVisit(PayDesk)).Given(Fay, new CallNext(PayDesk));
        var story = hall.StoryOf(ticket);
        Assert.Equal([(2, hall.State.Find(other)!.Number)], story.Before.Select(b => (b.Visit, b.Number)));
        Assert.Equal([(1, W1), (2, PayDesk)], story.Own.Select(o => (o.Call.Visit, o.Call.Window)));
    }
}
