using System.Numerics;

namespace TidalHall.DeviceAgents.Lockers;

/// <summary>Unknown is a state of its own, never rounded to either of the others.</summary>
internal enum DoorPosition { Unknown, Closed, Open }

/// <summary>What lies behind a door, as its sensor says. Unknown where there is none.</summary>
internal enum Occupancy { Unknown, Empty, Occupied }

/// <summary>All doors of one board at one moment, 64 at most. <c>default</c>: no door, nothing known. Bit 0 is lock 1.</summary>
/// <param name="Locks">0 to <see cref="MaxLocks"/>.</param>
/// <param name="Known">Doors whose position is known.</param>
/// <param name="Open">Of those.</param>
/// <param name="Sensed">Doors whose sensor was heard.</param>
/// <param name="Occupied">Of those.</param>
internal readonly record struct DoorMap(int Locks, ulong Known, ulong Open, ulong Sensed = 0, ulong Occupied = 0)
{
    internal const int MaxLocks = 64;

    /// <summary>Every door's bit.</summary>
    internal static ulong All(int locks) => locks >= MaxLocks ? ulong.MaxValue : (1UL << locks) - 1;

    /// <summary>A board that did not answer.</summary>
    internal static DoorMap Unknown(int locks) => new(locks, 0, 0);

    internal bool IsKnown => Known != 0;
    internal int OpenCount => BitOperations.PopCount(Known & Open);

    /// <param name="locker">1 to <see cref="Locks"/>; any other is unknown.</param>
    internal DoorPosition Door(int locker) => !Has(locker) || !Bit(Known, locker) ? DoorPosition.Unknown : Bit(Open, locker) ? DoorPosition.Open : DoorPosition.Closed;

    /// <inheritdoc cref="Door"/>
    internal Occupancy Behind(int locker) => !Has(locker) || !Bit(Sensed, locker) ? Occupancy.Unknown : Bit(Occupied, locker) ? Occupancy.Occupied : Occupancy.Empty;

    /// <summary>Whether something lies behind a door; null = no sensor tells.</summary>
    internal bool? IsOccupied(int locker) => Behind(locker) switch { Occupancy.Occupied => true, Occupancy.Empty => false, _ => null };

    internal bool Has(int locker) => locker >= 1 && locker <= Locks;

    private static bool Bit(ulong bits, int locker) => (bits >> (locker - 1) & 1) != 0;
}
