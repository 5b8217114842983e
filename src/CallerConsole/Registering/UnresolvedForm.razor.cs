using Microsoft.AspNetCore.Components;
using TidalHall.CallerConsole.Casework;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui.Components;

namespace TidalHall.CallerConsole.Registering;

/// <summary>Takes down what somebody could not get done: what was in the way, whose it is, by when they are spoken to and answered.</summary>
public sealed partial class UnresolvedForm
{
    private readonly PersonFields _person = new();
    private BlockKind _block;
    private UnresolvedKind _kind = UnresolvedKind.Ordinary;
    private Exclusion? _excluded;
    private bool _anonymous, _sure;
    private string _unit = "", _item = "", _tried = "", _pointer = "";
    private IReadOnlyList<FormFault> _faults = [];
    private FormFocus? _focus, _focused;
    private ElementReference _unitField, _itemField, _triedField, _pointerField;

    [Parameter, EditorRequired] public required HallView View { get; set; }
    [Parameter, EditorRequired] public required UnresolvedWording W { get; set; }
    [Parameter, EditorRequired] public required DateOnly Today { get; set; }
    /// <summary>The matter that a question is about which a window could not answer; null: something else is registered.</summary>
    [Parameter] public ItemId? Asked { get; set; }
    [Parameter] public EventCallback<GivenUnresolved> OnRegister { get; set; }

    private bool IsQuestion => _block is BlockKind.QuestionUnanswered;

    private UnresolvedRules Rules => View.Plan.Unresolved;
    private IEnumerable<string> Units => View.Plan.Items.Select(i => i.Department).Concat(View.Map.Departments.Keys).Distinct().Order(StringComparer.Ordinal);
    private ServiceItem[] ItemsOfUnit => _unit.Length == 0 ? [] : [.. View.Plan.Items.Where(i => i.Department == _unit)];

    // Another unit has other matters.
    private string Unit
    {
        get => _unit;
        set => (_unit, _item) = (value, "");
    }

    // A question is nobody's unless somebody wants to be told.
    private BlockKind Block
    {
        get => _block;
        set => (_block, _anonymous, _excluded, _sure) = (value, value is BlockKind.QuestionUnanswered, null, false);
    }

    protected override void OnInitialized()
    {
        if (Asked is not { } asked || !View.Map.Items.TryGetValue(asked, out var item)) return;
        (Block, Unit) = (BlockKind.QuestionUnanswered, item.Department);
        _item = asked.Value;
    }

    private string Promise => View.Map.Calendar.After(Today, Rules.ContactDays) is { } contact && View.Map.Calendar.After(Today, Rules.DaysOf(_kind)) is { } due
        ? IsQuestion && _anonymous ? W["PromiseQuestion", PageWording.Day(due)] : W["Promise", PageWording.Day(contact), PageWording.Day(due)]
        : W["PromiseNoCalendar"];

    // Fields of a person take the focus themselves.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is not { } focus || ReferenceEquals(focus, _focused)) return;
        _focused = focus;
        ElementReference? field = focus.At switch { "unit" => _unitField, "item" => _itemField, "tried" => _triedField, "pointer" => _pointerField, _ => null };
        if (field is { } wrong) await wrong.TakeFocusAsync();
    }

    private string? TextAt(string field) => _faults.FirstOrDefault(f => f.At == field) is { } fault ? W[fault.Text] : null;

    private IEnumerable<FormFault> Faults()
    {
        if (_unit.Length == 0) yield return new("unit", "DepartmentNeeded");
        if (IsQuestion && _item.Length == 0) yield return new("item", "ItemNeeded");
        if (string.IsNullOrWhiteSpace(_tried)) yield return new("tried", IsQuestion ? "QuestionNeeded" : "TriedNeeded");
        if (!_anonymous)
            foreach (var fault in _person.Faults("person", Today, View.Plan.Cases.NewDivisions)) yield return fault;
        if (_excluded is not null && string.IsNullOrWhiteSpace(_pointer)) yield return new("pointer", "PointerNeeded");
    }

    private Task GiveAsync()
    {
        _faults = [.. Faults()];
        if (_faults is [var first, ..])
        {
            (_focus, _sure) = (new(first.At), false);
            return Task.CompletedTask;
        }
        // What ends at once is asked for twice.
        if (_excluded is not null && !_sure)
        {
            _sure = true;
            return Task.CompletedTask;
        }
        return OnRegister.InvokeAsync(new(_block, _kind, _unit, _tried.Trim(), TextId.TryParse<ItemId>(_item, out var item) ? item : null, _anonymous ? null : _person, _excluded, _excluded is null ? "" : _pointer));
    }
}
