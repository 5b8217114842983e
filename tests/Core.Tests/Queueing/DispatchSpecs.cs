using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>Who goes first, level by level. The line's target is 20 min. The green channel is promised 8; before three windows of ten-minute visits even the first waits up to 6.4, so it is due after 1.6.</summary>
public sealed class DispatchSpecs
{
    private readonly HallScenario _hall = new HallScenario().Given(Anna, new OpenWindow(W1));

    private TicketCalled Last => _hall.Journal.Select(r => r.Event).OfType<TicketCalled>().Last();

    private TicketId Green() => _hall.Ticket(@class: TicketClass.GreenChannel);

    private TicketId? Next()
    {
        var called = _hall.CallNext(Anna, W1);
        _hall.Given(Anna, new CompleteVisit(W1));
        return called;
    }

    private void Minutes(double minutes) => _hall.Later(TimeSpan.FromMinutes(minutes));

    [Fact]
    public void Before_its_promise_is_due_green_goes_by_its_own_slope()
    {
        var ordinary = _hall.Ticket();
        Minutes(10);
        var green = Green();
        Minutes(1);
        Assert.Equal(ordinary, Next());
        Minutes(0.5);
        Assert.Equal(green, Next());
        Assert.Equal(DispatchLevel.Ordinary, Last.Grounds!.Level);
    }

    /// <summary>The one tax window needs up to 2.05 × 10 min: nothing is left of the promise to wait for.</summary>
    [Fact]
    public void Where_one_window_serves_priority_is_due_at_once()
    {
        _hall.Given(Carol, new OpenWindow(W3));
        _hall.Ticket(Tax);
        Minutes(14);
        var green = _hall.Ticket(Tax, TicketClass.GreenChannel);
        Minutes(0.1);
        Assert.Equal(green, _hall.CallNext(Carol, W3));
        Assert.Equal(DispatchLevel.Due, Last.Grounds!.Level);
    }

    [Fact]
    public void Of_two_that_are_due_the_one_whose_promise_the_windows_leave_less_of_goes_first()
    {
        _hall.Given(Carol, new OpenWindow(W3));
        var intake = Green();
        Minutes(3);
        var tax = _hall.Ticket(Tax, TicketClass.GreenChannel);
        Minutes(1);
        Assert.Equal([tax, intake], [_hall.CallNext(Carol, W3)!.Value, Next()!.Value]);
    }

    [Fact]
    public void A_promise_that_is_due_goes_before_who_has_waited_longer()
    {
        _hall.Ticket();
        Minutes(14);
        var green = Green();
        Minutes(5);
        Assert.Equal(green, Next());
        Assert.Equal((CallReason.GreenChannel, DispatchLevel.Due), (Last.Why, Last.Grounds!.Level));
    }

    [Fact]
    public void After_two_such_calls_the_window_owes_one_to_an_ordinary_citizen()
    {
        var ordinary = _hall.Ticket();
        _hall.Ticket();
        Minutes(14);
        TicketId[] green = [Green(), Green(), Green()];
        Minutes(5);
        Assert.Equal([green[0], green[1], ordinary, green[2]], [Next(), Next(), Next(), Next()]);
    }

    [Fact]
    public void Priority_costs_nothing_while_no_ordinary_citizen_waits()
    {
        for (var i = 0; i < 5; i++) Green();
        Minutes(5);
        for (var i = 0; i < 5; i++) Next();
        Assert.Equal(PriorityCredit.Most, _hall.State.Find(W1)!.Credit);
    }

    [Fact]
    public void Who_has_waited_an_hour_goes_by_waiting_time_alone()
    {
        var long_ = _hall.Ticket();
        Minutes(59);
        var green = Green();
        Minutes(1.5);
        Assert.Equal(long_, Next());
        Assert.Equal(CallReason.WaitedVeryLong, Last.Why);
        Assert.Equal(green, Next());
    }

