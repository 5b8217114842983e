using TidalHall.Core.Dispatch;
using TidalHall.Core.Waiting;

namespace TidalHall.Simulation;

/// <summary>Looks at a day while it runs: what the hub would see if it told waits at that moment.</summary>
public sealed partial class DayRun
{
    // Since when a window serves, or until when it moves; what that takes; and whom: the category, or none.
    private readonly long[] _since, _expected;
    private readonly int[] _whom;
    private long _look = Nothing;
    private Action<long>? _looked;

    /// <summary>Milliseconds between looks, above 0; the first comes that long after opening.</summary>
    public long LookEvery { get; init; }

    /// <summary>Told the time of each look. It may ask for what stands below, and changes nothing.</summary>
    public Action<long>? Looked
    {
        get => _looked;
        set => (_looked, _look) = (value, value is null ? Nothing : LookEvery);
    }

    internal Floor Floor => _floor;
    /// <summary>The number of who stands at a place.</summary>
    internal int NumberAt(int place) => _at[place].Number;

    /// <summary>The hall as it stands, for whoever looks ahead.</summary>
    public FloorPicture Picture(long now, ServiceLaw service, ExpectedArrivals arrivals) => new(_floor, _tide, now, [.. _since.Select((_, w) => Pictured(w))])
    {
        Expected = [.. _at.Select(a => (double)a.Who.Expected)], TurnedTo = _policy.TurnedTo, Setup = (long)_policy.Setup.TotalMilliseconds, Share = _policy.Share, Service = service, Arrivals = arrivals,
    };

    private PicturedWindow Pictured(int window)
    {
        var movesTo = _move[window] == Lines.None ? Lines.None : _moves[_move[window]].To;
        if (_floor.IsIdle(window)) return new(WindowDoing.Free, 0, 0, _credit[window], movesTo);
        return _whom[window] == Lines.None
            ? new(WindowDoing.Out, _since[window], 0, _credit[window], movesTo)
            : new(WindowDoing.Serving, _since[window], _expected[window] > 0 ? _expected[window] : _floor[_whom[window]].Service, _credit[window], movesTo);
    }

    private void Look()
    {
        _looked!(_look);
        _look += LookEvery;
    }
}
