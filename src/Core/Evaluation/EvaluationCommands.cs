using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Handbooks;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Evaluation;

/// <param name="Level">1 to 5; 1 and 2 are bad.</param>
/// <param name="Reasons">Codes of that level; none is well.</param>
public sealed record Rate(RatingSubject Subject, int Level, int[] Reasons, RatingChannel Channel, NoteRef? Words = null) : HallCommand;
/// <param name="FixBy">Of one that is upheld: when it will be mended.</param>
public sealed record FollowRating(RatingId Rating, FollowStep Step, Reason? Reason = null, DateOnly? FixBy = null, ClerkId? By = null) : HallCommand;
/// <param name="Excluded">It is not for this window: registered, pointed on, and closed.</param>
public sealed record RegisterUnresolved(BlockKind Block, UnresolvedKind Kind, string Department, NoteRef? Tried, PersonRef? Person = null, ItemId? Item = null, Exclusion? Excluded = null, Reason? Pointer = null, ClerkId? By = null) : HallCommand;
/// <param name="Until">Of an extension.</param>
/// <param name="Handbook">With an answer: what everybody may read of it. Needed where it was a question that a window could not answer.</param>
public sealed record FollowUnresolved(UnresolvedId Entry, UnresolvedStep Step, Reason? Reason = null, DateOnly? Until = null, ClerkId? By = null, HandbookText? Handbook = null) : HallCommand;
/// <summary>Says no at the window: each one is reported.</summary>
/// <param name="RightBody">Whose it is, where it is another body's.</param>
public sealed record SayNo(WindowId Window, NoGround Ground, Reason? Reason, ItemId? Item = null, Reason? RightBody = null, ClerkId? By = null, ExpectedCurrent Expected = default) : WindowCommand(Window);
