using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Queueing;
using TidalHall.Ui;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Management.Ratings;

/// <summary>The rates of the last days, and each bad rating until it is contacted, mended and called back, or struck by an appeal.</summary>
[Authorize(Policy = Policies.Management)]
[Surface(ManagementPages.Surface, Interactive = true, Styles = [ManagementPages.MudStyle, ManagementPages.Style], Scripts = [ManagementPages.MudScript])]
public sealed partial class RatingsPage
{
    /// <summary>The first day of a period whose rates are wanted, "2026-03-01".</summary>
    [SupplyParameterFromQuery(Name = "from")] private string? FromText { get; set; }
    /// <summary>Its last, included.</summary>
    [SupplyParameterFromQuery(Name = "to")] private string? ToText { get; set; }

    private DateOnly Today => View.Map.Date(Hall.Now);

    /// <summary>Of the days that all ratings are kept at hand: older ones are there only where they are bad, which would lower every rate.</summary>
    private RatingRates LastDays => RatingRates.Of(Newest.Ratings.Ratings.Where(r => r.On > Today.AddDays(-RatingBook.DaysKept)), 0, Newest.Map.Calendar, Newest.Plan.Ratings);

    /// <summary>Both definitions of a good one, each with its name: two are in use.</summary>
    private IEnumerable<(string Name, string Value)> Lines(RatingRates rates) =>
    [
        ("RatingsCount", rates.Count.ToString(Culture)), ("RatingsNotBad", Percent(rates.NotBad)), ("RatingsSatisfied", Percent(rates.Satisfied)), ("RatingsInTime", Percent(rates.VerifiedInTime)),
        ("RatingsFixed", Percent(rates.Fixed)), ("RatingsFixedInTime", Percent(rates.FixedInTime)), ("RatingsVisitedBack", Percent(rates.VisitedBack)),
    ];

    private Task FollowAsync(FollowGiven given) => SendAsync(new GivenReason(reason => new FollowRating(given.Rating, given.Step, reason, given.FixBy), default, given.Why));

    private async Task<string> WordsOf(NoteRef note) => Actor is null ? "" : await Notes.ReadAsync(note, Actor.Id.Value, Leaving) is { Text: { } text } ? text : T["RatingWordsGone"];

    private string Percent(double? share) => share?.ToString("0.0 %", Culture) ?? T["RatingsNothing"];
}
