using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Pickup;

/// <summary>What follows from what a door did, and from what a clerk found behind it. Opened means seen open, never told to open.</summary>
internal static class CompartmentDoors
{
    internal static Decision Report(HallState hall, ReportDoor c, Stamp stamp)
    {
        var at = hall.Cabinets.Find(c.Cabinet, c.Number);
        return (at.Door, c.Report) switch
        {
            (DoorState.Shut, DoorReport.Opened or DoorReport.StillOpen) => new DoorTroubled(c.Cabinet, c.Number, DoorTroubleKind.Forced),
            (DoorState.Shut, DoorReport.Closed) when at.Inside is not null && c.Occupied is false => new DoorTroubled(c.Cabinet, c.Number, DoorTroubleKind.EmptyThoughFull),
            (DoorState.Shut, DoorReport.Closed) when at.Inside is null && c.Occupied is true => new DoorTroubled(c.Cabinet, c.Number, DoorTroubleKind.FullThoughEmpty),
            (DoorState.Opening { Seen: false }, DoorReport.Opened) => new DoorSeenOpen(c.Cabinet, c.Number),
            (DoorState.Opening { Seen: false } during, DoorReport.Closed or DoorReport.NotSeenOpen) => NotSeen(hall, at, during, c.Occupied, stamp),
            (DoorState.Opening during, DoorReport.Closed) => Closed(hall, at, during, c.Occupied, stamp),
            (DoorState.Trouble { Kind: DoorTroubleKind.LeftOpen, During: { } during }, DoorReport.Closed) => Closed(hall, at, during, c.Occupied, stamp),
            (DoorState.Opening, DoorReport.Jammed) => new DoorTroubled(c.Cabinet, c.Number, DoorTroubleKind.Jammed),
            (DoorState.Opening, DoorReport.StillOpen) => new DoorTroubled(c.Cabinet, c.Number, DoorTroubleKind.LeftOpen),
            (DoorState.Opening, DoorReport.PowerCut) => new DoorTroubled(c.Cabinet, c.Number, DoorTroubleKind.PowerCut),
            _ => Decision.AlreadySo,
        };
    }

    private static Decision Closed(HallState hall, CompartmentState at, DoorState.Opening during, bool? occupied, Stamp stamp) => (during.Purpose, occupied) switch
    {
        (DoorPurpose.Load or DoorPurpose.Drop, false) => new DoorShut(at.Cabinet, at.Number),
        (DoorPurpose.Load or DoorPurpose.Drop, _) => PutIn(hall, at, during, stamp),
        (DoorPurpose.Collect or DoorPurpose.Recover, true) => new DoorTroubled(at.Cabinet, at.Number, DoorTroubleKind.NotTaken),
        _ => TakenOut(at, during),
    };

    /// <summary>Nobody saw the door open: what lies behind it tells whether it did, and where nothing tells a clerk looks.</summary>
    private static Decision NotSeen(HallState hall, CompartmentState at, DoorState.Opening during, bool? occupied, Stamp stamp) => (IsToFill(during), occupied) switch
    {
        (_, null) => new DoorTroubled(at.Cabinet, at.Number, DoorTroubleKind.NotSeenOpen),
        (true, true) or (false, false) => Closed(hall, at, during, occupied, stamp),
        _ => new DoorTroubled(at.Cabinet, at.Number, DoorTroubleKind.Jammed),
    };

    private static bool IsToFill(DoorState.Opening during) => during.Purpose is DoorPurpose.Load or DoorPurpose.Drop;

    private static HallEvent PutIn(HallState hall, CompartmentState at, DoorState.Opening during, Stamp stamp) => during.Purpose is DoorPurpose.Load
        ? new ThingLoaded(at.Cabinet, at.Number, during.Case!.Value, stamp.At.AddDays(hall.Map!.Plan.Pickup.OverdueDays))
        : new ThingDropped(at.Cabinet, at.Number, during.Receipt!.Value, during.Case);

    private static HallEvent[] TakenOut(CompartmentState at, DoorState.Opening during) => during.Purpose is DoorPurpose.Collect
        ? [new ThingTaken(at.Cabinet, at.Number, during.Case!.Value), new CaseHandedOver(during.Case.Value, new HandOverProof.FromCabinet(at.Cabinet, at.Number, during.Proof!.Value))]
        : [new ThingRecovered(at.Cabinet, at.Number, during.Case, during.Receipt, during.By)];

