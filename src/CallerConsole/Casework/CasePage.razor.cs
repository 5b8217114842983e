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

/// <summary>One case: what happened and by whom, its limits side by side, and what the viewer may do now.</summary>
[Authorize(Policy = Policies.Casework)]
[Surface(CasePages.Surface, Interactive = true, Styles = [CasePages.MudStyle, CasePages.Style], Scripts = [CasePages.MudScript])]
public sealed partial class CasePage
{
    private const int JournalPage = 5_000;

    private readonly Dictionary<NoteRef, string> _notes = [];
    private readonly List<CaseHistory> _history = [];
    private readonly HashSet<FolderListId> _lists = [];
    private CaseWording _w = default!;
    private Actor? _actor;
    private Orders? _orders;
    private MaskedPerson? _person, _agent;
    private CaseAct? _act;
    private Refusal? _refusal;
    private HallView? _ahead;
    private long _read;
    private bool _reading;

    [Inject] private IPeople People { get; set; } = default!;
    [Inject] private INotes Notes { get; set; } = default!;
    [CascadingParameter] private Task<AuthenticationState> SignedIn { get; set; } = default!;
    [Parameter] public long Id { get; set; }

    /// <summary>The feed's view, or one that an answer brought before the feed did.</summary>
    private HallView Newest => _ahead is { } ahead && ahead.Sequence > View.Sequence ? ahead : View;
    private Case? Case => Newest.Cases.Find(new CaseId(Id));
    private ServiceItem? Item => Case is { } c ? Newest.Map.Items.GetValueOrDefault(c.Item) : null;
    private DateOnly Today => View.Map.Date(Hall.Now);
    private WindowId? Seat => Newest.Windows.Values.FirstOrDefault(w => w.Clerk == _actor!.Id)?.Id;
    private IReadOnlyList<CaseAct> Offered => CaseActs.Now(Newest, Case!, _actor!, Seat, Today);
    private Shortfall[] Wanted => Case!.State switch { CaseState.Told t => t.Missing, CaseState.CorrectionAsked a => a.Lines, _ => [] };

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _w = new(Culture);
    }

    protected override async Task OnInitializedAsync()
    {
        _actor = StaffClaims.ActorOf((await SignedIn).User);
        if (_actor is null || Case is not { } c) return;
        _orders = new(Hall, Notes, _actor);
        // What made it is the first; a notice before it is in the case itself.
        _read = c.Sequence - 1;
        _person = await MaskedAsync(c.Applicant switch { Applicant.Organisation o => o.Representative, Applicant.Minor m => m.Child, Applicant.NaturalPerson p => p.Person, _ => default });
        if (c.Agent is { } agent) _agent = await MaskedAsync(agent);
        await ReadAsync();
    }

    protected override Task OnViewAsync() => _orders is null ? Task.CompletedTask : ReadAsync();

    private async Task<MaskedPerson?> MaskedAsync(PersonRef person)
    {
        try
        {
            return await People.MaskedAsync(person, _actor!.Id.Value, Leaving);
        }
        catch (Exception e) when (e is DbException or IOException or InvalidOperationException)
        {
            // A look that cannot be audited shows nobody; the case goes on.
            return null;
        }
    }

    /// <summary>What the journal has of it since the last look.</summary>
    private async Task ReadAsync()
    {
        if (_reading) return;
        _reading = true;
        try
        {
            while (await Hall.ReadJournalAsync(_read, JournalPage, Leaving) is [.., var last] page)
            {
                foreach (var recorded in page) await TakeAsync(recorded);
                _read = last.Sequence;
            }
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            _refusal = Refusal.Because(RefusalCode.NotReadable);
        }
        finally
        {
            _reading = false;
        }
    }

    private async Task TakeAsync(Recorded recorded)
    {
        var line = recorded.Event is FoldersSigned signed && _lists.Contains(signed.List) ? new(recorded.At, signed, signed.By) : CaseHistory.Of(recorded, new(Id));
        if (line is null) return;
        if (line.Event is FoldersSent sent) _lists.Add(sent.List);
        foreach (var note in new[] { line.Reason, line.RightBody }.OfType<NoteRef>())
            if (await Notes.ReadAsync(note, _actor!.Id.Value, Leaving) is var look) _notes[note] = look.Text ?? _w.Of(look.Refusal!);
        _history.Add(line);
    }

    private void Choose(CaseAct act)
    {
        _orders!.Forget();
        (_refusal, _act) = (null, _act == act ? null : act);
    }

    private async Task GiveAsync(GivenAct given)
    {
        _refusal = null;
        if (Case is not { } c || await CommandAsync(c, given) is not { } command) return;
        GivenReason? reason = given.Reason.Trim() is { Length: > 0 } text ? new GivenReason.Typed(text) : null;
        await TakeAsync(await _orders!.SendAsync(reason, command, new PlaceId(Seat?.Value ?? "cases"), Leaving));
    }

    private async Task RetryAsync() => await TakeAsync(await _orders!.RetryAsync(Leaving));

    private async Task TakeAsync(HallView? view)
    {
        if (view is null) return;
        _ahead = view;
        if (_orders!.Refusal is null) _act = null;
        await ReadAsync();
    }

    /// <summary>Null: it is not sent; why is said.</summary>
    private async Task<Func<Reason?, HallCommand>?> CommandAsync(Case c, GivenAct given)
    {
        switch (given.Act)
        {
            case CaseAct.SendFolder: return _ => new SendFolders(c.Department, [c.Id]);
            case CaseAct.SignFolder when CaseActs.ListOf(Newest, c) is { } list: return _ => new SignFolders(list.Id, []);
            case CaseAct.Accept: return _ => new AcceptCase(c.Id);
            case CaseAct.NotAccept:
                var body = await NoteAsync(given.RightBody);
                return _refusal is null ? r => new NotAcceptCase(c.Id, given.Ground, r, body) : null;
            case CaseAct.AskCorrection: return _ => new AskCorrection(c.Id, given.Lines);
            case CaseAct.ReceiveCorrection when Seat is { } seat: return _ => new ReceiveCorrection(seat, c.Id, given.Materials);
            case CaseAct.BeginStep: return _ => new BeginStep(c.Id, given.Step);
            case CaseAct.EndStep: return _ => new EndStep(c.Id);
            case CaseAct.Extend when TextId.TryParse<ClerkId>(given.Approver.Trim(), out var approver): return r => new ExtendCase(c.Id, approver, r);
            case CaseAct.Extend: return No(RefusalCode.ApproverNeeded);
            case CaseAct.Grant: return _ => new DecideCase(c.Id, Granted: true);
            case CaseAct.Refuse: return r => new DecideCase(c.Id, Granted: false, r);
            case CaseAct.ReadyResult:
                var number = await NoteAsync(given.ResultNumber);
                return _refusal is null ? _ => new ReadyResult(c.Id, [new(given.Result, (number as Reason.Typed)?.Note)]) : null;
            case CaseAct.HandOver when Seat is { } seat && await People.FindAsync(given.IdNumber.Trim().ToUpperInvariant(), Leaving) is { } receiver: return _ => new HandOver(seat, c.Id, receiver);
            case CaseAct.HandOver: return No(RefusalCode.ReceiverNotEntitled, c.Number);
            case CaseAct.PostResult when TextId.TryParse<CarrierId>(given.Carrier.Trim(), out var carrier) && TextId.TryParse<MailNumber>(given.Tracking.Trim(), out var tracking): return _ => new PostResult(c.Id, carrier, tracking);
            case CaseAct.ChooseDelivery: return _ => new ChooseDelivery(c.Id, given.Delivery);
            case CaseAct.Withdraw: return r => new WithdrawCase(c.Id, r);
            case CaseAct.Return: return r => new ReturnCase(c.Id, r);
            default: return No(RefusalCode.TextNotPlain, NoteText.MaxLength);
        }
    }

    private Func<Reason?, HallCommand>? No(RefusalCode code, params object[] arguments)
    {
        _refusal = Refusal.Because(code, arguments);
        return null;
    }

    private async Task<Reason?> NoteAsync(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var kept = await Notes.KeepAsync(text.Trim(), Guid.CreateVersion7(), Leaving);
        _refusal = kept.Refusal;
        return kept.Reason;
    }

    private string TextOf(HallEvent happened) => happened switch
    {
        CaseNotAccepted e => _w["Event_CaseNotAccepted", _w.Of(e.Ground)],
        CaseDecided e => _w[e.Granted ? "Event_Granted" : "Event_Refused"],
        CaseExtended e => _w["Event_CaseExtended", e.Days, e.Approver],
        CaseStepBegun e => _w["Event_CaseStepBegun", _w.Of(e.Step), e.Days],
        CaseWithdrawn e => _w["Event_CaseWithdrawn", _w.Of(e.Why)],
        CaseDeliveryChosen e => _w["Event_CaseDeliveryChosen", _w.Of(e.Delivery)],
        _ => _w[$"Event_{happened.GetType().Name}"],
    };

    private IEnumerable<(string Name, string Value)> Facts(Case c)
    {
        yield return (_w["Applicant"], c.Applicant is Applicant.Organisation o ? _w["OrganisationOf", o.Code, _person?.Name ?? "–"] : _person is { } p ? _w["PersonOf", p.Name, p.IdNumber] : "–");
        if (c.Agent is not null) yield return (_w["Agent"], _agent?.Name ?? "–");
        if (_person?.Phone is { } phone) yield return (_w["Phone"], phone);
        if (c.ReceivedOn is { } on) yield return (_w["ReceivedOn"], CaseWording.Day(on));
        yield return (_w["TakenBy"], string.Join(_w["Comma"], c.TakenBy));
        yield return (_w["Delivery"], _w.Of(c.Delivery));
        yield return (_w["Folder"], _w.Of(c.Folder));
        if (c.Materials.Length > 0) yield return (_w["Materials"], string.Join(_w["Comma"], c.Materials.Select(m => _w.NameOf(Item, m.Id))));
        if (c.Tolerance is { } tolerance) yield return (_w["Promise"], _w["PromiseDone", CaseWording.Day(tolerance.By), string.Join(_w["Comma"], tolerance.Lacks.Select(l => _w.NameOf(Item, l)))]);
    }
}
