using Microsoft.AspNetCore.Components;
using TidalHall.CallerConsole.Casework;
using TidalHall.Core.Errands;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui.Components;

namespace TidalHall.CallerConsole.Helping;

/// <summary>Takes down whom the hall helps in what: accompanied, or acted for by a written mandate.</summary>
public sealed partial class ErrandForm
{
    private const string ItemField = "item", MandateField = "mandate";

    private readonly PersonFields _person = new();
    private ServiceItem? _item;
    private ErrandKind _kind;
    private bool _mandate, _english;
    private string _scope = "";
    private IReadOnlyList<FormFault> _faults = [];
    private Refusal? _answer, _refused;
    private FormFocus? _focus, _focused;
    private ElementReference _mandateField;

    [Parameter, EditorRequired] public required HallView View { get; set; }
    [Parameter, EditorRequired] public required ErrandWording W { get; set; }
    [Parameter, EditorRequired] public required DateOnly Today { get; set; }
    /// <summary>What the hall said to the last try.</summary>
    [Parameter] public Refusal? Refusal { get; set; }
    [Parameter] public EventCallback<GivenErrand> OnBegin { get; set; }

    /// <summary>The field that a refusal is about; null: the errand as a whole.</summary>
    internal static string? FieldOf(Refusal? refusal) => refusal?.Code switch
    {
        RefusalCode.UnknownItem or RefusalCode.ErrandGoesOn or RefusalCode.PresenceNeeded => ItemField,
        RefusalCode.MandateNotSeen => MandateField,
        _ => null,
    };

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(Refusal, _answer)) return;
        (_answer, _refused) = (Refusal, Refusal);
        if (FieldOf(Refusal) is { } field) _focus = new(field);
    }

    // Fields of a person and the item take the focus themselves.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is not { At: MandateField } focus || ReferenceEquals(focus, _focused)) return;
        _focused = focus;
        await _mandateField.TakeFocusAsync();
    }

    private string? TextAt(string field) => _faults.FirstOrDefault(f => f.At == field) is { } fault ? W[fault.Text] : FieldOf(_refused) == field ? W.Of(_refused!) : null;

    private void Take(ServiceItem? item)
    {
        _item = item;
        Clear(ItemField);
    }

    private void Clear(string field)
    {
        _faults = [.. _faults.Where(f => f.At != field)];
        if (FieldOf(_refused) == field) _refused = null;
    }

    // A field that was left says what is wrong with it at once.
    private void CheckAt(string field) => _faults = [.. _faults.Where(f => f.At != field), .. PersonFaults().Where(f => f.At == field)];

    private IEnumerable<FormFault> PersonFaults() => _person.Faults("person", Today, View.Plan.Cases.NewDivisions);

    private IEnumerable<FormFault> Faults()
    {
        if (_item is null) yield return new(ItemField, "ItemNeeded");
        else if (_kind is ErrandKind.ActFor && _item.Case is { InPerson: true }) yield return new(ItemField, "PresenceNeeded");
        foreach (var fault in PersonFaults()) yield return fault;
        if (_kind is ErrandKind.ActFor && !_mandate) yield return new(MandateField, "MandateNeeded");
    }

    private Task GiveAsync()
    {
        (_faults, _refused) = ([.. Faults()], null);
        if (_faults is not [var first, ..]) return OnBegin.InvokeAsync(new(_kind, _item!.Id, _person, _kind is ErrandKind.ActFor && _mandate, _scope.Trim(), _english ? "en" : null));
        _focus = new(first.At);
        return Task.CompletedTask;
    }
}
