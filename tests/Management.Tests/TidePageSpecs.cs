using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.CallerConsole.Tests;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Management.Tide;
using static TidalHall.CallerConsole.Tests.RuledHall;

namespace TidalHall.Management.Tests;

/// <summary>A manager sees the queues swell, and has the last word on what the tide proposes.</summary>
public sealed class TidePageSpecs : IAsyncLifetime, INotes
{
    private readonly BunitContext _bunit = new();
    private readonly FakeTimeProvider _time = new(Nine);
    private readonly List<(string Text, int OrdersBefore)> _notes = [];
    private RuledHall _hall = null!;

    public ValueTask InitializeAsync()
    {
        _hall = new(_time);
        _bunit.JSInterop.Mode = JSRuntimeMode.Loose;
        _bunit.Services.AddManagement().AddSingleton<IHalls>(_hall).AddSingleton<INotes>(this).AddSingleton<TimeProvider>(_time);
        _bunit.AddAuthorization().SetAuthorized("zhang").SetRoles(nameof(Roles.Manager));
        _bunit.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _bunit.DisposeAsync();

    private IRenderedComponent<TidePage> Show(string language = "zh-CN") =>
        _bunit.Render<TidePage>(p => p.AddCascadingValue("Language", language));

    /// <summary>Li sits at the tidal window, which serves nobody yet, and two wait for tax.</summary>
    private void Swells()
    {
        _hall.Do(Li, new OpenWindow(W4));
        _hall.Take(TaxReturn);
        _hall.Take(TaxReturn);
        _hall.Do(Actor.Hub, new MinuteCame());
    }

    [Fact]
    public void What_is_proposed_stands_with_both_sides_and_is_done_when_it_is_accepted()
    {
        Swells();
        var page = Show();
        Assert.Equal("建议转到税务", page.Find(".tide-desk .under-way").TextContent);
        Assert.Equal("税务：2 人等候，没有窗口", page.Find(".tide-desk small").TextContent);
        page.Find(".tide-desk .go").Click();
        page.WaitForAssertion(() => Assert.Equal("正在办理税务", page.Find(".tide-desk strong").TextContent));
        Assert.IsType<AcceptTide>(Assert.Single(_hall.Sent).Command);
        Assert.Equal("4 号窗口 → 税务", page.Find(".tide-steps b").TextContent);
        Assert.Equal("窗口空闲 · zhang", page.Find(".tide-steps span").TextContent);
    }

    [Fact]
    public void A_proposal_is_declined_for_a_reason_that_is_offered_or_typed()
    {
        Swells();
        var page = Show();
        page.FindAll(".tide-desk nav button")[1].Click();
        page.FindAll(".tide-desk form input[type=radio]")[^1].Change(true);
        Assert.True(page.Find(".tide-desk form .go").HasAttribute("disabled"));
        page.Find(".tide-desk form input:not([type=radio])").Input("10:00 开会");
        page.Find(".tide-desk form").Submit();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".tide-desk .under-way")));
        // What was typed is in the vault before the order that holds its reference.
        Assert.Equal(("10:00 开会", 0), Assert.Single(_notes));
        Assert.IsType<Reason.Typed>(Assert.IsType<DeclineTide>(Assert.Single(_hall.Sent).Command).Reason);
    }

    [Fact]
    public void Escape_takes_the_question_back()
    {
        Swells();
        var page = Show();
        page.FindAll(".tide-desk nav button")[1].Click();
        page.Find(".tide-desk form").KeyDown("Escape");
        Assert.Empty(page.FindAll(".tide-desk form"));
        Assert.Empty(_hall.Sent);
    }

    [Fact]
    public void The_keyboard_goes_to_the_reason_back_to_what_asked_for_it_and_then_to_the_window()
    {
        Swells();
        var page = Show();
        foreach (var asks in (int[])[1, 2])
        {
            page.FindAll(".tide-desk nav button")[asks].Click();
            Assert.Equal(Focus.New(page.Find(".tide-desk form input")), Focus.At(_bunit));
            page.Find(".tide-desk form").KeyDown("Escape");
            Assert.Equal(Focus.Button(page, says => says == page.FindAll(".tide-desk nav button")[asks].TextContent.Trim()), Focus.At(_bunit));
        }
        page.FindAll(".tide-desk nav button")[1].Click();
        var reason = Focus.At(_bunit);
        page.Find(".tide-desk form").Submit();
        page.WaitForAssertion(() => Focus.IsOn(_bunit, page, reason));
    }

    [Fact]
    public void A_locked_window_says_by_whom_and_is_unlocked()
    {
        _hall.Do(new(ActorKind.Staff, new("zhang"), Roles.Manager), new LockWindow(W4, new Reason.Offered(ReasonWord.ManagersArrangement)));
        var page = Show("en");
        Assert.Equal("locked by zhang", page.Find(".tide-desk .under-way").TextContent);
        page.Find(".tide-desk nav button").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".tide-desk .under-way")));
    }

    [Fact]
    public void The_mode_is_set_for_today_and_the_page_says_so()
    {
        var page = Show();
        page.FindAll(".tide-mode input")[(int)TideMode.Automatic].Change(true);
        page.WaitForAssertion(() => Assert.Equal("今天有效，明天恢复为“建议”。", page.Find(".tide-mode b").TextContent));
    }

    /// <summary>Forty an hour come for tax, its window serves six: three targets in half an hour.</summary>
    [Fact]
    public void A_queue_that_will_pass_the_limit_is_noticed_before_it_does()
    {
        _hall.Do(Wang, new OpenWindow(W3));
        for (var i = 0; i < 3; i++) _hall.Take(TaxReturn);
        for (var i = 0; i < 17; i++) _hall.Do(Wang, new CancelTicket(_hall.Take(TaxReturn)));
        var page = Show();
        Assert.Equal(["3", "1", "1.5", "0", "40 / 6", "约 09:05 超过 30 分钟"], page.FindAll("[data-category=tax] td").Select(c => c.TextContent.Trim()));
        Assert.Equal("平稳", page.FindAll("[data-category=intake] td")[^1].TextContent);
    }

    [Fact]
    public void What_the_hall_refuses_is_said()
    {
        Swells();
        var page = Show();
        _hall.NextRefusal = Refusal.Because(RefusalCode.NotDurable);
        page.Find(".tide-desk .go").Click();
        page.WaitForAssertion(() => Assert.NotEmpty(page.Find(".refusal").TextContent));
    }

    public Task<KeptNote> KeepAsync(string text, Guid command, CancellationToken cancel)
    {
        _notes.Add((text, _hall.Sent.Count));
        return Task.FromResult(new KeptNote(new Reason.Typed(new(Guid.NewGuid()))));
    }

    public Task<NoteLook> ReadAsync(NoteRef note, string by, CancellationToken cancel) => throw new NotSupportedException();
}
