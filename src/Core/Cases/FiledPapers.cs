using System.Collections.Immutable;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Cases;

/// <summary>A paper that somebody has filed: which, when, and its last valid day; null = without end.</summary>
public readonly record struct FiledPaper(MaterialId Id, DateOnly On, DateOnly? ValidUntil);

/// <summary>What an applicant has filed in cases that have left memory.</summary>
/// <param name="Applicant">A reference into the vault, or an organisation's public code.</param>
public sealed record FiledPapers(string Applicant, FiledPaper[] Papers);

/// <summary>Papers that are not asked for again though their cases have left memory (L12): a name and two days of each. Immutable.</summary>
/// <remarks>Small, since it is in every snapshot: one entry a paper and applicant, for <see cref="CaseRules.FiledDays"/>, and for so many applicants at most.</remarks>
public sealed class FiledMemory
{
    /// <summary>Applicants at most: some 3 MB of a snapshot. Those who filed longest ago go first, with the next day.</summary>
    public const int MostApplicants = 20_000;

    private readonly ImmutableDictionary<string, FiledPaper[]> _all;

    public static FiledMemory Empty { get; } = new(ImmutableDictionary<string, FiledPaper[]>.Empty);

    private FiledMemory(ImmutableDictionary<string, FiledPaper[]> all) => _all = all;

    internal static FiledMemory Of(IEnumerable<FiledPapers> filed) => new(filed.ToImmutableDictionary(f => f.Applicant, f => f.Papers));

    internal IEnumerable<FiledPapers> All => _all.Select(f => new FiledPapers(f.Key, f.Value));

    internal bool Has(string applicant, MaterialId id, DateOnly today) => _all.TryGetValue(applicant, out var papers) && papers.Any(p => p.Id == id && !(p.ValidUntil < today));

    /// <summary>A case leaves: of each of its papers the one that is valid longest stays.</summary>
    internal FiledMemory Keep(Case c) => c is not { ReceivedOn: { } on, State: not CaseState.Returned, Materials.Length: > 0 } ? this : new(_all.SetItem(c.Applicant.Key,
        [.. _all.GetValueOrDefault(c.Applicant.Key, []).Concat(c.Materials.Select(m => new FiledPaper(m.Id, on, m.ValidUntil)))
            .GroupBy(p => p.Id).Select(same => same.MaxBy(p => (p.ValidUntil ?? DateOnly.MaxValue, p.On)) with { On = same.Max(p => p.On) }).OrderBy(p => p.Id.Value, StringComparer.Ordinal)]));

    /// <summary>A day begins: without what has expired, and what was filed before <paramref name="first"/>.</summary>
    internal FiledMemory Begin(DateOnly day, DateOnly first, int most = MostApplicants)
    {
        var kept = _all.Select(f => (f.Key, Old: f.Value, New: f.Value.Where(p => p.On >= first && !(p.ValidUntil < day)).ToArray())).ToList();
        var gone = kept.Where(k => k.New.Length == 0).Select(k => k.Key);
        var many = kept.Where(k => k.New.Length > 0).OrderByDescending(k => k.New.Max(p => p.On)).ThenBy(k => k.Key, StringComparer.Ordinal).Skip(most).Select(k => k.Key);
        return new(_all.SetItems(kept.Where(k => k.New.Length < k.Old.Length).Select(k => KeyValuePair.Create(k.Key, k.New))).RemoveRange(gone.Concat(many).ToList()));
    }
}
