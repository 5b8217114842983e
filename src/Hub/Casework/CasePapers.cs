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
    private const int JournalPage = 5_000;
    /// <summary>The hotline of government services.</summary>
    internal const string Contact = "12345";

    private static readonly CultureInfo Zh = CultureInfo.GetCultureInfo("zh-CN");
    private static Texts T => Texts.Of<CasePaperTexts>(Zh);

    public async Task<JobOutcome> PrintAsync(CaseId id, DeviceId printer, Actor by, CancellationToken cancel)
    {
        if (await SheetAsync(id, by.Id.Value, cancel) is not { } sheet) return JobOutcome.Failed;
        return (await jobs.DoAsync(new PrintJob(Guid.CreateVersion7(), printer, time.GetUtcNow() + Begin, sheet), cancel)).Outcome;
    }

    /// <summary>The paper that belongs to a case's state; null where there is no such case.</summary>
    /// <param name="by">Who looks at the names.</param>
    public async Task<Sheet?> SheetAsync(CaseId id, string by, CancellationToken cancel)
    {
        var hall = halls.Default;
        if (hall.View.Cases.Find(id) is not { } c) return null;
        if (c.State is CaseState.HandedOver && await LastAsync<CaseHandedOver>(hall, c, cancel) is { } handed) return await HandOverAsync(hall.View, c, handed.Event.ReportedAt ?? handed.At, handed.Event, by, cancel);
        return await hall.ReadJournalAsync(c.Sequence - 1, 1, cancel) is not [var first] ? null : first.Event switch
        {
            CaseTold told => await NoticeAsync(hall.View, c, first.At, told, by, cancel),
            CaseReceived => await ReceiptAsync(hall, c, by, cancel),
            _ => null,
        };
    }

    /// <summary>The notice of what waits in a cabinet; null where it does not lie there any more.</summary>
    /// <remarks>Without the code: that goes to the applicant alone, and an ID card opens as well.</remarks>
    public async Task<Sheet?> PickupNoticeAsync(CaseId id, string by, CancellationToken cancel)
    {
        var view = halls.Default.View;
        if (view.Cases.Find(id) is not { } c || view.Cabinets.Holding(id) is not { Inside: { } thing } at) return null;
        var fields = await CommonAsync(view, c, by, cancel);
        (fields["number"], fields["holder"], fields["bring"], fields["caption"]) = (c.Number.ToString(), fields["applicant"], T["Bring"], T["CaptionFollow"]);
        fields["place"] = T["InCabinet", view.Map.Cabinets.GetValueOrDefault(at.Cabinet)?.Name.In(Zh.Name) ?? at.Cabinet.Value, at.Number];
        fields["until"] = thing.OverdueAt is { } overdue ? Time(view, overdue) : "";
        return layouts.Sheet(PaperKind.PickupNotice, fields, new() { ["documents"] = await DocumentsAsync(c, by, cancel) });
    }

    private async Task<Sheet> NoticeAsync(HallView view, Case c, DateTimeOffset at, CaseTold told, string by, CancellationToken cancel)
    {
        var fields = await CommonAsync(view, c, by, cancel);
        (fields["window"], fields["toldAt"], fields["toldBy"], fields["caption"]) = (Window(view, told.Window), Time(view, at), told.By.Value, T["CaptionMissing"]);
        return layouts.Sheet(PaperKind.OneTimeNotice, fields, new() { ["missing"] = [.. told.Missing.Select(m => Entry(("name", NameOf(view, c, m.Id)), ("note", NoteOf(view, c, m))))] });
    }

    private async Task<Sheet?> ReceiptAsync(IHall hall, Case c, string by, CancellationToken cancel)
    {
        // All cases of one matter are received by one command: each has its own event.
        if (await LastAsync<CaseReceived>(hall, c, cancel) is not { } found) return null;
        var (view, received) = (hall.View, found.Event);
        var fields = await CommonAsync(view, c, by, cancel);
        (fields["number"], fields["window"], fields["receivedAt"], fields["receivedBy"]) = (c.Number.ToString(), Window(view, received.Window), Time(view, found.At), received.By.Value);
        (fields["nextStep"], fields["limit"], fields["caption"]) = (T["NextStep"], received.Until is { } until ? Day(until) : "", T["CaptionFollow"]);
        return layouts.Sheet(PaperKind.MaterialReceipt, fields, new()
        {
            ["materials"] = [.. received.Materials.Select(m => Entry(("name", NameOf(view, c, m.Id)), ("form", T[$"Form_{m.Form}"]), ("copies", T["Copies", m.Copies]), ("pages", m.Pages > 0 ? T["Pages", m.Pages] : ""), ("seen", m.Seen ? T["Seen"] : "")))],
            ["missing"] = [.. (received.Tolerance?.Lacks ?? []).Select(l => Entry(("name", NameOf(view, c, l)), ("note", T["BroughtBy", Day(received.Tolerance!.By)])))],
        });
    }

    private async Task<Sheet> HandOverAsync(HallView view, Case c, DateTimeOffset at, CaseHandedOver handed, string by, CancellationToken cancel)
    {
        var fields = await CommonAsync(view, c, by, cancel);
        var receiver = await people.MaskedAsync(handed.Proof is HandOverProof.OnSpot spot ? spot.Receiver : Acts(c), by, cancel);
        (fields["number"], fields["receiver"], fields["idNumber"], fields["idKind"], fields["phone"]) = (c.Number.ToString(), receiver?.Name ?? "", receiver?.IdNumber ?? "", T["IdCard"], receiver?.Phone ?? "");
        (fields["way"], fields["handedAt"], fields["handedBy"]) = (T[$"Way_{handed.Proof.GetType().Name}"], Time(view, at), handed.By?.Value ?? "");
        fields["place"] = handed.Proof switch { HandOverProof.OnSpot s => Window(view, s.Window), HandOverProof.Posted p => $"{p.Carrier} {p.Tracking}", HandOverProof.FromCabinet f => $"{f.Cabinet}-{f.Compartment}", _ => "" };
        return layouts.Sheet(PaperKind.HandOver, fields, new() { ["documents"] = await DocumentsAsync(c, by, cancel) });
    }

    private async Task<Dictionary<string, string>[]> DocumentsAsync(Case c, string by, CancellationToken cancel)
    {
        var documents = new List<Dictionary<string, string>>();
        foreach (var paper in (await LastAsync<CaseResultReady>(halls.Default, c, cancel))?.Event.Papers ?? [])
            documents.Add(Entry(("name", T[$"Result_{paper.Kind}"]), ("number", paper.Number is { } number ? (await notes.ReadAsync(number, by, cancel)).Text ?? "" : ""), ("copies", T["Copies", 1])));
        return [.. documents];
    }

    private async Task<Dictionary<string, string>> CommonAsync(HallView view, Case c, string by, CancellationToken cancel)
    {
        var applicant = await people.MaskedAsync(Acts(c), by, cancel);
        var agent = c.Agent is { } other ? await people.MaskedAsync(other, by, cancel) : null;
        return new()
        {
            ["hall"] = view.Plan.Name.In(Zh.Name), ["item"] = view.Map.Items.GetValueOrDefault(c.Item)?.Name.In(Zh.Name) ?? c.Item.Value, ["department"] = c.Department,
            ["applicant"] = c.Applicant is Applicant.Organisation o ? T["Organisation", o.Code, applicant?.Name ?? ""] : applicant?.Name ?? "", ["agent"] = agent?.Name ?? "",
            ["idKind"] = applicant is null ? "" : T["IdCard"], ["idNumber"] = applicant?.IdNumber ?? "", ["contact"] = Contact, ["link"] = new Uri(address.Root, $"c/{c.Code}").ToString(),
        };
    }

    /// <summary>Whose name stands on it: the child's, not the guardian's.</summary>
    private static PersonRef Acts(Case c) => c.Applicant switch { Applicant.Organisation o => o.Representative, Applicant.Minor m => m.Child, Applicant.NaturalPerson p => p.Person, _ => default };

    private static async Task<(DateTimeOffset At, TEvent Event)?> LastAsync<TEvent>(IHall hall, Case c, CancellationToken cancel) where TEvent : CaseEvent
    {
        (DateTimeOffset, TEvent)? last = null;
        for (var after = c.Sequence - 1; await hall.ReadJournalAsync(after, JournalPage, cancel) is [.., var end] page; after = end.Sequence)
            foreach (var r in page)
                if (r.Event is TEvent e && e.Case == c.Id) last = (r.At, e);
        return last;
    }

    private static string NoteOf(HallView view, Case c, Shortfall lacks) =>
        NeedOf(view, c, lacks.Id) is { } need ? T["Lacks", T[$"Lack_{lacks.Kind}"], T[$"Form_{need.Form}"], need.Copies] : T[$"Lack_{lacks.Kind}"];

    private static MaterialNeed? NeedOf(HallView view, Case c, MaterialId id) => view.Map.Items.GetValueOrDefault(c.Item) is { } item ? Checklist.Of(item).FirstOrDefault(n => n.Id == id) : null;
    private static string NameOf(HallView view, Case c, MaterialId id) => NeedOf(view, c, id)?.Name.In(Zh.Name) ?? id.Value;
    private static string Window(HallView view, WindowId id) => view.Map.Windows.TryGetValue(id, out var window) ? T["Window", window.Number] : id.Value;
    private static string Time(HallView view, DateTimeOffset at) => view.Map.Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private static Dictionary<string, string> Entry(params (string Name, string Value)[] fields) => fields.ToDictionary(f => f.Name, f => f.Value);
}
