using TidalHall.CallerConsole.Desks;

namespace TidalHall.CallerConsole.Dialogs;

/// <summary>Until when tickets are given today, and why.</summary>
public sealed record ExtendedHours(TimeOnly Until, GivenReason Reason);
