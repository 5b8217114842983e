using System.Globalization;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Errands;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Agents;

namespace TidalHall.Hub.Casework;

/// <summary>Fills the five papers of an errand; people stand on them masked.</summary>
internal sealed class ErrandPapers(IHalls halls, IPeople people, INotes notes, PaperLayouts layouts, JobDesk jobs, SteadyTime time) : IErrandPapers
{
    public async Task<JobOutcome> PrintAsync(ErrandId id, PaperKind paper, DeviceId printer, Actor by, CancellationToken cancel) => await SheetAsync(id, paper, by.Id.Value, cancel) is { } sheet
        ? (await jobs.DoAsync(new PrintJob(Guid.CreateVersion7(), printer, time.GetUtcNow() + CasePapers.Begin, sheet), cancel)).Outcome
        : JobOutcome.Failed;

    /// <summary>Null where there is no such errand, or it does not stand so that it has the paper.</summary>
    /// <param name="by">Who looks at the names.</param>
    public async Task<Sheet?> SheetAsync(ErrandId id, PaperKind paper, string by, CancellationToken cancel)
    {
        var view = halls.Default.View;
        if (view.Errands.Find(id) is not { } errand || !errand.Papers.Contains(paper)) return null;
        var says = new PaperTongue(errand.Language);
        var person = await people.MaskedAsync(errand.Person, by, cancel);
        var item = view.Map.Items.GetValueOrDefault(errand.Item);
        var fields = new Dictionary<string, string>
        {
            ["hall"] = says.Of(view.Plan.Name), ["number"] = errand.Number, ["person"] = person?.Name ?? "", ["idKind"] = person is null ? "" : says.T["IdCard"], ["idNumber"] = person?.IdNumber ?? "", ["phone"] = person?.Phone ?? "",
            ["item"] = item is null ? errand.Item.Value : says.Of(item.Name), ["department"] = item?.Department ?? "", ["helper"] = errand.Helper.Value, ["begunOn"] = Day(errand.On), ["contact"] = CasePapers.Contact, ["way"] = says.T[$"Errand_{errand.Kind}"],
        };
        var (on, reason) = errand.State switch
        {
            ErrandState.Going g => (g.ResumedOn, null),
            ErrandState.Suspended s => (s.On, s.Reason),
            ErrandState.Stopped s => (s.On, s.Reason),
            ErrandState.Over o => (o.On, null),
            _ => ((DateOnly?)null, (Reason?)null),
        };
        (fields["at"], fields["outcome"]) = (on is { } day ? Day(day) : "", errand.IsOver ? says.T[$"Errand_{errand.State.GetType().Name}"] : "");
        fields["reason"] = reason is Reason.Typed { Note: var why } ? await TextAsync(why, by, cancel) : "";
        fields["scope"] = errand.Scope is { } scope ? await TextAsync(scope, by, cancel) : says.T["ErrandWhole"];
        return layouts.Sheet(paper, fields, language: says.Layout);
    }

    private async Task<string> TextAsync(NoteRef note, string by, CancellationToken cancel) => (await notes.ReadAsync(note, by, cancel)).Text ?? "";
    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
