using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using TidalHall.CallerConsole.Desks;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.CallerConsole;

/// <summary>The clerk's page. Its window is in its address, so that a reload after the hub was away comes back to it.</summary>
[Authorize(Policy = Policies.Desk)]
[Surface("console", Interactive = true, Styles = ["_content/MudBlazor/MudBlazor.min.css", "_content/TidalHall.CallerConsole/console.css"], Scripts = ["_content/MudBlazor/MudBlazor.min.js", "_content/TidalHall.CallerConsole/console.js"])]
public sealed partial class ConsolePage
{
    private Actor? _actor;
    private Orders? _orders;
    private Wording _w = default!;
    private Desk? _desk;
    private HallView? _ahead;
    private long _tick;
    private string? _name;
    private TicketId? _named;

    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private IPeople People { get; set; } = default!;
    [Inject] private ISnackbar Snackbar { get; set; } = default!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = default!;
    [SupplyParameterFromQuery(Name = "window")] private string? WindowName { get; set; }

    /// <summary>The feed's view, or one that an answer brought before the feed did.</summary>
    private HallView Newest => _ahead is { } ahead && ahead.Sequence > View.Sequence ? ahead : View;
    /// <summary>The hall's own axis, carried on from its newest event.</summary>
    private long TickNow => Newest.Tick + Math.Max(0, (long)(Hall.Now - Newest.At).TotalMilliseconds);
    private string Title => _desk is { } desk ? _w["TitleAt", desk.Window.Number] : _w["Title"];
    private string OtherLanguage => Navigation.GetUriWithQueryParameter("lang", Language is "en" ? "zh-CN" : "en");
    private ServiceWindow? Named => TextId.TryParse<WindowId>(WindowName, out var id) ? Newest.Map.Windows.GetValueOrDefault(id) : null;

    private string? Notice => _orders?.Refusal is { } refusal ? _w.Of(refusal)
        : Named is { } taken && Newest.Windows[taken.Id].Clerk is { } other ? _w["TakenNotice", taken.Number, other] : null;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _w = new(Culture);
        _tick = TickNow;
    }

    protected override async Task OnInitializedAsync()
    {
        _actor = StaffClaims.ActorOf((await SignedIn).User);
        if (_actor is null) return;
        _orders = new(Hall, _actor);
        if (Named is null && Seat() is { } seat) Go(seat);
        await LookAsync();
    }

    protected override Task OnParametersSetAsync() => LookAsync();
    protected override Task OnViewAsync() => LookAsync();

    /// <summary>Where the clerk sits, whatever the address says.</summary>
    private WindowId? Seat() => Newest.Windows.Values.FirstOrDefault(w => w.Clerk == _actor!.Id)?.Id;

    private void Go(WindowId? window) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("window", window?.Value), replace: true);

    private async Task LookAsync()
    {
        if (_actor is null) return;
        _tick = TickNow;
        _desk = Named is { } window && (Newest.Windows[window.Id].Clerk is not { } clerk || clerk == _actor.Id || _actor.Is(Roles.Manager))
            ? new(Newest, window, _actor)
            : null;
        if (_desk?.Current?.Id == _named) return;
        _named = _desk?.Current?.Id;
        _name = null;
        // Once for each citizen: every look is audited.
        if (_desk?.Current is { Person: { } person }) _name = await NameOfAsync(person);
    }

    private async Task<string?> NameOfAsync(PersonRef person)
    {
        try
        {
            return await People.MaskedNameAsync(person, _actor!.Id.Value, Leaving);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A look that cannot be audited, on a full disk, shows no name; the desk goes on.
            return null;
        }
    }

    private async Task SendAsync(HallCommand command, WindowId window)
    {
        if (await _orders!.SendAsync(command, window, Leaving) is { } view) await TakeAsync(view);
    }

    private async Task RetryAsync()
    {
        if (await _orders!.RetryAsync(Leaving) is { } view) await TakeAsync(view);
    }

    private async Task TakeAsync(HallView view)
    {
        _ahead = view;
        if (_orders!.Refusal is { } refusal) Snackbar.Add(_w.Of(refusal), _orders.Unsettled is null ? Severity.Warning : Severity.Error);
        await LookAsync();
    }

    private async Task PickAsync(WindowId window)
    {
        // A manager looks over a clerk's shoulder without taking his seat.
        if (Newest.Windows[window].Clerk is null) await SendAsync(new SignOn(window), window);
        if (_orders!.Refusal is null) Go(window);
    }

    private Task LeaveAsync()
    {
        _orders!.Forget();
        Go(null);
        return Task.CompletedTask;
    }
}
