using System.Globalization;
using Microsoft.AspNetCore.Authorization;
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
    private DateOnly Today => View.Map.Date(Hall.Now);

    /// <summary>Both definitions of a good one, each with its name: two are in use.</summary>
    private IEnumerable<(string Name, string Value)> Rates
    {
        get
        {
            var rates = RatingRates.Of(Newest.Ratings.Ratings, 0, Newest.Map.Calendar, Newest.Plan.Ratings);
            return
            [
                ("RatingsCount", rates.Count.ToString(Culture)), ("RatingsNotBad", Percent(rates.NotBad)), ("RatingsSatisfied", Percent(rates.Satisfied)), ("RatingsInTime", Percent(rates.VerifiedInTime)),
                ("RatingsFixed", Percent(rates.Fixed)), ("RatingsFixedInTime", Percent(rates.FixedInTime)), ("RatingsVisitedBack", Percent(rates.VisitedBack)),
            ];
        }
    }

    private Task FollowAsync(FollowGiven given) => SendAsync(new GivenReason(reason => new FollowRating(given.Rating, given.Step, reason, given.FixBy), default, given.Why));

    private async Task<string> WordsOf(NoteRef note) => Actor is null ? "" : await Notes.ReadAsync(note, Actor.Id.Value, Leaving) is { Text: { } text } ? text : T["RatingWordsGone"];

    private string Percent(double? share) => share?.ToString("0.0 %", Culture) ?? T["RatingsNothing"];
    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
