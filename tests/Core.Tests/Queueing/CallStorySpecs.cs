using TidalHall.Core.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>What going first cost whom.</summary>
public sealed class CallStorySpecs
{
    private readonly HallScenario _hall = new HallScenario().Given(Anna, new OpenWindow(W1)).Given(Bo, new OpenWindow(W3));

    private CallStory Of(TicketId ticket) => _hall.StoryOf(ticket);

    private TicketNumber NumberOf(TicketId ticket) => _hall.State.Find(ticket)!.Number;

    /// <summary>A green ticket goes before two that came earlier, and is at the window for seven minutes.</summary>
    private (TicketId First, TicketId Second, TicketId Tax, TicketId Green) GreenGoesFirst()
    {
        var (first, tax) = (_hall.Ticket(), _hall.Ticket(Tax));
        _hall.Later(TimeSpan.FromMinutes(1));
        var second = _hall.Ticket();
        _hall.Later(TimeSpan.FromMinutes(1));
        var green = _hall.Ticket(@class: TicketClass.GreenChannel);
        _hall.Later(TimeSpan.FromMinutes(5));
        Assert.Equal(green, _hall.CallNext(Anna, W1));
        _hall.Later(TimeSpan.FromMinutes(7)).Given(Anna, new CompleteVisit(W1));
        return (first, second, tax, green);
    }

    [Fact]
    public void Whoever_had_waited_longer_for_the_window_is_named_with_what_it_cost_at_most()
    {
        var (first, second, _, green) = GreenGoesFirst();
        var own = Assert.Single(Of(green).Own);
        Assert.Equal([(NumberOf(first), 7), (NumberOf(second), 6)], own.Passed.Select(p => (p.Number, p.Waited / 60_000)));
        Assert.Equal(7, own.Took / 60_000);
        Assert.Contains(NumberOf(first), own.Against.Select(a => a.Number!.Value));
    }

    [Fact]
    public void Who_waited_on_sees_who_came_later_and_went_first_and_what_it_cost()
    {
        var (first, second, _, green) = GreenGoesFirst();
        Assert.Equal([first, second], [Serve(), Serve()]);
        Assert.Equal([(NumberOf(green), true, 7L), (NumberOf(first), false, 0L)], Of(second).Before.Select(b => (b.Number, b.CameLater, b.Took!.Value / 60_000)));
        Assert.Empty(Assert.Single(Of(second).Own).Passed);
    }

    [Fact]
    public void Who_waits_elsewhere_paid_nothing_and_what_goes_on_is_not_told_as_over()
    {
        var (first, _, tax, _) = GreenGoesFirst();
        Assert.Empty(Of(tax).Before);
        Assert.Equal(first, _hall.CallNext(Anna, W1));
        Assert.Null(Assert.Single(Of(first).Own).Took);
    }

    [Fact]
    public void While_it_waits_it_says_so_far_and_after_its_call_no_later_ones()
    {
        _hall.Ticket();
        var me = _hall.Ticket();
        Serve();
        Assert.Empty(Of(me).Own);
        Assert.Single(Of(me).Before);
        Serve();
        _hall.Ticket();
        Serve();
        Assert.Single(Of(me).Before);
    }

    [Fact]
    public void A_tidal_window_might_have_called_those_whom_it_helps_too()
    {
        var me = _hall.Ticket();
        _hall.Given(Carol, new OpenWindow(W4)).Given(Chief, new AssignWindow(W4, TaxDesk, Grown));
        var tax = _hall.Ticket(Tax);
        _hall.Given(Chief, new CallChosen(W4, tax, Reason: Grown));
        Assert.Equal([NumberOf(tax)], Of(me).Before.Select(b => b.Number));
    }

    [Fact]
    public void A_tidal_window_turned_elsewhere_might_not()
    {
        var tax = _hall.Ticket(Tax);
        _hall.Given(Carol, new OpenWindow(W4)).Given(Chief, new AssignWindow(W4, Intake, Grown));
        _hall.Ticket();
        Assert.NotNull(_hall.CallNext(Carol, W4));
        Assert.Empty(Of(tax).Before);
    }

    [Fact]
    public void A_story_told_from_how_the_hall_stood_before_the_ticket_is_the_same()
    {
        var (_, second, _, _) = GreenGoesFirst();
        Serve();
        Serve();
        var before = new HallState();
        var taken = _hall.Journal.FindIndex(r => r.Event is TicketTaken t && t.Ticket == second);
        foreach (var r in _hall.Journal.Take(taken)) Hall.Apply(before, r);
        var story = new CallStory(t => t.Ticket == second, HallSnapshot.Of(before).Restore(before.Map!.Plan));
        foreach (var r in _hall.Journal.Skip(taken)) story.Take(r);
        Assert.Equal(Of(second).Before, story.Before);
        Assert.Equal(Of(second).Own.Select(o => o.Call), story.Own.Select(o => o.Call));
    }

    private TicketId? Serve()
    {
        var called = _hall.CallNext(Anna, W1);
        _hall.Given(Anna, new CompleteVisit(W1));
        return called;
    }
}
