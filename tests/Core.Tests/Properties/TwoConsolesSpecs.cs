using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Properties;

/// <summary>Two consoles reach for one ticket in the same moment.</summary>
public sealed class TwoConsolesSpecs
{
    [Fact]
    public void Of_a_thousand_races_each_has_one_winner_and_the_other_gets_a_sentence()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1)).Given(Bo, new OpenWindow(W2));
        for (var round = 0; round < 1000; round++)
        {
            var ticket = hall.Ticket();
            // A free ticket, so that calling by its number is open to both.
            hall.Given(Anna, new CallNext(W1)).Given(Anna, new TransferTicket(W1, Intake, null, TransferPosition.Fair));
            HallCommand Order(WindowId window, bool byNumber) => byNumber ? new CallChosen(window, ticket, null) : new CallNext(window, ExpectedCurrent.Is(null));
            var orders = new[] { (Actor: Anna, Order: Order(W1, round % 2 == 0)), (Actor: Bo, Order: Order(W2, round % 4 < 2)) };
            if (round % 8 < 4) Array.Reverse(orders);

            var first = hall.Do(orders[0].Actor, orders[0].Order);
            var second = hall.Do(orders[1].Actor, orders[1].Order);

            Assert.Equal(ticket, Assert.IsType<TicketCalled>(first.First).Ticket);
            Assert.Null(second.First);
            Assert.Contains(second.Refusal!.Code, (RefusalCode[])[RefusalCode.NobodyWaiting, RefusalCode.TicketCalled]);
            Assert.EndsWith("。", RefusalText.Of(second.Refusal, CultureInfo.GetCultureInfo("zh-CN")), StringComparison.Ordinal);
            hall.Given(orders[0].Actor, new CompleteVisit(((WindowCommand)orders[0].Order).Window));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_key_held_down_calls_one_citizen(bool believesNobodyCurrent)
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1));
        for (var i = 0; i < 30; i++) hall.Ticket();
        var expected = believesNobodyCurrent ? ExpectedCurrent.Is(null) : ExpectedCurrent.Unchecked;
        for (var i = 0; i < 30; i++) hall.Do(Anna, new CallNext(W1, expected));
        Assert.Single(hall.Journal, r => r.Event is TicketCalled);
    }
}
