using System.Numerics;

namespace TidalHall.DeviceAgents.Lockers;

/// <summary>Unknown is a state of its own, never rounded to either of the others.</summary>
internal enum DoorPosition { Unknown, Closed, Open }

/// <summary>What lies behind a door, as its sensor says. Unknown where there is none.</summary>
internal enum Occupancy { Unknown, Empty, Occupied }

/// <summary>All doors of one board at one moment. <c>default</c>: no door, nothing known.</summary>
internal readonly record struct DoorMap
{
    /// <summary>Locks of the largest board, 64.</summary>
    internal const int MaxLocks = 64;
    private readonly ulong _open, _occupied;
    private readonly bool _isKnown, _senses;

    /// <param name="locks">1 to <see cref="MaxLocks"/>.</param>
    /// <param name="open">Bit 0 is lock 1; set: open.</param>
    /// <param name="occupied">Bit 0 is lock 1; set: something lies in there. Null: the board cannot tell.</param>
    internal DoorMap(int locks, ulong open, ulong? occupied)
    {
        (Locks, _open, _occupied) = (locks, open & Mask(locks), (occupied ?? 0) & Mask(locks));
        (_isKnown, _senses) = (true, occupied is not null);
    }

    private DoorMap(int locks) => Locks = locks;

    /// <summary>A board that did not answer.</summary>
    internal static DoorMap Unknown(int locks) => new(locks);

    internal int Locks { get; }
    internal bool IsKnown => _isKnown;
    internal int OpenCount => BitOperations.PopCount(_open);

    /// <param name="locker">1 to <see cref="Locks"/>; any other is unknown.</param>
    internal DoorPosition Door(int locker) => !_isKnown || !Has(locker) ? DoorPosition.Unknown : Bit(_open, locker) ? DoorPosition.Open : DoorPosition.Closed;

    /// <inheritdoc cref="Door"/>
    internal Occupancy Behind(int locker) => !_senses || !Has(locker) ? Occupancy.Unknown : Bit(_occupied, locker) ? Occupancy.Occupied : Occupancy.Empty;

    internal bool Has(int locker) => locker >= 1 && locker <= Locks;

    private static bool Bit(ulong bits, int locker) => (bits >> (locker - 1) & 1) != 0;
    private static ulong Mask(int locks) => locks == MaxLocks ? ulong.MaxValue : (1UL << locks) - 1;
}
