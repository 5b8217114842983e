using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Pickup;

/// <summary>Who may have a door opened, and for what.</summary>
internal static class Cabinets
{
    internal static Decision Decide(HallState hall, CabinetCommand command, Actor actor, Stamp stamp)
    {
        if (!hall.Map!.Cabinets.TryGetValue(command.Cabinet, out var cabinet)) return Decision.Refuse(RefusalCode.UnknownCabinet, command.Cabinet);
        return command switch
        {
            LoadCabinet c => Load(hall, cabinet, c, actor),
            Collect c => Collect(hall, c, stamp),
            DropIn c => Drop(hall, cabinet, c, stamp),
            RecoverThing c => Recover(hall, c, actor),
            ReportDoor c => cabinet.Find(c.Number) is null ? Decision.Refuse(RefusalCode.UnknownCompartment, c.Number) : CompartmentDoors.Report(hall, c, stamp),
            ResolveCompartment c => CompartmentDoors.Resolve(hall, c, actor, stamp),
            CloseMissing c => CloseMissing(hall, c, actor),
            QuietDoor c => CompartmentDoors.Quiet(hall, c, actor, stamp),
            ReconcilePasses c => Reconcile(hall, c, stamp),
            _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
        };
    }

    private static Decision Load(HallState hall, Cabinet cabinet, LoadCabinet c, Actor actor)
    {
        if (hall.Cases.Find(c.Case) is not { } found) return Decision.Refuse(RefusalCode.UnknownCase);
        if (Acting.Person(actor, c.By, out var person) is { } nobody) return nobody;
        if (found.State is not CaseState.Ready) return Acting.State(found);
        if (found.Delivery is not DeliveryWay.Cabinet) return Decision.Refuse(RefusalCode.OtherDelivery, Acting.Name(found));
        if (hall.Cabinets.Holding(found.Id) is { } inside) return Decision.Refuse(RefusalCode.InCabinet, Acting.Name(found), inside.Cabinet, inside.Number);
        return SmallestFree(hall, cabinet, c.Size, dropBox: false) is { } free
            ? new DoorAsked(cabinet.Id, free.Number, DoorPurpose.Load, found.Id, By: person)
            : Decision.Refuse(RefusalCode.NoCompartmentFree, cabinet.Name);
    }

    private static Compartment? SmallestFree(HallState hall, Cabinet cabinet, CompartmentSize size, bool dropBox) =>
        cabinet.All.Where(c => c.DropBox == dropBox && c.Size >= size && hall.Cabinets.Find(cabinet.Id, c.Number).IsFree).OrderBy(c => c.Size).ThenBy(c => c.Number).FirstOrDefault();

    internal static Decision Decide(HallState hall, IssueCode c, Actor actor, Stamp stamp)
    {
        if (hall.Cases.Find(c.Case) is not { } found) return Decision.Refuse(RefusalCode.UnknownCase);
        if (hall.Cabinets.Holding(c.Case) is not { Inside: { } thing } at) return Decision.Refuse(RefusalCode.NotInCabinet, Acting.Name(found));
        // The hub gives the first; who asked for one meanwhile keeps that.
        if (thing.Secret == c.Secret || (actor.Kind is ActorKind.Hub && thing.Codes.Length > 0)) return Decision.AlreadySo;
        var (today, most) = (hall.Map!.Date(stamp.At), hall.Map.Plan.Pickup.CodesPerDay);
        return actor.Kind is not ActorKind.Staff && thing.Codes.Count(d => d == today) >= most
            ? Decision.Refuse(RefusalCode.TooManyCodes, most)
            : new CodeIssued(at.Cabinet, at.Number, c.Secret, today);
    }

