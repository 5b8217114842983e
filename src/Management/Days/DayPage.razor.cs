using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui;
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
    private Actor? _actor;
    private TicketId? _asking;
    private DayOrder? _confirming;
    private Refusal? _refusal;
    private HallView? _ahead;

    [Inject] private INotes Notes { get; set; } = default!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = default!;

    /// <summary>The feed's view, or one that an answer brought before the feed did.</summary>
    private HallView Newest => _ahead is { } ahead && ahead.Sequence > View.Sequence ? ahead : View;
    private Texts T => Texts.Of<ManagementTexts>(Culture);

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

    protected override async Task OnInitializedAsync()
    {
        _actor = StaffClaims.ActorOf((await SignedIn).User);
        Look();
    }

    protected override Task OnViewAsync()
    {
        Look();
        return Task.CompletedTask;
    }

    private void Look() => _holders = [.. Newest.Holders];

    private static HallCommand CommandOf(DayOrder order) => order switch { DayOrder.Open => new OpenDay(), DayOrder.Stop => new StopTicketing(), _ => new CloseDay() };

    /// <summary>What ends something is asked twice.</summary>
    private Task Ask(DayOrder order)
    {
        if (order is DayOrder.Open) return SendAsync(new OpenDay());
        _confirming = order;
        return Task.CompletedTask;
    }

    private Task SendAsync(HallCommand command) => SendAsync(command, Guid.CreateVersion7());

    private async Task SendAsync(GivenReason order)
    {
        var id = Guid.CreateVersion7();
        var kept = await order.KeepAsync(Notes, id, Leaving);
        if ((_refusal = kept.Refusal) is null) await SendAsync(order.Command(kept.Reason), id);
        if (_refusal is { } refusal) await Notes.DropAsync(kept.Reason, refusal, Leaving);
    }

    private async Task SendAsync(HallCommand command, Guid id)
    {
        if (_actor is null) return;
        (_asking, _confirming) = (null, null);
        var answer = await Hall.SendAsync(new(id, _actor, command, new("manage")), Leaving);
        if ((_refusal = answer.Refusal) is null) _ahead = await Hall.ViewAtAsync(answer.Sequence, Leaving);
        Look();
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
