using TidalHall.Core.Queueing;

namespace TidalHall.Core.Waiting;

/// <summary>What is learnt of one line, from its own events.</summary>
internal sealed class LineLearning
{
    private const int Gaps = 8;
    private const double Minute = 60_000;
    private readonly LearnedWaits _learned = new();
    private readonly Queue<long> _calls = new();
    private readonly LinkedList<(TicketId Ticket, long Ref)> _waiting = new();
    private readonly Dictionary<TicketId, LinkedListNode<(TicketId, long)>> _places = [];
    private Calibration _calibration;
    private Pace _pace;
    private double _lastWaited;

    internal int Waiting => _places.Count;

    internal LineMemory Memory(long tick) => new(_calibration, _pace, _learned.Copy(), HeadWaited(tick), _lastWaited, Gap);

    internal WaitSigns Signs(long tick, int ahead, double serviceMinutes, int desks, int all, double sinceOpening) =>
        new LineMemory(_calibration, _pace, _learned, HeadWaited(tick), _lastWaited, Gap).Signs(ahead, serviceMinutes, desks, all, sinceOpening);

    internal void Join(TicketId ticket, long @ref)
    {
        Leave(ticket);
        _places[ticket] = _waiting.AddLast((ticket, @ref));
    }

    /// <returns>Whether it waited here.</returns>
    internal bool Leave(TicketId ticket)
    {
        if (!_places.Remove(ticket, out var place)) return false;
        _waiting.Remove(place);
        return true;
    }

    internal void Called(long tick, double waited)
    {
        _lastWaited = waited;
        _calls.Enqueue(tick);
        if (_calls.Count > Gaps + 1) _calls.Dequeue();
    }

    /// <summary>A wait has ended.</summary>
    /// <param name="told">Null: nothing was told of it, so nothing is bent by it.</param>
    /// <param name="isKnown">It was known before that it is longer than nine in ten.</param>
    internal void Learn(ToldWait? told, in WaitSigns seen, double waited, bool isKnown)
    {
        if (told is { } said && !isKnown) _calibration = _calibration.After(said, waited);
        _pace = _pace.After(waited, seen.ByLength);
        _learned.Learn(seen, waited);
    }

    /// <summary>He left before he was called.</summary>
    internal void LearnAtLeast(ToldWait? told, in WaitSigns seen, double waited, bool isKnown)
    {
        if (told is { } said && !isKnown) _calibration = _calibration.AfterAtLeast(said, waited);
        _learned.LearnAtLeast(seen, waited);
    }

    /// <summary>He waits longer than nine in ten should: known now, however long it will be.</summary>
    internal void LearnLate(ToldWait told) => _calibration = _calibration.After(told, double.PositiveInfinity);

    private double HeadWaited(long tick) => _waiting.First is { } head ? Math.Max(0, tick - head.Value.Ref) / Minute : 0;
    private double Gap => _calls.Count > 1 ? (_calls.Last() - _calls.Peek()) / Minute / (_calls.Count - 1) : 0;
}
