using System.Numerics;

namespace TidalHall.Core.Dispatch;

/// <summary>Who waits and what each window may call, by index: the part of a hall that decides who is next. The hub's hall and the simulator run this same one.</summary>
/// <remarks>Owned by one thread. Times are ticks of the hall's axis, milliseconds. Only heads of lines are looked at, because every rule rises with the wait.</remarks>
public sealed class Floor
{
    private readonly FloorPlan _plan;
    private readonly int _classes, _lengths;
    // Of each category and length.
    private readonly double[] _shortness;
    private readonly Skill[][] _skills;
    private readonly int[] _waiting;
    // Each once with all its classes, though a window may have several skills in one.
    private readonly (int Category, uint Classes)[][] _served;
    // Lines of a category, class and length of visit, then of a window alone and class, then of those placed first: by category, and by window.
    private readonly int _onlyFrom, _placedFrom, _placedOnlyFrom;
    // A bit per window, some words a line: who may call it, and who has nothing to do.
    private readonly int _words;
    private readonly ulong[] _callers, _idle;
    private readonly long[] _idleSince;
    // What tells a window from others by what it may call, whatever their numbers.
    private readonly double[] _marks;

    public Floor(FloorPlan plan)
    {
        _plan = plan;
        _classes = plan.Classes.Length;
        _skills = [.. plan.Windows];
        _served = [.. _skills.Select(CategoriesOf)];
        _waiting = new int[plan.Categories.Length];
        _lengths = Math.Max(1, plan.Lengths.Select(l => l.Length).DefaultIfEmpty().Max());
        _shortness = new double[plan.Categories.Length * _lengths];
        Array.Fill(_shortness, 1);
        foreach (var (c, lengths) in plan.Lengths.Index())
            for (var l = 0; l < lengths.Length; l++) _shortness[c * _lengths + l] = plan.Shortness(c, l);
        _onlyFrom = plan.Categories.Length * _classes * _lengths;
        _placedFrom = _onlyFrom + _skills.Length * _classes;
        _placedOnlyFrom = _placedFrom + plan.Categories.Length;
        Lines = new(_placedOnlyFrom + _skills.Length);
        _words = (_skills.Length + 63) / 64;
        _idle = new ulong[_words];
        _idleSince = new long[_skills.Length];
        _marks = [.. _skills.Select(MarkOf)];
        _callers = new ulong[plan.Categories.Length * _classes * _words];
        for (var w = 0; w < _skills.Length; w++) Mark(w, true);
    }

    private Floor(Floor of)
    {
        (_plan, _classes, _lengths, _shortness, _onlyFrom, _placedFrom, _placedOnlyFrom, _words) = (of._plan, of._classes, of._lengths, of._shortness, of._onlyFrom, of._placedFrom, of._placedOnlyFrom, of._words);
        (_skills, _served, _waiting, _callers, _idle, _idleSince, _marks) = ([.. of._skills], [.. of._served], [.. of._waiting], [.. of._callers], [.. of._idle], [.. of._idleSince], [.. of._marks]);
        Lines = of.Lines.Copy();
    }

    /// <summary>The same floor at another thread's hands: everybody keeps the place he has.</summary>
    public Floor Copy() => new(this);

    /// <summary>The places of all who wait, by line.</summary>
    public IEnumerable<int> Places()
    {
        for (var line = 0; line < Lines.Number; line++)
            for (var place = Lines.Head(line); place != Lines.None; place = Lines.After(place)) yield return place;
    }

    public Lines Lines { get; }
    public int Categories => _plan.Categories.Length;
    /// <summary>How many classes of tickets there are.</summary>
    public int Classes => _classes;
    public ref readonly FloorCategory this[int category] => ref _plan.Categories[category];
    public int CategoryOf(int place) => Lines.KindOf(place) / _classes;
    public int ClassOf(int place) => Lines.KindOf(place) % _classes;
    /// <summary>The line of a category, class and length of visit that any window of theirs may call from.</summary>
    /// <param name="length">See <see cref="FloorPlan.LengthOf"/>; 0 where lengths count nothing.</param>
    public int LineOf(int category, int @class, int length = 0) => (category * _classes + @class) * _lengths + length;
    /// <summary>The line for somebody of whom nothing is known but category and class.</summary>
    public int UsualLineOf(int category, int @class) => LineOf(category, @class, _plan.LengthOf(category, _plan.Categories[category].Service));
    /// <summary>All lines of a category and class that any window of theirs may call from, the shortest visits first.</summary>
    public IEnumerable<int> LinesOf(int category, int @class) => Enumerable.Range(LineOf(category, @class), _lengths);
    /// <summary>The line of a class that waits for one window.</summary>
    public int LineAt(int window, int @class) => _onlyFrom + window * _classes + @class;
    /// <summary>Those of a category placed first by a person.</summary>
    public int PlacedOf(int category) => _placedFrom + category;
    /// <summary>Those placed first who wait for one window.</summary>
    public int PlacedAt(int window) => _placedOnlyFrom + window;
    /// <summary>How many wait for a category, all classes, those for one window too.</summary>
    public int WaitingFor(int category) => _waiting[category];

    /// <summary>How long the one of a category has waited who has waited longest; 0 when nobody waits. Those for one window alone and those placed first are not looked at.</summary>
    public long Longest(int category, long now)
    {
        var longest = 0L;
        for (var (line, end) = (LineOf(category, 0), LineOf(category + 1, 0)); line < end; line++)
            if (Lines.Head(line) is var head && head != Lines.None) longest = Math.Max(longest, now - Lines.RefOf(head));
        return longest;
    }

