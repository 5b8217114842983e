using System.Globalization;
using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Agents;
using TidalHall.Ui;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Hub.Casework;

/// <summary>Fills the papers of a case from what the journal has of it; people stand on them masked.</summary>
internal sealed partial class CasePapers(IHalls halls, IPeople people, INotes notes, IPostalAddresses addresses, PaperLayouts layouts, PublicAddress address, JobDesk jobs, SteadyTime time) : ICasePapers
{
    /// <summary>The clerk waits for it with the applicant.</summary>
    internal static readonly TimeSpan Begin = TimeSpan.FromSeconds(20);
    /// <summary>Events at a time, backwards, and how far: more than a large hall has in a day.</summary>
    private const int Back = 1_000, FarBack = 50_000;
    /// <summary>The hotline of government services.</summary>
    internal const string Contact = "12345";

    public async Task<JobOutcome> PrintAsync(CaseId id, CasePaper paper, DeviceId printer, Actor by, CancellationToken cancel)
    {
        if (await SheetAsync(id, paper, by.Id.Value, cancel) is not { } sheet) return JobOutcome.Failed;
        return (await jobs.DoAsync(new PrintJob(Guid.CreateVersion7(), printer, time.GetUtcNow() + Begin, sheet), cancel)).Outcome;
    }

    /// <summary>Null where there is no such case, or it has no such paper as it stands.</summary>
    /// <param name="by">Who looks at the names.</param>
    public async Task<Sheet?> SheetAsync(CaseId id, CasePaper paper, string by, CancellationToken cancel)
    {
        var hall = halls.Default;
        if (hall.View.Cases.Find(id) is not { } c || !c.Papers.Contains(paper)) return null;
        var says = await TongueAsync(hall, c, cancel);
        return paper switch
        {
            CasePaper.Correction => await CorrectionAsync(hall, says, c, by, cancel),
            CasePaper.Extension => await ExtensionAsync(hall, says, c, by, cancel),
            CasePaper.Notice => await NoticeAsync(hall, says, c, by, cancel),
            // The carrier reads it, not who visited.
            CasePaper.Label => await LabelAsync(hall, new(Layout: null), c, by, cancel),
            _ => await OfStateAsync(hall, says, c, by, cancel),
        };
    }

    private async Task<Sheet?> OfStateAsync(IHall hall, PaperTongue says, Case c, string by, CancellationToken cancel)
    {
        if (c.State is CaseState.HandedOver && await LastAsync<CaseHandedOver>(hall, c, cancel) is { } handed) return await HandOverAsync(hall.View, says, c, handed.Event.ReportedAt ?? handed.At, handed.Event, by, cancel);
        return await hall.ReadJournalAsync(c.Sequence - 1, 1, cancel) is not [var first] ? null : first.Event switch
        {
            CaseFiled when c.State is CaseState.Told && await LastAsync<CaseFilingTold>(hall, c, cancel) is (var at, var told) => await ToldAsync(hall.View, says, c, at, says.T["Online"], told.By, told.Missing, by, cancel),
            CaseFiled filed => await FilingAsync(hall, says, c, first.At, filed, by, cancel),
            CaseTold told => await ToldAsync(hall.View, says, c, first.At, Window(hall.View, says, told.Window), told.By, told.Missing, by, cancel),
            CaseReceived or CaseReceivedFromElsewhere => await ReceiptAsync(hall, says, c, by, cancel),
            _ => null,
        };
    }

    /// <summary>The notice of what waits in a cabinet; null where it does not lie there any more.</summary>
    /// <remarks>Without the code: that goes to the applicant alone, and an ID card opens as well.</remarks>
    public async Task<Sheet?> PickupNoticeAsync(CaseId id, string by, CancellationToken cancel)
    {
        var (hall, view) = (halls.Default, halls.Default.View);
        if (view.Cases.Find(id) is not { } c || view.Cabinets.Holding(id) is not { Inside: { } thing } at) return null;
        var says = await TongueAsync(hall, c, cancel);
        var fields = await CommonAsync(view, says, c, by, cancel);
        (fields["number"], fields["holder"], fields["bring"], fields["caption"]) = (c.Number.ToString(), fields["applicant"], says.T["Bring"], says.T["CaptionFollow"]);
        fields["place"] = says.T["InCabinet", view.Map.Cabinets.GetValueOrDefault(at.Cabinet) is { } cabinet ? says.Of(cabinet.Name) : at.Cabinet.Value, at.Number];
        fields["until"] = thing.OverdueAt is { } overdue ? Time(view, overdue) : "";
        return layouts.Sheet(PaperKind.PickupNotice, fields, new() { ["documents"] = await DocumentsAsync(says, c, by, cancel) }, says.Layout);
    }

