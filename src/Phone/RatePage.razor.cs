using System.Globalization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Doors;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui;

namespace TidalHall.Phone;

/// <summary>Says how a visit or a matter was: voluntary, without a default, once. Whoever has the code may; who it was is nowhere kept.</summary>
public sealed partial class RatePage : ComponentBase
{
    private RatingSubject? _subject;
    private ServiceWindow? _window;
    private Refusal? _refusal;
    private Guid _command;

    [Inject] private IHalls Halls { get; set; } = default!;
    [Inject] private INotes Notes { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    /// <summary>Of a ticket, of a case, or the name of a window, whose code hangs at it.</summary>
    [Parameter] public string Code { get; set; } = "";
    /// <summary>At a window: the number on the citizen's paper.</summary>
    [SupplyParameterFromQuery(Name = "number")] public string? Number { get; set; }
    [SupplyParameterFromQuery(Name = "large")] public bool Large { get; set; }
    /// <summary>1 to 5; anything else: none is chosen yet.</summary>
    [SupplyParameterFromQuery(Name = "level")] public int Level { get; set; }
    /// <summary>Made when the form is drawn: sent twice, it is one command.</summary>
    [SupplyParameterFromForm(FormName = "rate")] public Guid? Command { get; set; }
    [SupplyParameterFromForm(FormName = "rate")] public int[]? Reasons { get; set; }
    [SupplyParameterFromForm(FormName = "rate")] public string? Words { get; set; }
    /// <summary>Left by whoever wants to be spoken to; it goes where the words go.</summary>
    [SupplyParameterFromForm(FormName = "rate")] public string? CallBack { get; set; }
    [CascadingParameter(Name = "Language")] public string Language { get; set; } = "zh-CN";

    private CultureInfo Culture => CultureInfo.GetCultureInfo(Language);
    private Texts T => Texts.Of<PhoneTexts>(Culture);
    private bool IsChosen => Level is >= 1 and <= 5;
    private string Kind => new Uri(Navigation.Uri).AbsolutePath[..3].ToUpperInvariant() switch { "/C/" => "c", "/W/" => "w", _ => "t" };
    private string Path => $"/{Kind}/{Code}/rate";
    private string Back => PhoneAddress.Of(Kind is "w" ? Path : $"/{Kind}/{Code}", Culture.Name, Large);
    private bool AsksNumber => _window is not null && _subject is null;
    // The form that was sent must be drawn, or nobody is asked.
    private bool IsRated => Command is null && _subject is { } subject && Halls.Default.View.Ratings.Of(subject) is not null;

    protected override void OnInitialized()
    {
        _command = Command ?? Guid.CreateVersion7();
        var view = Halls.Default.View;
        if (Kind is "w")
        {
            _window = TextId.TryParse<WindowId>(Code, out var window) ? view.Map.Windows.GetValueOrDefault(window) : null;
            _subject = _window is not null && TicketNumber.TryParse(Number?.Trim(), out var number) ? RateableVisits.At(view, window, number) : null;
        }
        else if (TicketCode.TryParse(Code, out var code))
            _subject = Kind is "c" ? view.Cases.Find(code) is { HasEnded: true } c ? new RatingSubject.OfCase(c.Matter ?? c.Id) : null : RateableVisits.Of(view, code);
    }

    private RatingReason[] Offered => [.. RatingReasons.Of(Level)];
    private string OfLevel(int level) => Navigation.GetUriWithQueryParameter("level", level is 0 ? null : (int?)level);

    private async Task RateAsync()
    {
        if (_subject is null) return;
        NoteRef? words = null;
        var written = string.Join(' ', new[] { Words?.Trim(), CallBack?.Trim() is { Length: > 0 } phone ? T["RateCallBackNote", phone] : null }.Where(w => !string.IsNullOrEmpty(w)));
        if (written.Length > 0)
        {
            var kept = await Notes.KeepAsync(written, _command, CancellationToken.None);
            if ((_refusal = kept.Refusal) is not null) return;
            words = (kept.Reason as Reason.Typed)?.Note;
        }
        var answer = await Halls.Default.SendAsync(new(_command, Actor.Citizen("phone"), new Rate(_subject, Level, Reasons ?? [], RatingChannel.Phone, words)));
        if (answer.Refusal is { } refusal) _refusal = refusal;
        else Navigation.NavigateTo(Kind is "w" ? Navigation.GetUriWithQueryParameter("level", (int?)null) : Back);
    }
}
