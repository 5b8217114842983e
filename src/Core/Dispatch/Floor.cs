namespace TidalHall.Core.Dispatch;

/// <summary>Who waits and what each window may call, by index: the part of a hall that decides who is next. The hub's hall and the simulator run this same one.</summary>
/// <remarks>Owned by one thread. Times are ticks of the hall's axis, milliseconds.</remarks>
public sealed class Floor
{
    /// <summary>Credit that a window starts with, and at most has.</summary>
    public const double MostCredit = 2;

    private readonly Skill[][] _skills;
    private readonly double[] _credit;
    private readonly FloorClass[] _classes;
    private readonly FloorCategory[] _categories;
    private readonly double _aged, _due, _earned;
    // A bit per window, some words a line: who may call it, and who has nothing to do.
    private readonly int _words;
    private readonly ulong[] _callers, _idle;
    private readonly long[] _idleSince;

    public Floor(FloorPlan plan)
    {
        Plan = plan;
        (_categories, _classes) = (plan.Categories, plan.Classes);
        _skills = [.. plan.Windows];
        _credit = new double[_skills.Length];
        Array.Fill(_credit, MostCredit);
        Lines = new(_categories.Length * _classes.Length);
        _aged = plan.Rules.AgedAfter.TotalMilliseconds;
        _due = plan.Rules.DueAt;
        _earned = plan.Rules.PriorityShare / (1 - plan.Rules.PriorityShare);
        _words = (_skills.Length + 63) / 64;
        _idle = new ulong[_words];
        _idleSince = new long[_skills.Length];
        _callers = new ulong[_categories.Length * _classes.Length * _words];
        for (var w = 0; w < _skills.Length; w++) Mark(w, true);
    }

    public FloorPlan Plan { get; }
    public Lines Lines { get; }
    public int LineOf(int category, int @class) => category * _classes.Length + @class;
    public int CategoryOf(int place) => Lines.LineOf(place) / _classes.Length;
    public int ClassOf(int place) => Lines.LineOf(place) % _classes.Length;
    public double CreditOf(int window) => _credit[window];
    public ReadOnlySpan<Skill> SkillsOf(int window) => _skills[window];

    /// <summary>What a window may call from now on.</summary>
    public void Turn(int window, Skill[] skills)
    {
        Mark(window, false);
        _skills[window] = skills;
        Mark(window, true);
    }

    private void Mark(int window, bool may)
    {
        var (word, bit) = (window >> 6, 1UL << window);
        foreach (ref readonly var skill in _skills[window].AsSpan())
            for (var (k, left) = (0, skill.Classes); left != 0; k++, left >>= 1)
                if ((left & 1) != 0)
                {
                    ref var callers = ref _callers[LineOf(skill.Category, k) * _words + word];
                    callers = may ? callers | bit : callers & ~bit;
                }
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
        var (best, line) = (Lines.None, LineOf(category, @class) * _words);
        for (var word = 0; word < _words; word++)
            for (var left = _callers[line + word] & _idle[word]; left != 0; left &= left - 1)
            {
                var window = (word << 6) + System.Numerics.BitOperations.TrailingZeroCount(left);
                if (best == Lines.None || Suits(window, category, @class).CompareTo(Suits(best, category, @class)) < 0) best = window;
            }
        return best;
    }

    private (double, int, long, int) Suits(int window, int category, int @class)
    {
        foreach (ref readonly var skill in _skills[window].AsSpan())
            if (skill.Category == category && (skill.Classes >> @class & 1) != 0) return (-skill.Factor, _skills[window].Length, _idleSince[window], window);
        return (0, int.MaxValue, long.MaxValue, window);
    }

    /// <summary>How many wait for a category, all classes.</summary>
    public int WaitingFor(int category)
    {
        var count = 0;
        for (var k = 0; k < _classes.Length; k++) count += Lines.CountOf(LineOf(category, k));
        return count;
    }

    /// <summary>Whom a window calls now. Changes nothing.</summary>
    public void Choose(int window, long now, out FloorChoice choice)
    {
        choice = default;
        var hasCredit = _credit[window] >= 1;
        foreach (ref readonly var skill in _skills[window].AsSpan())
        {
            for (var (k, left) = (0, skill.Classes); left != 0; k++, left >>= 1)
            {
                if ((left & 1) == 0 || Lines.Head(LineOf(skill.Category, k)) is var place && place == Lines.None) continue;
                if (k == 0) choice.OrdinaryWaits = true;
                var waited = Math.Max(0.0, now - Lines.RefOf(place));
                Keep(ref choice, Weigh(place, skill, k, waited, hasCredit));
            }
        }
    }

    private Head Weigh(int place, in Skill skill, int @class, double waited, bool hasCredit)
    {
        ref readonly var rule = ref _classes[@class];
        if (@class > 0 && hasCredit && waited >= _due * rule.Promise) return new(place, DispatchLevel.Due, waited / rule.Promise);
        if (waited >= _aged) return new(place, DispatchLevel.Aged, waited);
        return new(place, DispatchLevel.Ordinary, waited / (@class > 0 ? rule.Slope : _categories[skill.Category].Target) * skill.Factor);
    }

    private void Keep(ref FloorChoice choice, Head head)
    {
        var at = Math.Min(choice.Compared++, Heads.Kept);
        for (; at > 0 && GoesBefore(head, choice.Best[at - 1]); at--)
            if (at < Heads.Kept) choice.Best[at] = choice.Best[at - 1];
        if (at < Heads.Kept) choice.Best[at] = head;
    }

    private bool GoesBefore(in Head a, in Head b)
    {
        if (a.Level != b.Level) return a.Level > b.Level;
        if (a.Key != b.Key) return a.Key > b.Key;
        var (first, second) = (Lines.RefOf(a.Place), Lines.RefOf(b.Place));
        return first != second ? first < second : Lines.OrderOf(a.Place) < Lines.OrderOf(b.Place);
    }

    /// <summary>Takes the chosen one out of the line and settles the window's credit.</summary>
    public void Call(int window, in FloorChoice choice)
    {
        Settle(window, ClassOf(choice.Place) > 0, choice.OrdinaryWaits);
        Lines.Leave(choice.Place);
    }

    /// <summary>An ordinary call earns credit, a priority call over waiting ordinary people spends one.</summary>
    public void Settle(int window, bool priority, bool ordinaryWaits)
    {
        if (!priority) _credit[window] = Math.Min(MostCredit, _credit[window] + _earned);
        else if (ordinaryWaits) _credit[window] = Math.Max(0, _credit[window] - 1);
    }
}
