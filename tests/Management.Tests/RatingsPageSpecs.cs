using Bunit;
using TidalHall.CallerConsole.Tests;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Management.Periods;
using TidalHall.Management.Ratings;
using TidalHall.Tests;
using TidalHall.Ui.SignIn;
using static TidalHall.CallerConsole.Tests.RuledHall;

namespace TidalHall.Management.Tests;

/// <summary>A manager sees what people thought, and follows a bad rating up to its end.</summary>
public sealed class RatingsPageSpecs : IAsyncDisposable
{
    private static readonly Actor Zhang = new(ActorKind.Staff, new("zhang"), Roles.Manager);

    private readonly RatingHall _hall = new();

    public ValueTask DisposeAsync() => _hall.DisposeAsync();

    private static string Rate(IRenderedComponent<RatingsPage> page, string name) => page.FindAll(".rates div").Single(d => d.QuerySelector("dt")!.TextContent == name).QuerySelector("dd")!.TextContent;
    private static string[] Steps(IRenderedComponent<RatingsPage> page) => [.. page.FindAll("[data-step]").Select(b => b.GetAttribute("data-step")!)];

    private static IEnumerable<string> Standing(IRenderedComponent<RatingsPage> page) => page.Find(".step").Children.Select(c => c.TextContent);

    [Fact]
    public void Where_nobody_rated_there_is_no_share_and_nothing_to_do()
    {
        var page = _hall.Show<RatingsPage>();
        Assert.Equal(["0", "—", "—", "—", "—", "—", "—"], page.FindAll(".rates dd").Select(d => d.TextContent));
        Assert.Equal("没有待办的差评。", page.Find(".none").TextContent);
    }

    [Fact]
    public void Both_definitions_of_a_good_one_stand_there_by_name()
    {
        foreach (var level in (int[])[5, 4, 3, 1]) _hall.Rated(level);
        var page = _hall.Show<RatingsPage>();
        Assert.Equal(("75.0 %", "50.0 %"), (Rate(page, "好评率（基本满意及以上）"), Rate(page, "好评率（满意及以上）")));
    }

    [Fact]
    public async Task A_period_is_counted_from_the_journal_with_the_share_that_was_rated()
    {
        foreach (var level in (int[])[5, 3]) _hall.Rated(level);
        _hall.Served();
        _hall.Served();
        var page = _hall.At<RatingsPage>("/manage/ratings?from=2026-03-01&to=2026-03-31");
        await page.FindComponent<PeriodCount<RatingRates>>().WaitForElementAsync(".period .rates");
        Assert.Equal(("2026-03-01 至 2026-03-31", "50.0 %"), (page.Find(".period h2").TextContent, page.FindAll(".period dd")[0].TextContent));
        Assert.Equal(["评价率", "评价数", "好评率（基本满意及以上）", "好评率（满意及以上）"], page.FindAll(".period dt").Take(4).Select(d => d.TextContent));
        Assert.Equal(["2", "100.0 %", "50.0 %"], page.FindAll(".period dd").Skip(1).Take(3).Select(d => d.TextContent));
    }

    [Theory]
    [InlineData("from=2026-03-31&to=2026-03-01"), InlineData("from=2024-01-01&to=2026-03-01"), InlineData("from=yesterday&to=2026-03-01")]
    public void A_period_that_is_none_is_told_so(string period) =>
        Assert.Equal("请选先后两个日期，最多 366 天。", _hall.At<RatingsPage>($"/manage/ratings?{period}").Find(".period [role=alert]").TextContent);

    [Fact]
    public void The_last_days_are_not_lowered_by_bad_ones_that_are_open_for_longer()
    {
        _hall.Rated(1);
        _hall.Time.Advance(TimeSpan.FromDays(RatingBook.DaysKept));
        _hall.Hall.Do(Li, new OpenWindow(W1));
        _hall.Rated(5);
        Assert.Equal("100.0 %", Rate(_hall.Show<RatingsPage>(), "好评率（基本满意及以上）"));
    }

