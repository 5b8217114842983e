using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using TidalHall.CallerConsole.Desks;
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
    private Desk? _desk;
    private long _tick;

    [Inject] private ISnackbar Snackbar { get; set; } = default!;
    [SupplyParameterFromQuery(Name = "window")] private string? WindowName { get; set; }

    /// <summary>The hall's own axis, carried on from its newest event.</summary>
    private long TickNow => Newest.Tick + Math.Max(0, (long)(Hall.Now - Newest.At).TotalMilliseconds);
    private string Title => _desk is { } desk ? W["TitleAt", desk.Window.Number] : W["Title"];
    private ServiceWindow? Named => TextId.TryParse<WindowId>(WindowName, out var id) ? Newest.Map.Windows.GetValueOrDefault(id) : null;

    private string? Notice => Orders.Refusal is { } refusal ? W.Of(refusal)
        : Named is { } taken && Newest.Windows[taken.Id].Clerk is { } other ? W["TakenNotice", taken.Number, other] : null;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _tick = TickNow;
    }

    protected override async Task OnSignedInAsync()
    {
        if (Named is null && Seat is { } seat) Go(seat);
        await LookAsync();
    }

    protected override Task OnParametersSetAsync() => LookAsync();
    protected override Task OnViewAsync() => LookAsync();

    private void Go(WindowId? window) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("window", window?.Value), replace: true);

    private async Task LookAsync()
    {
        if (Actor is null) return;
        _tick = TickNow;
        _desk = Named is { } window && (Newest.Windows[window.Id].Clerk is not { } clerk || clerk == Actor.Id || Actor.Is(Roles.Manager))
            ? new(Newest, window, Actor)
            : null;
        await LookIntoVaultAsync(Actor.Id.Value);
    }

    private async Task SendAsync(HallCommand command, WindowId window)
    {
        if (await Orders.SendAsync(command, window, Leaving) is { } view) await TakeAsync(view);
    }

    private async Task SendAsync(GivenReason given, Func<Reason?, HallCommand> command, WindowId window)
    {
        if (await Orders.SendAsync(given, command, window, Leaving) is { } view) await TakeAsync(view);
    }

    private async Task RetryAsync()
    {
        if (await Orders.RetryAsync(Leaving) is { } view) await TakeAsync(view);
    }

    private async Task TakeAsync(HallView view)
    {
        Ahead(view);
        if (Orders.Refusal is { } refusal) Snackbar.Add(W.Of(refusal), Orders.Unsettled is null ? Severity.Warning : Severity.Error);
        await LookAsync();
    }

    private async Task PickAsync(WindowId window)
    {
        // A manager looks over a clerk's shoulder without taking his seat.
        if (Newest.Windows[window].Clerk is null) await SendAsync(new SignOn(window), window);
        if (Orders.Refusal is null) Go(window);
    }

    private Task LeaveAsync()
    {
        Orders.Forget();
        Go(null);
        return Task.CompletedTask;
    }
}
