using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Cases;

/// <summary>Something that happened to a case. Who did it is in <c>By</c>; an event without one is the clock's.</summary>
public abstract record CaseEvent(CaseId Case) : HallEvent;

/// <param name="Missing">Everything, told once.</param>
/// <param name="Dropped">The receipt of what came out of a drop-box.</param>
public sealed record CaseTold(CaseId Case, TicketCode Code, ItemId Item, string Department, Applicant Applicant, Shortfall[] Missing, TicketId Ticket, int Visit, WindowId Window, ClerkId By, TicketCode? Dropped = null) : CaseEvent(Case);
/// <param name="On">The day of receipt: from it silence accepts.</param>
/// <param name="Until">When the department must have spoken, as the receipt says; null = the calendar does not reach so far.</param>
/// <param name="AtDepartment">Taken in at the department's own window: its folder is there already.</param>
/// <param name="Commercial">Brought by an agent by trade.</param>
/// <param name="Post">Where its result goes by post, in the vault.</param>
/// <param name="Dropped">The receipt of what came out of a drop-box.</param>
public sealed record CaseReceived(CaseId Case, TicketCode Code, CaseNumber Number, ItemId Item, string Department, Applicant Applicant, HandedMaterial[] Materials, DeliveryWay Delivery,
    DateOnly On, DateOnly? Until, TicketId Ticket, int Visit, WindowId Window, ClerkId By, PersonRef? Agent = null, CaseId? Matter = null, Tolerance? Tolerance = null,
    AreaCode? Area = null, DateOnly? Renews = null, bool AtDepartment = false, bool Commercial = false, NoteRef? Post = null, TicketCode? Dropped = null) : CaseEvent(Case);
/// <summary>Another area's hall took it in from the applicant and sent it here, where it is decided; its result goes back there by post.</summary>
/// <param name="On">The day it came: from it silence accepts.</param>
public sealed record CaseReceivedFromElsewhere(CaseId Case, TicketCode Code, CaseNumber Number, ItemId Item, string Department, Applicant Applicant, HandedMaterial[] Materials,
    DateOnly On, DateOnly? Until, Origin Origin, ClerkId By, PersonRef? Agent = null) : CaseEvent(Case);
/// <summary>Filed online.</summary>
/// <param name="On">The day on the hall's wall.</param>
/// <param name="Until">When it is to be examined, as told; null = the calendar does not reach so far.</param>
public sealed record CaseFiled(CaseId Case, TicketCode Code, CaseNumber Number, ItemId Item, string Department, Applicant Applicant, HandedMaterial[] Materials, DeliveryWay Delivery,
    DateOnly On, DateOnly? Until, PersonRef? Agent = null, DateOnly? Renews = null, bool Commercial = false, NoteRef? Post = null) : CaseEvent(Case);