    internal static Decision Resolve(HallState hall, ResolveCompartment c, Actor actor, Stamp stamp)
    {
        if (Acting.Person(actor, c.By, out var person) is { } nobody) return nobody;
        var at = hall.Cabinets.Find(c.Cabinet, c.Number);
        if (at.Door is not DoorState.Trouble { Kind: var kind, During: var during })
            return c.Found is FoundInside.Thing && IsEmptyByTheBooks(at) ? c.Reason is null ? Decision.Refuse(RefusalCode.ReasonNeeded) : new DoorTroubled(c.Cabinet, c.Number, DoorTroubleKind.FullThoughEmpty, person, c.Reason)
                : at.Door is DoorState.Shut ? Decision.AlreadySo : Decision.Refuse(RefusalCode.DoorOpening, c.Number);
        if (c.Reason is null) return Decision.Refuse(RefusalCode.ReasonNeeded);
        var looked = new TroubleResolved(c.Cabinet, c.Number, c.Found, c.Reason, person);
        return (c.Found, at.Inside, during) switch
        {
            // It is in there after all: the loading or dropping is done.
            (FoundInside.Thing, null, { Purpose: DoorPurpose.Load or DoorPurpose.Drop }) => (HallEvent[])[looked, PutIn(hall, at, during, stamp)],
            (FoundInside.Thing, null, _) => Decision.Refuse(RefusalCode.CompartmentNotEmpty, c.Number),
            (FoundInside.Thing, _, _) => looked,
            // Only of somebody who had shown before that it is his, with his word for it.
            (FoundInside.OwnerHas, not null, { Purpose: DoorPurpose.Collect }) => (HallEvent[])[looked, .. TakenOut(at, during)],
            (FoundInside.OwnerHas, _, _) => Decision.Refuse(RefusalCode.NobodyShowedProof, c.Number),
            // Who had proved it his, or staff, took it while nobody saw.
            (FoundInside.Nothing, not null, { Purpose: DoorPurpose.Collect or DoorPurpose.Recover }) when during.Seen || kind is DoorTroubleKind.NotSeenOpen or DoorTroubleKind.PowerCut => (HallEvent[])[looked, .. TakenOut(at, during)],
            (FoundInside.Nothing, { } gone, _) => (HallEvent[])[looked, new ThingMissing(c.Cabinet, c.Number, gone.Case, gone.Receipt, kind is DoorTroubleKind.Forced)],
            _ => looked,
        };
    }

    /// <summary>The trouble stays, with its clerk to look; only the alarm rests.</summary>
    internal static Decision Quiet(HallState hall, QuietDoor c, Actor actor, Stamp stamp) =>
        c.Minutes is < 1 or > Alarm.LongestQuiet ? Decision.Refuse(RefusalCode.QuietOutOfRange, Alarm.LongestQuiet)
        : hall.Cabinets.Find(c.Cabinet, c.Number).Door is DoorState.Trouble ? new DoorQuieted(c.Cabinet, c.Number, stamp.At.AddMinutes(c.Minutes), actor.Id)
        : Decision.Refuse(RefusalCode.NoDoorAlarm, c.Number);

    /// <summary>Free and shut, or open to be loaded: what lies in it belongs to nobody that the books know.</summary>
    private static bool IsEmptyByTheBooks(CompartmentState at) => at.Inside is null && at.Door is DoorState.Shut or DoorState.Opening { Seen: true, Purpose: DoorPurpose.Load };

