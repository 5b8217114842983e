using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TidalHall.Core.Doors;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Management.Ratings;

/// <summary>The rates of the last days, and each bad rating until it is contacted, mended and called back, or struck by an appeal.</summary>
[Authorize(Policy = Policies.Management)]
[Surface(ManagementPages.Surface, Interactive = true, Styles = [ManagementPages.MudStyle, ManagementPages.Style], Scripts = [ManagementPages.MudScript])]
public sealed partial class RatingsPage
{
    private Actor? _actor;
    private Refusal? _refusal;
    private HallView? _ahead;

    [Inject] private INotes Notes { get; set; } = default!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = default!;

    /// <summary>The feed's view, or one that an answer brought before the feed did.</summary>
    private HallView Newest => _ahead is { } ahead && ahead.Sequence > View.Sequence ? ahead : View;
    private Texts T => Texts.Of<ManagementTexts>(Culture);
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

    protected override async Task OnInitializedAsync() => _actor = StaffClaims.ActorOf((await SignedIn).User);

    /// <summary>What was typed goes to the vault before the order that holds its reference.</summary>
    private async Task FollowAsync(FollowGiven given)
    {
        if (_actor is null) return;
        var id = Guid.CreateVersion7();
        var kept = await Notes.KeepAsync(given.Why, id, Leaving);
        if ((_refusal = kept.Refusal) is not null) return;
        var answer = await Hall.SendAsync(new(id, _actor, new FollowRating(given.Rating, given.Step, kept.Reason, given.FixBy), new("manage")), Leaving);
        _refusal = answer.Refusal;
        if (answer.Refusal is null) _ahead = await Hall.ViewAtAsync(answer.Sequence, Leaving);
        else await Notes.DropAsync(kept.Reason, answer.Refusal, Leaving);
    }

    private async Task<string> WordsOf(NoteRef note) => _actor is null ? "" : await Notes.ReadAsync(note, _actor.Id.Value, Leaving) is { Text: { } text } ? text : T["RatingWordsGone"];

    private string Percent(double? share) => share?.ToString("0.0 %", Culture) ?? T["RatingsNothing"];
    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
