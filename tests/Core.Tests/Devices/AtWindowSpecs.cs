using System.Globalization;
using TidalHall.Core.Devices;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Devices;

/// <summary>What stands on a window's sign, and what its clerk's keys order.</summary>
public sealed class AtWindowSpecs
{
    private static readonly CultureInfo Chinese = new("zh-CN");

    private static HallScenario Waiting => new HallScenario().Given(Anna, new OpenWindow(W1)).Given(Citizen, new TakeTicket(Passport)).Given(Citizen, new TakeTicket(Passport));

    [Fact]
    public void A_sign_shows_who_is_called_then_who_is_served_then_nothing()
    {
        var hall = Waiting;
        Assert.Equal("", Sign(hall));
        Assert.Equal("A001 请办理", Sign(hall.Given(Anna, new CallNext(W1))));
        Assert.Equal("A001 办理中", Sign(hall.Given(Anna, new StartService(W1))));
        Assert.Equal("", Sign(hall.Given(Anna, new CompleteVisit(W1))));
    }

    [Fact]
    public void A_sign_says_that_its_window_pauses_and_nothing_when_it_is_closed()
    {
        var hall = Waiting.Given(Anna, new PauseWindow(W1, Break));
        Assert.Equal("暂停服务", Sign(hall));
        Assert.Equal("", Sign(hall.Given(Anna, new CloseWindow(W1))));
    }

    [Theory]
    [InlineData("zh-CN", 16)]
    [InlineData("en", 16)]
    public void Every_line_fits_a_sign_of_eight_Hanzi(string language, int cells)
    {
        var culture = new CultureInfo(language);
        var lines = Enum.GetValues<RefusalCode>().Select(c => SignLine.Of(Refusal.Because(c), culture)).Append(SignLine.NoClerk(culture));
        Assert.All(lines, line => Assert.InRange(line.Sum(c => c < 0x80 ? 1 : 2), 1, cells));
    }

    [Theory]
    [InlineData(RefusalCode.NobodyWaiting, "无人等候")]
    [InlineData(RefusalCode.WindowBusy, "请先办完当前号")]
    [InlineData(RefusalCode.UnknownTicket, "此时不能操作")]
    public void A_refused_key_is_told_in_a_few_signs(RefusalCode code, string line) => Assert.Equal(line, SignLine.Of(Refusal.Because(code, "3"), Chinese));

    [Fact]
    public void The_keys_of_a_pad_do_what_the_buttons_of_the_console_do()
    {
        var hall = Waiting;
        Press(hall, "Next");
        Assert.IsType<VisitState.Called>(Current(hall)!.State);
        Press(hall, "Recall");
        Assert.Equal(1, Assert.IsType<VisitState.Called>(Current(hall)!.State).Recalls);
        Press(hall, "Start");
        Assert.IsType<VisitState.Serving>(Current(hall)!.State);
        Press(hall, "Finish");
        Assert.Null(Current(hall));
        Press(hall, "Next");
        Press(hall, "Recall");
        Press(hall.Later(TimeSpan.FromMinutes(2)), "NoShow");
        Assert.IsType<VisitState.Missed>(hall.StateOf(new(2)));
    }

    [Fact]
    public void A_key_pressed_twice_on_what_the_clerk_saw_orders_once()
    {
        var hall = Waiting;
        var seen = ExpectedCurrent.Is(null);
        hall.Given(Anna, PadKeys.Order("Next", W1, seen)!);
        Assert.Equal(RefusalCode.CurrentIsOther, hall.Refused(Anna, PadKeys.Order("Next", W1, seen)!));
        Assert.Equal(1, hall.State.Tickets.Count(t => t.State is VisitState.Called));
    }

    [Theory]
    [InlineData("Digit1")]
    [InlineData("Evaluate")]
    [InlineData("")]
    public void A_key_without_a_meaning_orders_nothing(string key) => Assert.Null(PadKeys.Order(key, W1, default));

    [Theory]
    [InlineData(1, 1, 108)]
    [InlineData(1, 8, 115)]
    [InlineData(5, 1, 510)]
    [InlineData(1, 9, null)]
    [InlineData(3, 0, null)]
    public void The_keys_of_a_rating_pad_are_the_levels_national_reasons_in_their_order(int level, int key, int? code) => Assert.Equal(code, RatingReasons.Behind(level, key));

    private static void Press(HallScenario hall, string key) => hall.Given(Anna, PadKeys.Order(key, W1, ExpectedCurrent.Is(hall.State.Windows[W1].Current))!);
    private static Ticket? Current(HallScenario hall) => new HallView(hall.State).CurrentAt(W1);
    private static string Sign(HallScenario hall) => SignLine.Of(new HallView(hall.State), W1, Chinese);
}
