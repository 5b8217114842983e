using System.Data.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TidalHall.Core.Appointments;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Management.Appointments;

/// <summary>Who may not book for having missed too many appointments, masked, and a manager's word that ends it early. Each look at a name is written down.</summary>
[Authorize(Policy = Policies.Management)]
[Surface(ManagementPages.Surface, Interactive = true, Styles = [ManagementPages.MudStyle, ManagementPages.Style], Scripts = [ManagementPages.MudScript])]
public sealed partial class BarsPage
{
    private static readonly ReasonWord[] Words = [ReasonWord.CouldNotCome, ReasonWord.BookedByAnother, ReasonWord.ManagersArrangement];

    private readonly Dictionary<PersonRef, MaskedPerson?> _seen = [];
    private IReadOnlyList<(Attendance Bar, MaskedPerson? Who)> _barred = [];
    private Actor? _actor;
    private PersonRef? _asking;
    private Refusal? _refusal;
    private HallView? _ahead;

    [Inject] private INotes Notes { get; set; } = default!;
    [Inject] private IPeople People { get; set; } = default!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = default!;

    /// <summary>The feed's view, or one that an answer brought before the feed did.</summary>
    private HallView Newest => _ahead is { } ahead && ahead.Sequence > View.Sequence ? ahead : View;
    private Texts T => Texts.Of<ManagementTexts>(Culture);
    private string RuleText => Newest.Plan.Appointments is { NoShows: > 0 } rules ? T["BarsRule", rules.NoShows, rules.NoShowDays, rules.BarredDays] : T["BarsNoRule"];

    protected override async Task OnInitializedAsync()
    {
        _actor = StaffClaims.ActorOf((await SignedIn).User);
        await LookAsync();
    }

    protected override Task OnViewAsync() => LookAsync();

    private async Task LookAsync()
    {
        if (_actor is null) return;
        var barred = new List<(Attendance, MaskedPerson?)>();
        foreach (var bar in Newest.Bookings.Barred(Hall.Now).ToList())
        {
            if (!_seen.TryGetValue(bar.Person, out var who)) _seen[bar.Person] = who = await MaskedAsync(bar.Person);
            barred.Add((bar, who));
        }
        _barred = barred;
    }

    /// <summary>A look that cannot be written down shows nobody; the page goes on.</summary>
    private async Task<MaskedPerson?> MaskedAsync(PersonRef person)
    {
        try
        {
            return await People.MaskedAsync(person, _actor!.Id.Value, Leaving);
        }
        catch (Exception e) when (e is DbException or IOException or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task SendAsync(GivenReason order)
    {
        if (_actor is null) return;
        _asking = null;
        var id = Guid.CreateVersion7();
        var kept = await order.KeepAsync(Notes, id, Leaving);
        if ((_refusal = kept.Refusal) is not null) return;
        var answer = await Hall.SendAsync(new(id, _actor, order.Command(kept.Reason), new("manage")), Leaving);
        if ((_refusal = answer.Refusal) is null) _ahead = await Hall.ViewAtAsync(answer.Sequence, Leaving);
        else await Notes.DropAsync(kept.Reason, _refusal, Leaving);
        await LookAsync();
    }
}
