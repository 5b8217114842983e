using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>A called citizen who turns up late: by the hall's rule, said on the paper.</summary>
public sealed class LateSpecs
{
    private static readonly PersonRef Li = new(new("11111111-1111-1111-1111-111111111111"));

    private static HallScenario With(LateReturn rule, int after = 3) =>
        new HallScenario(Plan with { Rules = Plan.Rules with { LateReturn = rule, LateReturnAfter = after } }).Given(Anna, new OpenWindow(W1));

    private static TicketId Missed(HallScenario hall)
    {
        hall.Given(Citizen, new TakeTicket(Passport, Person: Li)).Later(TimeSpan.FromSeconds(1));
        hall.Given(Anna, new CallNext(W1)).Given(Anna, new RecallTicket(W1)).Later(TimeSpan.FromMinutes(2)).Given(Anna, new MissTicket(W1));
        return new(1);
    }

    private static TicketId?[] CallAll(HallScenario hall, int calls) => [.. Enumerable.Range(0, calls).Select(_ =>
    {
        var called = hall.CallNext(Anna, W1);
        hall.Given(Anna, new CompleteVisit(W1));
        return called;
    })];

    [Fact]
    public void To_the_end_of_the_line()
    {
        var hall = With(LateReturn.EndOfLine);
        var late = Missed(hall);
        TicketId[] others = [hall.Ticket(), hall.Ticket()];
        hall.Given(Chief, new ReinstateTicket(late)).Later(TimeSpan.FromSeconds(1));
        var after = hall.Ticket();
        Assert.Equal([others[0], others[1], late, after], CallAll(hall, 4));
    }

    [Fact]
    public void At_once_where_nobody_is_to_go_first()
    {
        var hall = With(LateReturn.AfterMore, after: 0);
        var late = Missed(hall);
        var other = hall.Ticket();
        hall.Given(Chief, new ReinstateTicket(late));
        Assert.Equal([late, other], CallAll(hall, 2));
    }

    [Fact]
    public void Where_the_rule_is_a_new_ticket_the_old_one_does_not_come_back()
    {
        var hall = With(LateReturn.NewTicket);
        Assert.Equal(RefusalCode.LateMustTakeNewTicket, hall.Refused(Chief, new ReinstateTicket(Missed(hall))));
    }

    [Fact]
    public void Where_the_rule_is_a_new_ticket_the_missed_one_ends_as_it_is_taken()
    {
        var hall = With(LateReturn.NewTicket);
        var late = Missed(hall);
        hall.Given(Citizen, new TakeTicket(Passport, Person: Li));
        Assert.IsType<VisitState.NoShow>(hall.StateOf(late));
        Assert.Equal(RefusalCode.LiveTicketExists, hall.Refused(Citizen, new TakeTicket(Passport, Person: Li)));
    }

    [Fact]
    public void A_reinstated_citizen_may_be_chosen_by_his_clerk()
    {
        var hall = With(LateReturn.AfterMore);
        var late = Missed(hall);
        hall.Ticket();
        hall.Given(Chief, new ReinstateTicket(late)).Given(Anna, new CallChosen(W1, late, null));
        Assert.IsType<VisitState.Called>(hall.StateOf(late));
    }

    [Fact]
    public void More_recalls_than_a_call_may_have_are_not_asked_for_before_a_miss()
    {
        var hall = new HallScenario(Plan with { Rules = Plan.Rules with { RecallsBeforeMiss = 5, MaxRecalls = 1 } }).Given(Anna, new OpenWindow(W1));
        hall.Ticket();
        hall.Given(Anna, new CallNext(W1)).Given(Anna, new RecallTicket(W1)).Later(TimeSpan.FromMinutes(1)).Given(Anna, new MissTicket(W1));
    }
}
