using System.Globalization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Appointments;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Kiosk.Screens;

/// <summary>Somebody's tickets, bookings and cases, each with what can be done about it here.</summary>
public sealed partial class MineScreen : ComponentBase
{
    private Belongings _mine = new([], [], []);

    [CascadingParameter] private KioskScene Scene { get; set; } = default!;
    [Parameter, EditorRequired] public required KioskStep.Mine Step { get; set; }
    [Parameter] public bool Sending { get; set; }
    [Parameter] public EventCallback<TicketId> OnReprint { get; set; }
    [Parameter] public EventCallback<Booking> OnBooking { get; set; }
    [Parameter] public EventCallback OnOther { get; set; }
    [Parameter] public RenderFragment? ChildContent { get; set; }

    private bool MaySend => Scene.View.NotDurableSince is null;

    protected override void OnParametersSet() => _mine = Belongings.Of(Scene.View, Step);

    private string NameOf(ItemId id) => Scene.View.Map.Items.TryGetValue(id, out var item) ? Scene.In(item.Name) : id.Value;
    private string? LangOf(ItemId id) => Scene.View.Map.Items.TryGetValue(id, out var item) ? Scene.LangOf(item.Name) : null;
    private string At(DateTimeOffset slot)
    {
        var at = Scene.View.Map.Local(slot);
        return at.ToString(DateOnly.FromDateTime(at) == DateOnly.FromDateTime(Scene.View.Map.Local(Scene.Now)) ? "HH:mm" : "MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    private string StandingOf(Ticket ticket) => ticket.State switch
    {
        VisitState.Called called => Scene.T["MineCalled", NumberOf(called.Window)],
        VisitState.Serving serving => Scene.T["MineServing", NumberOf(serving.Window)],
        VisitState.Missed => Scene.T["MineMissed"],
        VisitState.Held => Scene.T["MineHeld"],
        _ => Scene.T["MineWaiting", Scene.View.Ahead(ticket) ?? 0],
    };

    private string StandingOf(Case found) => Scene.T[$"Case{found.State.GetType().Name}"];

    private int NumberOf(WindowId window) => Scene.View.Map.Windows.TryGetValue(window, out var known) ? known.Number : 0;
}
