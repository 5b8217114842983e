using System.Collections.Immutable;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Evaluation;

/// <summary>Ratings of the last days, and the bad ones until they are closed; beside them the register of what could not be got done. Immutable.</summary>
public sealed record RatingBook
{
    /// <summary>Days a closed entry stays at least for late questions; the journal keeps it.</summary>
    public const int DaysKept = 7;

    private ImmutableDictionary<RatingId, Rating> All { get; init; } = ImmutableDictionary<RatingId, Rating>.Empty;
    private ImmutableDictionary<RatingSubject, RatingId> BySubject { get; init; } = ImmutableDictionary<RatingSubject, RatingId>.Empty;
    private ImmutableDictionary<UnresolvedId, Unresolved> Register { get; init; } = ImmutableDictionary<UnresolvedId, Unresolved>.Empty;
    private ImmutableSortedSet<(DateTimeOffset At, long Rating)> DueRatings { get; init; } = [];
    private ImmutableSortedSet<(DateTimeOffset At, long Entry)> DueUnresolved { get; init; } = [];

    public static RatingBook Empty { get; } = new();

    private RatingBook() { }

    internal static RatingBook Of(HallMap map, IEnumerable<Rating> ratings, IEnumerable<Unresolved> unresolved, IEnumerable<NoAtWindow> noes, long last, long lastUnresolved) =>
        new RatingBook { Noes = [.. noes], Last = last, LastUnresolved = lastUnresolved }.With(map, ratings, unresolved);

    public IEnumerable<Rating> Ratings => All.Values;
    public IEnumerable<Unresolved> Unresolved => Register.Values;
    /// <summary>Every no that was said at a window in the last days.</summary>
    public ImmutableArray<NoAtWindow> Noes { get; private init; } = [];
    internal long Last { get; private init; }
    internal long LastUnresolved { get; private init; }

    public Rating? Find(RatingId id) => All.GetValueOrDefault(id);
    public Unresolved? Find(UnresolvedId id) => Register.GetValueOrDefault(id);
    public Rating? Of(RatingSubject subject) => BySubject.TryGetValue(subject, out var id) ? Find(id) : null;
    /// <summary>Bad ratings that nobody has closed, the oldest first.</summary>
    public IEnumerable<Rating> OpenRatings => All.Values.Where(r => r.IsOpen).OrderBy(r => r.Id.Value);
    public IEnumerable<Unresolved> OpenUnresolved => Register.Values.Where(u => u.IsOpen).OrderBy(u => u.Id.Value);

    /// <summary>When the next warning is told.</summary>
    internal DateTimeOffset? NextDue => new[] { DueRatings, DueUnresolved }.Where(d => !d.IsEmpty).Min(d => (DateTimeOffset?)d.Min.At);

    internal IEnumerable<Rating> RatingsDue(DateTimeOffset at) => DueRatings.TakeWhile(d => d.At <= at).Select(d => All[new(d.Rating)]);
    internal IEnumerable<Unresolved> UnresolvedDue(DateTimeOffset at) => DueUnresolved.TakeWhile(d => d.At <= at).Select(d => Register[new(d.Entry)]);

    internal RatingBook Put(HallMap map, Rating r)
    {
        r = r with { Due = FollowUps.Ahead(map, r).Select(a => (DateTimeOffset?)a.At).FirstOrDefault() };
        return this with { All = All.SetItem(r.Id, r), BySubject = BySubject.SetItem(r.Subject, r.Id), DueRatings = Moved(DueRatings, r.Id.Value, Find(r.Id)?.Due, r.Due), Last = Math.Max(Last, r.Id.Value) };
    }

    internal RatingBook Put(HallMap map, Unresolved u)
    {
        u = u with { NextWarning = FollowUps.Ahead(map, u).Select(a => (DateTimeOffset?)a.At).FirstOrDefault() };
        return this with { Register = Register.SetItem(u.Id, u), DueUnresolved = Moved(DueUnresolved, u.Id.Value, Find(u.Id)?.NextWarning, u.NextWarning), LastUnresolved = Math.Max(LastUnresolved, u.Id.Value) };
    }

    internal RatingBook Put(NoAtWindow no) => this with { Noes = Noes.Add(no) };

    private static ImmutableSortedSet<(DateTimeOffset, long)> Moved(ImmutableSortedSet<(DateTimeOffset, long)> due, long id, DateTimeOffset? was, DateTimeOffset? to)
    {
        if (was is { } old) due = due.Remove((old, id));
        return to is { } next ? due.Add((next, id)) : due;
    }

    private RatingBook With(HallMap map, IEnumerable<Rating> ratings, IEnumerable<Unresolved> unresolved) =>
        unresolved.Aggregate(ratings.Aggregate(this, (b, r) => b.Put(map, r)), (b, u) => b.Put(map, u));

    /// <summary>A plan with other limits or another calendar: every date anew.</summary>
    internal RatingBook Under(HallMap map) => With(map, All.Values, Register.Values);

    /// <summary>A rating stays while what it rates could be rated again. What is closed is due no more.</summary>
    internal RatingBook Begin(DateOnly day, RatingRules rules, CaseBook cases)
    {
        var (first, firstRated) = (day.AddDays(-DaysKept), day.AddDays(-Math.Max(DaysKept, rules.RateDays)));
        var old = All.Values.Where(r => !r.IsOpen && r.On < firstRated && (r.Subject is not RatingSubject.OfCase { Case: var of } || cases.Find(of) is null)).ToList();
        return this with
        {
            All = All.RemoveRange(old.Select(r => r.Id)),
            BySubject = BySubject.RemoveRange(old.Select(r => r.Subject)),
            Register = Register.RemoveRange(Register.Values.Where(u => !u.IsOpen && u.ClosedOn < first).Select(u => u.Id)),
            Noes = Noes.RemoveAll(n => n.On < first),
        };
    }
}
