using System.Collections.Immutable;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Cases;

/// <summary>How many cases of an item had a number in a year.</summary>
public readonly record struct CaseSerial(int Year, ItemId Item, int Count);

/// <summary>The number here of what another hall has sent, for ever: a file that comes again is known, however long its case is over.</summary>
public readonly record struct SentHere(Origin Origin, CaseNumber Number);

/// <summary>Every case a hall has at hand. Immutable, since cases are few beside calls: the hall's state and all its views share one.</summary>
public sealed class CaseBook
{
    private readonly ImmutableDictionary<CaseId, Case> _all;
    private readonly ImmutableDictionary<TicketCode, CaseId> _byCode;
    private readonly ImmutableSortedSet<(DateTimeOffset At, CaseId Case)> _due;
    private readonly ImmutableDictionary<(int Year, ItemId Item), int> _serials;
    private readonly ImmutableDictionary<FolderListId, FolderList> _lists;
    private readonly ImmutableDictionary<Origin, CaseNumber> _origins;

    public static CaseBook Empty { get; } = new(ImmutableDictionary<CaseId, Case>.Empty, ImmutableDictionary<TicketCode, CaseId>.Empty, [],
        ImmutableDictionary<(int, ItemId), int>.Empty, ImmutableDictionary<FolderListId, FolderList>.Empty, ImmutableDictionary<Origin, CaseNumber>.Empty, FiledMemory.Empty, 0, 0);

    private CaseBook(ImmutableDictionary<CaseId, Case> all, ImmutableDictionary<TicketCode, CaseId> byCode, ImmutableSortedSet<(DateTimeOffset, CaseId)> due,
        ImmutableDictionary<(int, ItemId), int> serials, ImmutableDictionary<FolderListId, FolderList> lists, ImmutableDictionary<Origin, CaseNumber> origins, FiledMemory filed, long last, long lastList) =>
        (_all, _byCode, _due, _serials, _lists, _origins, Filed, Last, LastList) = (all, byCode, due, serials, lists, origins, filed, last, lastList);

    internal static CaseBook Of(HallMap map, IEnumerable<Case> cases, IEnumerable<CaseSerial> serials, IEnumerable<FolderList> lists, IEnumerable<SentHere> origins, IEnumerable<FiledPapers> filed, long last, long lastList)
    {
        var book = new CaseBook(Empty._all, Empty._byCode, [], serials.ToImmutableDictionary(s => (s.Year, s.Item), s => s.Count), lists.ToImmutableDictionary(l => l.Id), origins.ToImmutableDictionary(o => o.Origin, o => o.Number), FiledMemory.Of(filed), last, lastList);
        return cases.Aggregate(book, (b, c) => b.Put(map, c));
    }

    public IEnumerable<Case> All => _all.Values;
    public IEnumerable<FolderList> Lists => _lists.Values;
    internal IEnumerable<CaseSerial> Serials => _serials.Select(s => new CaseSerial(s.Key.Year, s.Key.Item, s.Value));
    internal IEnumerable<SentHere> Origins => _origins.Select(o => new SentHere(o.Key, o.Value));
    /// <summary>By those whose cases have left memory.</summary>
    internal FiledMemory Filed { get; }
    internal long Last { get; }
    internal long LastList { get; }

    public Case? Find(CaseId id) => _all.GetValueOrDefault(id);
    public Case? Find(TicketCode code) => _byCode.TryGetValue(code, out var id) ? Find(id) : null;
    public FolderList? Find(FolderListId id) => _lists.GetValueOrDefault(id);
    /// <summary>All of a matter, or the one case.</summary>
    public IEnumerable<Case> OfMatter(Case c) => c.Matter is { } matter ? _all.Values.Where(o => o.Matter == matter).OrderBy(o => o.Id) : [c];
    /// <summary>Our number of what another hall has sent under its own; null: it has not.</summary>
    public CaseNumber? From(Origin origin) => _origins.TryGetValue(origin, out var number) ? number : null;
    /// <summary>The case that one event made.</summary>
    public Case? MadeAt(long sequence) => _all.Values.FirstOrDefault(c => c.Sequence == sequence);

    internal DateTimeOffset? NextDue => _due.IsEmpty ? null : _due.Min.At;
    internal IEnumerable<CaseId> DueBy(DateTimeOffset at) => _due.TakeWhile(d => d.At <= at).Select(d => d.Case);