    [Fact]
    public void Each_call_keeps_its_grounds_and_those_it_went_before()
    {
        var ordinary = _hall.Ticket();
        Minutes(10);
        var green = Green();
        Minutes(6);
        Next();
        var grounds = Last.Grounds!;
        Assert.Equal((green, 2, true), (Last.Ticket, grounds.Compared, grounds.OrdinaryWaited));
        Assert.Equal((6 + 6.4) / 8, grounds.Key, 1e-2);
        var other = Assert.Single(grounds.Against);
        Assert.Equal((ordinary, DispatchLevel.Ordinary), (other.Ticket, other.Level));
        Assert.Equal(16 / 20.0, other.Key, 1e-2);
    }

    private static readonly ItemId Residence = new("residence");

    /// <summary>The same hall with a visit of thirty minutes beside the passport's ten.</summary>
    private static HallPlan With(int shorterFirstPercent) => Plan with
    {
        Dispatch = Plan.Dispatch with { ShorterFirstPercent = shorterFirstPercent },
        Items = [.. Plan.Items, Plan.Items[0] with { Id = Residence, Minutes = 30 }],
    };

    [Theory]
    [InlineData(0, false)]
    [InlineData(50, false)]
    [InlineData(100, true)]
    public void Where_the_hall_wants_it_a_short_visit_goes_before_a_long_one_that_came_first(int percent, bool shortFirst)
    {
        var hall = new HallScenario(With(percent)).Given(Anna, new OpenWindow(W1));
        var longer = hall.Ticket(Residence);
        hall.Later(TimeSpan.FromMinutes(8));
        var shorter = hall.Ticket();
        // 12 minutes against 4: three times as long a wait for three times as long a visit.
        hall.Later(TimeSpan.FromMinutes(4.1));
        Assert.Equal(shortFirst ? shorter : longer, hall.CallNext(Anna, W1));
        Assert.Equal(shortFirst ? CallReason.ShorterVisit : CallReason.LongestWaiting, hall.Journal.Select(r => r.Event).OfType<TicketCalled>().Last().Why);
    }

    [Fact]
    public void Visits_of_one_length_keep_their_order_and_a_long_one_is_never_left_behind()
    {
        var hall = new HallScenario(With(100)).Given(Anna, new OpenWindow(W1));
        TicketId Called()
        {
            var called = hall.CallNext(Anna, W1)!.Value;
            hall.Given(Anna, new CompleteVisit(W1));
            return called;
        }
        var longer = hall.Ticket(Residence);
        hall.Later(TimeSpan.FromMinutes(48));
        TicketId[] shorter = [hall.Ticket(), hall.Ticket()];
        hall.Later(TimeSpan.FromMinutes(12.1));
        // After an hour the wait alone counts.
        Assert.Equal([longer, .. shorter], [Called(), Called(), Called()]);
        Assert.Equal(CallReason.WaitedVeryLong, hall.Journal.Select(r => r.Event).OfType<TicketCalled>().First().Why);
    }

    [Fact]
    public void A_plan_that_is_taken_in_keeps_everybodys_place_and_the_windows_credit()
    {
        var first = _hall.Ticket();
        Minutes(14);
        var green = Green();
        Minutes(5);
        _hall.CallNext(Anna, W1);
        var plan = _hall.State.Map!.Plan;
        _hall.Given(Actor.Hub, new ConfigureHall(plan with { Windows = [.. plan.Windows.Reverse()], Categories = [.. plan.Categories.Reverse()] }, "reversed"));
        Assert.Equal((green, 1.0), (_hall.State.Find(W1)!.Current!.Value, _hall.State.Find(W1)!.Credit));
        _hall.Given(Anna, new CompleteVisit(W1));
        Assert.Equal(first, Next());
    }

    [Fact]
    public void Who_is_placed_first_is_compared_once_at_a_window_with_two_skills_in_its_category()
    {
        var floor = new Floor(new([new(1, 1)], [default, new(1, 1)], [[new(0, 0b10, 1), new(0, 0b01, 0.5)]], 0.5, 1e6));
        var placed = floor.Join(floor.PlacedOf(0), 0, 0, 1, 1);
        floor.Choose(0, 10, hasCredit: true, out var choice);
        Assert.Equal((placed, 1), (choice.Place, choice.Compared));
    }
}
