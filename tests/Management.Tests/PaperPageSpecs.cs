using Bunit;
using TidalHall.CallerConsole.Tests;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Management.Ratings;
using TidalHall.Tests;
using static TidalHall.CallerConsole.Tests.RuledHall;

namespace TidalHall.Management.Tests;

/// <summary>A rating on paper is typed in by somebody who had no part in the visit.</summary>
public sealed class PaperPageSpecs : IAsyncDisposable
{
    private readonly RatingHall _hall = new();

    public ValueTask DisposeAsync() => _hall.DisposeAsync();

    private static void Choose(IRenderedComponent<PaperPage> page, int level) => page.FindAll("input[type=radio]")[5 - level].Change(true);
    private static string Wrong(IRenderedComponent<PaperPage> page) => page.Find(".wrong").TextContent;

    private IRenderedComponent<PaperPage> Filled(TicketNumber number, int level = 2)
    {
        var page = _hall.Show<PaperPage>();
        page.Find(".number").Change($" {number.ToString().ToLowerInvariant()} ");
        Choose(page, level);
        return page;
    }

    [Fact]
    public void Nothing_is_chosen_before_and_without_a_level_nothing_is_sent()
    {
        var number = _hall.Served();
        var page = _hall.Show<PaperPage>();
        Assert.Empty(page.FindAll("input[checked]"));
        page.Find(".number").Change(number.ToString());
        page.Find("form").Submit();
        Assert.Equal("请选表上写的评价。", Wrong(page));
        Assert.Empty(_hall.Hall.Sent);
    }

    [Fact]
    public void The_reasons_are_those_of_the_level_that_was_chosen()
    {
        var page = _hall.Show<PaperPage>("en");
        Assert.Empty(page.FindAll("input[type=checkbox]"));
        Choose(page, 1);
        Assert.Equal(RatingReasons.Of(1).Select(r => r.En), page.FindAll("fieldset:last-of-type label").Select(l => l.TextContent.Trim()));
        page.FindAll("input[type=checkbox]")[0].Change(true);
        Choose(page, 4);
        Assert.Empty(page.FindAll("input[type=checkbox][checked]"));
        Assert.Empty(Chinese.Unmarked(page.Find("main")));
    }

    [Fact]
    public void What_the_paper_says_is_a_rating_of_that_visit_marked_as_paper()
    {
        var number = _hall.Served();
        var page = Filled(number);
        page.FindAll("input[type=checkbox]")[0].Change(true);
        page.Find(".wide input").Change("牌子看不清");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal($"已录入：{number}，不满意。", page.Find("[role=status]").TextContent));
        var rating = Assert.Single(_hall.Hall.View.Ratings.Ratings);
        Assert.Equal((2, RatingChannel.Paper, W1), (rating.Level, rating.Channel, rating.Window));
        Assert.Equal([RatingReasons.Of(2).First().Code], rating.Reasons);
        Assert.Equal(("牌子看不清", 0), Assert.Single(_hall.Kept));
        // The next paper begins with nothing chosen.
        Assert.Empty(page.FindAll("input[type=radio][checked]"));
        Assert.Equal("", page.Find(".number").GetAttribute("value"));
    }

    [Fact]
    public void One_that_was_rated_already_is_not_rated_again()
    {
        var number = _hall.Served();
        foreach (var _ in Enumerable.Range(0, 2)) Filled(number).Find("form").Submit();
        var page = Filled(number);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.NotEmpty(Wrong(page)));
        Assert.Single(_hall.Hall.View.Ratings.Ratings);
    }

    [Theory]
    [InlineData("w2", null, null), InlineData("w1", "Z999", null), InlineData("w1", "<b>", null), InlineData("w1", null, "2026-03-01"), InlineData("nowhere", null, null)]
    public void A_visit_that_did_not_end_there_that_day_is_not_found(string window, string? number, string? day)
    {
        var page = Filled(_hall.Served());
        page.Find("select").Change(window);
        if (number is not null) page.Find(".number").Change(number);
        if (day is not null) page.Find("input[type=date]").Change(day);
        page.Find("form").Submit();
        Assert.StartsWith("没有找到", Wrong(page), StringComparison.Ordinal);
        Assert.Empty(_hall.Hall.Sent);
    }

    [Fact]
    public void Whoever_served_is_refused()
    {
        var number = _hall.Served();
        _hall.Account.SetAuthorized("li").SetRoles(nameof(Roles.IntakeClerk));
        var page = Filled(number, 5);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("不能处理对自己的评价。", Wrong(page)));
        Assert.Empty(_hall.Hall.View.Ratings.Ratings);
    }
}
