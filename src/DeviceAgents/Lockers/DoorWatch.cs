using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Lockers;

/// <summary>Makes events of what a board says of its doors, one look after the other.</summary>
internal sealed class DoorWatch(LockerFacts facts, TimeProvider time)
{
    private readonly long[] _openSince = new long[facts.Locks + 1];
    private ulong _ordered, _toldLeftOpen;
    // As last known of each door: what moved while the board was away moved all the same.
    private DoorMap _known = DoorMap.Unknown(facts.Locks);

    internal DoorReport Doors { get; private set; } = new(DoorMap.Unknown(facts.Locks), time.GetUtcNow());
    internal event Action<DoorChange>? Changed;

    /// <summary>From now on its opening is by order.</summary>
    internal void Ordered(int locker) => _ordered |= Bit(locker);

    /// <summary>Whoever opens it from now on does so by hand.</summary>
    internal void OrderIsOver(int locker) => _ordered &= ~Bit(locker);

    internal void Lost() => Become(DoorMap.Unknown(facts.Locks));

    internal void Seen(DoorMap map)
    {
        Become(map);
        for (var locker = 1; locker <= facts.Locks; locker++)
        {
            Compare(locker, map);
            Compare(locker, _known.Behind(locker), map.Behind(locker));
        }
        var (known, sensed) = (map.Known, map.Sensed);
        _known = new(facts.Locks, _known.Known | known, _known.Open & ~known | map.Open & known, _known.Sensed | sensed, _known.Occupied & ~sensed | map.Occupied & sensed);
    }

    private void Compare(int locker, DoorMap map)
    {
        var now = time.GetTimestamp();
        switch (_known.Door(locker), map.Door(locker))
        {
            case (DoorPosition.Closed, DoorPosition.Open):
                (_openSince[locker], _toldLeftOpen) = (now, _toldLeftOpen & ~Bit(locker));
                Tell(locker, (_ordered & Bit(locker)) != 0 ? DoorEvent.Opened : DoorEvent.OpenedByHand);
                break;
            case (DoorPosition.Unknown, DoorPosition.Open):
                // At the start: nobody saw it open.
                (_openSince[locker], _toldLeftOpen) = (now, _toldLeftOpen & ~Bit(locker));
                break;
            case (DoorPosition.Open, DoorPosition.Closed):
                Tell(locker, DoorEvent.Closed);
                break;
            case (DoorPosition.Open, DoorPosition.Open):
                if (time.GetElapsedTime(_openSince[locker], now) < TimeSpan.FromSeconds(facts.LeftOpenSeconds) || (_toldLeftOpen & Bit(locker)) != 0) break;
                _toldLeftOpen |= Bit(locker);
                Tell(locker, DoorEvent.LeftOpen);
                break;
            case (_, DoorPosition.Unknown):
            case (DoorPosition.Unknown or DoorPosition.Closed, DoorPosition.Closed):
                break;
            case var other:
                throw new InvalidOperationException($"No doors {other}.");
        }
    }

    private void Compare(int locker, Occupancy before, Occupancy after)
    {
        if ((before, after) is (Occupancy.Empty, Occupancy.Occupied)) Tell(locker, DoorEvent.ItemPut);
        if ((before, after) is (Occupancy.Occupied, Occupancy.Empty)) Tell(locker, DoorEvent.ItemTaken);
    }

    private void Become(DoorMap map)
    {
        if (map != Doors.Map) Doors = new(map, time.GetUtcNow());
    }

    private void Tell(int locker, DoorEvent what) => Changed?.Invoke(new(locker, what, time.GetUtcNow()));

    private static ulong Bit(int locker) => 1UL << (locker - 1);
}
