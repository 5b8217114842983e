using TidalHall.Core.Dispatch;

namespace TidalHall.Core.Waiting;

/// <summary>The next hours of a picture, drawn once: the hall's own floor and tide go on until everybody in the picture has been called.</summary>
/// <remarks>A newcomer of each category and class is watched too. He stands in his line and takes no time when he is called, so that he delays nobody and no tide counts him.</remarks>
internal sealed class NextHours
{
    private const long Minute = 60_000, Never = long.MaxValue;
    private readonly FloorPicture _picture;
    private readonly Draws _draws;
    private readonly float[][] _waits;
    private readonly int _time, _newcomers;
    private readonly Floor _floor;
    private readonly ITide? _tide;
    private readonly double[] _credit;
    private readonly long[] _freeAt;
    private readonly int[] _movesTo;
    // By place: the row of who is watched, or none.
    private int[] _row;
    private int _left;

    /// <param name="waits">By row and time: newcomers by category and class, then those who wait as the picture has them.</param>
    public NextHours(FloorPicture picture, Draws draws, float[][] waits, int time)
    {
        (_picture, _draws, _waits, _time) = (picture, draws, waits, time);
        (_floor, _tide) = (picture.CopyFloor(), picture.CopyTide());
        _credit = new double[picture.Windows.Length];
        _freeAt = new long[picture.Windows.Length];
        _movesTo = new int[picture.Windows.Length];
        _newcomers = picture.Categories * picture.Classes;
        _row = new int[Math.Max(64, 2 * (picture.Waiting.Length + _newcomers))];
        Array.Fill(_row, Lines.None);
    }

    public void Run()
    {
        var now = _picture.Now;
        var (end, minute) = (now + DrawnWaits.Horizon, now + Minute);
        Begin(now);
        var next = _picture.Arrivals.Next(_draws, now);
        while (_left > 0)
        {
            var window = Array.IndexOf(_freeAt, _freeAt.Min());
            var free = _freeAt[window];
            now = Math.Min(Math.Min(next.At, free), _tide is null ? Never : minute);
            if (now >= end) break;
            if (_tide is not null && now == minute)
            {
                Turn(now);
                minute += Minute;
            }
            else if (now == free) Finish(window, now);
            else
            {
                Come(next, now);
                next = _picture.Arrivals.Next(_draws, now);
            }
        }
    }

    private void Begin(long now)
    {
        foreach (var row in _waits) row[_time] = DrawnWaits.Horizon / (float)Minute;
        for (var i = 0; i < _picture.Waiting.Length; i++) Watch(_picture.Waiting[i], _newcomers + i);
        for (var w = 0; w < _freeAt.Length; w++)
        {
            var window = _picture.Windows[w];
            (_credit[w], _movesTo[w]) = (window.Credit, window.MovesTo);
            _freeAt[w] = window.Doing switch
            {
                WindowDoing.Serving => now + (long)_picture.Service.DrawRest(_draws, window.Expected, now - window.Tick),
                WindowDoing.Out => Math.Max(now, window.Tick),
                _ => Never,
            };
        }
        for (var w = 0; w < _freeAt.Length; w++)
            if (_picture.Windows[w].Doing is WindowDoing.Free) Call(w, now);
        // After all who wait; whoever finds a window idle does not wait at all.
        for (var row = 0; row < _newcomers; row++)
        {
            var (category, @class) = (row / _picture.Classes, row % _picture.Classes);
            if (_floor.IdleFor(category, @class) != Lines.None) _waits[row][_time] = 0;
            else Watch(_floor.Lines.Join(_floor.UsualLineOf(category, @class), row, now, long.MaxValue), row);
        }
    }

    private void Watch(int place, int row)
    {
        if (place >= _row.Length)
        {
            var from = _row.Length;
            Array.Resize(ref _row, Math.Max(place + 1, 2 * from));
            Array.Fill(_row, Lines.None, from, _row.Length - from);
        }
        _row[place] = row;
        if (row != Lines.None) _left++;
    }

    private void Come((long At, int Category, int Class, long Ref) who, long now)
    {
        Watch(_floor.Join(_floor.UsualLineOf(who.Category, who.Class), who.Category, who.Class, who.Ref, long.MaxValue), Lines.None);
        if (_floor.IdleFor(who.Category, who.Class) is var window && window != Lines.None) Call(window, now);
    }

    private void Finish(int window, long now)
    {
        if (_movesTo[window] != Lines.None) BeginSetup(window, now);
        else Call(window, now);
    }

    private void Call(int window, long now)
    {
        while (true)
        {
            _floor.Choose(window, now, _picture.Share >= 1 || PriorityCredit.Suffices(_credit[window]), out var choice);
            if (choice.Compared == 0)
            {
                _floor.Idle(window, now);
                _freeAt[window] = Never;
                return;
            }
            var (place, row) = (choice.Place, _row[choice.Place]);
            Answer(place, row, now);
            if (row != Lines.None && row < _newcomers)
            {
                _floor.Lines.Leave(place);
                continue;
            }
            Serve(window, place, choice, now);
            return;
        }
    }

    private void Serve(int window, int place, in FloorChoice choice, long now)
    {
        var category = _floor.CategoryOf(place);
        var expected = _row[place] != Lines.None && _picture.Expected is { } known && known[place] > 0 ? known[place] : _floor[category].Service;
        if (choice.Best[0].Level is not DispatchLevel.Placed)
            _credit[window] = PriorityCredit.After(_credit[window], _floor.ClassOf(place) > 0, choice.OrdinaryWaits, _picture.Share);
        _floor.NotIdle(window);
        _floor.Leave(place);
        _freeAt[window] = now + (long)_picture.Service.Draw(_draws, expected);
    }

    private void Answer(int place, int row, long now)
    {
        if (row == Lines.None) return;
        // Whoever was placed first has his place in the order there, not a time.
        var from = Math.Max(_picture.Now, Math.Min(now, _floor.Lines.RefOf(place)));
        _waits[row][_time] = (now - from) / (float)Minute;
        _left--;
    }

    private void Turn(long now)
    {
        // Who would go back to his office is not missed there: reckoned as if he stayed.
        if (_tide!.Propose(_floor, now) is not { To: not Lines.None } move) return;
        _tide.Order(move, now);
        _movesTo[move.Window] = move.To;
        if (_floor.IsIdle(move.Window)) BeginSetup(move.Window, now);
    }

    private void BeginSetup(int window, long now)
    {
        _floor.NotIdle(window);
        _floor.Turn(window, _picture.TurnedTo[_movesTo[window]]);
        _movesTo[window] = Lines.None;
        _freeAt[window] = now + _picture.Setup;
    }
}
