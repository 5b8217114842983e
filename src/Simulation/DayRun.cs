using System.Runtime.InteropServices;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Queueing;

namespace TidalHall.Simulation;

/// <summary>One day under one policy: the hall's own floor and tide, driven by drawn arrivals.</summary>
public sealed partial class DayRun
{
    private const long Minute = 60_000, Day = 1_440 * Minute, Nothing = long.MaxValue;
    private readonly Policy _policy;
    private readonly Floor _floor;
    private readonly ITide? _tide;
    private readonly List<Moved> _moves = [];
    private readonly PriorityQueue<int, (long At, int Order)> _coming = new();
    private readonly int[] _move, _lastServed;
    private readonly bool[] _tidal, _busy;
    private readonly int[] _shut;
    private readonly double[] _paces;
    private readonly (long At, int Window, bool Opens)[] _shifts;
    private (int Number, Arrival Who)[] _at = new (int, Arrival)[64];
    private readonly double[] _credit;
    private readonly long _noShow;
    private int _order;

    /// <param name="roster">Who sits where; null: every window is open all day and all are as quick.</param>
    public DayRun(Policy policy, SimulatedHall hall, Roster? roster = null)
    {
        _policy = policy;
        _floor = new(policy.Floor);
        _tide = policy.Tide?.Invoke();
        _move = [.. policy.Floor.Windows.Select(_ => Lines.None)];
        _lastServed = [.. policy.Floor.Windows.Select(_ => Lines.None)];
        _credit = new double[policy.Floor.Windows.Length];
        Array.Fill(_credit, PriorityCredit.Most);
        _since = new long[policy.Floor.Windows.Length];
        _whom = new int[policy.Floor.Windows.Length];
        _expected = new long[policy.Floor.Windows.Length];
        (_tidal, _busy, _shut) = (new bool[policy.Floor.Windows.Length], new bool[policy.Floor.Windows.Length], new int[policy.Floor.Windows.Length]);
        _paces = roster?.Paces ?? [];
        _shifts = [.. (roster?.Shut ?? []).SelectMany(s => ((long At, int Window, bool Opens)[])[(s.From, s.Window, false), (s.Until, s.Window, true)]).Where(s => s.At != Roster.Never).OrderBy(s => s.At).ThenBy(s => s.Opens)];
        foreach (var (window, primary, _) in policy.Tidal) (_tidal[window], _lastServed[window]) = (true, primary);
        _noShow = (long)(hall.NoShowCost * Minute);
        for (var w = 0; w < policy.Floor.Windows.Length; w++) _floor.Idle(w, 0);
    }

    /// <summary>The moves so far, in the order they were ordered.</summary>
    public IReadOnlyList<Moved> Moves => _moves;

    /// <summary>Runs until everybody who came has been served.</summary>
    /// <exception cref="NobodyCallsException">Somebody waits whom no window calls though nothing else happens for a day.</exception>
    public void Run(List<Arrival> arrivals, List<Outcome> outcomes)
    {
        var (next, shifted, minute, last) = (0, 0, Minute, 0L);
        var served = outcomes.Count + arrivals.Count;
        while (outcomes.Count < served)
        {
            var arrival = next < arrivals.Count ? arrivals[next].At : Nothing;
            var coming = _coming.TryPeek(out _, out var when) ? when.At : Nothing;
            var shift = shifted < _shifts.Length ? _shifts[shifted].At : Nothing;
            if (Math.Min(Math.Min(arrival, coming), shift) is var happens && happens != Nothing) last = happens;
            else if (_tide is null || minute > last + Day) throw new NobodyCallsException(_policy.Name, Enumerable.Range(0, _policy.Floor.Categories.Length).First(c => _floor.WaitingFor(c) > 0));
            while (_look <= Math.Min(happens, _tide is null ? Nothing : minute)) Look();
            if (_tide is not null && minute <= arrival && minute <= coming && minute <= shift)
            {
                Turn(minute);
                minute += Minute;
            }
            else if (shift <= arrival && shift <= coming) Shift(_shifts[shifted++], outcomes);
            else if (arrival <= coming) Come(arrivals[next], next++, outcomes);
            else Finish(_coming.Dequeue(), coming, outcomes);
        }
    }