    /// <param name="line">One of this floor's.</param>
    /// <param name="ref">The tick the wait counts from; for those placed first the order of placing.</param>
    public int Join(int line, int category, int @class, long @ref, long order)
    {
        _waiting[category]++;
        return Lines.Join(line, category * _classes + @class, @ref, order);
    }

    public void Leave(int place)
    {
        _waiting[CategoryOf(place)]--;
        Lines.Leave(place);
    }

    /// <summary>What a window may call from now on.</summary>
    public void Turn(int window, Skill[] skills)
    {
        Mark(window, false);
        (_skills[window], _served[window], _marks[window]) = (skills, CategoriesOf(skills), MarkOf(skills));
        Mark(window, true);
    }

    private static (int, uint)[] CategoriesOf(Skill[] skills) => [.. skills.GroupBy(s => s.Category).Select(g => (g.Key, g.Aggregate(0U, (classes, s) => classes | s.Classes)))];

    /// <summary>Whom a window calls now. Changes nothing.</summary>
    /// <param name="hasCredit">Whether priority may go ahead by its promise.</param>
    public void Choose(int window, long now, bool hasCredit, out FloorChoice choice)
    {
        choice = default;
        Look(ref choice, PlacedAt(window), uint.MaxValue);
        foreach (var (category, classes) in _served[window]) Look(ref choice, PlacedOf(category), classes);
        foreach (ref readonly var skill in _skills[window].AsSpan())
            for (var (k, left) = (0, skill.Classes); left != 0; k++, left >>= 1)
                if ((left & 1) != 0)
                    for (var l = 0; l < _lengths; l++) Look(ref choice, LineOf(skill.Category, k, l), now, hasCredit, skill.Factor * _shortness[skill.Category * _lengths + l]);
        for (var k = 0; k < _classes; k++) Look(ref choice, LineAt(window, k), now, hasCredit, 1);
    }

    private void Look(ref FloorChoice choice, int placedLine, uint classes)
    {
        var place = Lines.Head(placedLine);
        // Placed first by a person: of all classes in one line, and few.
        while (place != Lines.None && (classes >> ClassOf(place) & 1) == 0) place = Lines.After(place);
        if (place != Lines.None) Keep(ref choice, new(place, DispatchLevel.Placed, -Lines.RefOf(place)));
    }

    private void Look(ref FloorChoice choice, int line, long now, bool hasCredit, double factor)
    {
        if (Lines.Head(line) is var place && place == Lines.None) return;
        var (category, @class) = (CategoryOf(place), ClassOf(place));
        if (@class == 0) choice.OrdinaryWaits = true;
        var (level, key) = _plan.Weigh(@class, _plan.Categories[category], now - Lines.RefOf(place), hasCredit, factor);
        Keep(ref choice, new(place, level, key));
    }

    private void Keep(ref FloorChoice choice, in FloorHead head)
    {
        var at = Math.Min(choice.Compared++, FloorHeads.Kept);
        for (; at > 0 && GoesBefore(head, choice.Best[at - 1]); at--)
            if (at < FloorHeads.Kept) choice.Best[at] = choice.Best[at - 1];
        if (at < FloorHeads.Kept) choice.Best[at] = head;
    }

    private bool GoesBefore(in FloorHead a, in FloorHead b)
    {
        if (a.Level != b.Level) return a.Level > b.Level;
        if (a.Key != b.Key) return a.Key > b.Key;
        var (first, second) = (Lines.RefOf(a.Place), Lines.RefOf(b.Place));
        return first != second ? first < second : Lines.OrderOf(a.Place) < Lines.OrderOf(b.Place);
    }

    /// <summary>A window that is open, has nobody and found nobody.</summary>
    public void Idle(int window, long since)
    {
        _idle[window >> 6] |= 1UL << window;
        _idleSince[window] = since;
    }

    public void NotIdle(int window) => _idle[window >> 6] &= ~(1UL << window);
    public bool IsIdle(int window) => (_idle[window >> 6] & (1UL << window)) != 0;

    /// <summary>The idle window that takes whoever joined a line: its own before a helper, then who can do least else, then who has been idle longest.</summary>
    /// <returns><see cref="Lines.None"/> while all who may call it are at work.</returns>
    public int IdleFor(int category, int @class)
    {
        var (best, line) = (Lines.None, (category * _classes + @class) * _words);
        for (var word = 0; word < _words; word++)
            for (var left = _callers[line + word] & _idle[word]; left != 0; left &= left - 1)
            {
                var window = (word << 6) + BitOperations.TrailingZeroCount(left);
                if (best == Lines.None || Suits(window, category, @class).CompareTo(Suits(best, category, @class)) < 0) best = window;
            }
        return best;
    }

    private double MarkOf(Skill[] skills) => skills.Sum(s => (s.Factor + s.Classes) * (_plan.Categories[s.Category].Target + Math.Sqrt(_plan.Categories[s.Category].Service)));

    private (double, int, long, double, int) Suits(int window, int category, int @class)
    {
        foreach (ref readonly var skill in _skills[window].AsSpan())
            if (skill.Category == category && (skill.Classes >> @class & 1) != 0) return (-skill.Factor, _skills[window].Length, _idleSince[window], _marks[window], window);
        return (0, int.MaxValue, long.MaxValue, 0, window);
    }

    private void Mark(int window, bool may)
    {
        var (word, bit) = (window >> 6, 1UL << window);
        foreach (ref readonly var skill in _skills[window].AsSpan())
            for (var (k, left) = (0, skill.Classes); left != 0; k++, left >>= 1)
                if ((left & 1) != 0)
                {
                    ref var callers = ref _callers[(skill.Category * _classes + k) * _words + word];
                    callers = may ? callers | bit : callers & ~bit;
                }
    }
}
