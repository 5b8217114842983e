using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;

namespace TidalHall.CallerConsole.Registering;

/// <summary>One thing that happened to an entry.</summary>
/// <param name="Text">What was typed with it.</param>
/// <param name="Until">The new limit of an extension.</param>
public sealed record UnresolvedLine(DateTimeOffset At, UnresolvedStep Step, ClerkId By, string? Text = null, DateOnly? Until = null);
