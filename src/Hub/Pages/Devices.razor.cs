using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Agents;
using TidalHall.Hub.WindowDevices;
using TidalHall.Ui;
using TidalHall.Ui.Components;
using TidalHall.Ui.SignIn;

namespace TidalHall.Hub.Pages;

/// <summary>How every device of the hall is, what can be tried at it, and whose agents may come in.</summary>
public sealed partial class Devices
{
    private readonly Waker _told = new();
    private Task _following = Task.CompletedTask;
    private string _name = "";
    private string? _key;
    private string? _wrong;
    private string? _removing;

    [Inject] private DeviceDesk Desk { get; set; } = default!;
    [Inject] private AgentKeys Keys { get; set; } = default!;
    [Inject] private PressedKeys Pressed { get; set; } = default!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = default!;

    private Texts T => Texts.Of<PageTexts>(Culture);
    private Texts Alarms => Texts.Of<AlarmTexts>(Culture);

    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
        if (!firstRender || !RendererInfo.IsInteractive) return;
        Desk.Told += _told.Wake;
        Pressed.Kept += _told.Wake;
        _following = FollowAsync();
    }

    /// <summary>Counts, keys, doors and agents are no part of the hall's view: drawn anew when they are told.</summary>
    private async Task FollowAsync()
    {
        try
        {
            while (true)
            {
                await _told.WaitAsync(null, Time, Leaving);
                await InvokeAsync(() =>
                {
                    // A push comes in the publisher's culture.
                    CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Culture;
                    StateHasChanged();
                });
                await Task.Delay(ShortestRedraw, Time, Leaving);
            }
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        Desk.Told -= _told.Wake;
        Pressed.Kept -= _told.Wake;
        await base.DisposeAsync();
        await _following;
    }

    /// <summary>Cards are of very different height: each goes to the column that ends higher, as far as can be told beforehand. One list for all that, read from left to right, and a card keeps what is open in it.</summary>
    private IEnumerable<(Device Device, bool IsRight)> InTwoColumns()
    {
        var (left, right) = (0, 0);
        foreach (var device in View.Plan.Devices.OrderByDescending(IsInTrouble))
        {
            var isRight = right < left;
            if (isRight) right += HeightOf(device);
            else left += HeightOf(device);
            yield return (device, isRight);
        }
    }

    /// <summary>In lines of a card, about.</summary>
    private int HeightOf(Device device) => 3 + device.Kind switch
    {
        DeviceKind.LockerBoard => (Desk.DoorsOf(device.Id).Count + 3) / 4,
        DeviceKind.CallerPad or DeviceKind.Scanner when DevicePlay.Has(device) => 3,
        DeviceKind.RatingPad when DevicePlay.Has(device) => 4,
        DeviceKind.Printer when Desk.LastPicture(device.Id) is not null => 1,
        _ => 0,
    } + Desk.DetailOf(device.Id) switch { { Mistake: not null } => 4, { Trouble: not null } or { IsGarbled: true } => 2, _ => IsInTrouble(device) ? 1 : 0 };

    // Who looks comes for these.
    private bool IsInTrouble(Device device) => View.Devices.FirstOrDefault(h => h.Device == device.Id)?.Health.State is DeviceState.Faulty or DeviceState.Offline or DeviceState.NearEnd;

    private string Clock(DateTimeOffset at) => View.Map.Local(at).ToString(View.Map.Local(at).Date == View.Map.Local(Hall.Now).Date ? "HH:mm" : "MM-dd HH:mm", Culture);

    /// <summary>What to do about how a device is; null where nothing is to be done, or its line says it already.</summary>
    private string? DoOf(DeviceHealth? health) => (health, health is null ? null : Desk.DetailOf(health.Device)) switch
    {
        (null, _) or (_, { Trouble: not null } or { Mistake: not null }) => null,
        ({ Fault: (DeviceFault.NoAnswer or DeviceFault.ReaderFailing) and var silent }, { Setting: { } set }) => T[$"Do{silent}Serial", set],
        ({ Fault: { } fault }, _) => Alarms[$"Do_{fault}"],
        ({ State: (DeviceState.NearEnd or DeviceState.Faulty or DeviceState.Offline) and var state }, _) => Alarms[$"Do_{state}"],
        _ => null,
    };

    /// <param name="now">What is the matter with it now: what to do about that stands there already.</param>
    private string TallyOf(DeviceId device, DeviceFault? now)
    {
        var tally = Desk.TallyOf(device);
        var said = T["Tally", tally.Done, tally.Failed, tally.Unknown];
        return tally switch
        {
            { Trouble: { Fault: { } fault }, TroubleAt: { } at } when fault == now => $"{said} · {T["LastTrouble", Clock(at), T[$"Fault{fault}"]]}",
            { Trouble: { Fault: { } fault }, TroubleAt: { } at } => $"{said} · {T["LastTroubleDo", Clock(at), T[$"Fault{fault}"], Alarms[$"Do_{fault}"]]}",
            { Trouble: { } trouble, TroubleAt: { } at } => $"{said} · {T["LastTroubleDo", Clock(at), T[$"Outcome{trouble.Outcome}"], T[$"DoOutcome{trouble.Outcome}"]]}",
            _ => said,
        };
    }

    private string CameOf(PressedKey key) =>
        key.IsNobodys ? T["KeyNobodys"] : key.Refusal is { } refusal ? RefusalText.Of(refusal, Culture) : T["KeyDone"];

    private async Task QuietAsync(HallCommand quiet)
    {
        if (StaffClaims.ActorOf((await SignedIn).User) is not { } actor) return;
        var answer = await Hall.SendAsync(new(Guid.CreateVersion7(), actor, quiet, new("devices")), Leaving);
        _wrong = answer.Refusal is { } refusal ? RefusalText.Of(refusal, Culture) : null;
    }

    private void Enrol()
    {
        (_key, _wrong) = (null, null);
        if (!TextId.IsValid(_name) || _name == AgentKeys.Demo) _wrong = T["AgentNameWrong", TextId.MaxLength];
        else
            try { (_key, _name) = (Keys.Enrol(_name), ""); }
            catch (IOException) { _wrong = T["KeyNotKept"]; }
    }

    // Twice, because the agent is locked out at once.
    private void Remove(string name)
    {
        _wrong = null;
        try { if (_removing == name) Keys.Remove(name); }
        catch (IOException) { _wrong = T["KeyNotKept"]; }
        _removing = _removing == name ? null : name;
    }
}
