using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>Who is placed first, who waits for one window alone, and what becomes of them when it goes dark.</summary>
public sealed class PlacingSpecs
{
    private readonly HallScenario _hall = new HallScenario().Given(Anna, new OpenWindow(W1)).Given(Bo, new OpenWindow(W2));

    private TicketId CalledAtW1()
    {
        var ticket = _hall.Ticket();
        Assert.Equal(ticket, _hall.CallNext(Anna, W1));
        return ticket;
    }

    [Fact]
    public void Placed_next_goes_before_the_green_channel()
    {
        var moved = CalledAtW1();
        _hall.Ticket(@class: TicketClass.GreenChannel);
        _hall.Given(Anna, new TransferTicket(W1, Intake, null, TransferPosition.Next));
        Assert.Equal(moved, _hall.CallNext(Bo, W2));
    }

    [Fact]
    public void Placed_next_goes_first_at_a_helping_window_too()
    {
        var moved = CalledAtW1();
        _hall.Ticket();
        _hall.Ticket(Tax);
        _hall.Given(Anna, new TransferTicket(W1, Intake, null, TransferPosition.Next)).Given(Chief, new OpenWindow(W3));
        Assert.Equal(moved, _hall.CallNext(Chief, W3));
    }

    [Fact]
    public void Placed_last_goes_behind_all_who_wait()
    {
        var moved = CalledAtW1();
        TicketId[] others = [_hall.Ticket(), _hall.Ticket()];
        _hall.Given(Anna, new TransferTicket(W1, Intake, null, TransferPosition.Last)).Later(TimeSpan.FromSeconds(1));
        var after = _hall.Ticket();
        var called = new List<TicketId?>();
        for (var i = 0; i < 4; i++)
        {
            called.Add(_hall.CallNext(Bo, W2));
            _hall.Given(Bo, new CompleteVisit(W2));
        }
        Assert.Equal([others[0], others[1], moved, after], called);
    }

    [Theory]
    [InlineData("close")]
    [InlineData("sign off")]
    [InlineData("clear")]
    public void Who_waits_for_one_window_alone_is_not_left_before_a_dark_counter(string how)
    {
        var moved = CalledAtW1();
        _hall.Given(Anna, new TransferTicket(W1, null, W2, TransferPosition.Fair));
        _hall.Given(how is "clear" ? Chief : Bo, how switch { "close" => new CloseWindow(W2), "sign off" => new SignOff(W2), _ => new ClearSession(W2, Gone) });
        Assert.Equal(moved, _hall.CallNext(Anna, W1));
    }

    [Fact]
    public void Who_waits_for_a_tidal_window_is_called_there_whatever_it_is_turned_to()
    {
        _hall.Given(Carol, new OpenWindow(W4)).Given(Carol, new AssignWindow(W4, Intake, Grown));
        var moved = CalledAtW1();
        _hall.Given(Anna, new TransferTicket(W1, null, W4, TransferPosition.Fair)).Given(Carol, new AssignWindow(W4, TaxDesk, Grown));
        Assert.Equal(RefusalCode.NobodyWaiting, _hall.Refused(Anna, new CallNext(W1)));
        Assert.Equal(moved, _hall.CallNext(Carol, W4));
    }

    [Fact]
    public void Nobody_is_sent_to_a_window_that_was_closed_for_the_day()
    {
        _hall.Given(Bo, new CloseWindow(W2));
        CalledAtW1();
        Assert.Equal(RefusalCode.NobodyCanServe, _hall.Refused(Anna, new TransferTicket(W1, null, W2, TransferPosition.Fair)));
    }

    [Fact]
    public void A_resumed_or_chosen_call_between_does_not_make_a_third_priority_call_in_a_row()
    {
        var ordinary = _hall.Ticket();
        for (var i = 0; i < 4; i++) _hall.Ticket(@class: TicketClass.GreenChannel);
        _hall.CallNext(Anna, W1);
        _hall.Given(Anna, new CompleteVisit(W1));
        var held = _hall.CallNext(Anna, W1);
        _hall.Given(Anna, new HoldTicket(W1, HoldKind.PapersHere)).Given(Anna, new ResumeTicket(W1, held!.Value)).Given(Anna, new CompleteVisit(W1));
        Assert.Equal(ordinary, _hall.CallNext(Anna, W1));
    }

    [Fact]
    public void A_window_taken_out_of_the_plan_finishes_its_citizen_and_is_gone()
    {
        CalledAtW1();
        _hall.Given(Core.Staffing.Actor.Hub, new ConfigureHall(Plan with { Windows = [.. Plan.Windows.Where(w => w.Id != W1)] }, "two"));
        _hall.Given(Anna, new CompleteVisit(W1));
        Assert.Null(_hall.State.Find(W1));
        Assert.Equal(RefusalCode.UnknownWindow, _hall.Refused(Anna, new CallNext(W1)));
    }

    [Fact]
    public void A_citizen_without_a_ticket_is_served_only_in_what_the_window_serves() =>
        Assert.Equal(RefusalCode.NotServedHere, _hall.Refused(Anna, new ServeWithoutTicket(W1, Tax)));
}
