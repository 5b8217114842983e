using TidalHall.Core.Halls;
using TidalHall.Tests;

namespace TidalHall.Kiosk.Tests;

public sealed class ItemSectionSpecs
{
    private static ServiceItem[] Items(int count, string department, string? group = null, bool common = false) =>
        [.. Enumerable.Range(1, count).Select(n => TestPlan.Whole.Items[0] with { Name = new($"{department}{group}{n}"), Department = department, Group = group, Common = common })];

    [Fact]
    public void The_common_come_first_then_departments_with_their_larger_main_items_apart()
    {
        var sections = ItemSection.Of([.. Items(2, "乙"), .. Items(3, "甲", "大项"), .. Items(2, "甲", "小项"), .. Items(1, "甲"), .. Items(2, "丙", common: true)]).ToList();
        Assert.Equal([(null, 2), ("乙", 2), ("甲", 3), ("大项", 3)], sections.Select(s => (s.Heading, s.Items.Length)));
    }

    [Theory]
    [InlineData(19)]
    [InlineData(13)]
    [InlineData(3)]
    public void Each_screen_is_no_fuller_than_it_may_be_begins_with_a_heading_and_loses_nothing(int rows)
    {
        ItemSection[] sections = [new(null, Items(4, "常")), new("甲", Items(17, "甲")), new("乙", Items(1, "乙")), new("丙", Items(8, "丙"))];
        var pages = ItemSection.Pages(sections, rows);
        Assert.All(pages, page => Assert.InRange(page.Sum(s => 1 + (2 * s.Items.Length)), 3, rows));
        Assert.All(pages.SelectMany(p => p), s => Assert.NotEmpty(s.Items));
        Assert.Equal(sections.SelectMany(s => s.Items).Select(i => i.Name.Zh), pages.SelectMany(p => p).SelectMany(s => s.Items).Select(i => i.Name.Zh));
    }
}
