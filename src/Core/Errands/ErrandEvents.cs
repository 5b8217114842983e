using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Errands;

/// <summary>Something that happened to an errand, and by whom.</summary>
public abstract record ErrandEvent(ErrandId Errand) : HallEvent;

public sealed record ErrandBegun(ErrandId Errand, ErrandKind Kind, PersonRef Person, ItemId Item, DateOnly On, ClerkId By, NoteRef? Scope = null, string? Language = null) : ErrandEvent(Errand);
public sealed record ErrandSuspended(ErrandId Errand, DateOnly On, Reason Reason, ClerkId By) : ErrandEvent(Errand);
public sealed record ErrandResumed(ErrandId Errand, DateOnly On, ClerkId By) : ErrandEvent(Errand);
public sealed record ErrandFinished(ErrandId Errand, DateOnly On, ClerkId By) : ErrandEvent(Errand);
public sealed record ErrandStopped(ErrandId Errand, DateOnly On, Reason Reason, ClerkId By) : ErrandEvent(Errand);
