using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.CallerConsole.Tests;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Management.Days;
using static TidalHall.CallerConsole.Tests.RuledHall;

namespace TidalHall.Management.Tests;

/// <summary>A manager ends the day: whoever holds a ticket is served, let go by name with a reason, or kept for tomorrow.</summary>
public sealed class DayPageSpecs : INotes, IAsyncDisposable
{
    private readonly BunitContext _bunit = new();
    private readonly FakeTimeProvider _time = new(Nine);
    private readonly RuledHall _hall;

    public DayPageSpecs()
    {
        _hall = new(_time);
        _bunit.JSInterop.Mode = JSRuntimeMode.Loose;
        _bunit.Services.AddManagement().AddSingleton<IHalls>(_hall).AddSingleton<INotes>(this).AddSingleton<TimeProvider>(_time);
        _bunit.AddAuthorization().SetAuthorized("zhang").SetRoles(nameof(Roles.Manager));
        _bunit.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    public ValueTask DisposeAsync() => _bunit.DisposeAsync();

    private IRenderedComponent<DayPage> Show(string language = "zh-CN") => _bunit.Render<DayPage>(p => p.AddCascadingValue("Language", language));

    private TicketId Held()
    {
        var ticket = _hall.Take(Passport);
        _hall.Do(Li, new OpenWindow(W1));
        _hall.Do(Li, new CallNext(W1));
        _hall.Do(Li, new StartService(W1));
        _hall.Do(Li, new HoldTicket(W1, HoldKind.PapersAway));
        return ticket;
    }

    [Fact]
    public void Whoever_holds_a_ticket_without_an_outcome_stands_there_and_keeps_the_day_open()
    {
        Held();
        _hall.Take(TaxReturn);
        var page = Show();
        Assert.Equal("持号未办结：2 人", page.Find("h2").TextContent);
        Assert.Equal([("A001", "护照", "1 号窗口暂挂"), ("T001", "退税", "等候")],
            page.FindAll("tbody tr").Select(r => (r.Children[0].TextContent, r.Children[1].TextContent, r.Children[2].TextContent.Trim())));
        Assert.True(page.Find(".order-close").HasAttribute("disabled"));
    }

    [Fact]
    public void A_number_left_on_a_kiosks_screen_is_told_on_the_list()
    {
        _hall.Do(Actor.Citizen("kiosk-1"), new LeaveOnScreen(_hall.Take(TaxReturn)));
        Assert.Equal("未记号即离开取号机", Show().Find("tbody .left").TextContent);
    }

    [Fact]
    public void A_holder_is_let_go_by_name_for_a_reason_and_one_on_hold_may_be_kept_and_then_the_day_is_closed()
    {
        var held = Held();
        var waiting = _hall.Take(TaxReturn);
        var page = Show();
        page.FindAll(".release")[1].Click();
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.Equal(((HallCommand)new ReleaseTicket(waiting, new Reason.Offered(ReasonWord.LeftTheHall)), "zhang"), (_hall.Sent[^1].Command, _hall.Sent[^1].Actor.Id.Value));
        page.Find(".carry").Click();
        page.WaitForAssertion(() => Assert.Equal("没有人持号未办结。", page.Find("h2").TextContent));
        Assert.Equal(new CarryTicket(held), _hall.Sent[^1].Command);

        page.Find(".order-close").Click();
        Assert.IsType<CarryTicket>(_hall.Sent[^1].Command);
        page.Find(".day-orders .go").Click();
        page.WaitForAssertion(() => Assert.Equal("2026-03-02，已结束。", page.Find(".source").TextContent));
    }

    [Fact]
    public void Tickets_are_stopped_once_the_manager_is_sure()
    {
        var page = Show("en");
        Assert.Equal("2026-03-02, tickets are given.", page.Find(".source").TextContent);
        page.Find(".order-stop").Click();
        Assert.Empty(_hall.Sent);
        page.Find(".day-orders .go").Click();
        page.WaitForAssertion(() => Assert.Equal("2026-03-02, no more tickets are given.", page.Find(".source").TextContent));
    }

    [Fact]
    public void The_keyboard_goes_to_the_question_back_to_where_it_was_asked_and_then_to_how_many_are_left()
    {
        _hall.Take(TaxReturn);
        var page = Show("en");
        page.Find(".release").Click();
        Assert.Equal(Focus.New(page.Find("form input")), Focus.At(_bunit));
        page.Find("form").KeyDown("Escape");
        Assert.Equal(ButtonOf(".release"), Focus.At(_bunit));
        page.Find(".order-stop").Click();
        Assert.Equal(ButtonOf(".day-orders button:not(.go)"), Focus.At(_bunit));
        page.Find(".day-orders button:not(.go)").Click();
        Assert.Equal(ButtonOf(".order-stop"), Focus.At(_bunit));
        page.Find(".release").Click();
        var reason = Focus.At(_bunit);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Focus.IsOn(_bunit, page, reason));

        string ButtonOf(string at) => Focus.Button(page, says => says == page.Find(at).TextContent.Trim());
    }

    [Fact]
    public void What_the_hall_refuses_is_said_and_nothing_changes()
    {
        _hall.Take(TaxReturn);
        var page = Show();
        _hall.NextRefusal = Refusal.Because(RefusalCode.Busy);
        page.Find(".release").Click();
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".wrong")));
        Assert.Single(page.FindAll("tbody tr"));
    }

    public Task<KeptNote> KeepAsync(string text, Guid command, CancellationToken cancel) => throw new NotSupportedException();
    public Task<NoteLook> ReadAsync(NoteRef note, string by, CancellationToken cancel) => throw new NotSupportedException();
}
