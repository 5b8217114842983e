using System.Collections.Immutable;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Errands;

/// <summary>Errands that go on, and those that ended lately. Immutable.</summary>
public sealed class ErrandBook
{
    /// <summary>Days one that is over stays for its papers and late questions; the journal keeps it.</summary>
    private const int DaysKept = 30;

    private readonly ImmutableDictionary<ErrandId, Errand> _all;

    public static ErrandBook Empty { get; } = new(ImmutableDictionary<ErrandId, Errand>.Empty, 0);

    private ErrandBook(ImmutableDictionary<ErrandId, Errand> all, long last) => (_all, Last) = (all, last);

    internal static ErrandBook Of(IEnumerable<Errand> errands, long last) => new(errands.ToImmutableDictionary(e => e.Id), last);

    public IEnumerable<Errand> All => _all.Values;
    internal long Last { get; }

    public Errand? Find(ErrandId id) => _all.GetValueOrDefault(id);

    /// <summary>Whether somebody acts, or has just acted, for the applicant of a case in its matter.</summary>
    internal bool ActsFor(ClerkId person, Case c) => _all.Values.Any(e =>
        e.Kind is ErrandKind.ActFor && e.Item == c.Item && c.MayCollect(e.Person) && string.Equals(e.Helper.Value, person.Value, StringComparison.OrdinalIgnoreCase));

    internal ErrandBook Put(Errand e) => new(_all.SetItem(e.Id, e), Math.Max(Last, e.Id.Value));

    internal ErrandBook Begin(DateOnly day) => new(_all.RemoveRange(_all.Values.Where(e => e.State is ErrandState.Over { On: var on } && on < day.AddDays(-DaysKept)).Select(e => e.Id)), Last);
}
