using Microsoft.AspNetCore.Components;
using TidalHall.CallerConsole.Desks;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.CallerConsole;

/// <summary>One who waits, with the wait against its target: in words as well as in colour.</summary>
public sealed partial class WaitingRow
{
    [Parameter, EditorRequired] public required Waiter Waiter { get; set; }
    [Parameter, EditorRequired] public required Desk Desk { get; set; }
    [Parameter, EditorRequired] public required Wording W { get; set; }
    [Parameter, EditorRequired] public required long Tick { get; set; }
    [Parameter] public EventCallback<Ticket> OnChoose { get; set; }

    private Strain Strain => Waiter.StrainAt(Tick);
    private string StrainClass => Strain.ToString().ToLowerInvariant();
    private string StrainText => W[$"Strain_{Strain}", Waiter.TargetMinutes];
    private ServiceItem? Item => Desk.View.Map.Items.GetValueOrDefault(Waiter.Ticket.Visit.Item);
    private string Matter => Item is { } item ? W.Of(item.Name) : Waiter.Ticket.Visit.Item.Value;
    private string? MatterLang => Item is { } item ? W.LangOf(item.Name) : null;
    private string CategoryName => W.Of(Desk.View.Map.Categories[Waiter.Ticket.Visit.Category].Name);

    private IEnumerable<string> Marks
    {
        get
        {
            var waiting = (VisitState.Waiting)Waiter.Ticket.State;
            if (Waiter.Ticket.Class is not TicketClass.Ordinary) yield return W.Of(Waiter.Ticket.Class);
            if (Waiter.Ticket.Slot is { } slot) yield return W["SlotAt", Desk.View.Map.Local(slot).ToString("HH:mm", W.Culture)];
            if (waiting.Origin is not WaitOrigin.Taken) yield return W.Of(waiting.Origin);
            if (waiting.Placed > 0) yield return W["PlacedFirst"];
            if (waiting.Only is not null) yield return W["OnlyHere"];
            if (W.PaperOf(Waiter.Ticket) is { } paper) yield return paper;
        }
    }
}