    /// <summary>Of the visit the case was taken in at; a citizen who has asked for nothing is spoken to in the hall's own.</summary>
    private static async Task<PaperTongue> TongueAsync(IHall hall, Case c, CancellationToken cancel)
    {
        if (c.Ticket is not { } ticket) return new(Layout: null);
        if (hall.View.Find(ticket) is { } known) return new(known.Language);
        // A ticket of an earlier day: it is found where it was taken, before its case.
        for (var end = c.Sequence; end > Math.Max(0, c.Sequence - FarBack); end -= Back)
        {
            var from = Math.Max(0, end - Back);
            foreach (var r in (await hall.ReadJournalAsync(from, (int)(end - from), cancel)).Reverse())
                if (r.Event is TicketTaken taken && taken.Ticket == ticket) return new(taken.Language);
        }
        return new(Layout: null);
    }

    private async Task<Sheet> ToldAsync(HallView view, PaperTongue says, Case c, DateTimeOffset at, string where, ClerkId toldBy, Shortfall[] missing, string by, CancellationToken cancel)
    {
        var fields = await CommonAsync(view, says, c, by, cancel);
        (fields["window"], fields["toldAt"], fields["toldBy"], fields["caption"]) = (where, Time(view, at), toldBy.Value, says.T["CaptionMissing"]);
        return layouts.Sheet(PaperKind.OneTimeNotice, fields, new() { ["missing"] = await LinesAsync(view, says, c, missing, by, cancel) }, says.Layout);
    }

    private async Task<Sheet?> ReceiptAsync(IHall hall, PaperTongue says, Case c, string by, CancellationToken cancel)
    {
        // All cases of one matter are received by one command: each has its own event.
        var view = hall.View;
        (string From, DateTimeOffset At, ClerkId By, DateOnly? Until, HandedMaterial[] Materials, Tolerance? Tolerance) r;
        if (await LastAsync<CaseReceived>(hall, c, cancel) is (var at, var brought)) r = (Window(view, says, brought.Window), at, brought.By, brought.Until, brought.Materials, brought.Tolerance);
        else if (await LastAsync<CaseReceivedFromElsewhere>(hall, c, cancel) is (var came, var sent)) r = (says.T["FromHall", sent.Origin.Area, sent.Origin.Number], came, sent.By, sent.Until, sent.Materials, null);
        else return null;
        var fields = await CommonAsync(view, says, c, by, cancel);
        (fields["title"], fields["number"], fields["window"], fields["receivedAt"], fields["receivedBy"]) = (says.T["Receipt"], c.Number.ToString(), r.From, Time(view, r.At), r.By.Value);
        if (r.Tolerance is not null) fields["promise"] = says.T["Promise"];
        (fields["nextStep"], fields["limit"], fields["caption"]) = (says.T["NextStep"], r.Until is { } until ? Day(until) : "", says.T["CaptionFollow"]);
        return layouts.Sheet(PaperKind.MaterialReceipt, fields, new()
        {
            ["materials"] = Lines(view, says, c, r.Materials),
            ["missing"] = [.. (r.Tolerance?.Lacks ?? []).Select(l => Entry(("name", NameOf(view, says, c, l)), ("note", says.T["BroughtBy", Day(r.Tolerance!.By)])))],
        }, says.Layout);
    }

    /// <summary>Of what was asked for or promised and came: as it was taken in, and what of it is still not there.</summary>
    private async Task<Sheet?> CorrectionAsync(IHall hall, PaperTongue says, Case c, string by, CancellationToken cancel)
    {
        if (await LastAsync<CaseCorrectionReceived>(hall, c, cancel) is not (var at, var e)) return null;
        var view = hall.View;
        var fields = await CommonAsync(view, says, c, by, cancel);
        (fields["title"], fields["number"], fields["window"], fields["receivedAt"], fields["receivedBy"]) = (says.T["CorrectionReceipt"], c.Number.ToString(), Window(view, says, e.Window), Time(view, at), e.By.Value);
        (fields["nextStep"], fields["caption"]) = (says.T[e.Left.Length == 0 ? "NextStep" : "NextRest"], says.T["CaptionFollow"]);
        fields["limit"] = e.Left.Length == 0 && c.AskedOnce && view.Map.Calendar.After(e.On, view.Plan.Cases.AcceptanceDays) is { } until ? Day(until) : "";
        return layouts.Sheet(PaperKind.MaterialReceipt, fields, new() { ["materials"] = Lines(view, says, c, e.Materials), ["missing"] = await LinesAsync(view, says, c, e.Left, by, cancel) }, says.Layout);
    }

