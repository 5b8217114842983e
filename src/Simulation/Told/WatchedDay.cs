using TidalHall.Core.Dispatch;
using TidalHall.Core.Queueing;
using TidalHall.Core.Waiting;

namespace TidalHall.Simulation.Told;

/// <summary>One simulated day on which each minute the wait of those who come just after is told, and every few minutes that of everybody who waits.</summary>
internal sealed class WatchedDay
{
    private const double Minute = 60_000;
    /// <summary>Whoever comes within so much of a look is told what that found for a newcomer.</summary>
    private const long Just = 20_000;
    private const int Gaps = 8;

    private readonly SimulatedHall _hall;
    private readonly Policy _policy;
    private readonly List<Arrival> _came;
    private readonly double[][] _perMinute;
    private readonly ulong _seed;
    private readonly int _times, _day, _every;
    private readonly bool[] _known;
    private readonly DayRun _run;
    private readonly List<Outcome> _outcomes = [];
    private readonly List<(long At, bool Newcomer, bool First, int Who, WaitSigns Seen, float[]? Drawn)> _told = [];
    private readonly int[] _arrived;
    private readonly double[] _lastWaited;
    private readonly Queue<long>[] _calls;
    private readonly ServiceLaw _law;
    private int _seenOutcomes, _nextArrival;

    /// <param name="every">Minutes after which whoever waits is told anew.</param>
    /// <param name="times">Replications a look; 0: forward simulation is not asked.</param>
    internal WatchedDay(SimulatedHall hall, Policy policy, Arrivals arrivals, int day, int every, int times, ulong seed)
    {
        (_hall, _policy, _day, _times, _seed) = (hall, policy, day, times, seed);
        (_came, _perMinute) = (arrivals.Of(day), arrivals.PerMinute);
        _run = new(policy, hall) { LookEvery = (long)Minute };
        (_every, _known) = (every, new bool[_came.Count]);
        _arrived = new int[hall.Categories.Length];
        _lastWaited = new double[hall.Categories.Length * policy.Floor.Classes.Length];
        _calls = [.. hall.Categories.Select(_ => new Queue<long>())];
        _law = new(hall.ServiceCv, hall.NoShow, hall.NoShowCost * Minute);
    }

    internal List<ToldTicket> Run()
    {
        _run.Looked = Look;
        _run.Run(_came, _outcomes);
        var called = new Outcome[_came.Count];
        foreach (var outcome in _outcomes) called[outcome.Who] = outcome;
        return [.. _told.Select(t => Told(t.At, t.Newcomer, t.First, t.Seen, t.Drawn, called[t.Who])).OfType<ToldTicket>()];
    }

    /// <summary>Null for a newcomer who found a window idle: nobody tells him a wait.</summary>
    private ToldTicket? Told(long at, bool newcomer, bool first, in WaitSigns seen, float[]? drawn, in Outcome outcome)
    {
        var from = Math.Max(newcomer ? _came[outcome.Who].At : at, outcome.Ref);
        var waited = (outcome.Called - from) / Minute;
        return newcomer && outcome.Called <= _came[outcome.Who].At ? null : new(_day, at, outcome.Category, outcome.Class, newcomer, first, seen, Math.Max(0, waited), drawn);
    }

    private void Look(long now)
    {
        CatchUp(now);
        var drawn = _times == 0 ? null : DrawnWaits.From(_run.Picture(now, _law, Expected(now)), _seed ^ ((ulong)_day << 32) ^ (ulong)now, _times);
        var floor = _run.Floor;
        foreach (var place in now / (long)Minute % _every == 0 ? floor.Places() : [])
            _told.Add((now, false, IsFirst(_run.NumberAt(place)), _run.NumberAt(place), Seen(floor, now, floor.CategoryOf(place), floor.ClassOf(place), AheadOf(floor, place)), drawn?.DrawnOf(place)));
        for (var n = _nextArrival; n < _came.Count && _came[n].At <= now + Just; n++)
        {
            var (category, @class) = (_came[n].Category, _came[n].Class);
            _told.Add((now, true, IsFirst(n), n, Seen(floor, now, category, @class, AheadOfNewcomer(floor, category, @class)), drawn?.DrawnOfNewcomer(category, @class)));
        }
    }

    private bool IsFirst(int who) => !_known[who] && (_known[who] = true);

    private void CatchUp(long now)
    {
        for (; _nextArrival < _came.Count && _came[_nextArrival].At <= now; _nextArrival++) _arrived[_came[_nextArrival].Category]++;
        for (; _seenOutcomes < _outcomes.Count; _seenOutcomes++)
        {
            var outcome = _outcomes[_seenOutcomes];
            _lastWaited[Kind(outcome.Category, outcome.Class)] = outcome.Wait / Minute;
            _calls[outcome.Category].Enqueue(outcome.Called);
            if (_calls[outcome.Category].Count > Gaps + 1) _calls[outcome.Category].Dequeue();
        }
    }

    /// <summary>The usual rates, by how today has gone so far: (α + N)/(α + E), α = 28 (a day's cv of 0.19).</summary>
    private ExpectedArrivals Expected(long now)
    {
        const double alpha = 28;
        var passed = now / (double)ExpectedArrivals.Slot;
        var factors = _arrived.Select((n, c) => (alpha + n) / (alpha + _perMinute.Select((rates, slot) => rates[c] * 30 * Math.Clamp(passed - slot, 0, 1)).Sum())).ToArray();
        long[] early = [0, 6 * 60_000, 0];
        return new(0, [.. _perMinute.Select(rates => rates.Select((r, c) => r * factors[c]).ToArray())], [1 - _hall.Appointments - _hall.Green, _hall.Appointments, _hall.Green], early);
    }

    private WaitSigns Seen(Floor floor, long now, int category, int @class, int ahead)
    {
        var service = _hall.Categories[category].Service;
        var desks = Math.Max(1, _policy.OpenWindows[category] + _run.Moves.Sum(m => (m.To == category ? 1 : 0) - (m.From == category ? 1 : 0)));
        var head = floor.Lines.Head(floor.LineOf(category, @class));
        var calls = _calls[category];
        var byCalls = calls.Count > 1 ? (ahead + 1) * (now - calls.Peek()) / (double)calls.Count / Minute : (ahead + 1) * service / desks;
        return new(ahead, (ahead + 1) * service / desks, head == Lines.None ? 0 : Math.Max(0, now - floor.Lines.RefOf(head)) / Minute, _lastWaited[Kind(category, @class)], byCalls,
            floor.Lines.Count, now / Minute, desks);
    }

    private static int AheadOf(Floor floor, int place)
    {
        var (category, @class, ahead) = (floor.CategoryOf(place), floor.ClassOf(place), 0);
        for (var p = floor.Lines.Head(floor.LineOf(category, @class)); p != place; p = floor.Lines.After(p)) ahead++;
        return ahead + (@class == (int)TicketClass.Ordinary ? Priority(floor, category) : 0);
    }

    private static int AheadOfNewcomer(Floor floor, int category, int @class) =>
        floor.Lines.CountOf(floor.LineOf(category, @class)) + (@class == (int)TicketClass.Ordinary ? Priority(floor, category) : 0);

    private static int Priority(Floor floor, int category) => floor.Lines.CountOf(floor.LineOf(category, 1)) + floor.Lines.CountOf(floor.LineOf(category, 2));

    private int Kind(int category, int @class) => category * _policy.Floor.Classes.Length + @class;
}
