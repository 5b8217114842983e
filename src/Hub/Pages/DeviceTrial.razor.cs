using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TidalHall.Core.Announcing;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Voice;
using TidalHall.Ui;
using TidalHall.Ui.SignIn;

namespace TidalHall.Hub.Pages;

/// <summary>A technician tries a device: asked once more, taken down in the journal, then done.</summary>
public sealed partial class DeviceTrial
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(15);
    // The hall's own tongue whoever tries it: what is tried is what people will hear.
    private static readonly Sentence Said = new("zh-CN", [], "试音，请听。一二三四五。");

    private bool _isAsking;
    private bool _isBusy;
    private int? _asked;
    private string? _said;

    [Inject] private DeviceDesk Desk { get; set; } = null!;
    [Inject] private JobDesk Jobs { get; set; } = null!;
    [Inject] private SoundShelf Sounds { get; set; } = null!;
    [Inject] private SteadyTime Time { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = null!;
    [Parameter, EditorRequired] public required Device Device { get; set; }
    [Parameter, EditorRequired] public required IHall Hall { get; set; }
    [Parameter, EditorRequired] public required CultureInfo Culture { get; set; }

    private Texts T => Texts.Of<PageTexts>(Culture);
    private IReadOnlyList<DoorNow> Doors => Desk.DoorsOf(Device.Id);
    private bool HasTrial => Device.Kind is DeviceKind.Printer or DeviceKind.Speaker;
    /// <summary>What is tried, as its texts are named.</summary>
    private string Trial => _asked is not null ? "Open" : Device.Kind is DeviceKind.Speaker ? "Sound" : "Print";
    private string Question => _asked is { } door ? T["TestOpenAsk", door] : T[$"Test{Trial}Ask", Device.Name.In(Culture.Name)];

    private void Ask(int? door) => (_isAsking, _asked, _said) = (true, door, null);

    private async Task DoAsync()
    {
        (_isAsking, _isBusy) = (false, true);
        try
        {
            _said = await TryAsync();
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task<string> TryAsync()
    {
        if (StaffClaims.ActorOf((await SignedIn).User) is not { } actor) return T["TestSignedOut"];
        var answer = await Hall.SendAsync(new(Guid.CreateVersion7(), actor, new TryDevice(Device.Id, _asked), new("devices")));
        if (answer.Refusal is { } refusal) return RefusalText.Of(refusal, Culture);
        return Outcome(await Jobs.DoAsync(await JobAsync(), CancellationToken.None));
    }

    private async Task<DeviceJob> JobAsync()
    {
        var (id, deadline) = (Guid.CreateVersion7(), Time.GetUtcNow() + Within);
        return _asked is { } door ? new OpenCompartmentJob(id, Device.Id, deadline, door)
            : Device.Kind is DeviceKind.Speaker ? new PlaySoundJob(id, Device.Id, deadline, (await Sounds.MakeAsync([Said], CancellationToken.None)).Url)
            : new PrintJob(id, Device.Id, deadline, TestPaper.Of(Device, Hall.View.Map.Local(Hall.Now), Navigation.BaseUri, T, Culture));
    }

    private string Outcome(JobResult result) => result switch
    {
        { Outcome: JobOutcome.Done, Answer: DoorAnswer { SeenOpen: true } } => T["TestOpened", _asked!],
        { Outcome: JobOutcome.Done } when Device.Kind is DeviceKind.Speaker => T["TestSounded"],
        { Outcome: JobOutcome.Done } => T["TestDone"],
        { Outcome: JobOutcome.Expired } => T["TestNobody"],
        { Fault: { } fault } => T["TestFailed", T[$"Fault{fault}"].ToString()],
        { Outcome: JobOutcome.Failed } => T["TestFailed", T["StateFaulty"].ToString()],
        _ => T["TestUnknown"],
    };

    private string StateOf(DoorNow door) => door switch
    {
        { IsOpen: true } => T["DoorOpen"],
        { IsOpen: false, IsOccupied: true } => T["DoorShutFull"],
        { IsOpen: false } => T["DoorShut"],
        _ => T["StateUnknown"],
    };

    private static string ClassOf(DoorNow door) => door switch { { IsOpen: true } => "open", { IsOpen: false, IsOccupied: true } => "full", { IsOpen: false } => "shut", _ => "unknown" };
}
