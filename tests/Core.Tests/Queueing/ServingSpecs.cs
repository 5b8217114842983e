using TidalHall.Core.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

public sealed class ServingSpecs
{
    private readonly HallScenario _hall = new HallScenario().Given(Anna, new OpenWindow(W1)).Given(Bo, new OpenWindow(W2));

    private TicketId Called()
    {
        var ticket = _hall.Ticket();
        Assert.Equal(ticket, _hall.CallNext(Anna, W1));
        return ticket;
    }

    [Fact]
    public void Papers_left_here_come_back_to_this_window_only()
    {
        var ticket = Called();
        _hall.Given(Anna, new HoldTicket(W1, HoldKind.PapersHere));
        Assert.Equal(RefusalCode.HeldForOtherWindow, _hall.Refused(Bo, new ResumeTicket(W2, ticket)));
        _hall.Given(Anna, new ResumeTicket(W1, ticket));
    }

    [Fact]
    public void Papers_fetched_come_back_to_any_window_of_the_category()
    {
        var ticket = Called();
        _hall.Given(Anna, new HoldTicket(W1, HoldKind.PapersAway)).Given(Bo, new ResumeTicket(W2, ticket));
        Assert.IsType<VisitState.Called>(_hall.StateOf(ticket));
    }

    [Fact]
    public void A_fair_transfer_keeps_the_wait_it_had()
    {
        var moved = Called();
        var tax = _hall.Ticket(Tax);
        _hall.Given(Anna, new TransferTicket(W1, TaxDesk, null, TransferPosition.Fair)).Given(Chief, new OpenWindow(W3));
        Assert.Equal(moved, _hall.CallNext(Chief, W3));
        _hall.Given(Chief, new CompleteVisit(W3));
        Assert.Equal(tax, _hall.CallNext(Chief, W3));
    }

    [Fact]
    public void A_transfer_to_one_window_waits_for_that_window_alone()
    {
        var moved = Called();
        _hall.Given(Anna, new TransferTicket(W1, null, W2, TransferPosition.Fair));
        Assert.Equal(RefusalCode.NobodyWaiting, _hall.Refused(Anna, new CallNext(W1)));
        Assert.Equal(moved, _hall.CallNext(Bo, W2));
    }

    [Fact]
    public void A_clerk_acts_at_his_own_window_only()
    {
        Called();
        Assert.Equal(RefusalCode.WindowTaken, _hall.Refused(Bo, new CompleteVisit(W1)));
        Assert.Equal(RefusalCode.WindowTaken, _hall.Refused(Bo, new SignOn(W1)));
        Assert.Equal(RefusalCode.ClerkElsewhere, _hall.Refused(Bo, new SignOn(W3)));
    }

    [Fact]
    public void A_stale_session_is_cleared_and_its_citizen_waits_again()
    {
        var ticket = Called();
        Assert.Equal(RefusalCode.NotAllowed, _hall.Refused(Bo, new ClearSession(W1, Gone)));
        _hall.Given(Chief, new ClearSession(W1, Gone));
        Assert.IsType<VisitState.Waiting>(_hall.StateOf(ticket));
        Assert.Null(_hall.State.Find(W1)!.Clerk);
    }

    [Fact]
    public void The_day_closes_only_when_every_holder_has_an_outcome()
    {
        var ticket = Called();
        Assert.Equal(RefusalCode.DayHasHolders, _hall.Refused(Chief, new CloseDay()));
        Assert.Equal(RefusalCode.ReasonNeeded, _hall.Refused(Chief, new ReleaseTicket(ticket, null)));
        _hall.Given(Chief, new ReleaseTicket(ticket, Noted)).Given(Chief, new CloseDay());
        Assert.Equal(RefusalCode.DayNotOpen, _hall.Refused(Citizen, new TakeTicket(Passport)));
    }

    [Fact]
    public void A_citizen_without_a_ticket_is_served_under_a_number_of_the_day()
    {
        _hall.Given(Anna, new ServeWithoutTicket(W1));
        var ticket = _hall.State.Find(_hall.State.Find(W1)!.Current!.Value)!;
        Assert.Equal(("A001", TicketChannel.Counter), (ticket.Number.ToString(), ticket.Channel));
    }

    [Fact]
    public void A_ticket_is_cancelled_while_waiting_but_not_at_a_window()
    {
        var ticket = Called();
        Assert.Equal(RefusalCode.TicketCalled, _hall.Refused(Citizen, new CancelTicket(ticket)));
        _hall.Given(Anna, new ReturnToQueue(W1)).Given(Citizen, new CancelTicket(ticket));
        Assert.Equal(RefusalCode.NobodyWaiting, _hall.Refused(Anna, new CallNext(W1)));
    }
}
