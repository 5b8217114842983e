using System.Data.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using TidalHall.CallerConsole.Casework;
using TidalHall.CallerConsole.Desks;
using TidalHall.Core.Doors;
using TidalHall.Core.Errands;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.CallerConsole.Helping;

/// <summary>Whom the hall accompanies or acts for (帮办代办), from the slip to the end.</summary>
[Authorize(Policy = Policies.Errands)]
[Surface(CasePages.Surface, Interactive = true, Styles = [CasePages.MudStyle, CasePages.Style], Scripts = [CasePages.MudScript])]
public sealed partial class ErrandsPage
{
    // Each is looked up once: every look is audited.
    private readonly Dictionary<PersonRef, MaskedPerson?> _people = [];
    private readonly Dictionary<NoteRef, string> _notes = [];
    private bool _over, _beginning;
    private long _before;
    private ErrandId? _chosen;
    private Refusal? _refusal;
    private string? _told;

    [SupplyParameterFromQuery(Name = "errand")] private long? ErrandNumber { get; set; }

    private IReadOnlyList<Errand> Going => [.. Newest.Errands.All.Where(e => !e.IsOver).OrderBy(e => e.Id.Value)];
    private IReadOnlyList<Errand> Over => [.. Newest.Errands.All.Where(e => e.IsOver).OrderByDescending(e => ((ErrandState.Over)e.State).On).ThenByDescending(e => e.Id.Value)];
    private IReadOnlyList<Errand> Shown => _over ? Over : Going;
    private Errand? Chosen => _chosen is { } id ? Newest.Errands.Find(id) : null;
    private EventCallback Retry => Orders.Unsettled is null ? default : EventCallback.Factory.Create(this, RetryAsync);
    /// <summary>A refusal that no field of the form says.</summary>
    private Refusal? Unplaced => (_refusal ?? Orders.Refusal) is { } refusal && !(_beginning && ErrandForm.FieldOf(refusal) is not null) ? refusal : null;

    protected override Task OnSignedInAsync()
    {
        if (ErrandNumber is not ({ } number and > 0)) return LookAsync();
        _over = Newest.Errands.Find(new(number)) is { IsOver: true };
        return ChooseAsync(new(number));
    }

    protected override Task OnViewAsync() => Actor is null ? Task.CompletedTask : LookAsync();

    private Task TurnAsync(bool over)
    {
        _over = over;
        return LookAsync();
    }

    private void Begin()
    {
        Orders.Forget();
        (_beginning, _chosen, _refusal, _told) = (!_beginning, null, null, null);
    }

    private Task ChooseAsync(ErrandId id)
    {
        Orders.Forget();
        (_beginning, _chosen, _refusal, _told) = (false, id, null, null);
        return LookAsync();
    }

    /// <summary>Who and what on the page is not yet known.</summary>
    private async Task LookAsync()
    {
        var seen = Chosen is { } chosen ? Shown.Append(chosen) : Shown;
        foreach (var person in seen.Select(e => e.Person).Distinct().Where(p => _people.TryAdd(p, null)).ToList()) _people[person] = await MaskedAsync(person);
        if (Chosen is not { } errand) return;
        foreach (var note in new[] { errand.Scope, ErrandAtHand.WhyOf(errand) }.OfType<NoteRef>().Where(n => _notes.TryAdd(n, "")).ToList()) _notes[note] = await NoteTextAsync(note);
    }

    private async Task BeginAsync(GivenErrand given)
    {
        _refusal = null;
        Orders.Forget();
        PersonRef person;
        try
        {
            person = await given.Person.RememberAsync(People, Leaving);
        }
        catch (Exception e) when (e is DbException or IOException or InvalidOperationException)
        {
            _refusal = Refusal.Because(RefusalCode.NotDurable);
            return;
        }
        // Before the order: the feed may have its errand earlier than its answer is here.
        _before = Newest.Errands.All.Select(e => e.Id.Value).DefaultIfEmpty().Max();
        await TakeAsync(await Orders.SendAsync(Typed(given.Scope), scope => new BeginErrand(given.Kind, person, given.Item, given.MandateSeen, (scope as Reason.Typed)?.Note, Language: given.Language), Place, Leaving));
    }

    private async Task ActAsync(GivenErrandAct given)
    {
        (_refusal, _told) = (null, null);
        await TakeAsync(await Orders.SendAsync(Typed(given.Text), reason => given.Act switch
        {
            ErrandAct.Suspend => new SuspendErrand(given.Errand, reason),
            ErrandAct.Resume => new ResumeErrand(given.Errand, given.MandateSeen),
            ErrandAct.Finish => new FinishErrand(given.Errand),
            ErrandAct.Stop => new StopErrand(given.Errand, reason),
            _ => throw new InvalidOperationException($"No order for {given.Act}."),
        }, Place, Leaving));
    }

    private static GivenReason.Typed? Typed(string text) => text.Length > 0 ? new(text) : null;

    private async Task RetryAsync() => await TakeAsync(await Orders.RetryAsync(Leaving));

    private async Task TakeAsync(HallView? view)
    {
        if (view is null) return;
        Ahead(view);
        if (Orders.Refusal is null && _beginning && Newest.Errands.All.Where(e => e.Id.Value > _before && e.Helper == Actor!.Id).MaxBy(e => e.Id.Value) is { } made)
        {
            _over = false;
            await ChooseAsync(made.Id);
            _told = W["Begun", made.Number];
            return;
        }
        await LookAsync();
    }
}
