using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TidalHall.Core.Doors;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Management.Ratings;

/// <summary>Types in what somebody wrote on paper, where no device was at hand. Nothing is chosen before; whoever served is refused by the hall.</summary>
[Authorize(Policy = Policies.PaperRatings)]
[Surface(ManagementPages.Surface, Interactive = true, Styles = [ManagementPages.MudStyle, ManagementPages.Style], Scripts = [ManagementPages.MudScript])]
public sealed partial class PaperPage
{
    private readonly HashSet<int> _reasons = [];
    private Actor? _actor;
    private string _window = "", _number = "", _words = "";
    private DateOnly _day;
    private int? _level;
    private string? _wrong, _done;

    [Inject] private INotes Notes { get; set; } = default!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = default!;

    private Texts T => Texts.Of<ManagementTexts>(Culture);
    private DateOnly Today => View.Map.DayOf(Hall.Now);

    protected override async Task OnInitializedAsync()
    {
        _actor = StaffClaims.ActorOf((await SignedIn).User);
        (_day, _window) = (Today, View.Plan.Windows.OrderBy(w => w.Number).First().Id.Value);
    }

    private void Choose(int level)
    {
        _level = level;
        _reasons.Clear();
    }

    private void Turn(int reason)
    {
        if (!_reasons.Remove(reason)) _reasons.Add(reason);
    }

    private async Task GiveAsync()
    {
        (_wrong, _done) = (null, null);
        if (_actor is null) return;
        if (_level is not { } level)
        {
            _wrong = T["PaperNoLevel"];
            return;
        }
        if (!TextId.TryParse<WindowId>(_window, out var window) || !TicketNumber.TryParse(_number.Trim(), out var number) || RateableVisits.At(Hall.View, window, number, _day) is not { } visit)
        {
            _wrong = T["PaperNoVisit"];
            return;
        }
        var id = Guid.CreateVersion7();
        var kept = await Notes.KeepAsync(_words.Trim(), id, Leaving);
        var refusal = kept.Refusal ?? (await Hall.SendAsync(new(id, _actor, new Rate(visit, level, [.. _reasons], RatingChannel.Paper, (kept.Reason as Reason.Typed)?.Note), new("paper")), Leaving)).Refusal;
        if (refusal is not null)
        {
            _wrong = RefusalText.Of(refusal, Culture);
            return;
        }
        _done = T["PaperDone", number.ToString(), T[$"Level_{level}"].ToString()];
        (_number, _words, _level) = ("", "", null);
        _reasons.Clear();
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
