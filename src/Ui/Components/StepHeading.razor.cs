using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace TidalHall.Ui.Components;

/// <summary>The heading of a step; whoever reads by ear or moves by keys lands on it when the step begins.</summary>
public sealed partial class StepHeading : ComponentBase
{
    private ElementReference _heading;

    [Parameter, EditorRequired] public required RenderFragment ChildContent { get; set; }
    [Parameter] public string? Lang { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        try
        {
            await _heading.FocusAsync(preventScroll: true);
        }
        catch (Exception e) when (e is JSDisconnectedException or TaskCanceledException)
        {
            // The page is gone, and its focus with it.
        }
    }
}
