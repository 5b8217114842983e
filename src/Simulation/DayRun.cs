using TidalHall.Core.Dispatch;
using TidalHall.Core.Queueing;

namespace TidalHall.Simulation;

/// <summary>What came of one who came.</summary>
/// <param name="Wait">Milliseconds from the reference time to the call.</param>
public readonly record struct Outcome(int Category, int Class, long Ref, long Wait);

/// <summary>One day under one policy: the hall's own floor and tide, driven by drawn arrivals.</summary>
public sealed class DayRun
{
    private const long Minute = 60_000;
    private enum Happens { Finished, SetUp }

    private readonly Policy _policy;
    private readonly Floor _floor;
    private readonly Tide? _tide;
    private readonly PriorityQueue<(int Window, Happens What), (long At, int Order)> _coming = new();
    private readonly int[] _turnTo, _lastServed;
    private readonly bool[] _tidal;
    private Arrival[] _at = new Arrival[64];
    private readonly double[] _credit;
    private readonly long _noShow;
    private int _order;

    public DayRun(Policy policy, SimulatedHall hall)
    {
        _policy = policy;
        _floor = new(policy.Floor);
        if (policy.Tide is { } rules) _tide = new(rules, policy.Tidal, [.. policy.OpenWindows]);
        _turnTo = [.. policy.Floor.Windows.Select(_ => Lines.None)];
        _lastServed = [.. policy.Floor.Windows.Select(_ => Lines.None)];
        _credit = new double[policy.Floor.Windows.Length];
        Array.Fill(_credit, PriorityCredit.Most);
        _tidal = new bool[policy.Floor.Windows.Length];
        foreach (var (window, primary, _) in policy.Tidal) (_tidal[window], _lastServed[window]) = (true, primary);
        _noShow = (long)(hall.NoShowCost * Minute);
        for (var w = 0; w < policy.Floor.Windows.Length; w++) _floor.Idle(w, 0);
    }

    public int Moves { get; private set; }

    /// <summary>Runs until everybody who came has been served.</summary>
    public void Run(List<Arrival> arrivals, List<Outcome> outcomes)
    {
        var (next, minute) = (0, Minute);
        var served = outcomes.Count + arrivals.Count;
        while (outcomes.Count < served)
        {
            var arrival = next < arrivals.Count ? arrivals[next].At : long.MaxValue;
            var coming = _coming.TryPeek(out _, out var when) ? when.At : long.MaxValue;
            if (_tide is not null && minute <= arrival && minute <= coming)
            {
                Turn(minute, outcomes);
                minute += Minute;
            }
            else if (arrival <= coming) Come(arrivals[next], next++, outcomes);
            else Finish(_coming.Dequeue(), coming, outcomes);
        }
    }

    private void Come(in Arrival arrival, int order, List<Outcome> outcomes)
    {
        var place = _floor.Join(_floor.LineOf(arrival.Category, arrival.Class), arrival.Category, arrival.Class, arrival.Ref, order);
        if (place >= _at.Length) Array.Resize(ref _at, _at.Length * 2);
        _at[place] = arrival;
        if (_floor.IdleFor(arrival.Category, arrival.Class) is var window && window != Lines.None) Call(window, arrival.At, outcomes);
    }

    private void Finish((int Window, Happens What) done, long now, List<Outcome> outcomes)
    {
        if (done.What is Happens.Finished && _turnTo[done.Window] != Lines.None) BeginSetUp(done.Window, now);
        else Call(done.Window, now, outcomes);
    }

    private void Call(int window, long now, List<Outcome> outcomes)
    {
        _floor.Choose(window, now, PriorityCredit.Suffices(_credit[window]), out var choice);
        if (choice.Compared == 0)
        {
            _floor.Idle(window, now);
            return;
        }
        _floor.NotIdle(window);
        var who = _at[choice.Place];
        _credit[window] = PriorityCredit.After(_credit[window], who.Class is not (int)TicketClass.Ordinary, choice.OrdinaryWaits, _policy.Share);
        _floor.Leave(choice.Place);
        outcomes.Add(new(who.Category, who.Class, who.Ref, Math.Max(0, now - who.Ref)));
        var takes = who.Service == 0 ? _noShow : who.Service;
        if (_tidal[window] && _lastServed[window] != who.Category)
        {
            takes += (long)(_policy.ChangeOver * Minute);
            _lastServed[window] = who.Category;
        }
        _coming.Enqueue((window, Happens.Finished), (now + takes, _order++));
    }

    private void Turn(long now, List<Outcome> outcomes)
    {
        if (_tide!.Propose(_floor, now) is not { } move) return;
        _tide.Order(move, now);
        Moves++;
        _turnTo[move.Window] = move.To;
        if (_floor.IsIdle(move.Window)) BeginSetUp(move.Window, now);
    }

    private void BeginSetUp(int window, long now)
    {
        _floor.NotIdle(window);
        _floor.Turn(window, _policy.TurnedTo[_turnTo[window]]);
        _turnTo[window] = Lines.None;
        _coming.Enqueue((window, Happens.SetUp), (now + (long)_policy.Tide!.Setup.TotalMilliseconds, _order++));
    }
}
