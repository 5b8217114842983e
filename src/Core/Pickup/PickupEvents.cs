using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Pickup;

/// <summary>Something that happened at one compartment.</summary>
public abstract record CabinetEvent(PlaceId Cabinet, int Number) : HallEvent;

/// <summary>A door was told to open; the agent does it.</summary>
/// <param name="Receipt">For papers put in.</param>
/// <param name="Proof">Of a collection.</param>
public sealed record DoorAsked(PlaceId Cabinet, int Number, DoorPurpose Purpose, CaseId? Case = null, TicketCode? Receipt = null, ClerkId? By = null, ProofKind? Proof = null) : CabinetEvent(Cabinet, Number);
public sealed record DoorSeenOpen(PlaceId Cabinet, int Number) : CabinetEvent(Cabinet, Number);
/// <summary>Shut again, and nothing was put in or taken out.</summary>
public sealed record DoorShut(PlaceId Cabinet, int Number) : CabinetEvent(Cabinet, Number);
/// <param name="By">Who found it, and <paramref name="Reason"/> what; null = a board told.</param>
public sealed record DoorTroubled(PlaceId Cabinet, int Number, DoorTroubleKind Kind, ClerkId? By = null, Reason? Reason = null) : CabinetEvent(Cabinet, Number);
/// <summary>Its alarm rests until then.</summary>
public sealed record DoorQuieted(PlaceId Cabinet, int Number, DateTimeOffset Until, ClerkId By) : CabinetEvent(Cabinet, Number);
/// <summary>A clerk has looked; what he found follows from the events beside it.</summary>
public sealed record TroubleResolved(PlaceId Cabinet, int Number, FoundInside Found, Reason Reason, ClerkId By) : CabinetEvent(Cabinet, Number);
public sealed record ThingLoaded(PlaceId Cabinet, int Number, CaseId Case, DateTimeOffset OverdueAt) : CabinetEvent(Cabinet, Number);
public sealed record ThingDropped(PlaceId Cabinet, int Number, TicketCode Receipt, CaseId? Case = null) : CabinetEvent(Cabinet, Number);
public sealed record CodeIssued(PlaceId Cabinet, int Number, PickupSecret Secret, DateOnly On) : CabinetEvent(Cabinet, Number);
/// <param name="Number">The compartment it named; 0 = none.</param>
/// <param name="EndsCode">One try too many: that code opens nothing any more.</param>
public sealed record WrongCodeTried(PlaceId Cabinet, int Number, bool EndsCode) : CabinetEvent(Cabinet, Number);
/// <param name="ReportedAt">By the cabinet's clock, where the hub was away.</param>
public sealed record ThingTaken(PlaceId Cabinet, int Number, CaseId Case, DateTimeOffset? ReportedAt = null) : CabinetEvent(Cabinet, Number);
/// <summary>Staff have it: its code is no more.</summary>
public sealed record ThingRecovered(PlaceId Cabinet, int Number, CaseId? Case = null, TicketCode? Receipt = null, ClerkId? By = null) : CabinetEvent(Cabinet, Number);
/// <summary>A flag: the code works on.</summary>
public sealed record ThingOverdue(PlaceId Cabinet, int Number, CaseId Case) : CabinetEvent(Cabinet, Number);
/// <summary>It should have been there.</summary>
/// <param name="Forced">Its door had been broken open: that its code opened it after that explains nothing.</param>
public sealed record ThingMissing(PlaceId Cabinet, int Number, CaseId? Case = null, TicketCode? Receipt = null, bool Forced = false) : CabinetEvent(Cabinet, Number);
/// <summary>What was missing is looked for no more.</summary>
public sealed record MissingClosed(PlaceId Cabinet, int Number, MissingEnd End, Reason Reason, ClerkId By, CaseId? Case = null, TicketCode? Receipt = null) : CabinetEvent(Cabinet, Number);
