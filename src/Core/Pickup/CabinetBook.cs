using System.Collections.Immutable;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Pickup;

/// <summary>Every compartment that is not simply free, and what was tried. Immutable, shared by the hall's state and its views.</summary>
public sealed class CabinetBook
{
    private readonly ImmutableSortedDictionary<(string Cabinet, int Number), CompartmentState> _used;

    public static CabinetBook Empty { get; } = new(ImmutableSortedDictionary<(string, int), CompartmentState>.Empty, [], []);

    private CabinetBook(ImmutableSortedDictionary<(string, int), CompartmentState> used, ImmutableArray<WrongTry> tries, ImmutableArray<MissingThing> missing) => (_used, Tries, Missing) = (used, tries, missing);

    internal static CabinetBook Of(IEnumerable<CompartmentState> used, IEnumerable<WrongTry> tries, IEnumerable<MissingThing> missing) =>
        new(used.ToImmutableSortedDictionary(c => (c.Cabinet.Value, c.Number), c => c), [.. tries], [.. missing]);

    /// <summary>Those in use or in trouble, by cabinet and number.</summary>
    public IEnumerable<CompartmentState> Used => _used.Values;
    /// <summary>Wrong codes of the last hour.</summary>
    public ImmutableArray<WrongTry> Tries { get; }
    /// <summary>What should have been there and was not.</summary>
    public ImmutableArray<MissingThing> Missing { get; }

    public CompartmentState Find(PlaceId cabinet, int number) => _used.GetValueOrDefault((cabinet.Value, number)) ?? new(cabinet, number, new DoorState.Shut(), null);

    /// <summary>Where a case's result lies, or is being put.</summary>
    public CompartmentState? Holding(CaseId id) => Used.FirstOrDefault(c => c.Inside is { Receipt: null } thing && thing.Case == id || LoadedNow(c.Door) == id);

    private static CaseId? LoadedNow(DoorState door) => (door as DoorState.Opening ?? (door as DoorState.Trouble)?.During) is { Purpose: DoorPurpose.Load } load ? load.Case : null;

    /// <summary>The door that one event told to open.</summary>
    public CompartmentState? OpenedAt(long sequence) => Used.FirstOrDefault(c => c.Door is DoorState.Opening o && o.Sequence == sequence);

    /// <summary>When the next thing is overdue.</summary>
    internal DateTimeOffset? NextDue => Used.Where(c => c.Inside is { Overdue: false }).Min(c => c.Inside!.OverdueAt);

    internal CabinetBook Put(CompartmentState c) => new(c.IsFree ? _used.Remove((c.Cabinet.Value, c.Number)) : _used.SetItem((c.Cabinet.Value, c.Number), c), Tries, Missing);
    internal CabinetBook Try(PlaceId cabinet, DateTimeOffset at) => new(_used, [.. Tries.Where(t => t.At > at.AddHours(-1)), new(cabinet, at)], Missing);
    internal CabinetBook Miss(MissingThing thing) => new(_used, Tries, Missing.Add(thing));
    internal CabinetBook Close(PlaceId cabinet, int number, CaseId? of, TicketCode? receipt) => new(_used, Tries, Missing.RemoveAll(m => m.Is(cabinet, number, of, receipt)));
    internal CabinetBook Explain(CaseId id) => new(_used, Tries, Missing.RemoveAll(m => m.Case == id));
}
