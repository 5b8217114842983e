using System.Data.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Appointments;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Ui;
using TidalHall.Ui.Components;
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
    private PersonRef? _asking, _back;
    private ElementReference _heading;

    [Inject] private IPeople People { get; set; } = default!;

    private string RuleText => Newest.Plan.Appointments is { NoShows: > 0 } rules ? T["BarsRule", rules.NoShows, rules.NoShowDays, rules.BarredDays] : T["BarsNoRule"];

    protected override async Task LookAsync()
    {
        if (Actor is null) return;
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
            return await People.MaskedAsync(person, Actor!.Id.Value, Leaving);
        }
        catch (Exception e) when (e is DbException or IOException or InvalidOperationException)
        {
            return null;
        }
    }

    private void Close(PersonRef person) => (_asking, _back) = (null, person);

    /// <summary>The keyboard goes back to where it asked, or, once that is gone, to what the page says.</summary>
    private async Task LiftAsync(PersonRef person, GivenReason order)
    {
        (_asking, _back) = (null, null);
        await SendAsync(order);
        if (Refusal is null) await _heading.TakeFocusAsync();
        else _back = person;
    }
}
