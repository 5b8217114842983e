using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Ui.Components;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Pickup;

/// <summary>A pickup cabinet's screen: a code, a QR or a card, and a door opens. Goes back to its start by itself, and nothing of the last person stays.</summary>
public sealed partial class PickupPage : SurfaceBase
{
    private Cabinet? _cabinet;
    private PickupStep _step = new PickupStep.Start();
    private bool _elder, _sending;
    private int _touches;

    [Inject] private IJSRuntime Js { get; set; } = default!;
    [Inject] private IPickup Pickup { get; set; } = default!;
    [Inject] private IServiceProvider Services { get; set; } = default!;
    [Parameter] public string Place { get; set; } = "";

    private PickupScene Scene => new(Hall.View, _cabinet!, Culture, _elder);
    private string RootClass => _elder ? "pickup elder" : "pickup";
    /// <summary>Typing stays on one screen.</summary>
    private object StepKey => _step switch { PickupStep.Start => "start", PickupStep.Drop => "drop", PickupStep.Door door => door.Sequence, _ => _step };
    private bool IsThere => Pickup.IsThere(_cabinet!.Id);
    private DoorStage? Stage => _step is PickupStep.Door door ? door.StageIn(Scene.At(door.Number)) : null;

    /// <summary>Seconds until the start comes back by itself; null while a door is open, or where nothing is to be forgotten.</summary>
    private int? IdleSeconds => (Stage, _step) switch
    {
        (DoorStage.Opening or DoorStage.Open, _) => null,
        (DoorStage.Done, PickupStep.Door { Purpose: DoorPurpose.Drop }) => Longer(40),
        (DoorStage.Done, _) => Longer(10),
        (not null, _) => Longer(40),
        (null, PickupStep.Start { Digits: "", Tried: null }) when !_elder && Culture.Name is "zh-CN" => null,
        _ => Longer(45),
    };

    private string CountdownText => _step is PickupStep.Door ? "BackIn" : "StillThere";
    private int Longer(int seconds) => _elder ? 2 * seconds : seconds;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _cabinet = TextId.TryParse<PlaceId>(Place, out var id) ? View.Plan.Cabinets.FirstOrDefault(c => c.Id == id) : null;
        // Loaded again while a door is open: whoever stands before it still does.
        if (_cabinet is not null && OpenNow() is { } door) _step = door;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && _cabinet is not null && RendererInfo.IsInteractive) await BeginDevicesAsync();
    }

    private PickupStep.Door? OpenNow() => View.Cabinets.Used.Where(c => c.Cabinet == _cabinet!.Id && c.Door is DoorState.Opening { By: null }).Select(c => StepOf(c.Number, (DoorState.Opening)c.Door)).FirstOrDefault();

    private static PickupStep.Door StepOf(int number, DoorState.Opening opening) => new(number, opening.Purpose, opening.Sequence, opening.Case, opening.Receipt);

    private void Touched() => _touches++;

    private void Type(string text) => _step = _step is PickupStep.Drop ? new PickupStep.Drop(text) : new PickupStep.Start(text);

    private void OpenDrop() => _step = new PickupStep.Drop();

    private Task CollectAsync(string said) => TryAsync(command => Pickup.CollectAsync(_cabinet!.Id, said, command, Leaving), no => new PickupStep.Start("", no));

    private Task DropInAsync(string? said) => TryAsync(command => Pickup.DropInAsync(_cabinet!.Id, said, command, Leaving), no => new PickupStep.Drop(said ?? "", no));

    /// <summary>One at a time: a second touch, card or code meanwhile is nobody's.</summary>
    private async Task TryAsync(Func<Guid, Task<PickupTry>> tryAsync, Func<PickupTry, PickupStep> no)
    {
        if (_sending) return;
        _sending = true;
        try
        {
            var tried = await tryAsync(Guid.CreateVersion7(Time.GetUtcNow()));
            _step = tried.Number is { } number && OpeningAt(number, tried.Sequence) is { } door ? StepOf(number, door) : no(tried);
        }
        finally
        {
            _sending = false;
        }
    }

    private DoorState.Opening? OpeningAt(int number, long sequence) => Scene.At(number).Door switch
    {
        DoorState.Opening opening when opening.Sequence == sequence => opening,
        DoorState.Trouble { During: { } during } when during.Sequence == sequence => during,
        _ => null,
    };

    /// <summary>The start, and nothing left of whoever was here.</summary>
    private async Task ToStartAsync()
    {
        (_step, _elder) = (new PickupStep.Start(), false);
        if (Culture.Name is not "zh-CN") await SpeakAsync("zh-CN");
    }

    private Task TurnLanguageAsync() => SpeakAsync(Culture.Name is "en" ? "zh-CN" : "en");
    private void TurnElder() => _elder = !_elder;

    private async Task SpeakAsync(string language)
    {
        Speak(language);
        await Js.TellAsync("document.documentElement.setAttribute", Leaving, "lang", language);
    }
}
