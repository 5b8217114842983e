using System.Text.Json;
using System.Text.Json.Serialization;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Casework;

/// <summary>Writes a case of another area down for the hall that decides it, and the answer to one that came from there.</summary>
internal sealed class CaseFiles(IHalls halls, IPeople people, INotes notes)
{
    internal static JsonSerializerOptions Form => CaseFileReading.Form;

    /// <summary>Null: there is no such case, or it is decided here.</summary>
    /// <param name="by">Who takes it: each person in it is a look into the vault.</param>
    public async Task<CaseFile?> FileAsync(CaseId id, string by, CancellationToken cancel)
    {
        var view = halls.Default.View;
        if (view.Cases.Find(id) is not { Elsewhere: { } elsewhere, ReceivedOn: { } on } c) return null;
        var item = view.Map.Items.GetValueOrDefault(c.Item);
        var needs = item is null ? [] : Checklist.Of(item);
        var (applicant, guardian) = c.Applicant switch { Applicant.Minor m => (m.Child, m.Guardian), Applicant.Organisation o => (o.Representative, (PersonRef?)null), Applicant.NaturalPerson p => (p.Person, null), var other => throw new InvalidOperationException($"No file for {other}.") };
        return new(CaseFile.Newest, view.Plan.Name.Zh, view.Plan.Cases.Area!, c.Number.ToString(), c.Code.ToString(), elsewhere.Area.ToString(), c.Item.Value, item?.Name.Zh ?? c.Item.Value, on, (c.Applicant as Applicant.Organisation)?.Code.ToString(),
            await people.DiscloseAsync(applicant, by, cancel), guardian is { } acts ? await people.DiscloseAsync(acts, by, cancel) : null, c.Agent is { } agent ? await people.DiscloseAsync(agent, by, cancel) : null,
            [.. c.Materials.Select(m => new CaseFilePaper(m.Id.Value, needs.FirstOrDefault(n => n.Id == m.Id)?.Name.Zh ?? m.Id.Value, m.Form, m.Copies, m.Pages, m.Seen, m.ValidUntil))], c.Delivery);
    }

    /// <summary>Null: there is no such case, it was brought here by its applicant, or it ended without a decision that the other hall could tell.</summary>
    /// <param name="by">Who takes it: the reasons of a refusal are a look into the vault.</param>
    public async Task<CaseAnswerFile?> AnswerAsync(IHall hall, CaseId id, string by, CancellationToken cancel)
    {
        var view = hall.View;
        if (view.Cases.Find(id) is not { Origin: { } origin, ReceivedOn: { } on } c || c.State is CaseState.Withdrawn) return null;
        var numbered = new CaseAnswerFile(CaseAnswerFile.Newest, view.Plan.Name.Zh, view.Plan.Cases.Area!, origin.Number.Value, new(c.Number.ToString()), CaseAnswer.Numbered, on);
        foreach (var sequence in c.History.Reverse())
            foreach (var happened in await hall.ReadJournalAsync(sequence - 1, 1, cancel))
                switch (happened.Event)
                {
                    case CaseDecided { Granted: true } e: return numbered with { Answer = CaseAnswer.Granted, On = e.On };
                    case CaseDecided e: return await RefusedAsync(e.On, e.Reason);
                    case CaseNotAccepted e: return await RefusedAsync(view.Map.Date(happened.At), e.Reason);
                    case CaseReturned e: return await RefusedAsync(view.Map.Date(happened.At), e.Reason);
                }
        return numbered;

        async Task<CaseAnswerFile> RefusedAsync(DateOnly day, Reason? reason) =>
            numbered with { Answer = CaseAnswer.Refused, On = day, Reasons = reason is Reason.Typed typed ? (await notes.ReadAsync(typed.Note, by, cancel)).Text : null };
    }
}