    /// <summary>What each event makes of a compartment. Holds no rule.</summary>
    internal static void Apply(HallState hall, CabinetEvent e, in Recorded r)
    {
        var at = hall.Cabinets.Find(e.Cabinet, e.Number);
        if (e is WrongCodeTried) hall.Cabinets = hall.Cabinets.Try(e.Cabinet, r.At);
        if (e is ThingMissing m) hall.Cabinets = hall.Cabinets.Miss(new(m.Case, m.Receipt, m.Cabinet, m.Number, r.At, m.Forced));
        Record(hall, e, r);
        if (e is MissingClosed over)
        {
            hall.Cabinets = hall.Cabinets.Close(over.Cabinet, over.Number, over.Case, over.Receipt);
            return;
        }
        if (e is ThingTaken t) hall.Cabinets = hall.Cabinets.Explain(t.Case);
        if (e.Number == 0) return;
        var shut = new DoorState.Shut();
        hall.Cabinets = hall.Cabinets.Put(e switch
        {
            DoorAsked a => at with { Door = new DoorState.Opening(a.Purpose, a.Case, a.Receipt, a.By, a.Proof, r.Sequence, Seen: false) },
            DoorSeenOpen when at.Door is DoorState.Opening o => at with { Door = o with { Seen = true } },
            DoorShut => at with { Door = shut },
            // What was to be loaded is in the clerk's hand, and may go elsewhere.
            DoorTroubled { Kind: DoorTroubleKind.FullThoughEmpty } => at with { Door = new DoorState.Trouble(DoorTroubleKind.FullThoughEmpty, r.At, null) },
            DoorTroubled a => at with { Door = new DoorState.Trouble(a.Kind, r.At, at.Door as DoorState.Opening) },
            DoorQuieted a when at.Door is DoorState.Trouble trouble => at with { Door = trouble with { Quiet = new(a.Until, a.By) } },
            TroubleResolved => at with { Door = shut },
            ThingLoaded a => at with { Door = shut, Inside = new(a.Case, null, r.At, a.OverdueAt) },
            ThingDropped a => at with { Door = shut, Inside = new(a.Case, a.Receipt, r.At, null) },
            CodeIssued a when at.Inside is { } thing => at with { Inside = thing with { Secret = a.Secret, WrongTries = 0, Codes = [.. thing.Codes.Where(d => d == a.On), a.On] } },
            WrongCodeTried a when at.Inside is { } thing => at with { Inside = thing with { WrongTries = thing.WrongTries + 1, Secret = a.EndsCode ? null : thing.Secret } },
            // What the cabinet gave out by itself may be another's compartment by now.
            ThingTaken a => at.Inside?.Case == a.Case ? at with { Door = shut, Inside = null } : at,
            ThingRecovered or ThingMissing => at with { Door = shut, Inside = null },
            ThingOverdue when at.Inside is { } thing => at with { Inside = thing with { Overdue = true } },
            _ => at,
        });
    }

    /// <summary>What belongs into the record of a case, and of papers by their receipt.</summary>
    private static void Record(HallState hall, CabinetEvent e, in Recorded r)
    {
        var (id, receipt) = e switch
        {
            ThingLoaded l => (l.Case, null),
            ThingDropped d => (d.Case, d.Receipt),
            ThingRecovered t => (t.Case, t.Receipt),
            ThingMissing m => (m.Case, m.Receipt),
            MissingClosed m => (m.Case, m.Receipt),
            _ => ((CaseId?)null, (TicketCode?)null),
        };
        if (id is { } known && hall.Cases.Find(known) is { } of)
            hall.Cases = hall.Cases.Put(hall.Map!, (e is MissingClosed { End: MissingEnd.Lost, Receipt: null } ? CaseChanges.Lost(of) : of) with
            {
                History = [.. of.History, r.Sequence],
                DroppedOn = e switch
                {
                    ThingDropped => of.DroppedOn ?? hall.Map!.Date(r.At),
                    // It is asked for anew.
                    MissingClosed { Receipt: not null, End: MissingEnd.Lost } => null,
                    _ => of.DroppedOn,
                },
            });
        if (e is ThingDropped put) hall.Cabinets = hall.Cabinets.Drop(new(put.Receipt, put.Case, put.Cabinet, put.Number, r.At) { History = [r.Sequence] });
        else if (receipt is { } code && hall.Cabinets.FindDropped(code) is { } papers)
            hall.Cabinets = hall.Cabinets.Put(papers with { TakenOutAt = papers.TakenOutAt ?? (e is ThingRecovered or MissingClosed { End: MissingEnd.Found } ? (DateTimeOffset?)r.At : null), History = [.. papers.History, r.Sequence] });
    }
}
