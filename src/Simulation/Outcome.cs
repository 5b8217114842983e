using TidalHall.Core.Dispatch;

namespace TidalHall.Simulation;

/// <summary>What came of one who came.</summary>
/// <param name="Who">His number among the arrivals of the day.</param>
/// <param name="Called">Milliseconds from opening.</param>
/// <param name="Until">When the window is free again.</param>
/// <param name="Level">What he was called by.</param>
/// <param name="OrdinaryWaited">Whether an ordinary ticket that this window may call waited too.</param>
/// <param name="Gone">When he had left, where that was before the call.</param>
public readonly record struct Outcome(int Who, int Category, int Class, long Ref, long Called, long Until, int Window, DispatchLevel Level, bool OrdinaryWaited, long Gone = Arrival.Endless)
{
    /// <summary>Milliseconds from the reference time until called or gone; one called before his slot waited 0.</summary>
    public long Wait => Math.Max(0, Math.Min(Called, Gone) - Ref);
    public bool HasLeft => Gone < Called;
}

/// <summary>A tidal window that went over to another category.</summary>
/// <param name="Ordered">Milliseconds from opening.</param>
/// <param name="Begun">When it had finished its visit and was out; <see cref="Never"/> where the day ended first.</param>
public readonly record struct Moved(int Window, int From, int To, long Ordered, long Begun)
{
    public const long Never = long.MaxValue;
}
