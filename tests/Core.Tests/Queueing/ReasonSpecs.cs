using TidalHall.Core.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>What people type: plain text on one line, whatever else it holds.</summary>
public sealed class ReasonSpecs
{
    private readonly HallScenario _hall = new HallScenario().Given(Anna, new OpenWindow(W1));

    public static TheoryData<string> NotPlain => ["\u001b@初始化打印机", "换行\n第二行", "铃\a", "反\u202e写", "零宽\u200b", "空\0", "半\ud83d", new string('长', 201)];

    [Theory]
    [MemberData(nameof(NotPlain))]
    public void Control_signs_and_tricks_are_refused_wherever_a_reason_is_given(string text)
    {
        var ticket = _hall.Ticket();
        HallCommand[] orders = [new CallChosen(W1, ticket, text), new ReleaseTicket(ticket, text), new PauseWindow(W1, text), new ClearSession(W1, text), new AssignWindow(W4, Intake, text)];
        Assert.All(orders, order => Assert.Equal(RefusalCode.TextNotPlain, _hall.Refused(Chief, order)));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("{0} & \"引号\" 'a'")]
    [InlineData("𠮷㐀，行动不便 👵")]
    public void Markup_is_text_and_is_kept_as_it_was_typed(string text)
    {
        var ticket = _hall.Ticket();
        _hall.Given(Chief, new CallChosen(W1, ticket, text));
        Assert.Equal(text, Assert.IsType<TicketCalled>(_hall.Journal[^1].Event).Note);
    }

    [Fact]
    public void An_order_whose_reason_is_part_of_it_is_refused_without_one()
    {
        var ticket = _hall.Ticket();
        HallCommand[] orders = [new CallChosen(W1, ticket, " "), new ReleaseTicket(ticket, ""), new PauseWindow(W1, " "), new ClearSession(W1, "　"), new AssignWindow(W4, Intake, "")];
        Assert.All(orders, order => Assert.Equal(RefusalCode.ReasonNeeded, _hall.Refused(Chief, order)));
    }
}
