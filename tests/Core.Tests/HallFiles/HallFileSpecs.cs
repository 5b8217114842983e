using CsCheck;
using TidalHall.Core.HallFiles;
using TidalHall.Core.Halls;
using static TidalHall.Core.Tests.HallFiles.SmallFile;

namespace TidalHall.Core.Tests.HallFiles;

public sealed class HallFileSpecs
{
    [Theory]
    [InlineData("provincial-centre.json", 28, 1151)]
    [InlineData("provincial-centre-hours.json", 28, 1151)]
    [InlineData("reference-chain.json", 26, 33)]
    [InlineData("reference-broad.json", 26, 33)]
    [InlineData("convenience-station.json", 3, 38)]
    public void Every_shipped_hall_is_right(string name, int windows, int items)
    {
        var result = ShippedHalls.Read(name);
        Assert.Empty(result.Mistakes.Select(m => m.In(English)));
        Assert.Equal((windows, items), (result.Plan.Windows.Length, result.Plan.Items.Length));
        Assert.Matches("^[0-9a-f]{64}$", result.Hash);
    }

    [Fact]
    public void Every_hall_file_in_the_folder_is_among_those_tested() =>
        Assert.Equal(["convenience-station.json", "provincial-centre-hours.json", "provincial-centre.json", "reference-broad.json", "reference-chain.json"],
            Directory.GetFiles(ShippedHalls.Folder, "*.json").Select(f => Path.GetFileName(f)!).Where(f => !f.Contains(".items.") && !f.Contains(".schema.")).Order());

    [Fact]
    public void Every_item_of_the_provincial_centre_has_a_window_that_serves_it()
    {
        var map = new HallMap(ShippedHalls.Read("provincial-centre.json").Plan);
        Assert.All(map.Plan.Items, i => Assert.Contains(map.Plan.Windows, w => w.Category == i.Category || w.Helps.Contains(i.Category) || w.TidalFor.Contains(i.Category)));
    }

    [Fact]
    public void The_provincial_centre_has_the_windows_of_the_pilot()
    {
        var plan = ShippedHalls.Read("provincial-centre.json").Plan;
        var kinds = plan.Windows.CountBy(w => plan.Categories.Single(c => c.Id == w.Category).Kind).ToDictionary();
        Assert.Equal((8, 2, 2), (kinds[CategoryKind.UnifiedIntake], kinds[CategoryKind.UnifiedDelivery], kinds[CategoryKind.UnifiedConsultationCorrection]));
        Assert.Equal(3, kinds.Where(k => k.Key.ToString().StartsWith("Functional", StringComparison.Ordinal)).Sum(k => k.Value));
        Assert.Equal((6, 2, 1, 1, 3), (kinds[CategoryKind.Sector], kinds[CategoryKind.Department], kinds[CategoryKind.DedicatedEnterprise], kinds[CategoryKind.DedicatedGreenChannel], kinds[CategoryKind.DedicatedTidal]));
        Assert.Empty(plan.Hours);
        Assert.Equal(new TimeOnly(4, 0), plan.DayTurnsAt);
        Assert.DoesNotContain(plan.Rules.Quotas, q => q.PerDay < 2_000);
    }

    [Fact]
    public void The_thirty_most_asked_for_items_say_what_to_bring() =>
        Assert.True(ShippedHalls.Read("provincial-centre.json").Plan.Items.Count(i => i.Common && i.Materials.Length > 0) >= 30);

