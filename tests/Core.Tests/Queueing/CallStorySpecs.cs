using TidalHall.Core.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>What going first cost whom.</summary>
public sealed class CallStorySpecs
{
    private readonly HallScenario _hall = new HallScenario().Given(Anna, new OpenWindow(W1)).Given(Bo, new OpenWindow(W3));

    private CallStory Of(TicketId ticket)
    {
        var story = new CallStory(e => e.Ticket == ticket);
        foreach (var recorded in _hall.Journal) story.Take(recorded);
        return story;
    }

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

    private TicketId? Serve()
    {
        var called = _hall.CallNext(Anna, W1);
        _hall.Given(Anna, new CompleteVisit(W1));
        return called;
    }
}
