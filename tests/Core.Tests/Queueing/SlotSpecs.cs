using TidalHall.Core.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>A ticket with a booked slot: its wait counts from the slot.</summary>
public sealed class SlotSpecs
{
    private readonly HallScenario _hall = new HallScenario().Given(Anna, new OpenWindow(W1));

    private TicketId Booked(TimeSpan in_)
    {
        var taken = Assert.IsType<TicketTaken>(_hall.Do(Citizen, new TakeTicket(Passport, TicketClass.Appointment, Slot: _hall.At + in_)).First);
        _hall.Later(TimeSpan.FromSeconds(1));
        return taken.Ticket;
    }

    private TicketId? Next()
    {
        var called = _hall.CallNext(Anna, W1);
        if (called is not null) _hall.Given(Anna, new CompleteVisit(W1));
        return called;
    }

    private CallReason Why => _hall.Journal.Select(r => r.Event).OfType<TicketCalled>().Last().Why;

    [Fact]
    public void What_its_windows_leave_of_its_promise_after_the_slot_it_goes_before_who_came_earlier()
    {
        var ordinary = _hall.Ticket();
        var booked = Booked(TimeSpan.FromMinutes(10));
        // Promised 15 min from the slot; before three windows even the first waits up to 6.4.
        _hall.Later(TimeSpan.FromMinutes(10 + 15 - 6.3));
        Assert.Equal(booked, Next());
        Assert.Equal(CallReason.SlotBegun, Why);
        Assert.Equal(ordinary, Next());
    }

    [Fact]
    public void Before_its_slot_everybody_else_goes_first()
    {
        var booked = Booked(TimeSpan.FromMinutes(10));
        var ordinary = _hall.Ticket();
        Assert.Equal([ordinary, booked], [Next(), Next()]);
        Assert.Equal(CallReason.LongestWaiting, Why);
    }

    [Fact]
    public void Who_is_early_is_not_left_before_an_idle_window_and_has_not_waited()
    {
        var booked = Booked(TimeSpan.FromMinutes(30));
        Assert.Equal(booked, Next());
        Assert.Equal(0, _hall.Journal.Select(r => r.Event).OfType<TicketCalled>().Single().Waited);
    }

    [Fact]
    public void Who_comes_within_the_grace_keeps_the_slot()
    {
        var booked = Booked(TimeSpan.FromMinutes(-14.9));
        Assert.Equal(TicketClass.Appointment, _hall.State.Find(booked)!.Class);
    }

    [Fact]
    public void Who_comes_after_the_grace_is_a_walk_in_like_any_other()
    {
        var ordinary = _hall.Ticket();
        var late = Booked(TimeSpan.FromMinutes(-15));
        Assert.Equal(TicketClass.Ordinary, _hall.State.Find(late)!.Class);
        Assert.Equal([ordinary, late], [Next(), Next()]);
    }

    [Fact]
    public void A_slot_of_another_day_gives_no_priority_today()
    {
        var tomorrow = Booked(TimeSpan.FromDays(1));
        Assert.Equal(TicketClass.Ordinary, _hall.State.Find(tomorrow)!.Class);
        Assert.Equal(tomorrow, Next());
    }

    [Fact]
    public void Its_clerk_may_choose_it_once_the_slot_has_begun_and_not_before()
    {
        _hall.Ticket();
        var booked = Booked(TimeSpan.FromMinutes(10));
        Assert.Equal(RefusalCode.MayNotBeChosen, _hall.Refused(Anna, new CallChosen(W1, booked, null)));
        _hall.Later(TimeSpan.FromMinutes(10)).Given(Anna, new CallChosen(W1, booked, null));
    }

    [Fact]
    public void A_wall_clock_that_is_set_begins_no_slot()
    {
        var ordinary = _hall.Ticket();
        Booked(TimeSpan.FromHours(2));
        _hall.ClockSet(TimeSpan.FromHours(3));
        Assert.Equal(ordinary, Next());
    }
}
