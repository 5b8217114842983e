using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Pickup.Staff;

/// <summary>Staff at a cabinet: put results in, see every compartment, take out, resolve what went wrong.</summary>
[Authorize(Policy = Policies.Cabinet)]
[Surface("pickup-staff", Interactive = true, Styles = ["_content/TidalHall.Ui/touch.css", "_content/TidalHall.Pickup/pickup.css"])]
public sealed partial class StaffPage
{
    private static readonly CompartmentSize[] Sizes = Enum.GetValues<CompartmentSize>();
    private static readonly string[] Legend = ["free", "full", "overdue", "moving", "trouble"];

    private Cabinet? _cabinet;
    private Actor? _actor;
    private IDevices? _devices;
    private Task _listening = Task.CompletedTask;
    private string _said = "";
    private CompartmentSize _size;
    private int? _chosen;
    private bool _sending;
    private Refusal? _refusal;
    private IssuedCode? _code;

    [Inject] private IPickup Pickup { get; set; } = default!;
    [Inject] private INotes Notes { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private IServiceProvider Services { get; set; } = default!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = default!;
    [Parameter] public string Place { get; set; } = "";

    private Texts T => Texts.Of<PickupTexts>(Culture);
    private PickupScene Scene => new(Hall.View, _cabinet!, Culture, Elder: false);
    private string OtherLanguage => Navigation.GetUriWithQueryParameter("lang", Language is "en" ? "zh-CN" : "en");
    private CompartmentState? Chosen => _chosen is { } number ? Scene.At(number) : null;
    private IEnumerable<MissingThing> Missing => Scene.View.Cabinets.Missing.Where(m => m.Cabinet == _cabinet!.Id);
    /// <summary>A technician resolves, and handles no result.</summary>
    private bool MayHandle => _actor?.Is(Roles.DeliveryClerk | Roles.Manager) is true;
    private bool Plays => _cabinet!.Boards.Length > 0 && _cabinet.Boards.All(b => Scene.IsSimulated(b.Device));

    protected override async Task OnInitializedAsync()
    {
        _cabinet = TextId.TryParse<PlaceId>(Place, out var id) ? View.Plan.Cabinets.FirstOrDefault(c => c.Id == id) : null;
        _actor = StaffClaims.ActorOf((await SignedIn).User);
        _devices = Services.GetService<IDevices>();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
        if (firstRender && RendererInfo.IsInteractive && _devices is not null && _cabinet?.Scanner is { } scanner) _listening = ListenAsync(_devices, scanner);
    }

    /// <summary>A receipt held to the scanner is the case's number.</summary>
    private async Task ListenAsync(IDevices devices, DeviceId scanner)
    {
        try
        {
            await foreach (var told in devices.WatchEventsAsync(scanner, Leaving))
                if (told is CodeScanned scanned && Pickup.Find(scanned.Code) is not null)
                    await InvokeAsync(() => { _said = scanned.Code; StateHasChanged(); });
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

    private void Choose(int number) => (_chosen, _refusal) = (number, null);

    private async Task LoadAsync()
    {
        if (Pickup.Find(_said) is not { } found)
        {
            _refusal = Refusal.Because(RefusalCode.UnknownCase);
            return;
        }
        if (await SendAsync(new LoadCabinet(_cabinet!.Id, found.Id, _size)) is not { } view) return;
        _said = "";
        _chosen = view.Cabinets.Holding(found.Id)?.Number ?? _chosen;
    }

    private Task RecoverAsync() => SendAsync(new RecoverThing(_cabinet!.Id, _chosen!.Value));

    private async Task ResolveAsync((FoundInside Found, string Why) looked)
    {
        var kept = await Notes.KeepAsync(looked.Why, Guid.CreateVersion7(Time.GetUtcNow()), Leaving);
        _refusal = kept.Refusal;
        if (kept.Refusal is null) await SendAsync(new ResolveCompartment(_cabinet!.Id, _chosen!.Value, looked.Found, kept.Reason));
    }

    private async Task CloseAsync((MissingThing Thing, MissingEnd End, string Why) closed)
    {
        var kept = await Notes.KeepAsync(closed.Why, Guid.CreateVersion7(Time.GetUtcNow()), Leaving);
        _refusal = kept.Refusal;
        if (kept.Refusal is null) await SendAsync(new CloseMissing(_cabinet!.Id, closed.Thing.Number, closed.Thing.Case, closed.Thing.Receipt, closed.End, kept.Reason));
    }

    private async Task IssueAsync()
    {
        if (_sending || Chosen?.Inside?.Case is not { } of || _actor is null) return;
        _sending = true;
        try
        {
            var issued = await Pickup.IssueAsync(of, _actor, Guid.CreateVersion7(Time.GetUtcNow()), Leaving);
            (_refusal, _code) = (issued.Refusal, issued.Code is null ? null : issued);
        }
        finally
        {
            _sending = false;
        }
    }

    private async Task<HallView?> SendAsync(HallCommand command)
    {
        if (_sending || _actor is null) return null;
        (_sending, _code) = (true, null);
        try
        {
            var answer = await Hall.SendAsync(new(Guid.CreateVersion7(Time.GetUtcNow()), _actor, command, _cabinet!.Id), Leaving);
            _refusal = answer.Refusal;
            return answer.Refusal is null ? await Hall.ViewAtAsync(answer.Sequence, Leaving) : null;
        }
        finally
        {
            _sending = false;
        }
    }

    private async Task PlayAsync(string[] words)
    {
        if (_devices is null || _chosen is not { } number || _cabinet!.Find(number) is not { } compartment || _cabinet.DriverOf(compartment.Board) is not { } board) return;
        foreach (var word in words) await _devices.PlayAsync(board, FormattableString.Invariant($"{word} {compartment.Lock}"), Leaving);
    }

    private static string StateOf(CompartmentState at) => at switch
    {
        { Door: DoorState.Trouble } => "trouble",
        { Door: DoorState.Opening } => "moving",
        { Inside.Overdue: true } => "overdue",
        { Inside: not null } => "full",
        _ => "free",
    };

    private string TextOf(Compartment compartment) => T[$"State_{StateOf(Scene.At(compartment.Number))}"];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _listening;
    }
}
