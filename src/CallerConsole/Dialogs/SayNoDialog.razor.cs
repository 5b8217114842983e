using Microsoft.AspNetCore.Components;
using MudBlazor;
using TidalHall.CallerConsole.Desks;
using TidalHall.CallerConsole.Registering;
using TidalHall.Core.Cases;
using TidalHall.Ui.Components;

namespace TidalHall.CallerConsole.Dialogs;

/// <summary>Why something cannot be done at the window: a ground, then the words for it. The answer is a <see cref="GivenNo"/>; without a reason there is none.</summary>
public sealed partial class SayNoDialog
{
    private NoGround? _ground;
    private string _reason = "", _rightBody = "";
    private bool _chosen;
    private ElementReference _reasonField, _bodyField;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;
    [Parameter, EditorRequired] public required Wording W { get; set; }

    // The grounds are named as the manager reads them.
    private UnresolvedWording Words => UnresolvedWording.In(W.Culture);
    private bool IsWhole => !string.IsNullOrWhiteSpace(_reason) && (_ground is not NoGround.OtherBody || !string.IsNullOrWhiteSpace(_rightBody));

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_chosen) return;
        _chosen = false;
        await (_ground is NoGround.OtherBody ? _bodyField : _reasonField).TakeFocusAsync();
    }

    private void Choose(NoGround ground) => (_ground, _chosen) = (ground, true);

    private void Give()
    {
        if (IsWhole) Dialog.Close(new GivenNo(_ground!.Value, _reason.Trim(), _ground is NoGround.OtherBody ? _rightBody.Trim() : ""));
    }
}
