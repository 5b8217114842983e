using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Waiting;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>The green channel is asked for at a kiosk and confirmed by a guide who looks; the ground is stored nowhere.</summary>
public sealed class PrioritySpecs
{
    private static readonly Actor Guide = new(ActorKind.Staff, new("lin"), Roles.Guide);
    private readonly HallScenario _hall = new HallScenario().Given(Anna, new OpenWindow(W1));

    private TicketId Asks() => _hall.Ticket(@class: TicketClass.GreenChannel);
    private Ticket Of(TicketId id) => _hall.State.Find(id)!;

    [Fact]
    public void Who_is_not_entitled_waits_where_an_ordinary_ticket_of_that_moment_would()
    {
        var before = _hall.Ticket();
        _hall.Later(TimeSpan.FromMinutes(1));
        var asked = Asks();
        _hall.Later(TimeSpan.FromMinutes(1));
        var after = _hall.Ticket();
        _hall.Given(Guide, new CheckPriority(asked, false)).Later(TimeSpan.FromMinutes(9));

        TicketId?[] called = [.. Enumerable.Range(0, 3).Select(_ => { var next = _hall.CallNext(Anna, W1); _hall.Given(Anna, new CompleteVisit(W1)); return next; })];

        Assert.Equal([before, asked, after], called);
    }

    [Fact]
    public void Who_did_not_ask_and_is_entitled_goes_first_from_then_on()
    {
        var before = _hall.Ticket();
        _hall.Later(TimeSpan.FromMinutes(1));
        var entitled = _hall.Ticket();
        _hall.Given(Guide, new CheckPriority(entitled, true)).Later(TimeSpan.FromMinutes(9));
        Assert.Equal(entitled, _hall.CallNext(Anna, W1));
        Assert.NotEqual(before, entitled);
    }

    [Fact]
    public void A_mistake_is_mended_while_the_holder_waits_and_no_more_once_called()
    {
        var asked = Asks();
        _hall.Given(Guide, new CheckPriority(asked, false)).Given(Guide, new CheckPriority(asked, true));
        Assert.Equal((TicketClass.GreenChannel, true), (Of(asked).Class, Of(asked).IsEntitled));
        Assert.Equal(asked, _hall.CallNext(Anna, W1));
        Assert.Equal(RefusalCode.TicketCalled, _hall.Refused(Guide, new CheckPriority(asked, false)));
    }

    [Fact]
    public void A_clerk_does_not_choose_so_whom_to_call() => Assert.Equal(RefusalCode.NotAllowed, _hall.Refused(Anna, new CheckPriority(Asks(), true)));

    [Fact]
    public void An_appointment_keeps_its_slot()
    {
        _hall.Given(Chief, new TakeTicket(Passport, TicketClass.Appointment, Slot: _hall.At.AddMinutes(10)));
        Assert.Equal(RefusalCode.HasSlot, _hall.Refused(Guide, new CheckPriority(new(1), true)));
    }

    [Fact]
    public void What_a_ticket_was_told_in_one_line_is_no_lesson_for_another()
    {
        var asked = Asks();
        _hall.Given(Guide, new CheckPriority(asked, false)).Later(TimeSpan.FromMinutes(30));
        _hall.CallNext(Anna, W1);
        var learning = new HallLearning();
        foreach (var recorded in _hall.Journal) learning.Learn(recorded);
        Assert.DoesNotContain(learning.Scores, s => s.Count > 0);
    }
}
