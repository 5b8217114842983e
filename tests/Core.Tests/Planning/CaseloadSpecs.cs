using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Planning;
using TidalHall.Core.Sheets;
using TidalHall.Core.Tests.HallFiles;

namespace TidalHall.Core.Tests.Planning;

/// <summary>What a hall has to do in a day, written down.</summary>
public sealed class CaseloadSpecs
{
    private static readonly HallPlan Plan = ShippedHalls.Read("convenience-station.json").Plan;

    private static SheetResult<Case, CaseloadMistakeCode> Read(params string[] lines) => Caseload.Read(string.Join('\n', lines), "load.csv", Plan);

    [Fact]
    public void Categories_and_items_stand_side_by_side_with_their_own_minutes_or_the_halls()
    {
        var cases = Read(Caseload.Header, "intake,120,9.5", "hall-collect,60", "hall-correction,10,", "").Rows;
        Assert.Equal([new Case(new("intake"), 120, 10), new(new("delivery"), 60, 3.5), new(new("consultation"), 10, 6.5)], cases);
    }

    [Fact]
    public void The_last_column_may_be_left_out() => Assert.Single(Read("categoryOrItem,perDay", "intake,0.5").Rows);

    [Theory]
    [InlineData("perDay,intake", "load.csv:1: this is not the header. Allowed: categoryOrItem,perDay,minutes")]
    [InlineData("categoryOrItem,perDay,minutes|intake", "load.csv:2: 1 cells. Allowed: 2 or 3.")]
    [InlineData("categoryOrItem,perDay,minutes|intake,1|delivery,1|intake,2", "load.csv:4: \"intake\" stands on line 2 already. Allowed: once.")]
    [InlineData("categoryOrItem,perDay,minutes|visa,1", "load.csv:2: \"visa\" is no category and no item of the hall \"convenience-station\". Allowed: intake, delivery, consultation, help, or the id of an item.")]
    [InlineData("categoryOrItem,perDay,minutes|intake,-1", "load.csv:2: perDay is \"-1\". Allowed: 0 to 100000.")]
    [InlineData("categoryOrItem,perDay,minutes|intake,1,0.2", "load.csv:2: minutes is \"0.2\". Allowed: 0.5 to 240.")]
    [InlineData("categoryOrItem,perDay,minutes|intake,0", "load.csv:2: nobody comes.")]
    [InlineData("", "load.csv:1: this is not the header. Allowed: categoryOrItem,perDay,minutes")]
    public void A_mistake_is_told_with_its_line_and_what_is_allowed(string text, string sentence) =>
        Assert.Equal(sentence, Assert.Single(Read(text.Split('|')).Mistakes).In(CultureInfo.GetCultureInfo("en")));

    [Fact]
    public void Of_another_kind_of_file_only_the_header_is_told() => Assert.Single(Read("time,item,class", "09:00:00,hall-collect,Ordinary").Mistakes);

    [Fact]
    public void All_mistakes_are_told_at_once() => Assert.Equal([2, 3, 3], Read(Caseload.Header, "visa,1", "intake,x,y").Mistakes.Select(m => m.Line));

    [Fact]
    public void Nobody_comes_for_a_tidal_window()
    {
        var mistake = Assert.Single(Caseload.Read($"{Caseload.Header}\ntidal,10", "load.csv", ShippedHalls.Read("provincial-centre.json").Plan).Mistakes);
        Assert.Equal("load.csv:2: “tidal”是潮汐窗口，没有人为它而来。请写他们要办的类别。", mistake.In(CultureInfo.GetCultureInfo("zh-CN")));
    }

    [Fact]
    public void The_shipped_caseload_is_as_many_as_the_played_day()
    {
        var plan = ShippedHalls.Read("provincial-centre.json").Plan;
        var cases = Caseload.Read(ShippedHalls.Text("provincial-centre.caseload.csv"), "provincial-centre.caseload.csv", plan).Rows;
        var items = plan.Items.ToDictionary(i => i.Id.Value, i => i.Category);
        var played = ShippedHalls.Text("days/ordinary.csv").Trim().Split('\n').Skip(1).CountBy(l => items[l.Split(',')[1]]).ToDictionary();
        Assert.Equal(played.ToDictionary(p => p.Key, p => (double)p.Value), cases.ToDictionary(c => c.Category, c => c.PerDay));
    }

    [Fact]
    public void The_ordinary_shape_is_that_of_the_played_day()
    {
        var slots = ShippedHalls.Text("days/ordinary.csv").Trim().Split('\n').Skip(1)
            .CountBy(l => (int)TimeOnly.ParseExact(l.Split(',')[0], "HH:mm:ss", CultureInfo.InvariantCulture).ToTimeSpan().TotalMinutes / 30).OrderBy(p => p.Key);
        Assert.Equal(slots.Select(p => (double)p.Value), DayShape.Ordinary.Weights);
    }

    [Fact]
    public void The_shape_is_laid_over_the_halls_own_hours()
    {
        var (begin, shares) = DayShape.Ordinary.Over(Plan, DayOfWeek.Monday);
        Assert.Equal(new(8, 30), begin);
        Assert.Equal(18, shares.Length);
        Assert.Equal(1, shares.Sum(), 1e-12);
        // Shut from 12:00 to 13:30.
        Assert.Equal([7, 8, 9], Enumerable.Range(0, 18).Where(h => shares[h] == 0));
        Assert.Empty(DayShape.Ordinary.Over(Plan, DayOfWeek.Sunday).Shares);
        Assert.Empty(DayLoad.Of(Plan, DayOfWeek.Sunday, [new(new("intake"), 10, 5)], DayShape.Ordinary).Categories);
    }
}
