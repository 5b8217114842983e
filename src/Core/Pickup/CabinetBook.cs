using System.Collections.Immutable;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Pickup;

/// <summary>Every compartment that is not simply free, and what was tried. Immutable, shared by the hall's state and its views.</summary>
public sealed class CabinetBook
{
    /// <summary>Days a receipt is known at least after staff have taken its papers out; the journal keeps it.</summary>
    private const int DaysKept = 60;

    private readonly ImmutableSortedDictionary<(string Cabinet, int Number), CompartmentState> _used;
    private readonly ImmutableDictionary<TicketCode, DroppedPapers> _dropped;

    public static CabinetBook Empty { get; } = new(ImmutableSortedDictionary<(string, int), CompartmentState>.Empty, [], [], ImmutableDictionary<TicketCode, DroppedPapers>.Empty);

    private CabinetBook(ImmutableSortedDictionary<(string, int), CompartmentState> used, ImmutableArray<WrongTry> tries, ImmutableArray<MissingThing> missing, ImmutableDictionary<TicketCode, DroppedPapers> dropped) =>
        (_used, Tries, Missing, _dropped) = (used, tries, missing, dropped);

    internal static CabinetBook Of(IEnumerable<CompartmentState> used, IEnumerable<WrongTry> tries, IEnumerable<MissingThing> missing, IEnumerable<DroppedPapers> dropped) =>
        new(used.ToImmutableSortedDictionary(c => (c.Cabinet.Value, c.Number), c => c), [.. tries], [.. missing], dropped.ToImmutableDictionary(d => d.Receipt));

    /// <summary>Those in use or in trouble, by cabinet and number.</summary>
    public IEnumerable<CompartmentState> Used => _used.Values;
    /// <summary>Wrong codes of the last hour.</summary>
    public ImmutableArray<WrongTry> Tries { get; }
    /// <summary>What should have been there and was not.</summary>
    public ImmutableArray<MissingThing> Missing { get; }
    /// <summary>What was put into drop-boxes, the oldest first.</summary>
    public IEnumerable<DroppedPapers> Dropped => _dropped.Values.OrderBy(d => d.At).ThenBy(d => d.Receipt.ToString(), StringComparer.Ordinal);

    public CompartmentState Find(PlaceId cabinet, int number) => _used.GetValueOrDefault((cabinet.Value, number)) ?? new(cabinet, number, new DoorState.Shut(), null);

    /// <summary>Papers in a drop-box, or that came out of one, by their receipt.</summary>
    public DroppedPapers? FindDropped(TicketCode receipt) => _dropped.GetValueOrDefault(receipt);

    /// <summary>Where a case's result lies, or is being put.</summary>
    public CompartmentState? Holding(CaseId id) => Used.FirstOrDefault(c => c.Inside is { Receipt: null } thing && thing.Case == id || LoadedNow(c.Door) == id);

    private static CaseId? LoadedNow(DoorState door) => (door as DoorState.Opening ?? (door as DoorState.Trouble)?.During) is { Purpose: DoorPurpose.Load } load ? load.Case : null;

    /// <summary>The door that one event told to open.</summary>
    public CompartmentState? OpenedAt(long sequence) => Used.FirstOrDefault(c => c.Door is DoorState.Opening o && o.Sequence == sequence);

    /// <summary>When the next thing is overdue.</summary>
    internal DateTimeOffset? NextDue => Used.Where(c => c.Inside is { Overdue: false }).Min(c => c.Inside!.OverdueAt);

    internal CabinetBook Put(CompartmentState c) => With(used: c.IsFree ? _used.Remove((c.Cabinet.Value, c.Number)) : _used.SetItem((c.Cabinet.Value, c.Number), c));
    internal CabinetBook Try(PlaceId cabinet, DateTimeOffset at) => With(tries: [.. Tries.Where(t => t.At > at.AddHours(-1)), new(cabinet, at)]);
    internal CabinetBook Miss(MissingThing thing) => With(missing: Missing.Add(thing));
    internal CabinetBook Close(PlaceId cabinet, int number, CaseId? of, TicketCode? receipt) => With(missing: Missing.RemoveAll(m => m.Is(cabinet, number, of, receipt)));
    internal CabinetBook Explain(CaseId id) => With(missing: Missing.RemoveAll(m => m.Case == id));
    internal CabinetBook Drop(DroppedPapers papers) => With(dropped: _dropped.RemoveRange(_dropped.Values.Where(d => d.TakenOutAt < papers.At.AddDays(-DaysKept)).Select(d => d.Receipt)).SetItem(papers.Receipt, papers));
    internal CabinetBook Put(DroppedPapers papers) => With(dropped: _dropped.SetItem(papers.Receipt, papers));

    private CabinetBook With(ImmutableSortedDictionary<(string, int), CompartmentState>? used = null, ImmutableArray<WrongTry>? tries = null, ImmutableArray<MissingThing>? missing = null, ImmutableDictionary<TicketCode, DroppedPapers>? dropped = null) =>
        new(used ?? _used, tries ?? Tries, missing ?? Missing, dropped ?? _dropped);
}