    [Fact]
    public void A_bad_one_says_what_and_where_and_until_when_somebody_is_to_be_contacted()
    {
        _hall.Rated(1, [113]);
        var page = _hall.Show<RatingsPage>("en");
        Assert.Equal("2026-03-02 · Passport · window 1 (li)", page.Find(".bad-rating p").TextContent);
        Assert.Equal(["Nobody was contacted", "Contact by 2026-03-03"], Standing(page));
        Assert.Equal(RatingReasons.Find(113)!.En, page.Find(".bad-rating li").TextContent);
        Assert.Empty(Chinese.Unmarked(page.Find("main")));
        _hall.Time.Advance(TimeSpan.FromDays(2));
        Assert.Contains("Contact was due by 2026-03-03", _hall.Show<RatingsPage>("en").Find(".bad-rating.late .step").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_may_be_done_now_is_offered_and_contacting_says_all_by_itself()
    {
        var id = _hall.Rated(2);
        var page = _hall.Show<RatingsPage>();
        Assert.Equal(["Contacted"], Steps(page));
        page.Find("[data-step=Contacted]").Click();
        page.WaitForAssertion(() => Assert.Equal(["Upheld", "NotUpheld", "Appealed"], Steps(page)));
        Assert.Equal(new FollowRating(id, FollowStep.Contacted), Assert.Single(_hall.Hall.Sent).Command);
        Assert.Empty(_hall.Kept);
    }

    [Fact]
    public void One_that_is_upheld_gets_what_was_found_and_a_day_by_which_it_is_mended()
    {
        var id = _hall.Rated(2);
        _hall.Hall.Do(Zhang, new FollowRating(id, FollowStep.Contacted));
        var page = _hall.Show<RatingsPage>();
        page.Find("[data-step=Upheld]").Click();
        Assert.True(page.Find("form .go").HasAttribute("disabled"));
        Assert.Equal(("2026-03-02", "2026-03-23", "2026-03-23"), (page.Find(".bad-rating input[type=date]").GetAttribute("min"), page.Find(".bad-rating input[type=date]").GetAttribute("max"), page.Find(".bad-rating input[type=date]").GetAttribute("value")));
        page.Find(".bad-rating form input").Input("告知单没有写清楚");
        page.Find(".bad-rating input[type=date]").Change("2026-03-10");
        page.Find(".bad-rating form").Submit();
        page.WaitForAssertion(() => Assert.Equal(["属实", "2026-03-10 前整改"], Standing(page)));
        // What was typed is in the vault before the order that holds its reference.
        Assert.Equal(("告知单没有写清楚", 0), Assert.Single(_hall.Kept));
        Assert.Equal(new(2026, 3, 10), Assert.IsType<FollowRating>(Assert.Single(_hall.Hall.Sent).Command).FixBy);
    }

    [Fact]
    public void One_that_was_called_back_is_at_its_end()
    {
        var id = _hall.Rated(2);
        foreach (var step in (FollowStep[])[FollowStep.Contacted, FollowStep.NotUpheld]) _hall.Hall.Do(Zhang, new FollowRating(id, step, new Reason.Typed(new(Guid.NewGuid()))));
        var page = _hall.Show<RatingsPage>();
        page.Find("[data-step=VisitedBack]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".bad-rating")));
    }

    [Fact]
    public void What_was_written_is_read_by_whoever_asks_and_the_look_is_theirs()
    {
        _hall.Rated(1, words: "等了两个小时");
        var page = _hall.Show<RatingsPage>();
        Assert.DoesNotContain("等了两个小时", page.Markup, StringComparison.Ordinal);
        Assert.Empty(_hall.Looks);
        page.Find(".words").Click();
        page.WaitForAssertion(() => Assert.Equal("等了两个小时", page.Find("blockquote").TextContent));
        Assert.Equal("zhang", Assert.Single(_hall.Looks));
    }

    [Fact]
    public void What_the_hall_refuses_is_said()
    {
        _hall.Rated(1);
        var page = _hall.Show<RatingsPage>();
        _hall.Hall.NextRefusal = Refusal.Because(RefusalCode.NotDurable);
        page.Find("[data-step=Contacted]").Click();
        page.WaitForAssertion(() => Assert.NotEmpty(page.Find(".refusal").TextContent));
        Assert.Equal(["Contacted"], Steps(page));
    }

    [Fact]
    public void The_record_of_a_period_is_taken_away_in_the_pages_language()
    {
        var page = _hall.Show<RatingsPage>("en");
        Assert.Equal("/manage/ratings.csv", page.Find("form[method=get]").GetAttribute("action"));
        Assert.Equal([("lang", "en"), ("from", "2026-01-31"), ("to", "2026-03-02")], page.FindAll("form[method=get] input").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!)));
    }

    [Fact]
    public void Who_runs_the_hall_finds_its_pages()
    {
        _hall.Account.SetPolicies(Policies.Management);
        Assert.Equal(ManagementPages.All.Select(p => p.Path), _hall.Show<ManagementLayout>().FindAll("nav a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void Who_does_not_is_shown_no_way_to_them()
    {
        _hall.Account.SetAuthorized("li").SetRoles(nameof(Roles.IntakeClerk));
        Assert.Empty(_hall.Show<ManagementLayout>().FindAll("nav a"));
    }
}