    /// <summary>A wrong code is an event, for it is counted; it opens nothing.</summary>
    private static Decision Collect(HallState hall, Collect c, Stamp stamp)
    {
        var rules = hall.Map!.Plan.Pickup;
        if (c.Proof is PickupProof.Card card)
            return hall.Cabinets.Used.FirstOrDefault(o => o.Cabinet == c.Cabinet && o.CanBeCollected && hall.Cases.Find(o.Inside!.Case!.Value) is { } of && of.MayCollect(card.Person)) is { } theirs
                ? new DoorAsked(c.Cabinet, theirs.Number, DoorPurpose.Collect, theirs.Inside!.Case, Proof: ProofKind.Card)
                : Decision.Refuse(RefusalCode.NothingForYou);
        // The keys rest; a QR, which names its thing and has tries of its own, a card and staff still open: nobody can lock the others out.
        if (c.Proof is PickupProof.Code && hall.Cabinets.Tries.Count(t => t.Cabinet == c.Cabinet && t.At > stamp.At.AddMinutes(-rules.TryMinutes)) >= rules.TriesPerCabinet) return Decision.Refuse(RefusalCode.TooManyTries, rules.TryMinutes);
        var (named, hash) = c.Proof switch
        {
            PickupProof.Code k => (k.Number is { } n ? hall.Cabinets.Find(c.Cabinet, n) : null, k.Hash),
            PickupProof.Qr q => (hall.Cases.Find(q.Case) is { } of ? hall.Cabinets.Holding(of.Id) : null, q.Hash),
            _ => (null, default),
        };
        if (named is not null && named.Cabinet == c.Cabinet && named.Inside?.Secret is { } secret && secret.Hash.Matches(hash))
            return named.CanBeCollected ? new DoorAsked(c.Cabinet, named.Number, DoorPurpose.Collect, named.Inside.Case, Proof: ProofKind.Code)
                : Decision.Refuse(named.Door is DoorState.Opening ? RefusalCode.DoorOpening : RefusalCode.CompartmentInTrouble, named.Number);
        var thing = named?.Cabinet == c.Cabinet ? named.Inside : null;
        return new WrongCodeTried(c.Cabinet, thing?.Secret is null ? 0 : named!.Number, thing?.Secret is not null && thing.WrongTries + 1 >= rules.TriesPerCode);
    }

    private static Decision Drop(HallState hall, Cabinet cabinet, DropIn c, Stamp stamp)
    {
        if (c.Case is { } id)
        {
            if (hall.Cases.Find(id) is not { } found) return Decision.Refuse(RefusalCode.UnknownCase);
            if (found.State is not (CaseState.CorrectionAsked or CaseState.Told) && !(found.IsUndecided && found.Tolerance is not null)) return Acting.State(found);
        }
        return SmallestFree(hall, cabinet, c.Size, dropBox: true) is { } free
            ? new DoorAsked(cabinet.Id, free.Number, DoorPurpose.Drop, c.Case, TicketCode.From(stamp.Random.High, stamp.Random.Low))
            : Decision.Refuse(RefusalCode.NoCompartmentFree, cabinet.Name);
    }

    private static Decision Recover(HallState hall, RecoverThing c, Actor actor)
    {
        if (Acting.Person(actor, c.By, out var person) is { } nobody) return nobody;
        return hall.Cabinets.Find(c.Cabinet, c.Number) switch
        {
            { Door: DoorState.Trouble { Kind: DoorTroubleKind.FullThoughEmpty or DoorTroubleKind.NotTaken }, Inside: null } => new DoorAsked(c.Cabinet, c.Number, DoorPurpose.Recover, By: person),
            { Door: DoorState.Trouble } => Decision.Refuse(RefusalCode.CompartmentInTrouble, c.Number),
            { Inside: null } => Decision.Refuse(RefusalCode.CompartmentEmpty, c.Number),
            { Door: DoorState.Opening } => Decision.Refuse(RefusalCode.DoorOpening, c.Number),
            var at => new DoorAsked(c.Cabinet, c.Number, DoorPurpose.Recover, at.Inside!.Case, at.Inside.Receipt, person),
        };
    }

