using System.Globalization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Doors;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui;

namespace TidalHall.Phone;

/// <summary>Says how a visit or a matter was: voluntary, without a default, once. Whoever has the code may; who it was is nowhere kept.</summary>
public sealed partial class RatePage : ComponentBase
{
    private RatingSubject? _subject;
    private Refusal? _refusal;
    private Guid _command;

    [Inject] private IHalls Halls { get; set; } = default!;
    [Inject] private INotes Notes { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Parameter] public string Code { get; set; } = "";
    [SupplyParameterFromQuery(Name = "large")] public bool Large { get; set; }
    /// <summary>1 to 5; anything else: none is chosen yet.</summary>
    [SupplyParameterFromQuery(Name = "level")] public int Level { get; set; }
    /// <summary>Made when the form is drawn: sent twice, it is one command.</summary>
    [SupplyParameterFromForm(FormName = "rate")] public Guid? Command { get; set; }
    [SupplyParameterFromForm(FormName = "rate")] public int[]? Reasons { get; set; }
    [SupplyParameterFromForm(FormName = "rate")] public string? Words { get; set; }
    [CascadingParameter(Name = "Language")] public string Language { get; set; } = "zh-CN";

    private CultureInfo Culture => CultureInfo.GetCultureInfo(Language);
    private Texts T => Texts.Of<PhoneTexts>(Culture);
    private bool IsChosen => Level is >= 1 and <= 5;
    private string Kind => new Uri(Navigation.Uri).AbsolutePath.StartsWith("/c/", StringComparison.OrdinalIgnoreCase) ? "c" : "t";
    private string Path => $"/{Kind}/{Code}/rate";
    private string Back => PhoneAddress.Of($"/{Kind}/{Code}", Culture.Name, Large);
    // The form that was sent must be drawn, or nobody is asked.
    private bool IsRated => Command is null && _subject is { } subject && Halls.Default.View.Ratings.Of(subject) is not null;

    protected override void OnInitialized()
    {
        _command = Command ?? Guid.NewGuid();
        var view = Halls.Default.View;
        if (!TicketCode.TryParse(Code, out var code)) return;
        _subject = Kind is "c"
            ? view.Cases.Find(code) is { HasEnded: true } c ? new RatingSubject.OfCase(c.Matter ?? c.Id) : null
            : view.Find(code) is { State: VisitState.Completed } ticket ? new RatingSubject.OfVisit(ticket.Id, ticket.Visit.Ordinal) : null;
    }

    private string OfLevel(int level) => Navigation.GetUriWithQueryParameter("level", level is 0 ? null : (int?)level);

    private async Task RateAsync()
    {
        if (_subject is null) return;
        NoteRef? words = null;
        if (!string.IsNullOrWhiteSpace(Words))
        {
            var kept = await Notes.KeepAsync(Words.Trim(), _command, CancellationToken.None);
            if ((_refusal = kept.Refusal) is not null) return;
            words = (kept.Reason as Reason.Typed)?.Note;
        }
        var answer = await Halls.Default.SendAsync(new(_command, Actor.Citizen("phone"), new Rate(_subject, Level, Reasons ?? [], RatingChannel.Phone, words)));
        if (answer.Refusal is { } refusal) _refusal = refusal;
        else Navigation.NavigateTo(Back);
    }
}
