using System.Globalization;
using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Agents;

namespace TidalHall.Hub.Casework;

/// <summary>Fills the list by which folders go to a department: a bar code for each, places for both signatures. It names no applicant.</summary>
internal sealed class FolderPapers(IHalls halls, INotes notes, PaperLayouts layouts, JobDesk jobs, SteadyTime time) : IFolderPapers
{
    public async Task<JobOutcome> PrintAsync(FolderListId id, DeviceId printer, Actor by, CancellationToken cancel) => await SheetAsync(id, by.Id.Value, cancel) is { } sheet
        ? (await jobs.DoAsync(new PrintJob(Guid.CreateVersion7(), printer, time.GetUtcNow() + CasePapers.Begin, sheet), cancel)).Outcome
        : JobOutcome.Failed;

    /// <summary>Null where there is no such list, or the last of its cases has left memory.</summary>
    /// <param name="by">Who looks: why a folder was not taken over is a look into the vault.</param>
    public async Task<Sheet?> SheetAsync(FolderListId id, string by, CancellationToken cancel)
    {
        var (hall, says) = (halls.Default, new PaperTongue(Layout: null));
        var view = hall.View;
        if (view.Cases.Find(id) is not { } list) return null;
        var folders = new List<Dictionary<string, string>>();
        foreach (var c in list.Cases.Select(view.Cases.Find).OfType<Case>())
            folders.Add(new()
            {
                ["number"] = c.Number.ToString(), ["item"] = view.Map.Items.GetValueOrDefault(c.Item) is { } item ? says.Of(item.Name) : c.Item.Value, ["papers"] = says.T["FolderPapers", c.Materials.Length],
                ["note"] = list.Refused.Contains(c.Id) ? says.T["FolderRefused", await WhyAsync(hall, c, id, by, cancel) ?? ""] : "",
            });
        return layouts.Sheet(PaperKind.FolderList, new()
        {
            ["hall"] = says.Of(view.Plan.Name), ["number"] = id.ToString(), ["department"] = list.Department, ["count"] = list.Cases.Length.ToString(CultureInfo.InvariantCulture),
            ["sentBy"] = list.SentBy.Value, ["sentAt"] = Time(list.SentAt), ["signedBy"] = list.SignedBy?.Value ?? "", ["signedAt"] = list.SignedAt is { } at ? Time(at) : "",
        }, new() { ["folders"] = [.. folders] });

        string Time(DateTimeOffset at) => view.Map.Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    private async Task<string?> WhyAsync(IHall hall, Case c, FolderListId list, string by, CancellationToken cancel)
    {
        foreach (var sequence in c.History.Reverse())
            foreach (var r in await hall.ReadJournalAsync(sequence - 1, 1, cancel))
                if (r.Event is CaseFolderRefused { Reason: Reason.Typed { Note: var why } } e && e.List == list) return (await notes.ReadAsync(why, by, cancel)).Text;
        return null;
    }
}
