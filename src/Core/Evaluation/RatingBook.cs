using System.Collections.Immutable;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Evaluation;

/// <summary>Ratings of the last days, and the bad ones until they are closed; beside them the register of what could not be got done. Immutable.</summary>
public sealed class RatingBook
{
    /// <summary>Days a closed entry stays at least for late questions; the journal keeps it.</summary>
    private const int DaysKept = 7;

    private readonly ImmutableDictionary<RatingId, Rating> _ratings;
    private readonly ImmutableDictionary<RatingSubject, RatingId> _bySubject;
    private readonly ImmutableDictionary<UnresolvedId, Unresolved> _unresolved;

    public static RatingBook Empty { get; } = new(ImmutableDictionary<RatingId, Rating>.Empty, ImmutableDictionary<RatingSubject, RatingId>.Empty, ImmutableDictionary<UnresolvedId, Unresolved>.Empty, [], 0, 0);

    private RatingBook(ImmutableDictionary<RatingId, Rating> ratings, ImmutableDictionary<RatingSubject, RatingId> bySubject, ImmutableDictionary<UnresolvedId, Unresolved> unresolved, ImmutableArray<NoAtWindow> noes, long last, long lastUnresolved) =>
        (_ratings, _bySubject, _unresolved, Noes, Last, LastUnresolved) = (ratings, bySubject, unresolved, noes, last, lastUnresolved);

    internal static RatingBook Of(IEnumerable<Rating> ratings, IEnumerable<Unresolved> unresolved, IEnumerable<NoAtWindow> noes, long last, long lastUnresolved)
    {
        var all = ratings.ToList();
        return new(all.ToImmutableDictionary(r => r.Id), all.ToImmutableDictionary(r => r.Subject, r => r.Id), unresolved.ToImmutableDictionary(u => u.Id), [.. noes], last, lastUnresolved);
    }

    public IEnumerable<Rating> Ratings => _ratings.Values;
    public IEnumerable<Unresolved> Unresolved => _unresolved.Values;
    /// <summary>Every no that was said at a window in the last days.</summary>
    public ImmutableArray<NoAtWindow> Noes { get; }
    internal long Last { get; }
    internal long LastUnresolved { get; }

    public Rating? Find(RatingId id) => _ratings.GetValueOrDefault(id);
    public Unresolved? Find(UnresolvedId id) => _unresolved.GetValueOrDefault(id);
    public Rating? Of(RatingSubject subject) => _bySubject.TryGetValue(subject, out var id) ? Find(id) : null;
    /// <summary>Bad ratings that nobody has closed, the oldest first.</summary>
    public IEnumerable<Rating> OpenRatings => _ratings.Values.Where(r => r.IsOpen).OrderBy(r => r.Id.Value);
    public IEnumerable<Unresolved> OpenUnresolved => _unresolved.Values.Where(u => u.IsOpen).OrderBy(u => u.Id.Value);

    internal RatingBook Put(Rating r) => new(_ratings.SetItem(r.Id, r), _bySubject.SetItem(r.Subject, r.Id), _unresolved, Noes, Math.Max(Last, r.Id.Value), LastUnresolved);
    internal RatingBook Put(Unresolved u) => new(_ratings, _bySubject, _unresolved.SetItem(u.Id, u), Noes, Last, Math.Max(LastUnresolved, u.Id.Value));
    internal RatingBook Put(NoAtWindow no) => new(_ratings, _bySubject, _unresolved, Noes.Add(no), Last, LastUnresolved);

    /// <summary>A rating stays while what it rates could be rated again.</summary>
    internal RatingBook Begin(DateOnly day, RatingRules rules, CaseBook cases)
    {
        var (first, firstRated) = (day.AddDays(-DaysKept), day.AddDays(-Math.Max(DaysKept, rules.RateDays)));
        var old = _ratings.Values.Where(r => !r.IsOpen && r.On < firstRated && (r.Subject is not RatingSubject.OfCase { Case: var of } || cases.Find(of) is null)).ToList();
        return new(_ratings.RemoveRange(old.Select(r => r.Id)), _bySubject.RemoveRange(old.Select(r => r.Subject)),
            _unresolved.RemoveRange(_unresolved.Values.Where(u => !u.IsOpen && u.ClosedOn < first).Select(u => u.Id)), Noes.RemoveAll(n => n.On < first), Last, LastUnresolved);
    }
}