    /// <summary>Of what was filed online: once it is taken in with the day by which the department speaks, before with that of its examination.</summary>
    private async Task<Sheet> FilingAsync(IHall hall, PaperTongue says, Case c, DateTimeOffset at, CaseFiled filed, string by, CancellationToken cancel)
    {
        var (view, taken) = (hall.View, await LastAsync<CaseFilingTakenIn>(hall, c, cancel));
        var fields = await CommonAsync(view, says, c, by, cancel);
        (fields["title"], fields["number"], fields["window"], fields["receivedAt"], fields["receivedBy"]) = (says.T["Receipt"], c.Number.ToString(), says.T["Online"], Time(view, at), taken?.Event.By.Value ?? "");
        (fields["nextStep"], fields["caption"]) = (says.T[taken is null ? "NextExamined" : "NextStep"], says.T["CaptionFollow"]);
        fields["limit"] = (taken is null ? filed.Until : taken.Value.Event.Until) is { } until ? Day(until) : "";
        return layouts.Sheet(PaperKind.MaterialReceipt, fields, new() { ["materials"] = Lines(view, says, c, c.Materials), ["missing"] = [] }, says.Layout);
    }

    private static Dictionary<string, string>[] Lines(HallView view, PaperTongue says, Case c, HandedMaterial[] materials) =>
        [.. materials.Select(m => Entry(("name", NameOf(view, says, c, m.Id)), ("form", says.T[$"Form_{m.Form}"]), ("copies", says.T["Copies", m.Copies]), ("pages", m.Pages > 0 ? says.T["Pages", m.Pages] : ""), ("seen", m.Seen ? says.T["Seen"] : "")))];

    private async Task<Sheet> HandOverAsync(HallView view, PaperTongue says, Case c, DateTimeOffset at, CaseHandedOver handed, string by, CancellationToken cancel)
    {
        var fields = await CommonAsync(view, says, c, by, cancel);
        var receiver = await people.MaskedAsync(handed.Proof is HandOverProof.OnSpot spot ? spot.Receiver : Acts(c), by, cancel);
        (fields["number"], fields["receiver"], fields["idNumber"], fields["idKind"], fields["phone"]) = (c.Number.ToString(), receiver?.Name ?? "", receiver?.IdNumber ?? "", says.T["IdCard"], receiver?.Phone ?? "");
        (fields["way"], fields["handedAt"], fields["handedBy"]) = (says.T[$"Way_{handed.Proof.GetType().Name}"], Time(view, at), handed.By?.Value ?? "");
        fields["place"] = handed.Proof switch { HandOverProof.OnSpot s => Window(view, says, s.Window), HandOverProof.Posted p => $"{p.Carrier} {p.Tracking}", HandOverProof.FromCabinet f => $"{f.Cabinet}-{f.Compartment}", _ => "" };
        return layouts.Sheet(PaperKind.HandOver, fields, new() { ["documents"] = await DocumentsAsync(says, c, by, cancel) }, says.Layout);
    }

    /// <summary>Of what was posted: where it goes, in clear. Nothing on it says what it is about.</summary>
    private async Task<Sheet?> LabelAsync(IHall hall, PaperTongue says, Case c, string by, CancellationToken cancel)
    {
        if (await LastAsync<CaseHandedOver>(hall, c, cancel) is not (var at, { Proof: HandOverProof.Posted posted })) return null;
        var (view, to) = (hall.View, c.Post is { } post ? await addresses.FindAsync(post, by, cancel) : null);
        if (to is null && c.Origin is null) return null;
        return layouts.Sheet(PaperKind.PostLabel, new()
        {
            ["hall"] = says.Of(view.Plan.Name), ["from"] = view.Plan.Address is { } from ? says.Of(from) : "", ["contact"] = Contact,
            // Another hall's address is its own to know; who sends writes it there.
            ["recipient"] = to?.Recipient ?? says.T["ToHall", c.Origin!.Area, c.Origin.Number], ["phone"] = to?.Phone ?? "", ["address"] = to?.Address ?? "",
            ["carrier"] = posted.Carrier.Value, ["tracking"] = posted.Tracking.Value, ["number"] = c.Number.ToString(), ["on"] = Day(view.Map.Date(at)),
        }, language: says.Layout);
    }

