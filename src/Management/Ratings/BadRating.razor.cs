using System.Globalization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui;

namespace TidalHall.Management.Ratings;

/// <summary>One bad rating with what may be done about it now. Who gave it is not in it; what they wrote is shown to whoever asks, and the look is noted.</summary>
public sealed partial class BadRating : ComponentBase
{
    private FollowStep? _asking;
    private string _why = "";
    private DateOnly _fixBy;
    private string? _words;

    [Parameter, EditorRequired] public required Rating Rating { get; set; }
    [Parameter, EditorRequired] public required HallView View { get; set; }
    [Parameter, EditorRequired] public required DateOnly Today { get; set; }
    [Parameter, EditorRequired] public required CultureInfo Culture { get; set; }
    /// <summary>Reads a note from the vault.</summary>
    [Parameter, EditorRequired] public required Func<NoteRef, Task<string>> Words { get; set; }
    [Parameter] public EventCallback<FollowGiven> OnStep { get; set; }

    private Texts T => Texts.Of<ManagementTexts>(Culture);
    private ServiceItem? Item => View.Map.Items.GetValueOrDefault(Rating.Item);
    private string? ItemLang => Culture.Name is not "zh-CN" && Item?.Name.IsChineseIn(Culture.Name) is true ? "zh-CN" : null;
    private bool SetsDate => _asking is FollowStep.Upheld or FollowStep.AppealRejected;
    private DateOnly? Latest => View.Map.Calendar.After(Today, View.Plan.Ratings.FixDays);
    /// <summary>Null: contacted, or the calendar does not reach so far.</summary>
    private DateOnly? ContactBy => Rating.Step is null ? View.Map.Calendar.After(Rating.On, View.Plan.Ratings.ContactDays) : null;
    private DateOnly? MendBy => Rating.Step is FollowStep.Upheld or FollowStep.AppealRejected ? Rating.FixBy : null;
    private bool IsLate => (ContactBy ?? MendBy) < Today;

    private string About
    {
        get
        {
            var item = Item?.Name.In(Culture.Name) ?? Rating.Item.Value;
            return Rating.Window is { } window && View.Map.Windows.TryGetValue(window, out var at)
                ? T["RatingAbout", Iso(Rating.On), item, T["RatingWindow", at.Number, Rating.Clerk?.Value ?? ""].ToString()]
                : T["RatingAboutMatter", Iso(Rating.On), item];
        }
    }

    private string? Due => (ContactBy, MendBy) switch
    {
        ({ } contact, _) => T[IsLate ? "RatingContactLate" : "RatingContactBy", Iso(contact)],
        (_, { } mend) => T[IsLate ? "RatingFixLate" : "RatingFixBy", Iso(mend)],
        _ => null,
    };

    private async Task ReadAsync(NoteRef note) => _words = await Words(note);

    private Task AskAsync(FollowStep step)
    {
        // These two say all by themselves.
        if (step is FollowStep.Contacted or FollowStep.VisitedBack) return OnStep.InvokeAsync(new(Rating.Id, step, "", null));
        (_asking, _why, _fixBy) = (step, "", Latest ?? Today);
        return Task.CompletedTask;
    }

    private async Task GiveAsync()
    {
        if (_asking is not { } step) return;
        var fixBy = SetsDate ? _fixBy : (DateOnly?)null;
        _asking = null;
        await OnStep.InvokeAsync(new(Rating.Id, step, _why.Trim(), fixBy));
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
