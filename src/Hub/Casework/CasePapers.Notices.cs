using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Casework;

// What the department says in writing, to be sealed by it.
internal sealed partial class CasePapers
{
    /// <summary>The dated proof of what the department said last (AL 32, 38), or of what ended the case.</summary>
    private async Task<Sheet?> NoticeAsync(IHall hall, PaperTongue says, Case c, string by, CancellationToken cancel)
    {
        var view = hall.View;
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
                rows.AddRange((await LinesAsync(view, says, c, asked.Lines, by, cancel)).Select(l => (l["name"], l["note"])));
                if (s.Until is { } until)
                {
                    rows.Add((says.T["Row_Until"], Day(until)));
                    remedy = says.T["CorrectionLate"];
                }
                break;
            case CaseState.NotAccepted s when await LastAsync<CaseNotAccepted>(hall, c, cancel) is (var at, var no):
                (title, on, who, reason, remedy) = ("NotAccepted", view.Map.Date(at), no.By, no.Reason, says.T["Remedy", view.Plan.Cases.ReviewDays]);
                rows.Add((says.T["Row_Ground"], says.T[$"Ground_{s.Ground}"]));
                if (no.RightBody is Reason.Typed { Note: var body }) rows.Add((says.T["Row_RightBody"], (await notes.ReadAsync(body, by, cancel)).Text ?? ""));
                break;
            case CaseState.Decided or CaseState.Ready when await LastAsync<CaseDecided>(hall, c, cancel) is (_, var decided):
                (title, on, who, reason, remedy) = (decided.Granted ? "Granted" : "Refused", decided.On, decided.By, decided.Reason, decided.Granted ? "" : says.T["Remedy", decided.ReviewDays ?? view.Plan.Cases.ReviewDays]);
                break;
            // What ends it gives back what was handed in.
            case CaseState.Withdrawn s when await LastAsync<CaseWithdrawn>(hall, c, cancel) is (var at, var back):
                (title, on, who, reason) = ("Withdrawn", view.Map.Date(at), back.By, back.Reason);
                rows.Add((says.T["Row_Ground"], says.T[$"Withdrawn_{s.Why}"]));
                rows.AddRange(GivenBack(view, says, c));
                break;
            case CaseState.Returned when await LastAsync<CaseReturned>(hall, c, cancel) is (var at, var back):
                (title, on, who, reason, remedy) = ("Returned", view.Map.Date(at), back.By, back.Reason, says.T["Remedy", view.Plan.Cases.ReviewDays]);
                rows.AddRange(GivenBack(view, says, c));
                break;
            default: return null;
        }
        return await NoticeAsync(view, says, c, title, on, who, reason, remedy, rows, by, cancel);
    }

    /// <summary>More days for the decision, with who approved them and why (AL 42).</summary>
    private async Task<Sheet?> ExtensionAsync(IHall hall, PaperTongue says, Case c, string by, CancellationToken cancel)
    {
        if (await LastAsync<CaseExtended>(hall, c, cancel) is not (var at, var e)) return null;
        var view = hall.View;
        var rows = new List<(string Name, string Value)> { (says.T["Row_Extended"], says.T["Workdays", e.Days]), (says.T["Row_Approver"], e.Approver.Value) };
        if (CaseClocks.Of(view.Map, c with { Step = null }, CaseClock.Legal)?.Last is { } last) rows.Add((says.T["Row_Legal"], Day(last)));
        return await NoticeAsync(view, says, c, "Extended", view.Map.Date(at), e.By, e.Reason, "", rows, by, cancel);
    }

    private async Task<Sheet> NoticeAsync(HallView view, PaperTongue says, Case c, string title, DateOnly on, ClerkId? who, Reason? reason, string remedy, List<(string Name, string Value)> rows, string by, CancellationToken cancel)
    {
        var fields = await CommonAsync(view, says, c, by, cancel);
        (fields["title"], fields["number"], fields["on"], fields["by"], fields["remedy"], fields["caption"]) = (says.T[$"Notice_{title}"], c.Number.ToString(), Day(on), who?.Value ?? "", remedy, says.T["CaptionFollow"]);
        fields["reasons"] = reason is Reason.Typed { Note: var why } ? says.T["Reasons", (await notes.ReadAsync(why, by, cancel)).Text ?? ""] : "";
        return layouts.Sheet(PaperKind.CaseNotice, fields, new() { ["rows"] = [.. rows.Select(r => Entry(("name", r.Name), ("value", r.Value)))] }, says.Layout);
    }

    private static IEnumerable<(string Name, string Value)> GivenBack(HallView view, PaperTongue says, Case c) =>
        Lines(view, says, c, c.Materials).Select(m => (says.T["Row_GivenBack", m["name"]], $"{m["form"]} {m["copies"]}"));
}
