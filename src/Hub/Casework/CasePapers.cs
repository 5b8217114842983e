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
internal sealed class CasePapers(IHalls halls, IPeople people, INotes notes, PaperLayouts layouts, PublicAddress address, JobDesk jobs, SteadyTime time) : ICasePapers
{
    /// <summary>The clerk waits for it with the applicant.</summary>
    internal static readonly TimeSpan Begin = TimeSpan.FromSeconds(20);
    /// <summary>Events at a time, backwards, and how far: more than a large hall has in a day.</summary>
    private const int Back = 1_000, FarBack = 50_000;
    /// <summary>The hotline of government services.</summary>
    internal const string Contact = "12345";

    public async Task<JobOutcome> PrintAsync(CaseId id, DeviceId printer, Actor by, CancellationToken cancel)
    {
        if (await SheetAsync(id, by.Id.Value, cancel) is not { } sheet) return JobOutcome.Failed;
        return (await jobs.DoAsync(new PrintJob(Guid.CreateVersion7(), printer, time.GetUtcNow() + Begin, sheet), cancel)).Outcome;
    }

    public async Task<JobOutcome> PrintNoticeAsync(CaseId id, DeviceId printer, Actor by, CancellationToken cancel)
    {
        if (await NoticeAsync(id, by.Id.Value, cancel) is not { } sheet) return JobOutcome.Failed;
        return (await jobs.DoAsync(new PrintJob(Guid.CreateVersion7(), printer, time.GetUtcNow() + Begin, sheet), cancel)).Outcome;
    }

    /// <summary>The dated proof of what the department said last (AL 32, 38), to be sealed by it; null where it has said nothing, or another area's hall decides.</summary>
    /// <param name="by">Who looks at the names.</param>
    public async Task<Sheet?> NoticeAsync(CaseId id, string by, CancellationToken cancel)
    {
        var (hall, view) = (halls.Default, halls.Default.View);
        if (view.Cases.Find(id) is not { Elsewhere: null } c) return null;
        var says = await TongueAsync(hall, c, cancel);
        var rows = new List<(string Name, string Value)>();
        var (title, on, who, reason, remedy) = ("", default(DateOnly), (ClerkId?)null, (Reason?)null, "");
        switch (c.State)
        {
            case CaseState.Accepted s:
                var accepted = (await LastAsync<CaseAccepted>(hall, c, cancel))?.Event;
                (title, on, who) = (s.Deemed ? "Deemed" : "Accepted", accepted?.On ?? s.From, accepted?.By);
                if (c.ReceivedOn is { } received) rows.Add((says.T["Row_Received"], Day(received)));
                rows.Add((says.T["Row_Accepted"], Day(s.From)));
                foreach (var limit in CaseClocks.Of(view.Map, c with { Step = null }).Where(l => l.Clock is CaseClock.Promised or CaseClock.Legal)) rows.Add((says.T[$"Row_{limit.Clock}"], limit.Last is { } last ? Day(last) : ""));
                foreach (var step in view.Map.Items.GetValueOrDefault(c.Item)?.Case?.Steps ?? []) rows.Add((says.T["Row_Step", says.T[$"Step_{step.Step}"]], says.T["Workdays", step.Days]));
                break;
            case CaseState.CorrectionAsked s when await LastAsync<CaseCorrectionAsked>(hall, c, cancel) is (var at, var asked):
                (title, on, who) = ("Correction", view.Map.Date(at), asked.By);
                rows.AddRange(s.Lines.Select(l => (NameOf(view, says, c, l.Id), NoteOf(view, says, c, l))));
                if (s.Until is { } until) rows.Add((says.T["Row_Until"], Day(until)));
                break;
            case CaseState.NotAccepted s when await LastAsync<CaseNotAccepted>(hall, c, cancel) is (var at, var no):
                (title, on, who, reason, remedy) = ("NotAccepted", view.Map.Date(at), no.By, no.Reason, says.T["Remedy", view.Plan.Cases.ReviewDays]);
                rows.Add((says.T["Row_Ground"], says.T[$"Ground_{s.Ground}"]));
                if (no.RightBody is Reason.Typed { Note: var body }) rows.Add((says.T["Row_RightBody"], (await notes.ReadAsync(body, by, cancel)).Text ?? ""));
                break;
            case CaseState.Decided or CaseState.Ready or CaseState.HandedOver when await LastAsync<CaseDecided>(hall, c, cancel) is (_, var decided):
                (title, on, who, reason, remedy) = (decided.Granted ? "Granted" : "Refused", decided.On, decided.By, decided.Reason, decided.Granted ? "" : says.T["Remedy", decided.ReviewDays ?? view.Plan.Cases.ReviewDays]);
                break;
            default: return null;
        }
        var fields = await CommonAsync(view, says, c, by, cancel);
        (fields["title"], fields["number"], fields["on"], fields["by"], fields["remedy"], fields["caption"]) = (says.T[$"Notice_{title}"], c.Number.ToString(), Day(on), who?.Value ?? "", remedy, says.T["CaptionFollow"]);
        fields["reasons"] = reason is Reason.Typed { Note: var why } ? says.T["Reasons", (await notes.ReadAsync(why, by, cancel)).Text ?? ""] : "";
        return layouts.Sheet(PaperKind.CaseNotice, fields, new() { ["rows"] = [.. rows.Select(r => Entry(("name", r.Name), ("value", r.Value)))] }, says.Layout);
    }

