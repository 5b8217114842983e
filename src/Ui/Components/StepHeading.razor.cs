using Microsoft.AspNetCore.Components;

namespace TidalHall.Ui.Components;

/// <summary>The heading of a step; whoever reads by ear or moves by keys lands on it when the step begins.</summary>
public sealed partial class StepHeading : ComponentBase
{
    private ElementReference _heading;

    [Parameter, EditorRequired] public required RenderFragment ChildContent { get; set; }
    [Parameter] public string? Lang { get; set; }

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? _heading.TakeFocusAsync(preventScroll: true) : Task.CompletedTask;
}