    /// <summary>An applicant was told everything missing for an item and has not come back yet.</summary>
    internal Case? ToldFor(Applicant applicant, ItemId item) => _all.Values.FirstOrDefault(c => c.State is CaseState.Told && c.Item == item && c.Applicant.Key == applicant.Key);

    /// <summary>Filed online and not examined, the oldest first.</summary>
    public IEnumerable<Case> Filings => _all.Values.Where(c => c.State is CaseState.Filed).OrderBy(c => c.Sequence);

    /// <summary>An applicant has filed for an item online, and nobody has examined it.</summary>
    internal Case? FiledFor(Applicant applicant, ItemId item) => _all.Values.FirstOrDefault(c => c.State is CaseState.Filed && c.Item == item && c.Applicant.Key == applicant.Key);

    /// <summary>What an applicant goes on with when he comes for an item: he was told what is missing, or asked to a window.</summary>
    internal Case? BegunFor(Applicant applicant, ItemId item) => ToldFor(applicant, item) ?? _all.Values.FirstOrDefault(c => c.State is CaseState.Referred && c.Item == item && c.Applicant.Key == applicant.Key);

    /// <summary>An applicant has handed a paper in before, in a case at hand or one that left memory, and it still holds.</summary>
    internal bool HasFiled(Applicant applicant, MaterialId material, DateOnly today) => Filed.Has(applicant.Key, material, today) || _all.Values.Any(c =>
        (c.ReceivedOn is not null || c.State is CaseState.Told) && c.State is not CaseState.Returned && c.Applicant.Key == applicant.Key && c.Materials.Any(m => m.Id == material && !(m.ValidUntil < today)));

    internal int NextSerial(int year, ItemId item) => _serials.GetValueOrDefault((year, item)) + 1;

    internal CaseBook Put(HallMap map, Case c)
    {
        c = c with { Due = CaseClocks.Ahead(map, c).Select(a => (DateTimeOffset?)a.At).FirstOrDefault() };
        var due = _all.TryGetValue(c.Id, out var old) && old.Due is { } was ? _due.Remove((was, c.Id)) : _due;
        return new(_all.SetItem(c.Id, c), _byCode.SetItem(c.Code, c.Id), c.Due is { } at ? due.Add((at, c.Id)) : due, _serials, _lists, _origins, Filed, Math.Max(Last, c.Id.Value), LastList);
    }

    internal CaseBook Count(int year, ItemId item) => new(_all, _byCode, _due, _serials.SetItem((year, item), NextSerial(year, item)), _lists, _origins, Filed, Last, LastList);

    internal CaseBook Remember(Origin origin, CaseNumber number) => new(_all, _byCode, _due, _serials, _lists, _origins.SetItem(origin, number), Filed, Last, LastList);

    internal CaseBook Put(FolderList list) => new(_all, _byCode, _due, _serials, _lists.SetItem(list.Id, list), _origins, Filed, Last, Math.Max(LastList, list.Id.Value));

    /// <summary>A case leaves memory, and with the last of its cases a list of folders; what was filed for an item that names its papers is remembered.</summary>
    internal CaseBook Archive(HallMap map, CaseId id)
    {
        if (Find(id) is not { } c) return this;
        var all = _all.Remove(id);
        var lists = _lists.RemoveRange(_lists.Values.Where(l => l.SignedBy is not null && l.Cases.Contains(id) && l.Cases.All(o => !all.ContainsKey(o))).Select(l => l.Id));
        return new(all, _byCode.Remove(c.Code), c.Due is { } at ? _due.Remove((at, id)) : _due, _serials, lists, _origins,
            map.Items.TryGetValue(c.Item, out var item) && Checklist.IsNamed(item) ? Filed.Keep(c) : Filed, Last, LastList);
    }

    internal CaseBook Begin(DateOnly day, CaseRules rules) => new(_all, _byCode, _due, _serials, _lists, _origins, Filed.Begin(day, day.AddDays(-rules.FiledDays)), Last, LastList);

    /// <summary>A plan with other limits or another calendar: every date anew.</summary>
    internal CaseBook Under(HallMap map) => _all.Values.Aggregate(new CaseBook(Empty._all, Empty._byCode, [], _serials, _lists, _origins, Filed, Last, LastList), (b, c) => b.Put(map, c));
}
