using Microsoft.AspNetCore.Components;
using MudBlazor;
using TidalHall.CallerConsole.Desks;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.CallerConsole.Dialogs;

/// <summary>Where a ticket goes on, and before whom. A category or a window: choosing one lets go of the other.</summary>
public sealed partial class TransferDialog
{
    private string _category = "";
    private string _window = "";
    private TransferPosition _position = TransferPosition.Fair;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;
    [Parameter, EditorRequired] public required Wording W { get; set; }
    [Parameter, EditorRequired] public required Desk Desk { get; set; }

    private bool IsWhole => _category.Length > 0 || _window.Length > 0;
    // Nobody waits for the tide itself: its windows serve other categories.
    private IEnumerable<Category> Categories => Desk.View.Plan.Categories.Where(c => c.Kind is not CategoryKind.DedicatedTidal);
    private IEnumerable<ServiceWindow> Windows => Desk.View.Plan.Windows.Where(w => w.Id != Desk.Window.Id);

    private string WindowText(ServiceWindow window)
    {
        var state = Desk.View.Windows[window.Id];
        var category = W.Of(Desk.View.Map.Categories[state.Assigned ?? window.Category].Name);
        return state.Session is WindowSession.Staffed s ? W["WindowSeated", window.Number, category, s.Clerk, W.Of((WindowSession)s)] : W["WindowVacant", window.Number, category];
    }

    private void PickCategory(ChangeEventArgs change) => (_category, _window) = (change.Value as string ?? "", "");
    private void PickWindow(ChangeEventArgs change) => (_category, _window) = ("", change.Value as string ?? "");

    private void Give()
    {
        if (IsWhole) Dialog.Close(new TransferTarget(_category.Length > 0 ? new(_category) : null, _window.Length > 0 ? new(_window) : null, _position));
    }
}

/// <summary>Exactly one of category and window.</summary>
public sealed record TransferTarget(CategoryId? Category, WindowId? Window, TransferPosition Position);
