using TidalHall.Core.Queueing;

namespace TidalHall.CallerConsole.Desks;

/// <summary>How a wait stands against its category's target: under four fifths, near, over.</summary>
public enum Strain { Ok, Near, Over }

/// <summary>Somebody who waits and whom this window may call.</summary>
/// <param name="Helping">Of a category this window only helps with.</param>
/// <param name="MayChoose">The clerk may call it before the others.</param>
public sealed record Waiter(Ticket Ticket, bool Helping, bool MayChoose, int TargetMinutes)
{
    private const double NearFrom = 0.8;

    /// <summary>Zero for a booked slot that has not begun.</summary>
    public TimeSpan WaitedAt(long tick) => TimeSpan.FromMilliseconds(Math.Max(0, tick - ((VisitState.Waiting)Ticket.State).Ref));

    public Strain StrainAt(long tick) => (WaitedAt(tick).TotalMinutes / TargetMinutes) switch
    {
        < NearFrom => Strain.Ok,
        <= 1 => Strain.Near,
        _ => Strain.Over,
    };
}
