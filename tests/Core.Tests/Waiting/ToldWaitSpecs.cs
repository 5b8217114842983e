using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Waiting;

/// <summary>What a citizen is told at the confirm screen is what the ticket, its paper and the phone then say.</summary>
public sealed class ToldWaitSpecs
{
    private static readonly Dictionary<string, (Actor Who, HallCommand Does)[]> Before = new()
    {
        ["nobody has opened yet"] = [],
        ["one of two windows is open"] = [(Anna, new OpenWindow(W1))],
        ["both are open"] = [(Anna, new OpenWindow(W1)), (Bo, new OpenWindow(W2))],
        ["one is open, the other paused"] = [(Anna, new OpenWindow(W1)), (Bo, new OpenWindow(W2)), (Bo, new PauseWindow(W2, new Reason.Offered(ReasonWord.ShortBreak)))],
        ["one is closed for today"] = [(Anna, new OpenWindow(W1)), (Anna, new CloseWindow(W1))],
        ["only a helper is open"] = [(Chief, new OpenWindow(W3))],
        ["the tide helps"] = [(Anna, new OpenWindow(W1)), (Chief, new AssignWindow(W4, Intake, new Reason.Offered(ReasonWord.LineHasGrown))), (Carol, new OpenWindow(W4))],
    };

    public static TheoryData<string> Mornings => [.. Before.Keys];

    [Theory]
    [MemberData(nameof(Mornings))]
    public void All_who_tell_a_wait_tell_the_same(string morning)
    {
        foreach (var @class in new[] { TicketClass.Ordinary, TicketClass.GreenChannel })
        {
            var hall = new HallScenario();
            foreach (var (who, does) in Before[morning]) hall.Given(who, does);
            for (var i = 0; i < 3; i++) hall.Ticket();
            hall.Ticket(@class: TicketClass.GreenChannel);

            var before = new HallView(hall.State);
            var outlook = Outlook.Of(before, before.Map.Items[Passport], @class, hall.At);
            var taken = Assert.IsType<TicketTaken>(hall.Do(Citizen, new TakeTicket(Passport, @class)).First);
            var after = new HallView(hall.State);
            var ticket = after.Find(taken.Ticket)!;
            Assert.Equal((outlook.Ahead, outlook.Wait), (taken.Ahead, taken.Told));
            Assert.Equal((outlook.Ahead, outlook.Wait), (after.Ahead(ticket)!.Value, after.WaitOf(ticket)!.Value));
        }
    }

    [Theory]
    [InlineData(5, 5, true)]
    [InlineData(4.6, 5.4, true)]
    [InlineData(5, 6, false)]
    [InlineData(0, 5, false)]
    public void Where_both_figures_are_the_same_whole_minutes_one_bound_is_told(double p50, double p90, bool isOne) => Assert.Equal(isOne, new ToldWait(p50, p90).IsOneBound);

    [Fact]
    public void Only_priority_goes_before_a_newcomer_of_the_green_channel()
    {
        var hall = new HallScenario();
        for (var i = 0; i < 3; i++) hall.Ticket();
        hall.Ticket(@class: TicketClass.GreenChannel);
        var view = new HallView(hall.State);
        Assert.Equal((4, 1), (view.AheadOfNewcomer(Intake, TicketClass.Ordinary), view.AheadOfNewcomer(Intake, TicketClass.GreenChannel)));
    }

    [Fact]
    public void A_rostered_window_counts_until_the_first_has_opened()
    {
        var hall = new HallScenario();
        for (var i = 0; i < 5; i++) hall.Ticket();
        ToldWait Wait() => Outlook.Of(new(hall.State), hall.State.Map!.Items[Passport], TicketClass.Ordinary, hall.At).Wait;
        var rostered = Wait();
        hall.Given(Anna, new OpenWindow(W1));
        var one = Wait();
        hall.Given(Bo, new OpenWindow(W2));
        Assert.True(one.P50Minutes > rostered.P50Minutes);
        Assert.Equal(rostered, Wait());
    }
}
