using TidalHall.Core.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

public sealed class CallingSpecs
{
    private readonly HallScenario _hall = new HallScenario().Given(Anna, new OpenWindow(W1));

    [Fact]
    public void The_longest_waiting_is_called_first()
    {
        var first = _hall.Ticket();
        _hall.Ticket();
        Assert.Equal(first, _hall.CallNext(Anna, W1));
    }

    [Fact]
    public void A_window_with_a_citizen_in_front_of_it_calls_nobody_else()
    {
        _hall.Ticket();
        _hall.Ticket();
        _hall.CallNext(Anna, W1);
        Assert.Equal(RefusalCode.WindowBusy, _hall.Refused(Anna, new CallNext(W1)));
    }

    [Fact]
    public void A_quick_second_next_that_believes_nobody_current_is_caught()
    {
        _hall.Ticket();
        _hall.Ticket();
        _hall.Given(Anna, new CallNext(W1, ExpectedCurrent.Is(null)));
        Assert.Equal(RefusalCode.CurrentIsOther, _hall.Refused(Anna, new CallNext(W1, ExpectedCurrent.Is(null))));
    }

    [Fact]
    public void A_window_that_is_not_open_calls_nobody()
    {
        _hall.Ticket();
        Assert.Equal(RefusalCode.WindowNotOpen, _hall.Refused(Chief, new CallNext(W2)));
    }

    [Fact]
    public void Nobody_waiting_is_said_and_changes_nothing() =>
        Assert.Equal(RefusalCode.NobodyWaiting, _hall.Refused(Anna, new CallNext(W1)));

    [Fact]
    public void At_a_helper_a_wait_of_its_own_line_counts_double()
    {
        var passport = _hall.Ticket();
        _hall.Later(TimeSpan.FromMinutes(9));
        var tax = _hall.Ticket(Tax);
        _hall.Later(TimeSpan.FromMinutes(10)).Given(Bo, new OpenWindow(W3));
        Assert.Equal(tax, _hall.CallNext(Bo, W3));
        _hall.Given(Bo, new CompleteVisit(W3));
        Assert.Equal(passport, _hall.CallNext(Bo, W3));
    }

    [Fact]
    public void A_miss_needs_its_recalls_and_its_seconds_first()
    {
        var ticket = _hall.Ticket();
        _hall.CallNext(Anna, W1);
        Assert.Equal(RefusalCode.TooSoonToMiss, _hall.Refused(Anna, new MissTicket(W1)));
        _hall.Given(Anna, new RecallTicket(W1)).Later(TimeSpan.FromSeconds(59));
        Assert.Equal(RefusalCode.TooSoonToMiss, _hall.Refused(Anna, new MissTicket(W1)));
        _hall.Later(TimeSpan.FromSeconds(1)).Given(Anna, new MissTicket(W1));
        Assert.IsType<VisitState.Missed>(_hall.StateOf(ticket));
    }

    [Fact]
    public void One_call_is_repeated_five_times_at_most()
    {
        _hall.Ticket();
        _hall.CallNext(Anna, W1);
        for (var i = 0; i < 5; i++) _hall.Given(Anna, new RecallTicket(W1));
        Assert.Equal(RefusalCode.TooManyRecalls, _hall.Refused(Anna, new RecallTicket(W1)));
    }

    [Fact]
    public void A_chosen_number_is_no_door_for_acquaintances()
    {
        _hall.Ticket();
        var friend = _hall.Ticket();
        Assert.Equal(RefusalCode.MayNotBeChosen, _hall.Refused(Anna, new CallChosen(W1, friend, Noted)));
        Assert.Equal(RefusalCode.ReasonNeeded, _hall.Refused(Chief, new CallChosen(W1, friend, null)));
        _hall.Given(Chief, new CallChosen(W1, friend, Noted));
        Assert.Equal(Noted, Assert.IsType<TicketCalled>(_hall.Journal[^1].Event).Reason);
    }

    [Fact]
    public void A_tidal_window_serves_what_it_is_turned_to()
    {
        var tax = _hall.Ticket(Tax);
        _hall.Given(Bo, new OpenWindow(W4));
        Assert.Equal(RefusalCode.TidalNotAssigned, _hall.Refused(Bo, new CallNext(W4)));
        _hall.Given(Bo, new AssignWindow(W4, TaxDesk, Grown));
        Assert.Equal(tax, _hall.CallNext(Bo, W4));
    }

    [Fact]
    public void A_late_citizen_comes_back_behind_three_more()
    {
        var late = _hall.Ticket();
        _hall.CallNext(Anna, W1);
        _hall.Given(Anna, new RecallTicket(W1)).Later(TimeSpan.FromMinutes(2)).Given(Anna, new MissTicket(W1));
        TicketId[] others = [_hall.Ticket(), _hall.Ticket(), _hall.Ticket(), _hall.Ticket()];
        _hall.Given(Anna, new ReinstateTicket(late));
        var called = new List<TicketId?>();
        for (var i = 0; i < 5; i++)
        {
            called.Add(_hall.CallNext(Anna, W1));
            _hall.Given(Anna, new CompleteVisit(W1));
        }
        Assert.Equal([others[0], others[1], others[2], late, others[3]], called);
    }
}