    /// <summary>The paper that belongs to a case's state; null where there is no such case.</summary>
    /// <param name="by">Who looks at the names.</param>
    public async Task<Sheet?> SheetAsync(CaseId id, string by, CancellationToken cancel)
    {
        var hall = halls.Default;
        if (hall.View.Cases.Find(id) is not { } c) return null;
        var says = await TongueAsync(hall, c, cancel);
        if (c.State is CaseState.HandedOver && await LastAsync<CaseHandedOver>(hall, c, cancel) is { } handed) return await HandOverAsync(hall.View, says, c, handed.Event.ReportedAt ?? handed.At, handed.Event, by, cancel);
        return await hall.ReadJournalAsync(c.Sequence - 1, 1, cancel) is not [var first] ? null : first.Event switch
        {
            CaseFiled when c.State is CaseState.Told && await LastAsync<CaseFilingTold>(hall, c, cancel) is (var at, var told) => await NoticeAsync(hall.View, says, c, at, says.T["Online"], told.By, told.Missing, by, cancel),
            CaseFiled filed => await FilingAsync(hall, says, c, first.At, filed, by, cancel),
            CaseTold told => await NoticeAsync(hall.View, says, c, first.At, Window(hall.View, says, told.Window), told.By, told.Missing, by, cancel),
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

    private async Task<Sheet> NoticeAsync(HallView view, PaperTongue says, Case c, DateTimeOffset at, string where, ClerkId toldBy, Shortfall[] missing, string by, CancellationToken cancel)
    {
        var fields = await CommonAsync(view, says, c, by, cancel);
        (fields["window"], fields["toldAt"], fields["toldBy"], fields["caption"]) = (where, Time(view, at), toldBy.Value, says.T["CaptionMissing"]);
        return layouts.Sheet(PaperKind.OneTimeNotice, fields, new() { ["missing"] = [.. missing.Select(m => Entry(("name", NameOf(view, says, c, m.Id)), ("note", NoteOf(view, says, c, m))))] }, says.Layout);
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
        (fields["number"], fields["window"], fields["receivedAt"], fields["receivedBy"]) = (c.Number.ToString(), r.From, Time(view, r.At), r.By.Value);
        (fields["nextStep"], fields["limit"], fields["caption"]) = (says.T["NextStep"], r.Until is { } until ? Day(until) : "", says.T["CaptionFollow"]);
        return layouts.Sheet(PaperKind.MaterialReceipt, fields, new()
        {
            ["materials"] = Lines(view, says, c, r.Materials),
            ["missing"] = [.. (r.Tolerance?.Lacks ?? []).Select(l => Entry(("name", NameOf(view, says, c, l)), ("note", says.T["BroughtBy", Day(r.Tolerance!.By)])))],
        }, says.Layout);
    }

    /// <summary>Of what was filed online: once it is taken in with the day by which the department speaks, before with that of its examination.</summary>
    private async Task<Sheet> FilingAsync(IHall hall, PaperTongue says, Case c, DateTimeOffset at, CaseFiled filed, string by, CancellationToken cancel)
    {
        var (view, taken) = (hall.View, await LastAsync<CaseFilingTakenIn>(hall, c, cancel));
        var fields = await CommonAsync(view, says, c, by, cancel);
        (fields["number"], fields["window"], fields["receivedAt"], fields["receivedBy"]) = (c.Number.ToString(), says.T["Online"], Time(view, at), taken?.Event.By.Value ?? "");
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

    private static string NoteOf(HallView view, PaperTongue says, Case c, Shortfall lacks) =>
        NeedOf(view, c, lacks.Id) is { } need ? says.T["Lacks", says.T[$"Lack_{lacks.Kind}"], says.T[$"Form_{need.Form}"], need.Copies] : says.T[$"Lack_{lacks.Kind}"];

    private static MaterialNeed? NeedOf(HallView view, Case c, MaterialId id) => view.Map.Items.GetValueOrDefault(c.Item) is { } item ? Checklist.Of(item).FirstOrDefault(n => n.Id == id) : null;
    private static string NameOf(HallView view, PaperTongue says, Case c, MaterialId id) => NeedOf(view, c, id) is { } need ? says.Of(need.Name) : id.Value;
    private static string Window(HallView view, PaperTongue says, WindowId id) => view.Map.Windows.TryGetValue(id, out var window) ? says.T["Window", window.Number] : id.Value;
    private static string Time(HallView view, DateTimeOffset at) => view.Map.Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private static Dictionary<string, string> Entry(params (string Name, string Value)[] fields) => fields.ToDictionary(f => f.Name, f => f.Value);
}
