using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.CallerConsole.Tests;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Management.Casework;
using TidalHall.Management.Periods;
using TidalHall.Ui.Casework;
using static TidalHall.CallerConsole.Tests.RuledHall;

namespace TidalHall.Management.Tests;

/// <summary>A manager sees what comes due, and what could not be got done until it is.</summary>
public sealed class CasesPageSpecs : IAsyncLifetime
{
    private const string Office = "出入境管理局";

    private readonly BunitContext _bunit = new();
    private readonly FakeTimeProvider _time = new(Nine);
    private RuledHall _hall = null!;

    public ValueTask InitializeAsync()
    {
        _hall = new(_time, RuledHall.Plan with { Cases = new() { Area = "210100" }, Calendar = [new(2026, [])], Cabinets = [new(new("box"), new("取件柜"), RuledHall.Plan.Zones[0].Id, [new([new(1, CompartmentSize.Small, 0, 1)])])] });
        _bunit.JSInterop.Mode = JSRuntimeMode.Loose;
        _bunit.Services.AddManagement().AddSingleton<IHalls>(_hall).AddSingleton<TimeProvider>(_time);
        _bunit.AddAuthorization().SetAuthorized("zhang").SetRoles(nameof(Roles.Manager));
        _bunit.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _bunit.DisposeAsync();

    private IRenderedComponent<CasesPage> Show() => _bunit.Render<CasesPage>(p => p.AddCascadingValue("Language", "zh-CN"));

    [Fact]
    public void A_quiet_hall_says_so()
    {
        var page = Show();
        Assert.Equal(["没有临近或超过期限的办件。", "没有未办结的反映。", "近 7 日没有记录。"], page.FindAll(".calm").Select(c => c.TextContent));
    }

    [Fact]
    public async Task What_the_cabinets_did_in_a_period_is_counted_from_the_journal()
    {
        _bunit.Services.GetRequiredService<NavigationManager>().NavigateTo("/manage/cases?from=2026-03-01&to=2026-03-31");
        var page = Show();
        await page.FindComponent<PeriodCount<CabinetFigures>>().WaitForElementAsync(".rates");
        Assert.Equal("2026-03-01 至 2026-03-31", page.Find(".cabinets .period h2").TextContent);
        Assert.Equal(["存入结果 0", "投递材料 0", "取件时长中位数 —", "逾期未取 0", "非工作时间取件占比 —", "开门次数 0", "开门失败 0"], page.FindAll(".cabinets .rates div").Select(d => $"{d.QuerySelector("dt")!.TextContent} {d.QuerySelector("dd")!.TextContent}"));
    }

    [Theory]
    [InlineData("2026-09-30", false, null)]
    [InlineData("2026-10-01", false, "2027")]
    [InlineData("2026-12-31", true, null)]
    [InlineData("2028-01-04", true, "2028")]
    public void From_october_on_the_next_year_s_calendar_is_asked_for_until_it_is_there(string day, bool hasNext, string? year)
    {
        var hall = hasNext ? new RuledHall(_time, RuledHall.Plan with { Cases = new() { Area = "210100" }, Calendar = [new(2026, []), new(2027, [])] }) : _hall;
        var shown = _bunit.Render<CaseWarnings>(p => p.Add(w => w.View, hall.View).Add(w => w.Now, DateTimeOffset.Parse($"{day}T12:00:00+08:00", CultureInfo.InvariantCulture)).Add(w => w.Culture, CultureInfo.GetCultureInfo("en"))).FindAll(".calendar");
        if (year is null) Assert.Empty(shown);
        else Assert.Equal($"The working days of {year} are not known, so no limit that reaches into it is promised. Put calendars/{year}.json beside the hall file and name {year} in calendarYears.", Assert.Single(shown).TextContent);
    }

    [Fact]
    public void What_is_accepted_by_silence_tomorrow_stands_there()
    {
        _hall.Do(Li, new OpenWindow(W1));
        _hall.Take(Passport);
        _hall.Do(Li, new CallNext(W1));
        _hall.Do(Li, new TakeIn(W1, [Passport], new Applicant.NaturalPerson(new(Guid.NewGuid())), [new(new("m1"), MaterialForm.Original), new(new("m2"), MaterialForm.Original)]));
        _time.Advance(TimeSpan.FromDays(4));
        var page = Show();
        Assert.Equal("明日下班前不答复即视为受理（1 件）", page.Find(".tomorrow h2").TextContent);
        Assert.Empty(page.FindAll(".warned"));
        Assert.Equal("/cases/1", page.Find(".tomorrow a").GetAttribute("href"));
    }

    [Fact]
    public void What_could_not_be_got_done_stands_there_until_the_citizen_closes_it()
    {
        _hall.Do(Li, new RegisterUnresolved(BlockKind.NoAnswer, UnresolvedKind.Ordinary, Office, new NoteRef(Guid.NewGuid())));
        var page = Show();
        Assert.Equal("/unresolved?entry=1", page.Find(".open-unresolved tbody a").GetAttribute("href"));
        var reason = new Reason.Typed(new(Guid.NewGuid()));
        foreach (var step in (UnresolvedStep[])[UnresolvedStep.Contacted, UnresolvedStep.Answered, UnresolvedStep.Confirmed]) _hall.Do(Li, new FollowUnresolved(new(1), step, reason));
        _time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".open-unresolved tbody tr")));
    }

    [Fact]
    public void Every_no_at_a_window_is_there_with_its_ground()
    {
        _hall.Do(Li, new OpenWindow(W1));
        _hall.Take(Passport);
        _hall.Do(Li, new CallNext(W1));
        _hall.Do(Li, new SayNo(W1, NoGround.ConditionsNotMet, new Reason.Typed(new(Guid.NewGuid()))));
        Assert.Equal("03-02 1 号窗口 不符合条件 li", string.Join(' ', Show().FindAll(".noes li > *").Select(e => e.TextContent)));
    }
}
