using TidalHall.Core.Cases;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

// What integrators send and get about cases. Names are a contract.
/// <param name="Tolerates">The day by which minor papers that lack are brought, promised in writing.</param>
/// <param name="Area">Of a case that another area's hall decides.</param>
/// <param name="Renews">The last day of what is to be renewed.</param>
/// <param name="Post">Where the result goes; needed with the delivery "post".</param>
/// <param name="Dropped">The receipt of what staff took out of a drop-box.</param>
internal sealed record TakeInBody(string? Window, string[]? Items, ApplicantBody? Applicant, MaterialBody[]? Materials = null, string? Delivery = null, AgentBody? Agent = null, DateOnly? Tolerates = null, string? Area = null, DateOnly? Renews = null, string? By = null, AddressBody? Post = null, string? Dropped = null);
/// <summary>By the platform where somebody files, in the applicant's name.</summary>
/// <param name="Materials">Electronic, unless another form is named.</param>
/// <param name="Renews">The last day of what is to be renewed.</param>
/// <param name="Commercial">The agent is one by trade.</param>
/// <param name="Post">Where the result goes; needed with the delivery "post".</param>
internal sealed record FileBody(string? Item, ApplicantBody? Applicant, MaterialBody[]? Materials = null, string? Delivery = null, PersonBody? Agent = null, DateOnly? Renews = null, bool? Commercial = null, AddressBody? Post = null);
internal sealed record TakeInFilingBody(bool? MandateSeen = null, string? By = null);
internal sealed record TellFilingBody(LineBody[]? Faults = null, string? By = null);
/// <param name="Dropped">The receipt of what staff took out of a drop-box.</param>
internal sealed record TellBody(string? Window, string[]? Items, ApplicantBody? Applicant, MaterialBody[]? Materials = null, LineBody[]? Faults = null, string? By = null, string? Dropped = null);
internal sealed record ByBody(string? By = null);
internal sealed record ReasonBody(string? Reason = null, string? By = null);
internal sealed record NotAcceptBody(string? Ground, string? Reason = null, string? RightBody = null, string? By = null);
internal sealed record AskBody(LineBody[]? Lines, string? By = null);
internal sealed record CorrectionBody(string? Window, MaterialBody[]? Materials = null, DateOnly? ReceivedOn = null, string? By = null);
internal sealed record ExtendCaseBody(string? Approver, string? Reason = null, string? By = null);
internal sealed record StepBody(string? Step, string? By = null);
internal sealed record DecideBody(bool? Granted, string? Reason = null, string? By = null);
internal sealed record PaperBody(string? Kind, string? Number = null);
internal sealed record ReadyBody(PaperBody[]? Papers, string? By = null);
/// <param name="Post">Where the result goes; left out, where it was to go before.</param>
internal sealed record DeliveryBody(string? Delivery, string? By = null, AddressBody? Post = null);
/// <param name="Recipient">40 signs at most.</param>
/// <param name="Phone">7 to 16 digits: the carrier calls it.</param>
/// <param name="Address">5 to 120 signs.</param>
internal sealed record AddressBody(string? Recipient, string? Phone, string? Address);
internal sealed record HandOverBody(string? Window, PersonBody? Receiver, string? By = null);
internal sealed record PostBody(string? Carrier, string? Tracking, string? By = null);
internal sealed record ElsewhereBody(string? Number, bool? Granted = null, string? Reason = null, string? By = null, DateOnly? On = null);
internal sealed record FoldersBody(string? Department, string[]? Cases, string? By = null);
/// <param name="Refused">Codes of those that go back for one <paramref name="Reason"/>.</param>
/// <param name="Refusals">Those that go back each for its own.</param>
internal sealed record SignBody(string[]? Refused = null, string? Reason = null, RefusalBody[]? Refusals = null, string? By = null);
internal sealed record RefusalBody(string? Case, string? Reason);

/// <param name="Last">Left out: the calendar does not reach so far, and nothing is promised.</param>
internal sealed record LimitReply(string Clock, DateOnly From, DateOnly? Last);
internal sealed record MissingReply(string Id, string Kind);
/// <param name="Matter">The code of the matter's first case.</param>
/// <param name="Missing">What was told, asked for or promised and is not there.</param>
internal sealed record CaseReply(string Code, string Number, string Item, string Department, string State, string Delivery, string Folder, DateOnly? ReceivedOn, string? Matter, string? NumberElsewhere, IEnumerable<LimitReply> Limits, IEnumerable<MissingReply> Missing)
{
    public static CaseReply Of(HallView view, Case c) => new(c.Code.ToString(), c.Number.ToString(), c.Item.Value, c.Department, ApiWords.Word(c.State.GetType().Name), ApiWords.Word(c.Delivery), ApiWords.Word(c.Folder), c.ReceivedOn,
        c.Matter is { } matter ? view.Cases.Find(matter)?.Code.ToString() : null, c.Elsewhere?.Number?.Value, CaseClocks.Of(view.Map, c).Select(l => new LimitReply(ApiWords.Word(l.Clock), l.From, l.Last)),
        c.State switch
        {
            CaseState.Told s => s.Missing.Select(m => new MissingReply(m.Id.Value, ApiWords.Word(m.Kind))),
            CaseState.CorrectionAsked s => s.Lines.Select(m => new MissingReply(m.Id.Value, ApiWords.Word(m.Kind))),
            _ => (c.Tolerance?.Lacks ?? []).Select(m => new MissingReply(m.Value, "promised")),
        });
}
internal sealed record CasesReply(IEnumerable<CaseReply> Cases);
internal sealed record DeemedCaseReply(string Code, string Number, DateOnly Last);
/// <param name="WantedCalendar">The year whose working days are not known and should be.</param>
internal sealed record DeemedReply(int? WantedCalendar, IEnumerable<DeemedCaseReply> Cases);
internal sealed record FolderListReply(long Id, string Department, string SentBy, DateTimeOffset SentAt, string? SignedBy, IEnumerable<string> Cases, IEnumerable<string> Refused);
internal sealed record FoldersReply(IEnumerable<FolderListReply> Lists)
{
    public static FoldersReply Of(HallView view) => new(view.Cases.Lists.OrderBy(l => l.Id.Value).Select(l => new FolderListReply(l.Id.Value, l.Department, l.SentBy.Value, l.SentAt, l.SignedBy?.Value,
        l.Cases.Select(id => view.Cases.Find(id)?.Code.ToString()).OfType<string>(), l.Refused.Select(id => view.Cases.Find(id)?.Code.ToString()).OfType<string>())));
}