/// <summary>What was filed online is complete, and taken in.</summary>
/// <param name="On">The day it was filed: from it silence accepts.</param>
/// <param name="Until">When the department must have spoken; null = the calendar does not reach so far.</param>
public sealed record CaseFilingTakenIn(CaseId Case, DateOnly On, DateOnly? Until, ClerkId By) : CaseEvent(Case);
/// <param name="Missing">Everything, told once.</param>
public sealed record CaseFilingTold(CaseId Case, Shortfall[] Missing, ClerkId By) : CaseEvent(Case);
public sealed record CaseReferred(CaseId Case, Reason Reason, ClerkId By) : CaseEvent(Case);
/// <param name="Legal">The last day of the legal limit as told; null = the calendar does not reach so far.</param>
public sealed record CaseAccepted(CaseId Case, DateOnly On, ClerkId By, DateOnly? Legal = null, DateOnly? Promised = null) : CaseEvent(Case);
/// <summary>Nobody said a word in time: accepted from the day of receipt (AL 32).</summary>
public sealed record CaseDeemedAccepted(CaseId Case, DateOnly From) : CaseEvent(Case);
public sealed record CaseNotAccepted(CaseId Case, NoGround Ground, Reason Reason, ClerkId By, Reason? RightBody = null) : CaseEvent(Case);
public sealed record CaseCorrectionAsked(CaseId Case, Shortfall[] Lines, ClerkId By, DateOnly? Until = null) : CaseEvent(Case);
/// <param name="Left">What is still missing of what was asked for.</param>
public sealed record CaseCorrectionReceived(CaseId Case, HandedMaterial[] Materials, Shortfall[] Left, DateOnly On, WindowId Window, ClerkId By) : CaseEvent(Case);
public sealed record CaseExtended(CaseId Case, int Days, ClerkId Approver, Reason Reason, ClerkId By) : CaseEvent(Case);
public sealed record CaseStepBegun(CaseId Case, SpecialStep Step, DateOnly From, int Days, ClerkId By) : CaseEvent(Case);
/// <param name="Uncounted">Working days it took.</param>
public sealed record CaseStepEnded(CaseId Case, DateOnly On, int Uncounted, ClerkId By) : CaseEvent(Case);
/// <param name="ReviewDays">Calendar days to have a refusal reviewed, as told.</param>
/// <param name="By">Null: granted by the clock (AL 50), or decided elsewhere.</param>
public sealed record CaseDecided(CaseId Case, bool Granted, DateOnly On, ClerkId? By = null, Reason? Reason = null, int? ReviewDays = null) : CaseEvent(Case);
public sealed record CaseReturned(CaseId Case, Reason Reason, ClerkId By) : CaseEvent(Case);
/// <summary>The department did not take its folder over; told beside <see cref="FoldersSigned"/>, which moves it.</summary>
public sealed record CaseFolderRefused(CaseId Case, FolderListId List, Reason Reason, ClerkId By) : CaseEvent(Case);
/// <summary>The department gave its folder back to the windows after it had signed for it.</summary>
public sealed record CaseFolderReturned(CaseId Case, Reason Reason, ClerkId By) : CaseEvent(Case);
/// <summary>What came out of a drop-box for it is not what was asked for.</summary>
/// <param name="Until">The new last day for what is; null = there is none, or the old one is later.</param>
public sealed record CaseDroppedSetAside(CaseId Case, Reason Reason, ClerkId By, DateOnly? Until = null) : CaseEvent(Case);
public sealed record CaseResultReady(CaseId Case, ResultPaper[] Papers, ClerkId By) : CaseEvent(Case);
/// <param name="By">Null: the clock, since corrections or promised papers did not come.</param>
public sealed record CaseWithdrawn(CaseId Case, WithdrawnWhy Why, ClerkId? By = null, Reason? Reason = null) : CaseEvent(Case);
public sealed record CaseDeliveryChosen(CaseId Case, DeliveryWay Delivery, ClerkId By, NoteRef? Post = null) : CaseEvent(Case);
/// <param name="By">Null: nobody of the hall, at a cabinet.</param>
/// <param name="ReportedAt">By the cabinet's clock, where the hub was away: when it was taken, not when the hall heard of it.</param>
public sealed record CaseHandedOver(CaseId Case, HandOverProof Proof, ClerkId? By = null, DateTimeOffset? ReportedAt = null) : CaseEvent(Case);
/// <param name="Carrier">Null, and so <paramref name="Tracking"/>: as a file.</param>
public sealed record CaseSentElsewhere(CaseId Case, CarrierId? Carrier, MailNumber? Tracking, ClerkId By) : CaseEvent(Case);
public sealed record CaseNumberedElsewhere(CaseId Case, ForeignNumber Number, ClerkId By) : CaseEvent(Case);
/// <param name="Last">The limit's last day.</param>
public sealed record CaseWarned(CaseId Case, CaseClock Clock, WarnLevel Level, DateOnly Last) : CaseEvent(Case);
/// <summary>A case that ended long ago leaves memory; the journal and the tables keep it.</summary>
public sealed record CaseArchived(CaseId Case) : CaseEvent(Case);

public sealed record FoldersSent(FolderListId List, string Department, CaseId[] Cases, ClerkId By) : HallEvent;
/// <param name="Reason">Of all that were refused, in old journals; now each has its own (<see cref="CaseFolderRefused"/>).</param>
public sealed record FoldersSigned(FolderListId List, CaseId[] Refused, ClerkId By, Reason? Reason = null) : HallEvent;
