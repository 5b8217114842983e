using Microsoft.AspNetCore.Components;
using MudBlazor;
using TidalHall.CallerConsole.Desks;
using TidalHall.Core.Halls;

namespace TidalHall.CallerConsole.Dialogs;

/// <summary>What somebody without a ticket came for: found by typing, or taken by its digit. The answer is the item's id.</summary>
public sealed partial class ServeDialog
{
    private string _query = "";
    private IReadOnlyList<ServiceItem> _found = [];

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;
    [Parameter, EditorRequired] public required Wording W { get; set; }
    [Parameter, EditorRequired] public required ServedItems Items { get; set; }

    private string Query
    {
        get => _query;
        set => (_query, _found) = (value, Items.Find(value));
    }

    private string FoundText => _found.Count == 0 ? W["MatterNotFound"] : string.IsNullOrWhiteSpace(_query) ? W["MattersByCount", Items.Count] : "";

    protected override void OnInitialized() => _found = Items.Find("");

    private void TakeFirst()
    {
        if (_found is [var first, ..]) Dialog.Close(first.Id);
    }
}
