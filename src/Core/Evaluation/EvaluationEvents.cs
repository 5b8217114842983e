using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Evaluation;

/// <param name="Version">Of the reasons.</param>
public sealed record Rated(RatingId Rating, RatingSubject Subject, int Level, int[] Reasons, int Version, RatingChannel Channel, DateOnly On, ItemId Item, WindowId? Window = null, ClerkId? Clerk = null, NoteRef? Words = null) : HallEvent;
public sealed record RatingFollowed(RatingId Rating, FollowStep Step, ClerkId By, DateOnly On, Reason? Reason = null, DateOnly? FixBy = null) : HallEvent;
/// <summary>It is near its limit, or over it.</summary>
public sealed record RatingWarned(RatingId Rating, FollowClock Clock, WarnLevel Level, DateOnly Last) : HallEvent;
public sealed record UnresolvedRegistered(UnresolvedId Entry, BlockKind Block, UnresolvedKind Kind, string Department, NoteRef Tried, DateOnly On, ClerkId By, DateOnly? Due = null, PersonRef? Person = null, ItemId? Item = null,
    Exclusion? Excluded = null, Reason? Pointer = null) : HallEvent;
public sealed record UnresolvedFollowed(UnresolvedId Entry, UnresolvedStep Step, ClerkId By, DateOnly On, Reason? Reason = null, DateOnly? Until = null) : HallEvent;
/// <inheritdoc cref="RatingWarned"/>
public sealed record UnresolvedWarned(UnresolvedId Entry, FollowClock Clock, WarnLevel Level, DateOnly Last) : HallEvent;
public sealed record NoSaid(TicketId Ticket, int Visit, WindowId Window, NoGround Ground, Reason Reason, ClerkId By, DateOnly On, ItemId? Item = null, Reason? RightBody = null) : HallEvent;
