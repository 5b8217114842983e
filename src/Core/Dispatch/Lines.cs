namespace TidalHall.Core.Dispatch;

/// <summary>People in lines, each ordered by (reference time, order). Joining at the tail and leaving from anywhere cost the same however long the line is.</summary>
/// <remarks>Lines and places are plain numbers, so that a decision over 200 windows and 2,000 people touches a few dozen words of memory and leaves no garbage.</remarks>
public sealed class Lines
{
    /// <summary>No place, no line, nobody.</summary>
    public const int None = -1;

    private struct Place
    {
        public long Ref, Order;
        public int Line, Kind, Next, Previous;
    }

    private readonly int[] _heads, _tails, _counts;
    private Place[] _places = new Place[64];
    private int _used, _free = None;

    public Lines(int lines)
    {
        (_heads, _tails, _counts) = (new int[lines], new int[lines], new int[lines]);
        Array.Fill(_heads, None);
        Array.Fill(_tails, None);
    }

    private Lines(Lines of)
    {
        (_heads, _tails, _counts, _places) = ([.. of._heads], [.. of._tails], [.. of._counts], [.. of._places]);
        (_used, _free, Count) = (of._used, of._free, of.Count);
    }

    public Lines Copy() => new(this);

    /// <summary>How many lines there are, empty ones too.</summary>
    public int Number => _heads.Length;
    /// <summary>How many people stand in all of them.</summary>
    public int Count { get; private set; }
    public int CountOf(int line) => _counts[line];
    /// <summary>The place of whoever goes first, or <see cref="None"/>.</summary>
    public int Head(int line) => _heads[line];
    /// <summary>Who stands behind, or <see cref="None"/>.</summary>
    public int After(int place) => _places[place].Next;
    /// <summary>What joined there, as the caller numbers it.</summary>
    public int KindOf(int place) => _places[place].Kind;
    /// <summary>The tick a wait counts from.</summary>
    public long RefOf(int place) => _places[place].Ref;
    public long OrderOf(int place) => _places[place].Order;

    /// <returns>The place, the caller's until <see cref="Leave"/>.</returns>
    public int Join(int line, int kind, long @ref, long order)
    {
        var place = Take();
        ref var me = ref _places[place];
        (me.Line, me.Kind, me.Ref, me.Order) = (line, kind, @ref, order);
        // From the tail: nearly everybody joins there.
        var before = _tails[line];
        while (before != None && IsLater(_places[before], me)) before = _places[before].Previous;
        me.Previous = before;
        me.Next = before == None ? _heads[line] : _places[before].Next;
        if (before == None) _heads[line] = place; else _places[before].Next = place;
        if (me.Next == None) _tails[line] = place; else _places[me.Next].Previous = place;
        _counts[line]++;
        Count++;
        return place;
    }

    public void Leave(int place)
    {
        ref var me = ref _places[place];
        if (me.Previous == None) _heads[me.Line] = me.Next; else _places[me.Previous].Next = me.Next;
        if (me.Next == None) _tails[me.Line] = me.Previous; else _places[me.Next].Previous = me.Previous;
        _counts[me.Line]--;
        Count--;
        (me.Line, me.Next, _free) = (None, _free, place);
    }

    private int Take()
    {
        if (_free != None)
        {
            var place = _free;
            _free = _places[place].Next;
            return place;
        }
        if (_used == _places.Length) Array.Resize(ref _places, _used * 2);
        return _used++;
    }

    private static bool IsLater(in Place a, in Place b) => a.Ref > b.Ref || (a.Ref == b.Ref && a.Order > b.Order);
}