    /// <summary>A clerk's word, with its reason: nothing else explains what was gone behind a door broken open.</summary>
    private static Decision CloseMissing(HallState hall, CloseMissing c, Actor actor)
    {
        if (Acting.Person(actor, c.By, out var person) is { } nobody) return nobody;
        if (!hall.Cabinets.Missing.Any(m => m.Is(c.Cabinet, c.Number, c.Case, c.Receipt))) return Decision.Refuse(RefusalCode.NothingIsMissing, c.Number);
        return c.Reason is null ? Decision.Refuse(RefusalCode.ReasonNeeded) : new MissingClosed(c.Cabinet, c.Number, c.End, c.Reason, person, c.Case, c.Receipt);
    }

    /// <summary>What was given out while the hub was away is true whatever the books say; each once.</summary>
    private static Decision Reconcile(HallState hall, ReconcilePasses c, Stamp stamp) => c.Uses.DistinctBy(u => u.Case).SelectMany(u => Reconcile(hall, c.Cabinet, u, stamp)).ToArray();

    private static HallEvent[] Reconcile(HallState hall, PlaceId cabinet, PassUse use, Stamp stamp)
    {
        if (hall.Cases.Find(use.Case) is not { State: CaseState.Ready } found) return [];
        var at = hall.Cabinets.Find(cabinet, use.Number);
        // Only what lay in this very compartment, or was found to be gone from it.
        var isThere = at.Inside is { Receipt: null } thing && thing.Case == found.Id;
        if (!isThere && !(hall.Cabinets.Holding(found.Id) is null && hall.Cabinets.Missing.Any(m => m.Case == found.Id && m.Cabinet == cabinet && m.Number == use.Number && !m.Forced))) return [];
        var wasForced = use.BrokenAt is not null || at.Door is DoorState.Trouble { Kind: DoorTroubleKind.Forced };
        return (use.End, isThere, at.Door) switch
        {
            // Told before.
            (_, true, DoorState.Trouble { Kind: DoorTroubleKind.Forced, During.Purpose: DoorPurpose.Collect }) => [],
            (PassEnd.NotTaken, true, DoorState.Shut) => [new DoorTroubled(cabinet, use.Number, wasForced ? DoorTroubleKind.Forced : DoorTroubleKind.NotTaken)],
            (PassEnd.NotTaken, _, _) => [],
            // Told before, or asked for by its proof here too: it ends as that does.
            (PassEnd.NotSeenOpen or PassEnd.Open, true, DoorState.Opening { Purpose: DoorPurpose.Collect } or DoorState.Trouble { During.Purpose: DoorPurpose.Collect }) => [],
            // Whether who broke it open took it, or who came after with its proof, a clerk finds out.
            (_, true, _) when wasForced => [Asked(), new DoorTroubled(cabinet, use.Number, DoorTroubleKind.Forced)],
            // From here on it is a door like any other that its code opened. What else was asked of it never reached the cabinet: an order that does ends the code there.
            (PassEnd.NotSeenOpen, true, _) => [Asked(), new DoorTroubled(cabinet, use.Number, DoorTroubleKind.NotSeenOpen)],
            (PassEnd.Open, true, _) => [Asked(), new DoorSeenOpen(cabinet, use.Number)],
            // Taken, or gone as a clerk found: the cabinet tells to whom.
            _ => GivenOut(),
        };

        DoorAsked Asked() => new(cabinet, use.Number, DoorPurpose.Collect, found.Id, Proof: use.Proof);

        HallEvent[] GivenOut()
        {
            // A cabinet's clock may be ahead: nothing was taken after the hall heard of it.
            var when = use.At < stamp.At ? use.At : stamp.At;
            return [new ThingTaken(cabinet, use.Number, found.Id, when), new CaseHandedOver(found.Id, new HandOverProof.FromCabinet(cabinet, use.Number, use.Proof), ReportedAt: when)];
        }
    }

    internal static IEnumerable<HallEvent> Due(HallState hall, Stamp stamp) => hall.Cabinets.NextDue > stamp.At ? [] : hall.Cabinets.Used
        .Where(c => c.Inside is { Overdue: false, Case: not null } t && t.OverdueAt <= stamp.At).Select(c => new ThingOverdue(c.Cabinet, c.Number, c.Inside!.Case!.Value));
}
