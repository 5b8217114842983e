using TidalHall.Core.Halls;
using TidalHall.Core.Search;
using TidalHall.Core.Tests.HallFiles;

namespace TidalHall.Core.Tests.Search;

public sealed class ItemSearchSpecs
{
    private static readonly HallPlan Centre = ShippedHalls.Read("provincial-centre.json").Plan;
    private static readonly ItemSearch Search = new(Centre);

    public static TheoryData<string, string, string, string, string> Queries =>
        new(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Search", "queries.csv")).Skip(1).Select(l => l.Split(',')).Select(c => (c[0], c[1], c[2], c[3], c[4])));

    [Theory]
    [MemberData(nameof(Queries))]
    public void An_item_is_among_the_first_five_for_what_people_type(string query, string item, string kind, string wrongKey, string name)
    {
        var found = Search.Find(query, 5);
        Assert.True(found.Any(i => i.Id.Value == item), $"{query} ({kind}, wrong key: {wrongKey}): {name} is not in\n{string.Join('\n', found.Select(i => i.Name.Zh))}");
    }

    [Fact]
    public void There_are_over_a_hundred_queries_with_one_wrong_key_among_each_ten()
    {
        var queries = Queries.Select(q => q.Data).ToList();
        Assert.Equal(130, queries.Count);
        Assert.All(queries.Chunk(10), ten => Assert.Single(ten, q => q.Item4 == "yes"));
        Assert.Equal(130, queries.Select(q => q.Item1).Distinct().Count());
        Assert.All(queries, q => Assert.Equal(q.Item5, Centre.Items.Single(i => i.Id.Value == q.Item2).Name.Zh));
    }

    [Fact]
    public void Every_item_is_found_by_its_whole_name() =>
        Assert.All(Centre.Items, item => Assert.Contains(item.Name.Zh, Search.Find(item.Name.Zh, 5).Select(i => i.Name.Zh)));

    /// <summary>Matters of another house. A guess here would send somebody to the wrong counter.</summary>
    [Theory]
    [InlineData("公积金")]
    [InlineData("公积金提取")]
    [InlineData("交罚款")]
    [InlineData("违章处理")]
    [InlineData("准生证")]
    [InlineData("高考报名")]
    [InlineData("车辆上牌")]
    [InlineData("起诉")]
    [InlineData("银行卡挂失")]
    [InlineData("手机充值")]
    [InlineData("考驾照")]
    [InlineData("拆迁补偿")]
    [InlineData("水费")]
    [InlineData("婚检")]
    public void What_the_hall_does_not_offer_is_not_found(string query) => Assert.Empty(Search.Find(query, 5).Select(i => i.Name.Zh));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("？！…")]
    [InlineData("\u001b\u0000\n<>&")]
    public void Nothing_to_look_for_finds_nothing(string query) => Assert.Empty(Search.Find(query, 5));

    [Fact]
    public void Of_a_query_without_end_its_first_sixty_signs_count()
    {
        var queries = new[] { new string('查', 100_000), string.Concat(Enumerable.Repeat("shenfenzheng", 10_000)), string.Join(' ', Enumerable.Repeat("证", 10_000)) };
        Assert.All(queries, query => Assert.Equal(Search.Find(query[..60], 10), Search.Find(query, 10)));
        Assert.Empty(Search.Find(queries[2], 0));
    }

    [Theory]
    [InlineData("ＨＺ", "普通护照签发")]
    [InlineData("HuZhao", "普通护照签发")]
    [InlineData("护 照", "普通护照签发")]
    [InlineData("护照 补办", "普通护照签发")]
    [InlineData("hu照", "普通护照签发")]
    [InlineData("户照", "普通护照签发")]
    [InlineData("huzaho", "普通护照签发")]
    [InlineData("id card", "居民身份证办理（包括临时）")]
    public void Case_width_spaces_and_mixed_writing_do_not_matter(string query, string name) => Assert.Contains(name, Search.Find(query, 5).Select(i => i.Name.Zh));

    [Fact]
    public void An_item_typed_in_later_is_found_by_characters_no_shipped_item_has()
    {
        var later = new ItemSearch(Centre with { Items = [.. Centre.Items, Centre.Items[0] with { Id = new("later"), Name = new("犇猋养护"), Words = [] }] });
        Assert.Equal("later", later.Find("benbiaoyanghu", 1)[0].Id.Value);
        Assert.Equal("later", later.Find("bbyh", 1)[0].Id.Value);
    }

    [Theory]
    [InlineData("yinhang", "银行业务")]
    [InlineData("chongqing", "重庆业务")]
    [InlineData("zhongliang", "重量业务")]
    public void A_sign_with_several_readings_is_found_by_each(string query, string name)
    {
        var items = new[] { "银行业务", "重庆业务", "重量业务" }.Select((n, at) => Centre.Items[0] with { Id = new($"i{at}"), Name = new(n), Words = [] });
        Assert.Equal(name, new ItemSearch(Centre with { Items = [.. items] }).Find(query, 1)[0].Name.Zh);
    }

    [Fact]
    public void The_limit_is_kept_and_the_order_is_the_same_every_time()
    {
        Assert.Equal(3, Search.Find("证", 3).Count);
        Assert.Equal(Search.Find("bl", 50).Select(i => i.Id), new ItemSearch(Centre).Find("bl", 50).Select(i => i.Id));
    }
}
