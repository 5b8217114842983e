using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TidalHall.CallerConsole.Desks;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.CallerConsole;

/// <summary>A page of somebody who is signed in: who acts, their orders, the newest view, what is said in the page's language.</summary>
public abstract class StaffPage<TWording> : SurfaceBase where TWording : PageWording, ISpoken<TWording>
{
    private HallView? _ahead;

    [Inject] protected INotes Notes { get; set; } = default!;
    [Inject] protected IPeople People { get; set; } = default!;
    [Inject] protected NavigationManager Navigation { get; set; } = default!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = default!;

    protected TWording W { get; private set; } = default!;
    /// <summary>Null until it is known, and where nobody is signed in: then nothing is shown.</summary>
    protected Actor? Actor { get; private set; }
    /// <summary>There as soon as <see cref="Actor"/> is.</summary>
    protected Orders Orders { get; private set; } = default!;
    /// <summary>The feed's view, or one that an answer brought before the feed did.</summary>
    protected HallView Newest => _ahead is { } ahead && ahead.Sequence > View.Sequence ? ahead : View;
    /// <summary>The date on the hall's walls.</summary>
    protected DateOnly Today => View.Map.Date(Hall.Now);
    /// <summary>The window where the viewer sits, whatever the address says; null: none.</summary>
    protected WindowId? Seat => Newest.Windows.Values.FirstOrDefault(w => w.Clerk == Actor!.Id)?.Id;
    /// <summary>Where an order comes from: the viewer's window, or a desk of cases.</summary>
    protected PlaceId Place => new(Seat?.Value ?? "cases");
    protected string OtherLanguage => Navigation.GetUriWithQueryParameter("lang", Language is "en" ? "zh-CN" : "en");

    protected override void OnInitialized()
    {
        base.OnInitialized();
        W = TWording.In(Culture);
    }

    protected sealed override async Task OnInitializedAsync()
    {
        if (StaffClaims.ActorOf((await SignedIn).User) is not { } actor) return;
        (Actor, Orders) = (actor, new(Hall, Notes, actor));
        await OnSignedInAsync();
    }

    /// <summary>Who acts is known; before the first parameters are set.</summary>
    protected virtual Task OnSignedInAsync() => Task.CompletedTask;

    /// <summary>Shows an answer's view until the feed has it.</summary>
    protected void Ahead(HallView view) => _ahead = view;

    /// <summary>Keeps what was typed beside an order's own reason, before the order; null where nothing was.</summary>
    protected async Task<KeptNote> KeepAsync(string text) =>
        string.IsNullOrWhiteSpace(text) ? new(null) : await Notes.KeepAsync(text.Trim(), Guid.CreateVersion7(), Leaving);

    /// <summary>What was typed, or why it cannot be shown.</summary>
    protected async Task<string> NoteTextAsync(NoteRef note) =>
        await Notes.ReadAsync(note, Actor!.Id.Value, Leaving) is var look && look.Text is { } text ? text : W.Of(look.Refusal!);

    /// <summary>A look that cannot be audited shows nobody; the page goes on.</summary>
    protected async Task<MaskedPerson?> MaskedAsync(PersonRef person)
    {
        try
        {
            return await People.MaskedAsync(person, Actor!.Id.Value, Leaving);
        }
        catch (Exception e) when (e is DbException or IOException or InvalidOperationException)
        {
            return null;
        }
    }
}
