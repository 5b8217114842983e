using System.Data.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.CallerConsole.Casework;

/// <summary>Takes material in at the window, bound to the ticket in front of it: against a receipt, a promise, or with one notice of everything missing.</summary>
[Authorize(Policy = Policies.Desk)]
[Surface(CasePages.Surface, Interactive = true, Styles = [CasePages.MudStyle, CasePages.Style], Scripts = [CasePages.MudScript])]
public sealed partial class IntakePage
{
    private readonly IntakeForm _form = new();
    private readonly HashSet<string> _left = [];
    private WindowId? _window;
    private Ticket? _ticket;
    private IntakeAnswer? _asked;
    private FormFocus _focus = new("person.name");
    private IReadOnlyList<Shortfall> _lacking = [];
    private Applicant? _applicant;
    private Refusal? _vault;
    private bool _keeping;
    private IReadOnlyList<Case> _made = [];

    [Inject] private PublicAddress Public { get; set; } = default!;
    [Inject] private IPostalAddresses Addresses { get; set; } = default!;
    [SupplyParameterFromQuery(Name = "window")] private string? WindowName { get; set; }

    private string Back => $"/console?window={WindowName}";
    private bool IsFilledIn => _form.Items.Count > 0;
    private bool IsOpen => IsFilledIn && _made.Count == 0;
    /// <summary>What is wrong, as far as it is to be said: in fields that were left, and in all once an answer was tried.</summary>
    private IReadOnlyList<FormFault> Faults => [.. _form.Faults(_asked, Today, View.Plan.Cases).Where(f => _asked is not null || _left.Contains(f.At))];
    private string Shared => string.Join(W["Comma"], _form.Shared.Select(n => W.Of(n.Name)));
    /// <summary>What staff took out of drop-boxes and no window has answered.</summary>
    private IEnumerable<DroppedPapers> FromDropBoxes => View.Cabinets.Dropped.Where(d => d.TakenOutAt is not null && ((d.Case ?? d.For) is not { } of || View.Cases.Find(of) is { IsBeforeIntake: true }));
    private bool MayPromise => _lacking.Count > 0 && View.Plan.Cases.ToleranceDays > 0 && _lacking.All(s => _form.Lines.First(l => l.Need.Id == s.Id).Need.Minor);
    private bool IsUnderway => _keeping || Orders.Underway;
    /// <summary>Somebody else stands at the window now: what is typed is not theirs.</summary>
    private bool IsStale => IsUnderway || _window is not { } window || View.CurrentAt(window)?.Id != _ticket?.Id;
    private EventCallback Retry => Orders.Unsettled is null ? default : EventCallback.Factory.Create(this, RetryAsync);

    private string Standing => IsUnderway ? W["Underway"]
        : IsStale ? W["SomebodyElse"]
        : Faults.Count > 0 ? W["ToMend", Faults.Count]
        : W[_lacking.Count == 0 ? "NothingLacks" : "Lacking", _lacking.Count];

    private ShortfallKind? LackOf(MaterialLine line) => _lacking.FirstOrDefault(s => s.Id == line.Need.Id)?.Kind;

    private Refusal? RefusalAt(IntakePlace place) => (_vault ?? Orders.Refusal) is { } refusal && IntakePlaces.Of(refusal.Code) == place ? refusal : null;

    protected override Task OnSignedInAsync()
    {
        _window = TextId.TryParse<WindowId>(WindowName, out var id) && View.Map.Windows.ContainsKey(id) ? id : null;
        _ticket = _window is { } window ? View.CurrentAt(window) : null;
        if (_ticket is not null && View.Map.Items.TryGetValue(_ticket.Visit.Item, out var item)) Join([item]);
        return Task.CompletedTask;
    }

    private void Leave(string field) => _left.Add(field);

    private void Join(IReadOnlyList<ServiceItem> items)
    {
        _form.Take(items);
        Check();
    }

    private Task TurnAsync(ApplicantKind kind)
    {
        (_form.Kind, _asked) = (kind, null);
        return KnowAsync();
    }

    /// <summary>Who applies, where the hall knows them already: what they filed before is not asked for again. Nobody is remembered by it.</summary>
    private async Task KnowAsync()
    {
        try
        {
            _applicant = await _form.KnownAsync(People, Today, Leaving);
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            // Then everything is asked for on the page, and the core knows better.
            _applicant = null;
        }
        Check();
    }

    /// <summary>Everything that lacks, as it stands. Before the applicant is known, what was filed by them before cannot be left out.</summary>
    private void Check() => _lacking = [.. _form.Items.SelectMany(i => Checklist.Missing(View.Cases, i, _applicant ?? new Applicant.NaturalPerson(default), _form.Handed, Today)).Concat(_form.Faulty).DistinctBy(s => s.Id)];

    private async Task AnswerAsync(IntakeAnswer answer)
    {
        if (IsStale) return;
        _asked = answer;
        if (Faults is [var first, ..])
        {
            _focus = new(first.At);
            return;
        }
        Orders.Forget();
        if (await RememberAsync(answer) is not { } known) return;
        _applicant = known.Applicant;
        ItemId[] items = [.. _form.Items.Select(i => i.Id)];
        HallCommand command = answer switch
        {
            IntakeAnswer.Notice => new TellMissing(_window!.Value, items, known.Applicant, _form.Handed, _form.Faulty, Dropped: _form.DroppedOrNone),
            _ => new TakeIn(_window!.Value, items, known.Applicant, _form.Good, _form.Delivery, known.Agent, answer is IntakeAnswer.Promise ? _form.PromisedBy : null, _form.AreaOrNone, Post: known.Post, Dropped: _form.DroppedOrNone),
        };
        Take(await Orders.SendAsync(command, _window!.Value, Leaving));
    }

    private async Task RetryAsync() => Take(await Orders.RetryAsync(Leaving));

    private void Take(HallView? view)
    {
        if (view is null) return;
        Ahead(view);
        // One case of each item: the newest, since one that was told before is it again.
        if (Orders.Refusal is null) _made = [.. _form.Items.Select(i => view.Cases.All.Where(c => c.Ticket == _ticket!.Id && c.Item == i.Id).MaxBy(c => c.Sequence)).OfType<Case>()];
        else Check();
    }

    /// <summary>Null: the vault cannot keep them, so nothing is sent.</summary>
    private async Task<(Applicant Applicant, CaseAgent? Agent, NoteRef? Post)?> RememberAsync(IntakeAnswer answer)
    {
        (_vault, _keeping) = (null, true);
        try
        {
            var (applicant, agent) = await _form.RememberAsync(People, Leaving);
            return (applicant, agent, _form.Delivery is DeliveryWay.Post && answer is not IntakeAnswer.Notice ? await Addresses.KeepAsync(_form.Post.Of(_form.Person), Guid.CreateVersion7(), Leaving) : null);
        }
        catch (Exception e) when (e is DbException or IOException or InvalidOperationException)
        {
            _vault = Refusal.Because(RefusalCode.NotDurable);
            return null;
        }
        finally
        {
            _keeping = false;
        }
    }
}
