using Microsoft.AspNetCore.Components;
using TidalHall.CallerConsole.Casework;
using TidalHall.Core.Doors;
using TidalHall.Core.Errands;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui.Components;

namespace TidalHall.CallerConsole.Helping;

/// <summary>One errand: whose matter, what was mandated, how it stands, its papers, and what the viewer may do now.</summary>
public sealed partial class ErrandAtHand
{
    private ErrandAct? _act;
    private ErrandState? _drawn;
    private string _reason = "";
    private bool _mandate, _reasonNeeded, _mandateNeeded;
    private ElementReference _reasonField, _mandateField;

    [Inject] private IErrandPapers Papers { get; set; } = default!;
    [Parameter, EditorRequired] public required Errand Errand { get; set; }
    [Parameter, EditorRequired] public required HallView View { get; set; }
    [Parameter, EditorRequired] public required ErrandWording W { get; set; }
    [Parameter, EditorRequired] public required Actor By { get; set; }
    /// <summary>Null: the vault knows the person no more, or not yet looked up.</summary>
    [Parameter, EditorRequired] public required MaskedPerson? Person { get; set; }
    /// <summary>What was typed with it.</summary>
    [Parameter, EditorRequired] public required IReadOnlyDictionary<NoteRef, string> Notes { get; set; }
    [Parameter] public EventCallback<GivenErrandAct> OnAct { get; set; }

    private ServiceItem? Item => View.Map.Items.GetValueOrDefault(Errand.Item);
    private IReadOnlyList<ErrandAct> Acts => ErrandActs.Now(Errand, By);
    private IReadOnlyList<PrintedPaper> Printed => [.. Errand.Papers.Select(p => new PrintedPaper(W.Of(p), $"/errands/{Errand.Id}/{char.ToLowerInvariant(p.ToString()[0])}{p.ToString()[1..]}.pdf",
        printer => Papers.PrintAsync(Errand.Id, p, printer, By, CancellationToken.None)))];

    private bool NeedsReason => _act is ErrandAct.Suspend or ErrandAct.Stop;
    private bool NeedsMandate => _act is ErrandAct.Resume && Errand.Kind is ErrandKind.ActFor;
    /// <summary>After it nothing more can be done.</summary>
    private bool Ends => _act is ErrandAct.Finish or ErrandAct.Stop;

    private string? StateText => Errand.State switch
    {
        ErrandState.Going { ResumedOn: { } on } => W["ResumedOn", PageWording.Day(on)],
        ErrandState.Suspended s => W["SuspendedOn", PageWording.Day(s.On)],
        ErrandState.Done d => W["DoneOn", PageWording.Day(d.On)],
        ErrandState.Stopped s => W["StoppedOn", PageWording.Day(s.On)],
        _ => null,
    };

    private string? Why => WhyOf(Errand) is { } note ? Notes.GetValueOrDefault(note) : null;

    /// <summary>Why it rests or was stopped, where that was typed.</summary>
    internal static NoteRef? WhyOf(Errand errand) => errand.State is ErrandState.Suspended { Reason: Reason.Typed { Note: var rests } } ? rests : errand.State is ErrandState.Stopped { Reason: Reason.Typed { Note: var stopped } } ? stopped : null;

    // What was being filled in was for the state it had.
    protected override void OnParametersSet()
    {
        if (_drawn == Errand.State) return;
        (_drawn, _act) = (Errand.State, null);
    }

    private void Choose(ErrandAct act) => (_act, _reason, _mandate, _reasonNeeded, _mandateNeeded) = (_act == act ? null : act, "", false, false, false);

    private async Task GiveAsync()
    {
        _reasonNeeded = NeedsReason && string.IsNullOrWhiteSpace(_reason);
        _mandateNeeded = NeedsMandate && !_mandate;
        if (_reasonNeeded) await _reasonField.TakeFocusAsync();
        else if (_mandateNeeded) await _mandateField.TakeFocusAsync();
        else await OnAct.InvokeAsync(new(Errand.Id, _act!.Value, _reason.Trim(), _mandate));
    }
}
