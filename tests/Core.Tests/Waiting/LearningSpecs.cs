using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Queueing;
using TidalHall.Core.Waiting;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Waiting;

/// <summary>What a hall learns from its own journal.</summary>
public sealed class LearningSpecs
{
    private static ServiceItem Item => Plan.Items.Single(i => i.Id == Passport);

    private static HallLearning Learnt(HallScenario hall)
    {
        var learning = new HallLearning();
        foreach (var recorded in hall.Journal) learning.Learn(recorded);
        return learning;
    }

    /// <summary>Each is called after a while and served for a while.</summary>
    private static HallScenario Served(int people, double waitMinutes, double serviceMinutes)
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1));
        for (var n = 0; n < people; n++)
        {
            hall.Ticket();
            hall.Later(TimeSpan.FromMinutes(waitMinutes));
            hall.CallNext(Anna, W1);
            hall.Later(TimeSpan.FromMinutes(serviceMinutes)).Given(Anna, new CompleteVisit(W1));
        }
        return hall;
    }

    [Fact]
    public void An_item_takes_what_the_plan_says_until_the_hall_knows_better()
    {
        Assert.Equal(Item.Minutes, new HallLearning().ServiceOf(Item));
        var twice = Learnt(Served(40, 1, 2 * Item.Minutes)).ServiceOf(Item) / Item.Minutes;
        Assert.InRange(twice, 1.6, 2);
        Assert.True(Learnt(Served(10, 1, 2 * Item.Minutes)).ServiceOf(Item) / Item.Minutes < twice);
    }

    [Fact]
    public void What_was_told_is_scored_against_what_came()
    {
        var hall = Served(30, 4, 1);
        var told = hall.Journal.Select(r => r.Event).OfType<TicketTaken>().First().Told;
        var score = Assert.Single(Learnt(hall).Scores);
        Assert.Equal((Intake, 30), (score.Category, score.Count));
        Assert.Equal((4 <= told.P50Minutes ? 1 : 0, 4 <= told.P90Minutes ? 1 : 0), (score.Within50, score.Within90));
        Assert.Equal(Math.Abs(told.P50Minutes - 4) / 4, score.MedianError, 0.05);
    }

    [Fact]
    public void The_same_journal_teaches_the_same_wherever_it_is_read()
    {
        var hall = Served(20, 3, 2);
        var (whole, tail) = (Learnt(hall), new HallLearning());
        foreach (var recorded in hall.Journal.Skip(hall.Journal.Count / 2)) tail.Learn(recorded);
        Assert.Equal(hall.Journal[^1].Sequence, whole.Sequence);
        Assert.Equal(whole.Sequence, tail.Sequence);
        Assert.Equal(whole.Scores, Learnt(hall).Scores);
    }

    /// <summary>Each is called for a passport, then pays for it at the tax window.</summary>
    private static HallScenario SentOn(int people, double wait, double service, double payWait, double pays)
    {
        var plan = Plan with { Items = [.. Plan.Items.Select(i => i.Id == Passport ? i with { Then = [new(TaxDesk)] } : i)] };
        var hall = new HallScenario(plan).Given(Anna, new OpenWindow(W1)).Given(Carol, new OpenWindow(W3));
        for (var n = 0; n < people; n++)
        {
            hall.Ticket();
            hall.Later(TimeSpan.FromMinutes(wait)).Given(Anna, new CallNext(W1));
            hall.Later(TimeSpan.FromMinutes(service)).Given(Anna, new CompleteVisit(W1));
            hall.Later(TimeSpan.FromMinutes(payWait)).Given(Carol, new CallNext(W3));
            hall.Later(TimeSpan.FromMinutes(pays)).Given(Carol, new CompleteVisit(W3));
        }
        return hall;
    }

    [Fact]
    public void Whoever_is_sent_on_comes_to_that_line_and_waits_in_it_like_everybody()
    {
        var hall = SentOn(40, 2, 10, 6, 1);
        var learning = Learnt(hall);
        var (first, second) = (learning.Memory(hall.Tick).Of(Intake, TicketClass.Ordinary), learning.Memory(hall.Tick).Of(TaxDesk, TicketClass.Ordinary));
        Assert.Equal((2.0, 6.0), (Math.Round(first.LastWaited), second.LastWaited));
        Assert.Equal(first.Gap, second.Gap, 0.1);
        Assert.Equal(0, second.HeadWaited);
        // Nothing was told of the second wait, so nothing is scored or bent by it.
        Assert.Equal([(Intake, 40)], learning.Scores.Select(s => (s.Category, s.Count)));
        Assert.Equal(default, second.Calibration);
        Assert.NotEqual(default, second.Pace);
        Assert.True(learning.Arrivals(hall.State.Map!.Floor, hall.Tick, hall.At).PerMinute(hall.State.Map.Floor[TaxDesk], hall.Tick) > 0);
    }

    [Fact]
    public void Who_waits_for_the_next_visit_is_seen_at_the_head_of_its_line_and_gone_when_it_is_given_back()
    {
        var hall = SentOn(1, 2, 10, 6, 1);
        var ticket = hall.Ticket();
        hall.Given(Anna, new CallNext(W1)).Given(Anna, new CompleteVisit(W1)).Later(TimeSpan.FromMinutes(7));
        Assert.Equal(7, Learnt(hall).Memory(hall.Tick).Of(TaxDesk, TicketClass.Ordinary).HeadWaited);
        hall.Given(Citizen, new CancelTicket(ticket));
        Assert.Equal(0, Learnt(hall).Memory(hall.Tick).Of(TaxDesk, TicketClass.Ordinary).HeadWaited);
    }

    [Fact]
    public void What_paying_takes_says_nothing_of_what_the_matter_takes() =>
        Assert.Equal(Learnt(SentOn(30, 1, 20, 1, 1)).ServiceOf(Item), Learnt(SentOn(30, 1, 20, 1, 15)).ServiceOf(Item));

    [Fact]
    public void A_line_that_waits_longer_than_told_is_told_more_by_and_by()
    {
        ToldWait After(int people)
        {
            var hall = Served(people, 60, 1);
            var view = new HallView(hall.State) { Waits = WaitOutlook.Of(Learnt(hall).Memory(hall.Tick)) };
            return Outlook.Of(view, view.Map.Items[Passport], TicketClass.Ordinary, hall.At).Wait;
        }
        Assert.True(After(60).P90Minutes > After(0).P90Minutes);
        Assert.True(After(60).P50Minutes > After(0).P50Minutes);
    }
}
