using System.Data.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using TidalHall.CallerConsole.Desks;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
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
    private readonly Dictionary<NoteRef, string> _notes = [];
    private readonly List<CaseHistory> _history = [];
    private MaskedPerson? _person, _agent;
    private CaseAct? _act;
    private Refusal? _refusal;
    private long _read;
    private bool _reading;

    [Inject] private IPostalAddresses Addresses { get; set; } = default!;
    [Parameter] public long Id { get; set; }

    private Case? Case => Newest.Cases.Find(new CaseId(Id));
    private ServiceItem? Item => Case is { } c ? Newest.Map.Items.GetValueOrDefault(c.Item) : null;
    private IReadOnlyList<CaseAct> Offered => CaseActs.Now(Newest, Case!, Actor!, Seat, Today);
    private Shortfall[] Wanted => Case!.State switch { CaseState.Told t => t.Missing, CaseState.CorrectionAsked a => a.Lines, _ => [] };
    /// <summary>By which its folder went last.</summary>
    private FolderList? LastList => Newest.Cases.Lists.Where(l => l.Cases.Contains(Case!.Id)).MaxBy(l => l.Id.Value);
    /// <summary>The other cases of its matter.</summary>
    private IEnumerable<Case> Siblings => Newest.Cases.OfMatter(Case!).Where(o => o.Id != Case!.Id);
    private EventCallback Retry => Orders.Unsettled is null ? default : EventCallback.Factory.Create(this, RetryAsync);

    protected override async Task OnSignedInAsync()
    {
        if (Case is not { } c) return;
        _person = await MaskedAsync(c.Applicant switch { Applicant.Organisation o => o.Representative, Applicant.Minor m => m.Child, Applicant.NaturalPerson p => p.Person, _ => default });
        if (c.Agent is { } agent) _agent = await MaskedAsync(agent);
        await ReadAsync();
    }

    protected override Task OnViewAsync() => Actor is null || Case is null ? Task.CompletedTask : ReadAsync();

    /// <summary>What happened to it since the last look: each line by its place in the journal, however long that has become.</summary>
    private async Task ReadAsync()
    {
        if (_reading) return;
        _reading = true;
        try
        {
            while (Case?.History.FirstOrDefault(s => s > _read) is { } next and > 0)
            {
                foreach (var recorded in await Hall.ReadJournalAsync(next - 1, 1, Leaving)) await TakeAsync(recorded);
                _read = next;
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
        var line = CaseHistory.Of(recorded);
        foreach (var note in new[] { line.Reason, line.RightBody }.OfType<NoteRef>()) _notes[note] = await NoteTextAsync(note);
        _history.Add(line);
    }

    private void Choose(CaseAct act)
    {
        Orders.Forget();
        (_refusal, _act) = (null, _act == act ? null : act);
    }

    private async Task GiveAsync(GivenAct given)
    {
        _refusal = null;
        if (Case is not { } c || await CommandAsync(c, given) is not { } command) return;
        GivenReason? reason = given.Reason.Trim() is { Length: > 0 } text ? new GivenReason.Typed(text) : null;
        await TakeAsync(await Orders.SendAsync(reason, command, Place, Leaving));
    }

    private async Task RetryAsync() => await TakeAsync(await Orders.RetryAsync(Leaving));

    private async Task TakeAsync(HallView? view)
    {
        if (view is null) return;
        Ahead(view);
        if (Orders.Refusal is null) _act = null;
        await ReadAsync();
    }

    /// <summary>Null: it is not sent; why is said.</summary>
    private async Task<Func<Reason?, HallCommand>?> CommandAsync(Case c, GivenAct given)
    {
        switch (given.Act)
        {
            case CaseAct.TakeInFiling: return _ => new TakeInFiling(c.Id, given.MandateSeen);
            case CaseAct.TellFiling:
                var faults = await LinesAsync(given);
                return _refusal is null ? _ => new TellFilingMissing(c.Id, faults) : null;
            case CaseAct.ReferToWindow: return r => new ReferToWindow(c.Id, r);
            case CaseAct.SendFolder: return _ => new SendFolders(c.Department, [c.Id]);
            case CaseAct.SignFolder when CaseActs.ListOf(Newest, c) is { } list: return _ => new SignFolders(list.Id, []);
            case CaseAct.Accept: return _ => new AcceptCase(c.Id);
            case CaseAct.NotAccept:
                var body = await NoteAsync(given.RightBody);
                return _refusal is null ? r => new NotAcceptCase(c.Id, given.Ground, r, body) : null;
            case CaseAct.AskCorrection:
                var lines = await LinesAsync(given);
                return _refusal is null ? _ => new AskCorrection(c.Id, lines) : null;
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
            case CaseAct.ChooseDelivery:
                var post = await AddressAsync(given.Post);
                return _refusal is null ? _ => new ChooseDelivery(c.Id, given.Delivery, Post: post) : null;
            case CaseAct.SendElsewhere when given.AsFile: return _ => new SendElsewhere(c.Id, null);
            case CaseAct.SendElsewhere when TextId.TryParse<CarrierId>(given.Carrier.Trim(), out var carrier) && TextId.TryParse<MailNumber>(given.Tracking.Trim(), out var tracking): return _ => new SendElsewhere(c.Id, new(carrier, tracking));
            case CaseAct.TakeAnswer when TextId.TryParse<ForeignNumber>(given.ForeignNumber.Trim(), out var foreign):
                return r => new AnswerFromElsewhere(c.Id, foreign, given.Answer switch { ElsewhereAnswer.Granted => true, ElsewhereAnswer.Refused => false, _ => null }, r, On: given.DecidedOn);
            case CaseAct.SetDroppedAside: return r => new SetDroppedAside(c.Id, r);
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
        var kept = await KeepAsync(text);
        _refusal = kept.Refusal;
        return kept.Reason;
    }

    /// <summary>What is to be mended, with how into the vault.</summary>
    private async Task<Shortfall[]> LinesAsync(GivenAct given)
    {
        var lines = new List<Shortfall>();
        foreach (var line in given.Lines)
            lines.Add(_refusal is null && given.Hows.TryGetValue(line.Id, out var how) && await NoteAsync(how) is Reason.Typed { Note: var note } ? line with { How = note } : line);
        return [.. lines];
    }

    /// <summary>Into the vault; null where none was given, or it cannot be kept.</summary>
    private async Task<NoteRef?> AddressAsync(PostalAddress? given)
    {
        if (given is null) return null;
        try
        {
            return await Addresses.KeepAsync(given, Guid.CreateVersion7(), Leaving);
        }
        catch (Exception e) when (e is DbException or IOException or InvalidOperationException)
        {
            _refusal = Refusal.Because(RefusalCode.NotDurable);
            return null;
        }
    }

    /// <summary>For the hall of the area that decides it.</summary>
    private bool HasFile => Case is { Elsewhere: not null, IsUndecided: true } && Actor?.Is(Roles.AnyClerk | Roles.Manager) is true;

    /// <summary>For the hall of the area that took it in.</summary>
    private bool HasAnswer => Case is { Origin: not null, State: not CaseState.Withdrawn } && Actor?.Is(Roles.AnyClerk | Roles.Manager) is true;

    private string TextOf(HallEvent happened) => happened switch
    {
        CaseReceivedFromElsewhere e => W["Event_CaseReceivedFromElsewhere", e.Origin.Area, e.Origin.Number],
        MissingClosed e => W[$"Event_Missing{e.End}"],
        ThingLoaded e => W["Event_ThingLoaded", e.Number],
        ThingDropped e => W["Event_ThingDropped", e.Number, e.Receipt],
        ThingRecovered e => W[e.Receipt is null ? "Event_ThingRecovered" : "Event_DroppedTakenOut", e.Number],
        ThingMissing e => W["Event_ThingMissing", e.Number],
        CaseNotAccepted e => W["Event_CaseNotAccepted", W.Of(e.Ground)],
        CaseDecided e when Case?.Elsewhere is not null => W[e.Granted ? "Event_GrantedElsewhere" : "Event_RefusedElsewhere"],
        CaseDecided e => W[e.Granted ? "Event_Granted" : "Event_Refused"],
        CaseExtended e => W["Event_CaseExtended", e.Days, e.Approver],
        CaseStepBegun e => W["Event_CaseStepBegun", W.Of(e.Step), e.Days],
        CaseSentElsewhere { Carrier: { } carrier } e => W["Event_CaseSentElsewhere", carrier, e.Tracking!],
        CaseSentElsewhere => W["Event_CaseSentAsFile"],
        CaseNumberedElsewhere e => W["Event_CaseNumberedElsewhere", e.Number],
        CaseWithdrawn e => W["Event_CaseWithdrawn", W.Of(e.Why)],
        CaseDeliveryChosen e => W["Event_CaseDeliveryChosen", W.Of(e.Delivery)],
        _ => W[$"Event_{happened.GetType().Name}"],
    };

    /// <summary>Who did what nobody's name stands beside.</summary>
    private string ByNobody(HallEvent happened) => happened switch
    {
        CaseFiled or CaseHandedOver or ThingDropped => W["Applicant"],
        CabinetEvent e => View.Map.Cabinets.GetValueOrDefault(e.Cabinet) is { } cabinet ? W.Of(cabinet.Name) : e.Cabinet.Value,
        _ => W["TheClock"],
    };

    private IEnumerable<(string Name, string Value)> Facts(Case c)
    {
        yield return (W["Applicant"], c.Applicant is Applicant.Organisation o ? W["OrganisationOf", o.Code, _person?.Name ?? "–"] : _person is { } p ? W["PersonOf", p.Name, p.IdNumber] : "–");
        if (c.Agent is not null) yield return (W["Agent"], _agent?.Name ?? "–");
        if (_person?.Phone is { } phone) yield return (W["Phone"], phone);
        if (c.State is CaseState.Filed filed) yield return (W["FiledOn"], PageWording.Day(filed.On));
        if (c.ReceivedOn is { } on) yield return (W["ReceivedOn"], PageWording.Day(on));
        if (c.DroppedOn is { } dropped) yield return (W["DroppedOn"], PageWording.Day(dropped));
        if (c.TakenBy.Length > 0) yield return (W["TakenBy"], string.Join(W["Comma"], c.TakenBy));
        yield return (W["Delivery"], W.Of(c.Delivery));
        if (c.Elsewhere is { } elsewhere)
        {
            yield return (W["Area"], W["AreaOf", elsewhere.Area, W[elsewhere.Sent ? "SentThere" : "NotSentYet"]]);
            if (elsewhere.Sent) yield return (W["ForeignNumber"], elsewhere.Number?.Value ?? W["NoForeignNumber"]);
        }
        else if (c.State is not (CaseState.Filed or CaseState.Referred)) yield return (W["Folder"], W.Of(c.Folder));
        if (c.Origin is { } origin) yield return (W["Origin"], W["OriginOf", origin.Area, origin.Number]);
        if (c.Materials.Length > 0) yield return (W[c.State is CaseState.Filed ? "MaterialsFiled" : "Materials"], string.Join(W["Comma"], c.Materials.Select(m => W.NameOf(Item, m.Id))));
        if (c.Tolerance is { } tolerance) yield return (W["Promise"], W["PromiseDone", PageWording.Day(tolerance.By), string.Join(W["Comma"], tolerance.Lacks.Select(l => W.NameOf(Item, l)))]);
    }
}
