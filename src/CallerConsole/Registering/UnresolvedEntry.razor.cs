using System.Globalization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Doors;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Queueing;

namespace TidalHall.CallerConsole.Registering;

/// <summary>One entry: what happened to it, by when it is answered, and what the viewer may do now.</summary>
public sealed partial class UnresolvedEntry
{
    private UnresolvedStep? _step;
    private string _text = "", _question = "", _until = "";
    private bool _textNeeded, _untilNeeded;

    [Parameter, EditorRequired] public required Unresolved Entry { get; set; }
    [Parameter, EditorRequired] public required HallView View { get; set; }
    [Parameter, EditorRequired] public required UnresolvedWording W { get; set; }
    [Parameter, EditorRequired] public required DateOnly Today { get; set; }
    /// <summary>Whoever could not get it done; null: anonymous, or no longer known.</summary>
    [Parameter, EditorRequired] public required MaskedPerson? Person { get; set; }
    [Parameter, EditorRequired] public required IReadOnlyList<UnresolvedLine> Lines { get; set; }
    /// <summary>What the viewer may do now.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<UnresolvedStep> Steps { get; set; }
    [Parameter] public EventCallback<GivenStep> OnFollow { get; set; }

    private DateOnly? Latest => UnresolvedActs.Latest(View.Map, Entry, Today);
    private bool AnswersQuestion => _step is UnresolvedStep.Answered && Entry.Block is BlockKind.QuestionUnanswered;
    private bool NeedsText => _step is UnresolvedStep.Extended or UnresolvedStep.Answered or UnresolvedStep.NotConfirmed;

    private void Choose(UnresolvedStep step) => (_step, _text, _question, _until, _textNeeded, _untilNeeded) = (_step == step ? null : step, "", "", "", false, false);

    private Task GiveAsync()
    {
        DateOnly? until = DateOnly.TryParseExact(_until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        _textNeeded = NeedsText && (string.IsNullOrWhiteSpace(_text) || AnswersQuestion && string.IsNullOrWhiteSpace(_question));
        _untilNeeded = _step is UnresolvedStep.Extended && !(until > (Entry.Due ?? Today) && until <= Latest);
        return _textNeeded || _untilNeeded ? Task.CompletedTask : OnFollow.InvokeAsync(AnswersQuestion ? new(Entry.Id, UnresolvedStep.Answered, "", null, new(_question.Trim(), _text.Trim())) : new(Entry.Id, _step!.Value, _text, _step is UnresolvedStep.Extended ? until : null));
    }
}
