using System.Data.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TidalHall.CallerConsole.Desks;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.CallerConsole.Casework;

/// <summary>Takes material in at the window, bound to the ticket in front of it: against a receipt, a promise, or with one notice of everything missing.</summary>
[Authorize(Policy = Policies.Desk)]
[Surface(CasePages.Surface, Interactive = true, Styles = [CasePages.MudStyle, CasePages.Style], Scripts = [CasePages.MudScript])]
public sealed partial class IntakePage
{
    private readonly IntakeForm _form = new();
    private CaseWording _w = default!;
    private Actor? _actor;
    private Orders? _orders;
    private WindowId? _window;
    private Ticket? _ticket;
    private ServiceItem? _item;
    private IReadOnlyList<FormFault> _faults = [];
    private IReadOnlyList<Shortfall> _lacking = [];
    private Applicant? _applicant;
    private Refusal? _vault;
    private Case? _made;

    [Inject] private IPeople People { get; set; } = default!;
    [Inject] private INotes Notes { get; set; } = default!;
    [Inject] private PublicAddress Public { get; set; } = default!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = default!;
    [SupplyParameterFromQuery(Name = "window")] private string? WindowName { get; set; }

    private string Back => $"/console?window={WindowName}";
    private Uri Root => Public.Root;
    private DateOnly Today => View.Map.Date(Hall.Now);
    private string Shared => _item is null ? "" : string.Join(_w["Comma"], Checklist.Of(_item).Where(n => n.Shared).Select(n => _w.Of(n.Name)));
    private bool MayPromise => _lacking.Count > 0 && View.Plan.Cases.ToleranceDays > 0 && _lacking.All(s => Checklist.Of(_item!).First(n => n.Id == s.Id).Minor);
    /// <summary>Somebody else stands at the window now: what is typed is not theirs.</summary>
    private bool IsStale => _orders!.Underway || _window is not { } window || View.CurrentAt(window)?.Id != _ticket?.Id;

    private ShortfallKind? LackOf(MaterialLine line) => _lacking.FirstOrDefault(s => s.Id == line.Need.Id)?.Kind;

    private Refusal? RefusalAt(IntakePlace place) => (_vault ?? _orders!.Refusal) is { } refusal && IntakePlaces.Of(refusal.Code) == place ? refusal : null;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _w = new(Culture);
    }

    protected override async Task OnInitializedAsync()
    {
        _actor = StaffClaims.ActorOf((await SignedIn).User);
        if (_actor is null) return;
        _orders = new(Hall, Notes, _actor);
        _window = TextId.TryParse<WindowId>(WindowName, out var id) && View.Map.Windows.ContainsKey(id) ? id : null;
        _ticket = _window is { } window ? View.CurrentAt(window) : null;
        if (_ticket is null || !View.Map.Items.TryGetValue(_ticket.Visit.Item, out _item)) return;
        _form.Take(_item);
        Check();
    }

    private Task TurnAsync(ApplicantKind kind)
    {
        _form.Kind = kind;
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
    private void Check() => _lacking = Checklist.Missing(View.Cases, _item!, _applicant ?? new Applicant.NaturalPerson(default), _form.Handed, Today);

    private async Task AnswerAsync(IntakeAnswer answer)
    {
        _faults = _form.Faults(answer, Today);
        if (_faults.Count > 0 || IsStale) return;
        _orders!.Forget();
        if (await RememberAsync() is not { } known) return;
        _applicant = known.Applicant;
        var (window, item) = (_window!.Value, _item!.Id);
        HallCommand command = answer switch
        {
            IntakeAnswer.Notice => new TellMissing(window, [item], known.Applicant, _form.Handed),
            IntakeAnswer.Promise => new TakeIn(window, [item], known.Applicant, _form.Handed, _form.Delivery, known.Agent, _form.PromisedBy),
            _ => new TakeIn(window, [item], known.Applicant, _form.Handed, _form.Delivery, known.Agent),
        };
        Take(await _orders.SendAsync(command, window, Leaving));
    }

    private async Task RetryAsync() => Take(await _orders!.RetryAsync(Leaving));

    private void Take(HallView? view)
    {
        if (view is null) return;
        if (_orders!.Refusal is null) _made = view.Cases.All.Where(c => c.Ticket == _ticket!.Id && c.Item == _item!.Id).MaxBy(c => c.Sequence);
        else Check();
    }

    /// <summary>Null: the vault cannot keep them, so nothing is sent.</summary>
    private async Task<(Applicant Applicant, CaseAgent? Agent)?> RememberAsync()
    {
        _vault = null;
        try
        {
            return await _form.RememberAsync(People, Leaving);
        }
        catch (Exception e) when (e is DbException or IOException or InvalidOperationException)
        {
            _vault = Refusal.Because(RefusalCode.NotDurable);
            return null;
        }
    }
}
