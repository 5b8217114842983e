using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Ui;
using TidalHall.Ui.Casework;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Management.Casework;

/// <summary>What a manager has to look after: limits near or over, what counts as accepted tomorrow, what could not be got done, every no, what the cabinets did.</summary>
[Authorize(Policy = Policies.Management)]
[Surface(ManagementPages.Surface, Interactive = true, Styles = [ManagementPages.MudStyle, ManagementPages.Style], Scripts = [ManagementPages.MudScript])]
public sealed partial class CasesPage
{
    /// <summary>The first day of a period in which the cabinets' figures are wanted, "2026-03-01".</summary>
    [SupplyParameterFromQuery(Name = "from")] private string? FromText { get; set; }
    /// <summary>Its last, included.</summary>
    [SupplyParameterFromQuery(Name = "to")] private string? ToText { get; set; }

    private Texts T => Texts.Of<ManagementTexts>(Culture);
    private Texts W => Texts.Of<UnresolvedTexts>(Culture);
    private DateOnly Today => View.Map.Date(Hall.Now);
    private bool HasWarnings => View.Cases.All.Any(c => LimitView.Nearest(View.Map, c, Today)?.Level is not null);
    /// <summary>Until they are closed; who was not spoken to first.</summary>
    private IReadOnlyList<Unresolved> Unresolved => [.. View.Ratings.OpenUnresolved.OrderBy(u => u.ContactedOn is null ? u.On : u.Due ?? DateOnly.MaxValue).ThenBy(u => u.Id.Value)];

    private IEnumerable<(string Name, string Value)> Lines(CabinetFigures f) =>
    [
        ("CabinetDeposits", f.Deposits.ToString(Culture)), ("CabinetDropped", f.Dropped.ToString(Culture)), ("CabinetMedian", f.MedianHours is { } hours ? T["CabinetHours", hours] : T["RatingsNothing"]), ("CabinetOverdue", f.Overdue.ToString(Culture)),
        ("CabinetOutOfHours", f.OutOfHours?.ToString("0.0 %", Culture) ?? T["RatingsNothing"]), ("CabinetOpenings", f.Openings.ToString(Culture)), ("CabinetFailed", f.Failed.ToString(Culture)),
    ];

    private string NumberOf(WindowId id) => View.Map.Windows.TryGetValue(id, out var window) ? window.Number.ToString(Culture) : id.Value;
}
