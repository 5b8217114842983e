using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>Why somebody waited as long as he did.</summary>
public sealed class ExplanationSpecs
{
    private readonly HallScenario _hall = new HallScenario().Given(Anna, new OpenWindow(W1)).Given(Bo, new OpenWindow(W3));

    private Explanation Of(TicketId ticket) => Explanation.Of(new(_hall.State), _hall.State.Find(ticket)!, _hall.Journal);

    private TicketId Serve(Actor clerk, WindowId window)
    {
        var called = _hall.CallNext(clerk, window)!.Value;
        _hall.Given(clerk, new CompleteVisit(window));
        return called;
    }

    [Fact]
    public void It_names_who_was_called_before_and_who_of_them_came_later()
    {
        var earlier = _hall.Ticket();
        var me = _hall.Ticket();
        var green = _hall.Ticket(@class: TicketClass.GreenChannel);
        _hall.Later(TimeSpan.FromMinutes(5));
        Assert.Equal([green, earlier, me], [Serve(Anna, W1), Serve(Anna, W1), Serve(Anna, W1)]);

        var why = Of(me);
        Assert.Equal([(green, true, CallReason.GreenChannel), (earlier, false, CallReason.LongestWaiting)], why.Before.Select(b => (b.Ticket.Id, b.CameLater, b.Why)));
        Assert.Equal(me, why.Called!.Ticket);
    }

    [Fact]
    public void Who_was_called_to_a_window_that_does_not_serve_it_is_not_named()
    {
        var tax = _hall.Ticket(Tax);
        _hall.Ticket();
        Serve(Anna, W1);
        Assert.Equal(tax, Serve(Bo, W3));
        Assert.Empty(Of(tax).Before);
    }

    [Fact]
    public void While_it_waits_it_says_so_far_and_after_its_call_no_later_ones()
    {
        _hall.Ticket();
        var me = _hall.Ticket();
        Serve(Anna, W1);
        Assert.Null(Of(me).Called);
        Assert.Single(Of(me).Before);
        Serve(Anna, W1);
        _hall.Ticket();
        Serve(Anna, W1);
        Assert.Single(Of(me).Before);
    }
}
