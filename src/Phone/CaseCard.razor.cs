using System.Globalization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Cases;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui;

namespace TidalHall.Phone;

/// <summary>A case on its applicant's phone. Names nobody: whoever finds the paper learns a matter and a date.</summary>
public sealed partial class CaseCard : ComponentBase
{
    private CaseProgress _now = default!;

    [Parameter, EditorRequired] public required HallView View { get; set; }
    [Parameter, EditorRequired] public required Case Case { get; set; }
    /// <summary>Explicit: the hub draws it in nobody's culture.</summary>
    [Parameter, EditorRequired] public required CultureInfo Culture { get; set; }

    private Texts T => Texts.Of<PhoneTexts>(Culture);
    private ServiceItem? Item => View.Map.Items.GetValueOrDefault(Case.Item);
    private string Matter => Item?.Name.In(Culture.Name) ?? Case.Item.Value;
    private string? MatterLang => Item is { } item ? LangOf(item.Name) : null;
    /// <summary>Departments are named in Chinese alone.</summary>
    private string? DepartmentLang => Culture.Name is "zh-CN" ? null : "zh-CN";
    private DateOnly? Legal => Case.State is CaseState.Accepted && CaseClocks.Of(View.Map, Case, CaseClock.Legal)?.Last is { } legal && legal != _now.Until ? legal : null;
    private bool MayRate => Case.State is CaseState.HandedOver or CaseState.NotAccepted or CaseState.Withdrawn or CaseState.Returned && View.Ratings.Of(new RatingSubject.OfCase(Case.Matter ?? Case.Id)) is null;

    private (string Name, string? Lang)[] Lacking =>
    [
        .. ((Case.State switch { CaseState.Told told => told.Missing, CaseState.CorrectionAsked asked => asked.Lines, _ => [] }).Select(l => l.Id).Concat(Case.IsUndecided ? Case.Tolerance?.Lacks ?? [] : [])).Distinct()
            .Select(id => Item is null ? null : Checklist.Of(Item).FirstOrDefault(n => n.Id == id)).OfType<MaterialNeed>().Select(n => (n.Name.In(Culture.Name), LangOf(n.Name))),
    ];

    protected override void OnParametersSet() => _now = CaseProgress.Of(View, Case, T, Culture);

    private string? LangOf(LocalText text) => Culture.Name is not "zh-CN" && text.IsChineseIn(Culture.Name) ? "zh-CN" : null;
    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