    private async Task<Dictionary<string, string>[]> DocumentsAsync(PaperTongue says, Case c, string by, CancellationToken cancel)
    {
        var documents = new List<Dictionary<string, string>>();
        foreach (var paper in (await LastAsync<CaseResultReady>(halls.Default, c, cancel))?.Event.Papers ?? [])
            documents.Add(Entry(("name", says.T[$"Result_{paper.Kind}"]), ("number", paper.Number is { } number ? (await notes.ReadAsync(number, by, cancel)).Text ?? "" : ""), ("copies", says.T["Copies", 1])));
        return [.. documents];
    }

    private async Task<Dictionary<string, string>> CommonAsync(HallView view, PaperTongue says, Case c, string by, CancellationToken cancel)
    {
        var applicant = await people.MaskedAsync(Acts(c), by, cancel);
        var agent = c.Agent is { } other ? await people.MaskedAsync(other, by, cancel) : null;
        return new()
        {
            ["hall"] = says.Of(view.Plan.Name), ["item"] = view.Map.Items.GetValueOrDefault(c.Item) is { } item ? says.Of(item.Name) : c.Item.Value, ["department"] = c.Department,
            ["applicant"] = c.Applicant is Applicant.Organisation o ? says.T["Organisation", o.Code, applicant?.Name ?? ""] : applicant?.Name ?? "", ["agent"] = agent?.Name ?? "",
            ["idKind"] = applicant is null ? "" : says.T["IdCard"], ["idNumber"] = applicant?.IdNumber ?? "", ["contact"] = Contact, ["link"] = new Uri(address.Root, $"c/{c.Code}").ToString(),
        };
    }

    /// <summary>Whose name stands on it: the child's, not the guardian's.</summary>
    private static PersonRef Acts(Case c) => c.Applicant switch { Applicant.Organisation o => o.Representative, Applicant.Minor m => m.Child, Applicant.NaturalPerson p => p.Person, _ => default };

    private static async Task<(DateTimeOffset At, TEvent Event)?> LastAsync<TEvent>(IHall hall, Case c, CancellationToken cancel) where TEvent : CaseEvent
    {
        foreach (var sequence in c.History.Reverse())
            foreach (var r in await hall.ReadJournalAsync(sequence - 1, 1, cancel))
                if (r.Event is TEvent e) return (r.At, e);
        return null;
    }

    /// <summary>What is wrong with each, and how to mend it where that was typed.</summary>
    private async Task<Dictionary<string, string>[]> LinesAsync(HallView view, PaperTongue says, Case c, Shortfall[] lacking, string by, CancellationToken cancel)
    {
        var lines = new List<Dictionary<string, string>>();
        foreach (var lacks in lacking)
        {
            var wrong = NeedOf(view, c, lacks.Id) is { } need ? says.T["Lacks", says.T[$"Lack_{lacks.Kind}"], says.T[$"Form_{need.Form}"], need.Copies] : says.T[$"Lack_{lacks.Kind}"];
            var how = lacks.How is { } note ? (await notes.ReadAsync(note, by, cancel)).Text : null;
            lines.Add(Entry(("name", NameOf(view, says, c, lacks.Id)), ("note", how is null ? wrong : says.T["LacksHow", wrong, how])));
        }
        return [.. lines];
    }

    private static MaterialNeed? NeedOf(HallView view, Case c, MaterialId id) => view.Map.Items.GetValueOrDefault(c.Item) is { } item ? Checklist.Of(item).FirstOrDefault(n => n.Id == id) : null;
    private static string NameOf(HallView view, PaperTongue says, Case c, MaterialId id) => NeedOf(view, c, id) is { } need ? says.Of(need.Name) : id.Value;
    private static string Window(HallView view, PaperTongue says, WindowId id) => view.Map.Windows.TryGetValue(id, out var window) ? says.T["Window", window.Number] : id.Value;
    private static string Time(HallView view, DateTimeOffset at) => view.Map.Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private static Dictionary<string, string> Entry(params (string Name, string Value)[] fields) => fields.ToDictionary(f => f.Name, f => f.Value);
}
