using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;

namespace TidalHall.Management.Tests;

/// <summary>The manager plans tomorrow's windows.</summary>
public sealed class StaffingSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static string Text(IRenderedComponent<ManagementLayout> page, string selector) => page.Find(selector).TextContent.Trim();
    private static IHtmlOptionElement[] Options(IRenderedComponent<ManagementLayout> page, int select) => [.. ((IHtmlSelectElement)page.FindAll("select")[select]).Options];

    private static async Task<IRenderedComponent<ManagementLayout>> PlannedAsync(StaffingScenario hall)
    {
        var page = hall.Open();
        await page.Find("form").SubmitAsync();
        page.WaitForElement(".staffing", Patience);
        return page;
    }

    [Fact]
    public async Task A_hall_without_a_day_behind_it_plans_from_the_caseload_shipped_with_it()
    {
        await using var hall = new StaffingScenario();
        var page = hall.Open();
        Assert.Equal(["Example"], Options(page, 1).Select(o => o.Value));
        Assert.Contains("no whole day behind it yet. From “station.caseload.csv”", Text(page, ".source"));
        Assert.Contains("press Plan", Text(page, ".none"));
    }

    [Fact]
    public async Task Without_a_caseload_it_says_what_to_upload()
    {
        await using var hall = new StaffingScenario(example: null);
        var page = hall.Open();
        Assert.Contains("Upload a CSV whose first line is: categoryOrItem,perDay,minutes", Text(page, ".source"));
        await page.Find("form").SubmitAsync();
        Assert.Contains("nobody is expected", Text(page, ".wrong"));
    }

    [Fact]
    public async Task Tomorrow_is_chosen_and_the_plan_is_a_table_of_half_hours_by_category()
    {
        await using var hall = new StaffingScenario();
        var page = await PlannedAsync(hall);
        Assert.Equal("Monday", Options(page, 0).Single(o => o.IsSelected).Value);
        Assert.Equal(["Time", "General intake", "Results", "together"], page.FindAll(".staffing thead th").Select(h => h.TextContent.Trim()));
        var rows = page.FindAll(".staffing tbody tr");
        Assert.Equal(("08:30", "17:00"), (rows[0].QuerySelector("th")!.TextContent, rows[^1].QuerySelector("th")!.TextContent));
        foreach (var row in rows)
        {
            int[] cells = [.. row.QuerySelectorAll("td b").Select(b => int.Parse(b.TextContent))];
            Assert.Equal(cells[^1], cells[..^1].Sum());
        }
    }

    [Fact]
    public async Task A_cells_colour_is_said_by_its_number_too()
    {
        await using var hall = new StaffingScenario();
        var page = await PlannedAsync(hall);
        foreach (var cell in page.FindAll(".staffing td:not(.sum)"))
        {
            var said = cell.QuerySelector("small")!.TextContent;
            if (cell.ClassName is "nobody") Assert.Equal("–", said);
            else if (cell.ClassName is "missed") Assert.True(int.Parse(said.TrimEnd('%')) < 80);
            else Assert.InRange(int.Parse(said.TrimEnd('%')), cell.ClassName is "spare" ? 92 : 70, cell.ClassName is "spare" ? 100 : 92);
        }
    }

    [Fact]
    public async Task What_is_needed_stands_beside_what_the_hall_has()
    {
        await using var hall = new StaffingScenario();
        var page = await PlannedAsync(hall);
        var intake = page.FindAll(".staffing-summary tbody tr")[0].Children.Select(c => c.TextContent.Trim()).ToArray();
        Assert.Equal(("General intake", "90"), (intake[0], intake[1]));
        Assert.True(int.Parse(intake[3]) > 1);
        Assert.Equal($"1 ({int.Parse(intake[3]) - 1} lacking)", intake[4]);
    }

    [Fact]
    public async Task The_table_can_be_taken_along_as_a_sheet()
    {
        await using var hall = new StaffingScenario();
        var page = await PlannedAsync(hall);
        var link = page.Find(".download a");
        Assert.Equal("staffing.csv", link.GetAttribute("download"));
        var sheet = Encoding.UTF8.GetString(Convert.FromBase64String(link.GetAttribute("href")!.Split("base64,")[1])).TrimStart('\uFEFF').Trim().Split('\n');
        Assert.Equal("halfHour,category,people,windows,inTimePercent", sheet[0]);
        Assert.Equal(1 + 18 * 2, sheet.Length);
    }

    [Fact]
    public async Task A_caseload_that_is_uploaded_is_taken_or_every_mistake_told()
    {
        await using var hall = new StaffingScenario();
        var page = hall.Open();
        var input = page.FindComponent<InputFile>();
        input.UploadFiles(InputFileContent.CreateFromText("categoryOrItem,perDay\nvisa,10\nintake,-1\n", "own.csv"));
        page.WaitForAssertion(() => Assert.Equal(["own.csv:2:", "own.csv:3:"], page.FindAll(".wrong").Select(w => w.TextContent.Split(' ')[0])));
        input.UploadFiles(InputFileContent.CreateFromText("categoryOrItem,perDay\nhelp,40\n", "own.csv"));
        page.WaitForAssertion(() => Assert.Contains("From the uploaded “own.csv”", Text(page, ".source")));
        Assert.Empty(page.FindAll(".wrong"));
        await page.Find("form").SubmitAsync();
        page.WaitForElement(".staffing", Patience);
        Assert.Equal(["Time", "Assisted service", "together"], page.FindAll(".staffing thead th").Select(h => h.TextContent.Trim()));
    }

    [Fact]
    public async Task A_hall_with_days_behind_it_plans_from_them()
    {
        await using var hall = new StaffingScenario();
        hall.Hall.Lived(new(2026, 11, 23), 120);
        hall.Hall.Lived(new(2026, 11, 24), 100);
        var page = await PlannedAsync(hall);
        Assert.Equal("From 2 days of this hall, 2026-11-23 to 2026-11-24.", Text(page, ".source"));
        Assert.Equal("09:00", page.Find(".staffing tbody th").TextContent);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_leaves_the_caseload()
    {
        await using var hall = new StaffingScenario();
        hall.Hall.JournalIsAway = true;
        var page = hall.Open();
        Assert.Contains("cannot be read now", Text(page, ".wrong"));
        Assert.Equal(["Example"], Options(page, 1).Select(o => o.Value));
    }

    [Theory]
    [InlineData(2, "0", "The target is 1 to 99 %")]
    [InlineData(3, "500", "The target is 1 to 99 %")]
    [InlineData(4, "5", "People: 10 to 300 %")]
    public async Task What_cannot_be_planned_is_said(int field, string value, string sentence)
    {
        await using var hall = new StaffingScenario();
        var page = hall.Open();
        await page.FindAll(".staffing-asked select, .staffing-asked input[type=number]")[field].ChangeAsync(new() { Value = value });
        await page.Find("form").SubmitAsync();
        Assert.Contains(sentence, Text(page, ".wrong"));
        Assert.Empty(page.FindAll(".staffing"));
    }

    [Fact]
    public async Task A_day_on_which_the_hall_is_shut_has_no_plan()
    {
        await using var hall = new StaffingScenario();
        var page = hall.Open();
        await page.FindAll("select")[0].ChangeAsync(new() { Value = "Sunday" });
        await page.Find("form").SubmitAsync();
        Assert.Contains("The hall is shut on Sunday", Text(page, ".wrong"));
    }

    [Fact]
    public async Task It_can_be_stopped_while_it_simulates()
    {
        await using var hall = new StaffingScenario("categoryOrItem,perDay,minutes\nintake,2500,12\ndelivery,2500,4\nconsultation,1500,8\n");
        var page = hall.Open();
        var planning = page.Find("form").SubmitAsync();
        page.WaitForState(() => Text(page, ".go") is "Stop", Patience);
        await page.Find(".go").ClickAsync(new());
        await planning;
        Assert.Equal("Stopped.", Text(page, "[role=status]"));
        Assert.Equal("Plan", Text(page, ".go"));
    }

    [Fact]
    public async Task It_speaks_Chinese_first()
    {
        await using var hall = new StaffingScenario { Language = "zh-CN" };
        var page = await PlannedAsync(hall);
        Assert.Equal("明天需要多少窗口", Text(page, "h1"));
        Assert.Equal(["时间", "综合受理", "统一出件", "合计"], page.FindAll(".staffing thead th").Select(h => h.TextContent.Trim()));
    }
}