    [Fact]
    public void The_small_file_is_right_and_takes_the_defaults_of_what_it_leaves_out()
    {
        var plan = HallFile.Read(Hall, "small.json", name => name == "small.items.json" ? Items : null).Plan;
        Assert.Equal((5, 60, LateReturn.AfterMore), (plan.Rules.MaxRecalls, plan.Rules.ElderAge, plan.Rules.LateReturn));
        Assert.Equal(["id-card", "tax-return"], plan.Items.Select(i => i.Id.Value));
        Assert.Equal(ItemMode.Paper, plan.Items[0].Mode);
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Tuesday], plan.Hours[0].Days);
    }

    [Fact]
    public void The_hash_changes_with_either_text()
    {
        static string Hash(string hall, string items) => HallFile.Read(hall, "h", items, "i").Hash;
        Assert.Equal(3, new[] { Hash(Hall, Items), Hash(Hall + "\n", Items), Hash(Hall, "\n" + Items) }.Distinct().Count());
        Assert.Equal(Hash(Hall, Items), Hash(Hall, Items));
    }

    [Fact]
    public void A_missing_items_file_is_one_mistake() =>
        Assert.Equal(["small.json:4: itemsFile: there is no file \"small.items.json\" beside this one, or it cannot be read. Put it there, or mend the name."],
            HallFile.Read(Hall, "small.json", _ => null).Mistakes.Select(m => m.In(English)));

    [Theory]
    [InlineData("../other.json")]
    [InlineData("/etc/passwd")]
    [InlineData("a\\\\b.json")]
    public void A_file_elsewhere_is_never_read(string name)
    {
        var (hall, _) = With(("\"small.items.json\"", $"\"{name}\""));
        var mistakes = HallFile.Read(hall, "small.json", _ => throw new InvalidOperationException("read")).Mistakes;
        Assert.Contains(mistakes, m => m is { Place: "itemsFile", Code: HallFileMistakeCode.WrongForm });
    }

    [Fact]
    public void A_file_cut_anywhere_breaks_off_there()
    {
        for (var length = 0; length < Hall.Length; length++)
        {
            var mistake = Assert.Single(HallFile.Read(Hall[..length], "small.json", Items, "small.items.json").Mistakes);
            var before = Hall[..length].TrimEnd().Split('\n');
            Assert.Equal($"small.json: line {before.Length}, column {before[^1].Length + 1}: the file breaks off here and the rest is missing. Put the whole file in its place.", mistake.In(English));
        }
    }

    [Fact]
    public void The_shipped_hall_cut_in_the_middle_is_told_with_line_and_column()
    {
        var text = ShippedHalls.Text("provincial-centre.json");
        var result = HallFile.Read(text[..5000], "provincial-centre.json", ShippedHalls.Text);
        Assert.False(result.IsGood);
        Assert.Matches(@"^provincial-centre\.json: 第 \d+ 行第 \d+ 列：文件到此中断，后面缺少内容。请用完整的文件替换。$", Assert.Single(result.Mistakes).In(Chinese));
    }

    [Fact]
    public void What_is_not_json_is_told_where_it_stands_counted_in_characters()
    {
        var (hall, _) = With(("{\"zh\": \"小厅\", ", "{\"zh\": \"小厅\" "));
        Assert.Equal(["small.json: line 2, column 38: this is not JSON. Look at the commas, quotes and brackets around it."], Mistakes(hall, Items));
    }

    [Theory]
    [InlineData("\"小厅\"", "\"\\ud800\"", "small.json: line 2, column 33: this is not JSON. Look at the commas, quotes and brackets around it.")]
    [InlineData("\"maxRecalls\"", "\"\\udc00x\"", "small.json: line 5, column 13: this is not JSON. Look at the commas, quotes and brackets around it.")]
    public void Half_a_sign_is_told_where_it_stands(string find, string put, string sentence) => Assert.Equal([sentence], Mistakes(With((find, put)).Hall, Items));

    [Fact]
    public void A_damaged_file_is_read_to_a_plan_or_to_mistakes_and_never_throws()
    {
        string[] pieces = ["", "\"", "{", "}", "[", "]", ",", ":", "null", "0", "-1e9", "true", "\"a\"", "{}", "[]", "[null]", "\\", "\\ud800", "\0", "/*", "\n"];
        Gen.Select(Gen.Int[0, Hall.Length - 1], Gen.Int[0, 12], Gen.Int[0, pieces.Length - 1], Gen.Bool).Sample((at, length, piece, inItems) =>
        {
            var text = inItems ? Items : Hall;
            at %= text.Length;
            var damaged = text[..at] + pieces[piece] + text[Math.Min(text.Length, at + length)..];
            var result = inItems ? HallFile.Read(Hall, "h", damaged, "i") : HallFile.Read(damaged, "h", _ => Items);
            Assert.All(result.Mistakes, m => Assert.DoesNotContain(m.In(Chinese), char.IsControl));
            Assert.NotEqual(result.IsGood, result.Mistakes.Count > 0);
        }, iter: 3_000);
    }

    [Fact]
    public void Mistakes_of_shape_and_sense_in_both_files_are_told_together()
    {
        var (hall, items) = With(
            ("\"maxRecalls\": 5", "\"maxRecalls\": \"five\""), ("\"timeZone\": \"Asia/Shanghai\"", "\"timeZone\": \"Asia/Shenyang\""),
            ("\"number\": 2", "\"number\": 1"), ("\"minutes\": 6", "\"minutes\": 0"), ("\"category\": \"tax\", \"minutes\"", "\"category\": \"taxes\", \"minutes\""));
        Assert.Equal(
        [
            "small.json: rules.maxRecalls: expected a whole number, found \"five\".",
            "small.items.json: items[0].minutes: 0 is out of range. Allowed: 1 to 240.",
            "small.json: windows[1].number: \"1\" is the same as windows[0].number. Each may stand once.",
            "small.items.json: items[1].category: \"taxes\" is no category of this hall. Allowed: intake, tax, tide.",
            "small.json: timeZone: there is no time zone \"Asia/Shenyang\". Allowed: an IANA name like Asia/Shanghai.",
        ], Mistakes(hall, items));
    }

    [Theory]
    [InlineData("\"dayTurnsAt\": \"04:00\"", "\"dayTurnsAt\": 4", "small.json:2: dayTurnsAt: ")]
    [InlineData("\"maxRecalls\": 5", "\n\"maxRecalls\":\n0", "small.json:6: rules.maxRecalls: ")]
    [InlineData("\"maxRecalls\": 5", "\"maxRecalls\": 5,\n\n\"maxRecalls\": 5", "small.json:7: rules.maxRecalls: ")]
    [InlineData("\"number\": 3", "\"number\": 2", "small.json:16: windows[2].number: ")]
    [InlineData("[\"intake\", \"tax\"]", "[\"intake\",\r\n\"taxes\"]", "small.json:17: windows[2].tidalFor[1]: ")]
    [InlineData("\"id\": \"screen\", ", "", "small.json:19: displays[0]: ")]
    [InlineData("\"minutes\": 9", "\"minutes\": 0", "small.items.json:3: items[1].minutes: ")]
    [InlineData("\"id\": \"small\", ", "", "small.json: ")]
    public void A_mistake_names_the_line_it_stands_on(string find, string put, string begins)
    {
        var (hall, items) = With((find, put));
        Assert.StartsWith(begins, Assert.Single(HallFile.Read(hall, "small.json", items, "small.items.json").Mistakes).In(English));
    }

    [Fact]
    public void Both_files_broken_are_two_mistakes() =>
        Assert.Equal(["small.json", "small.items.json"], HallFile.Read("{", "small.json", "[", "small.items.json").Mistakes.Select(m => m.File));

    [Fact]
    public void A_provincial_centre_needs_the_windows_of_the_reform()
    {
        var (hall, items) = With(("CountyCentre", "ProvincialCentre"));
        Assert.Equal(["small.json: windows: a ProvincialCentre has 1 unified windows. Allowed: 10 or more.", "small.json: windows: a ProvincialCentre has 0 functional windows. Allowed: 3 or more."], Mistakes(hall, items));
        Assert.Equal("small.json: windows: 省级中心有 1 个无差别综合窗口。至少需要 10 个。", Mistakes(hall, items, Chinese)[0]);
    }

    [Fact]
    public void A_sentence_shows_no_control_characters_and_no_endless_text()
    {
        var (hall, items) = With(("\"小厅\"", $"\"\\u001b[2J{new string('x', 500)}\""));
        var mistake = Assert.Single(Mistakes(hall, items));
        Assert.StartsWith("small.json: name.zh: \"\\u001b[2Jxxx", mistake);
        Assert.True(mistake.Length < 200 && !mistake.Any(char.IsControl));
    }
}
