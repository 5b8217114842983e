using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui;
using TidalHall.Ui.Components;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Management.Days;

/// <summary>The business day in a manager's hands: tickets stopped, whoever is left let go by name or kept for tomorrow, the day closed.</summary>
[Authorize(Policy = Policies.Management)]
[Surface(ManagementPages.Surface, Interactive = true, Styles = [ManagementPages.MudStyle, ManagementPages.Style], Scripts = [ManagementPages.MudScript])]
public sealed partial class DayPage
{
    /// <summary>Rows drawn; more are counted.</summary>
    private const int Most = 100;
    private static readonly ReasonWord[] Words = [ReasonWord.LeftTheHall, ReasonWord.ComesAnotherDay, ReasonWord.ManagersArrangement];

    private enum DayOrder { Open, Stop, Close }

    private IReadOnlyList<Ticket> _holders = [];
    private TicketId? _asking, _back;
    private DayOrder? _confirming, _backTo;
    private ElementReference _heading;

    private string Standing => Newest.Day switch
    {
        null => T["DayNone"],
        { Closed: true } day => T["DayClosedNow", DateOf(day)],
        { TicketingStopped: true } day => T["DayStopped", DateOf(day)],
        { Extended: { } extended } day => T["DayUntil", DateOf(day), Newest.Map.Local(extended.Until).ToString("HH:mm", Culture)],
        var day => T["DayIs", DateOf(day)],
    };

    private IEnumerable<DayOrder> Orders => Newest.Day switch
    {
        null or { Closed: true } => [DayOrder.Open],
        { TicketingStopped: true } => [DayOrder.Close],
        _ => [DayOrder.Stop, DayOrder.Close],
    };

    protected override Task LookAsync()
    {
        _holders = [.. Newest.Holders];
        return Task.CompletedTask;
    }

    private static HallCommand CommandOf(DayOrder order) => order switch { DayOrder.Open => new OpenDay(), DayOrder.Stop => new StopTicketing(), _ => new CloseDay() };

    /// <summary>What ends something is asked twice.</summary>
    private Task Ask(DayOrder order)
    {
        if (order is DayOrder.Open) return OrderAsync(new OpenDay());
        (_confirming, _backTo) = (order, null);
        return Task.CompletedTask;
    }

    private async Task OrderAsync(HallCommand command)
    {
        var confirmed = _confirming;
        (_asking, _confirming, _back, _backTo) = (null, null, null, null);
        await SendAsync(command);
        if (Refusal is null) await _heading.TakeFocusAsync();
        else _backTo = confirmed;
    }

    /// <summary>The keyboard goes back to where it asked, or, once that is gone, to how many are left.</summary>
    private async Task ReleaseAsync(TicketId ticket, GivenReason order)
    {
        (_asking, _confirming, _back) = (null, null, null);
        await SendAsync(order);
        if (Refusal is null) await _heading.TakeFocusAsync();
        else _back = ticket;
    }

    private string DateOf(HallDay day) => day.Date.ToString("yyyy-MM-dd", Culture);
    private bool IsLeftover(Ticket ticket) => Newest.Day is { } day && ticket.Day < day.Date;
    private LocalText? NameOf(Ticket ticket) => Newest.Map.Items.GetValueOrDefault(ticket.Visit.Item)?.Name;
    private string MatterOf(Ticket ticket) => NameOf(ticket)?.In(Culture.Name) ?? ticket.Visit.Item.Value;
    private string? LangOf(Ticket ticket) => NameOf(ticket)?.IsChineseIn(Culture.Name) is true ? "zh-CN" : null;

    private string StateOf(Ticket ticket) => ticket.State switch
    {
        VisitState.Called called => T["Holder_Called", NumberOf(called.Window)],
        VisitState.Serving serving => T["Holder_Serving", NumberOf(serving.Window)],
        VisitState.Held held => T["Holder_Held", NumberOf(held.Window)],
        _ => T["Holder_Waiting"],
    };

    private string NumberOf(WindowId window) => Newest.Map.Windows.TryGetValue(window, out var known) ? known.Number.ToString(Culture) : window.Value;
}
