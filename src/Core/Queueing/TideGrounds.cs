using TidalHall.Core.Halls;

namespace TidalHall.Core.Queueing;

/// <summary>Why the tide moves a window, kept with the move.</summary>
public enum TideCause
{
    /// <summary>The weighed pressure differs by more than the hysteresis.</summary>
    Pressure,
    /// <summary>Somebody sits at the window and it is turned to nothing.</summary>
    Unturned,
    /// <summary>Called in from the back office, and not needed any more.</summary>
    Ebb,
    /// <summary>Above a plain limit.</summary>
    AboveLimit,
    /// <summary>Below the plain limit again.</summary>
    BelowLimit,
}

/// <summary>What a move was decided on.</summary>
/// <param name="Gain">By how much the pressure differs, weighed as the tide does, in service targets; by plain limits, by how many people waiting.</param>
/// <param name="From">Null: the window served nobody.</param>
/// <param name="To">Null: it goes back.</param>
public sealed record TideGrounds(TideCause Cause, double Gain, TideSide? From, TideSide? To);

/// <summary>A move of a tidal window, for people to look back on.</summary>
/// <param name="To">Null: to none.</param>
/// <param name="Grounds">Null where a person decided.</param>
/// <param name="By">Null: the rule alone.</param>
public sealed record TideStep(DateTimeOffset At, WindowId Window, CategoryId? To, TideGrounds? Grounds, ClerkId? By);

/// <summary>A category as it stood at a move.</summary>
/// <param name="Windows">Open ones, those ordered there counted in.</param>
/// <param name="Pressure">Service targets' worth of work before each window; null while people wait and no window is open.</param>
/// <param name="Longest">Milliseconds the one waits who has waited longest.</param>
public sealed record TideSide(CategoryId Category, int Waiting, int Windows, double? Pressure, long Longest);