    private void Come(in Arrival arrival, int order, List<Outcome> outcomes)
    {
        var line = _floor.LineOf(arrival.Category, arrival.Class, _policy.Floor.LengthOf(arrival.Category, arrival.Expected));
        var place = _floor.Join(line, arrival.Category, arrival.Class, arrival.Ref, order);
        if (place >= _at.Length) Array.Resize(ref _at, _at.Length * 2);
        _at[place] = (order, arrival);
        if (_floor.IdleFor(arrival.Category, arrival.Class) is var window && window != Lines.None) Call(window, arrival.At, outcomes);
    }

    /// <summary>A visit is over, or a move.</summary>
    private void Finish(int window, long now, List<Outcome> outcomes)
    {
        _busy[window] = false;
        GoOn(window, now, outcomes);
    }

    /// <summary>A window shuts, having finished its visit, or opens.</summary>
    private void Shift(in (long At, int Window, bool Opens) shift, List<Outcome> outcomes)
    {
        _shut[shift.Window] += shift.Opens ? -1 : 1;
        if (!shift.Opens) _floor.NotIdle(shift.Window);
        else if (!_busy[shift.Window]) GoOn(shift.Window, shift.At, outcomes);
    }

    private void GoOn(int window, long now, List<Outcome> outcomes)
    {
        if (_move[window] != Lines.None) BeginSetUp(window, now);
        else if (_shut[window] == 0) Call(window, now, outcomes);
    }

    private void Call(int window, long now, List<Outcome> outcomes)
    {
        _floor.Choose(window, now, _policy.Share >= 1 || PriorityCredit.Suffices(_credit[window]), out var choice);
        if (choice.Compared == 0)
        {
            _floor.Idle(window, now);
            return;
        }
        _floor.NotIdle(window);
        var (number, who) = _at[choice.Place];
        _credit[window] = PriorityCredit.After(_credit[window], who.Class is not (int)TicketClass.Ordinary, choice.OrdinaryWaits, _policy.Share);
        _floor.Leave(choice.Place);
        var gone = who.Patience < now - who.At ? who.At + who.Patience : Arrival.Endless;
        var takes = who.Service == 0 || gone < now ? _noShow : _paces.Length == 0 ? who.Service : (long)(who.Service * _paces[window]);
        if (_tidal[window] && _lastServed[window] != who.Category)
        {
            takes += (long)(_policy.ChangeOver * Minute);
            _lastServed[window] = who.Category;
        }
        (_since[window], _whom[window], _expected[window]) = (now, who.Category, who.Expected);
        outcomes.Add(new(number, who.Category, who.Class, who.Ref, now, now + takes, window, choice.Best[0].Level, choice.OrdinaryWaits, gone));
        _busy[window] = true;
        _coming.Enqueue(window, (now + takes, _order++));
    }

    private void Turn(long now)
    {
        if (_tide!.Propose(_floor, now) is not { } move) return;
        _tide.Order(move, now);
        _move[move.Window] = _moves.Count;
        _moves.Add(new(move.Window, move.From, move.To, now, Moved.Never));
        if (!_busy[move.Window]) BeginSetUp(move.Window, now);
    }

    private void BeginSetUp(int window, long now)
    {
        ref var move = ref CollectionsMarshal.AsSpan(_moves)[_move[window]];
        move = move with { Begun = now };
        _move[window] = Lines.None;
        _floor.NotIdle(window);
        _floor.Turn(window, _policy.TurnedTo[move.To]);
        (_since[window], _whom[window]) = (now + (long)_policy.Setup.TotalMilliseconds, Lines.None);
        _busy[window] = true;
        _coming.Enqueue(window, (now + (long)_policy.Setup.TotalMilliseconds, _order++));
    }
}
