using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Errands;

/// <param name="MandateSeen">The written mandate is there: to act for somebody it must be.</param>
/// <param name="Scope">What exactly was mandated.</param>
/// <param name="Language">"en" where its papers are wanted so; null = Chinese.</param>
public sealed record BeginErrand(ErrandKind Kind, PersonRef Person, ItemId Item, bool MandateSeen, NoteRef? Scope = null, ClerkId? By = null, string? Language = null) : HallCommand;

/// <summary>An order about one errand.</summary>
public abstract record ErrandCommand(ErrandId Errand, ClerkId? By) : HallCommand;
public sealed record SuspendErrand(ErrandId Errand, Reason? Reason, ClerkId? By = null) : ErrandCommand(Errand, By);
/// <param name="MandateSeen">Given anew, in writing.</param>
public sealed record ResumeErrand(ErrandId Errand, bool MandateSeen, ClerkId? By = null) : ErrandCommand(Errand, By);
public sealed record FinishErrand(ErrandId Errand, ClerkId? By = null) : ErrandCommand(Errand, By);
/// <summary>It ends without its end: the citizen takes the mandate back, or it cannot be done.</summary>
public sealed record StopErrand(ErrandId Errand, Reason? Reason, ClerkId? By = null) : ErrandCommand(Errand, By);
