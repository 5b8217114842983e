using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Notifying;

/// <summary>What a message says of a case, and whom it goes to.</summary>
internal sealed record CaseNews(CaseNumber Number, ItemId Item, TicketCode Code, PersonRef Person)
{
    internal static CaseNews Of(Case c) => new(c.Number, c.Item, c.Code, Whose(c.Applicant, c.Agent));

    /// <summary>Of the event that began it, where the case itself has left memory.</summary>
    internal static CaseNews? Of(HallEvent began) => began switch
    {
        CaseReceived e => new(e.Number, e.Item, e.Code, Whose(e.Applicant, e.Agent)),
        CaseFiled e => new(e.Number, e.Item, e.Code, Whose(e.Applicant, e.Agent)),
        CaseReceivedFromElsewhere e => new(e.Number, e.Item, e.Code, Whose(e.Applicant, e.Agent)),
        CaseTold e => new(default, e.Item, e.Code, Whose(e.Applicant, null)),
        _ => null,
    };

    private static PersonRef Whose(Applicant applicant, PersonRef? agent) =>
        agent ?? applicant switch { Applicant.Organisation o => o.Representative, Applicant.Minor m => m.Guardian, Applicant.NaturalPerson p => p.Person, _ => default };
}
