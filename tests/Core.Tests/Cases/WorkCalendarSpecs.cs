using TidalHall.Core.Cases;
using TidalHall.Core.HallFiles;
using TidalHall.Core.Tests.HallFiles;
using static TidalHall.Core.Tests.HallFiles.SmallFile;

namespace TidalHall.Core.Tests.Cases;

/// <summary>Days counted in real years (Civil Code 201–203; the State Council's notices).</summary>
public sealed class WorkCalendarSpecs
{
    private static readonly WorkCalendar Calendar = new(CaseHall.Calendar);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    [Theory]
    [InlineData(2024, 251), InlineData(2025, 248), InlineData(2026, 248)]
    public void L19_A_year_has_the_working_days_of_its_notice(int year, int days) => Assert.Equal(days, Calendar.Between(new(year - 1, 12, 31), new(year, 12, 31)));

    [Theory]
    // No holiday near: the first day is not counted.
    [InlineData("2026-03-02", 5, "2026-03-09")]
    // Spring Festival 2026: Saturday the 14th is worked, the 15th to the 23rd are off.
    [InlineData("2026-02-12", 5, "2026-02-26")]
    [InlineData("2026-02-13", 1, "2026-02-14")]
    [InlineData("2026-02-14", 1, "2026-02-24")]
    // National Day 2025 with Mid-Autumn: Sunday the 28th is worked, 1 to 8 October are off, Saturday the 11th is worked.
    [InlineData("2025-09-26", 5, "2025-10-10")]
    [InlineData("2025-09-30", 3, "2025-10-11")]
    // New Year 2026: Sunday 4 January is worked.
    [InlineData("2025-12-31", 1, "2026-01-04")]
    public void L18_The_first_day_is_not_counted_and_a_holiday_moves_the_end_on(string from, int days, string last) => Assert.Equal(Day(last), Calendar.After(Day(from), days));

    [Theory]
    [InlineData("2026-02-15", "2026-02-24"), InlineData("2026-02-14", "2026-02-14"), InlineData("2026-10-03", "2026-10-08")]
    public void L18_A_calendar_period_that_ends_on_a_day_off_ends_on_the_next_working_day(string day, string last) => Assert.Equal(Day(last), Calendar.OnOrAfter(Day(day)));

    [Fact]
    public void A_saturday_can_be_a_working_day_and_a_monday_off() => Assert.Equal((true, false, null), (Calendar.IsWorkday(Day("2026-02-28")), Calendar.IsWorkday(Day("2026-02-23")), Calendar.IsWorkday(Day("2027-01-04"))));

    [Fact]
    public void Nothing_is_promised_past_the_calendar_s_end() => Assert.Equal((null, null), (Calendar.After(Day("2026-12-28"), 5), Calendar.After(Day("2027-03-01"), 1)));

    [Theory]
    [InlineData("2026-09-30", null), InlineData("2026-10-01", 2027), InlineData("2026-12-31", 2027), InlineData("2027-01-01", 2027), InlineData("2025-11-01", null)]
    public void From_october_on_the_next_year_s_notice_is_wanted(string today, int? year) => Assert.Equal(year, Calendar.Wanted(Day(today)));

    [Fact]
    public void Days_counted_forward_and_back_meet()
    {
        for (var (day, n) = (Day("2024-01-02"), 0); day < Day("2026-10-01"); day = day.AddDays(1), n = (n + 1) % 40)
        {
            if (Calendar.IsWorkday(day) is not true) continue;
            var last = Calendar.After(day, n)!.Value;
            Assert.Equal((day, n), (Calendar.Before(last, n), Calendar.Between(day, last)));
        }
    }

    [Theory]
    [InlineData("\"2026-01-01\"", "\"2026-02-30\"", "calendars/2026.json: days[0].date: \"2026-02-30\" is no date. Allowed: year, month and day, written like 2026-03-02.")]
    [InlineData("\"2026-01-01\"", "\"2026-01-02\"", "calendars/2026.json: days[1].date: \"2026-01-02\" is the same as days[0].date. Each may stand once.")]
    [InlineData("\"2026-01-01\"", "\"2025-01-01\"", "calendars/2026.json: days[0].date: 2025-01-01 is not of the year 2026. Mend the date, or the name of the file.")]
    [InlineData("\"year\": 2026", "\"year\": 2025", "calendars/2026.json: year: 2025 is not of the year 2026. Mend the date, or the name of the file.")]
    [InlineData("\"2026-01-04\"", "\"2026-01-05\"", "calendars/2026.json: days[3].date: 2026-01-05 is from Monday to Friday and is worked in any case. Delete it, or mark it as off (isOffDay true).")]
    [InlineData("\"papers\"", "\"paper\"", "calendars/2026.json: paper: there is no member \"paper\". Allowed: $schema, $id, year, papers, days.")]
    public void A_mistake_in_a_calendar_file_is_told_with_its_place(string find, string put, string sentence)
    {
        var text = ShippedHalls.Text("calendars/2026.json");
        Assert.Contains(find, text, StringComparison.Ordinal);
        text = text[..text.IndexOf(find, StringComparison.Ordinal)] + put + text[(text.IndexOf(find, StringComparison.Ordinal) + find.Length)..];
        Assert.Equal([sentence], Mistakes("2026", name => name == "calendars/2026.json" ? text : null));
    }

    [Fact]
    public void A_calendar_that_is_not_there_or_named_twice_is_told() => Assert.Equal(
        [
            "small.json: calendarYears[1]: \"2026\" is the same as calendarYears[0]. Each may stand once.",
            "small.json: calendarYears[0]: there is no file \"calendars/2026.json\" beside this one, or it cannot be read. Put it there, or mend the name.",
        ], Mistakes("2026, 2026", _ => null));

    private static string[] Mistakes(string years, Func<string, string?> beside) =>
        [.. HallFile.Read(Hall.Replace("\"itemsFile\"", $"\"calendarYears\": [{years}], \"itemsFile\""), "small.json", Items, "small.items.json", beside).Mistakes.Select(m => (m with { Line = null }).In(English))];
}
