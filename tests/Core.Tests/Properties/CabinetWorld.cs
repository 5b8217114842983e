using System.Security.Cryptography;
using System.Text;
using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Cases;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Pickup.CabinetSteps;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Properties;

/// <summary>A cabinet as it really is beside what the hall believes of it: things behind doors, people before them, an agent whose link breaks, a hub that dies.</summary>
/// <remarks>The agent is the product's by its rules: uses are told before doors, in their order; an entry whose door was opened by order is spent; a lost link loses orders, not news.
/// Boards have a sensor that now and then tells nothing of a door shut between two looks; who opens a door while the hub is away takes what is his, or leaves it.</remarks>
internal sealed class CabinetWorld
{
    internal enum Act { Load, Issue, Collect, Card, Recover, Open, Use, Hear, HearTwice, Lose, Link, Offline, PowerCut, StillOpen, Jam, Look, Restart, TellUsesAgain, NewList, Snap, Stray, Force, Onward }

    internal enum Claim { HoldsOne, NothingLost, ProofFits, SameClocks }

    /// <param name="After">Minutes since the one before it.</param>
    /// <param name="N">Which case, compartment, proof is meant.</param>
    internal sealed record Happening(int After, Act Act, int N);

    /// <summary>A door told to open, or open with somebody before it.</summary>
    /// <param name="Shown">Whose proof it was.</param>
    private sealed record Door(DoorPurpose Purpose, CaseId Shown);

    private const int Results = 5;
    private static readonly byte[] Key = [1, 2, 3];
    private static readonly Digest Salt = Hash("salt");
    private static readonly PersonRef[] People = [BookedHall.Li, BookedHall.Wu, BookedHall.He];

    private readonly CaseId[] _cases;
    private readonly Dictionary<int, CaseId> _inside = [];
    private readonly HashSet<CaseId> _withApplicant = [];
    private readonly HashSet<int> _stray = [];
    private readonly HashSet<CaseId> _stolen = [];
    private readonly Dictionary<int, Door> _orders = [], _open = [];
    private readonly Queue<ReportDoor> _said = new();
    private readonly HashSet<ReportDoor> _brokenOpen = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<CaseId, List<string>> _codes = [];
    private readonly HashSet<Digest> _spent = [];
    private readonly List<(Claim Claim, string What)> _broken = [];
    private PassLedger _ledger = PassLedger.Of(Box);
    private PassUse[] _told = [];
    private bool _linked = true;

    public CabinetWorld()
    {
        Hall = CaseHall.Open();
        _cases = [.. Enumerable.Range(0, Results).Select(n => Hall.Ready(ForCabinet with { Applicant = new Applicant.NaturalPerson(People[n % People.Length]) }))];
    }

    public HallScenario Hall { get; }
    public int Offline { get; private set; }
    public int Restarts { get; private set; }
    public int Unseen { get; private set; }
    public int Strays { get; private set; }
    public int Forced { get; private set; }
    /// <summary>Doors broken open whose proof came after, each looked into by a clerk.</summary>
    public int Doubted { get; private set; }

    public IEnumerable<string> Broken(Claim claim) => _broken.Where(b => b.Claim == claim).Select(b => b.What);

    public static CabinetWorld Play(IEnumerable<Happening> steps)
    {
        var world = new CabinetWorld();
        foreach (var step in steps)
        {
            world.Hall.Until(world.Hall.At.AddMinutes(step.After));
            world.Do(step.Act, step.N);
            world.CheckBooks();
        }
        world.Settle();
        return world;
    }

    private static byte[] Sign(byte[] content) => HMACSHA256.HashData(Key, content);
    private static Digest Keyed(Digest salt, string code) => Digest.Of(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{salt}\n{code}")));

    private CompartmentState Book(int number) => Hall.State.Cabinets.Find(Box, number);
    private CaseId CaseOf(int n) => _cases[n % Results];
    private string CodeOf(CaseId id, int n) => _codes.GetValueOrDefault(id) is { Count: > 0 } codes ? n % 5 == 0 ? codes[0] : codes[^1] : "00000000";
    private bool IsAtDesk(CaseId id) => !_withApplicant.Contains(id) && !_stolen.Contains(id) && !_inside.ContainsValue(id);
    private void Break(bool isBroken, Claim claim, string what) { if (isBroken) _broken.Add((claim, what)); }
    private static T? Pick<T>(IReadOnlyCollection<T> of, int n) where T : struct => of.Count == 0 ? null : of.ElementAt(n % of.Count);

    private void Do(Act act, int n)
    {
        var id = CaseOf(n);
        switch (act)
        {
            case Act.Load: Load(id); break;
            case Act.Issue: Issue(id); break;
            case Act.Collect when _linked: Collect(n % 3 == 0 ? CaseOf(n / 7) : id, CodeOf(id, n / 3), n); break;
            case Act.Card when _linked && Hall.Do(Citizen, new Collect(Box, new PickupProof.Card(People[n % 3]))).First is DoorAsked asked:
                Break(!Hall.Case(asked.Case!.Value).MayCollect(People[n % 3]), Claim.ProofFits, $"{asked} by the card of another");
                Order(asked, asked.Case.Value);
                break;
            case Act.Recover when Pick(_inside.Keys, n) is { } full: Recover(n % 5 == 0 ? 1 + n % 4 : full); break;
            case Act.Open when Pick(_orders.Keys, n) is { } told && !_open.ContainsKey(told): OpenDoor(told); break;
            case Act.Use when Pick(_open.Keys, n) is { } at: Use(at, takes: n % 4 > 0); break;
            case Act.Hear when _linked: Hear(times: 1); break;
            case Act.HearTwice when _linked: Hear(times: 2); break;
            // What a door did without an order its agent keeps on disk until it is told.
            case Act.Lose when _said.Count > 0 && !_brokenOpen.Contains(_said.Peek()): _said.Dequeue(); break;
            case Act.Link: SetLink(!_linked); break;
            // Whose thing is on the list, or anybody.
            case Act.Offline when !_linked: GiveOut(CodeOf(n % 4 > 0 && _ledger.List is { List.Entries: { Length: > 0 } on } ? Hall.State.Cases.Find(on[n % on.Length].Case)!.Id : id, n / 3), n / 7); break;
            case Act.PowerCut:
                _orders.Clear();
                foreach (var number in _open.Keys) _said.Enqueue(new(Box, number, DoorReport.PowerCut));
                break;
            case Act.StillOpen when Pick(_open.Keys, n) is { } left: _said.Enqueue(new(Box, left, DoorReport.StillOpen)); break;
            case Act.Jam when Pick(_orders.Keys, n) is { } stuck:
                _orders.Remove(stuck);
                _said.Enqueue(new(Box, stuck, DoorReport.Jammed));
                break;
            case Act.Look: Look(1 + n % 4); break;
            case Act.Restart: Restart(n); break;
            case Act.TellUsesAgain: Hall.Do(Board, new ReconcilePasses(Box, _told)); break;
            case Act.NewList when _linked: Deliver(); break;
            case Act.Snap when Pick(_orders.Keys, n) is { } quick && !_open.ContainsKey(quick): Snap(quick, n); break;
            case Act.Force when (!_linked || _said.Count == 0) && Pick([.. _inside.Keys.Where(k => Book(k).Door is DoorState.Shut && !_orders.ContainsKey(k) && !_open.ContainsKey(k))], n) is { } broken: Force(broken, n); break;
            case Act.Stray when _linked && _said.Count == 0 && Book(1 + n % 4).IsFree && !_inside.ContainsKey(1 + n % 4): Stray(1 + n % 4, n); break;
            case Act.Onward: Onward(id, n); break;
        }
    }

    /// <summary>What comes next for a result where all goes well.</summary>
    private void Onward(CaseId id, int n)
    {
        var at = Hall.State.Cabinets.Holding(id);
        if (!_linked && n % 4 == 0) SetLink(linked: true);
        else if (!_linked) return;
        else if (_said.Count > 0) Hear(times: 1);
        else if (at is null) Load(id);
        else if (_open.ContainsKey(at.Number)) Use(at.Number, takes: n % 9 > 0);
        else if (_orders.ContainsKey(at.Number)) OpenDoor(at.Number);
        else if (at.Door is DoorState.Trouble) Look(at.Number);
        else if (at.Inside is { Secret: null }) Issue(id);
        // Told to open, and the order never came: the board says so in the end.
        else if (at.Door is DoorState.Opening) _said.Enqueue(new(Box, at.Number, DoorReport.PowerCut));
        else if (at.Inside is not null) Collect(id, _codes[id][^1], n);
    }

    private void Load(CaseId id)
    {
        if (Hall.Decide(Dora, new LoadCabinet(Box, id, CompartmentSize.Small)).First is not DoorAsked asked) return;
        Break(Book(asked.Number).Inside is not null || _stray.Contains(asked.Number), Claim.HoldsOne, $"{asked} opened for loading with something in it");
        Hall.Do(Dora, new LoadCabinet(Box, id, CompartmentSize.Small));
        Order(asked, id);
    }

    private void Issue(CaseId id)
    {
        var code = $"{id.Value:0000}{_codes.Values.Sum(c => c.Count):0000}";
        if (Hall.Do(Api, new IssueCode(id, new(Salt, Keyed(Salt, code)))).First is not CodeIssued) return;
        if (!_codes.TryAdd(id, [code])) _codes[id].Add(code);
    }

    private void Collect(CaseId at, string code, int n)
    {
        var hash = Keyed(Salt, code);
        PickupProof proof = n % 2 == 0 ? new PickupProof.Qr(Hall.Case(at).Code, hash) : new PickupProof.Code(Hall.State.Cabinets.Holding(at)?.Number ?? 1 + n % 4, hash);
        if (Hall.Do(Citizen, new Collect(Box, proof)).First is not DoorAsked { Case: { } of } asked) return;
        Break(_codes.GetValueOrDefault(of)?[^1] != code, Claim.ProofFits, $"{asked} by the code {code}");
        Order(asked, of);
    }

    private void Recover(int number)
    {
        // A thief who comes in the moment of an order is taken for whoever it was for.
        if (_said.Any(r => r.Number == number && _brokenOpen.Contains(r))) return;
        if (Hall.Do(Dora, new RecoverThing(Box, number)).First is DoorAsked asked) Order(asked, asked.Case ?? default);
    }

    private void Order(DoorAsked asked, CaseId shown)
    {
        if (_linked) _orders[asked.Number] = new(asked.Purpose, shown);
    }

    private void OpenDoor(int number)
    {
        Opens(number);
        _said.Enqueue(new(Box, number, DoorReport.Opened));
    }

    private void Opens(int number)
    {
        _open[number] = _orders[number];
        _orders.Remove(number);
        foreach (var entry in _ledger.List?.List.Entries.Where(e => e.Number == number) ?? []) _spent.Add(entry.Hash);
    }

    /// <summary>Opened, used and shut between two looks of the board.</summary>
    private void Snap(int number, int n)
    {
        Unseen++;
        var (was, goal) = (IsOccupied(number), _orders[number].Purpose is DoorPurpose.Load);
        Opens(number);
        Handle(number, takes: n % 3 > 0);
        _said.Enqueue(new(Box, number, DoorReport.NotSeenOpen, n % 2 == 0 ? null : new DoorAnswer(SeenOpen: false, was, IsOccupied(number)).Tells(goal)));
    }

    /// <summary>Broken open and emptied. Whoever comes with the code for it later finds nothing, and was given nothing: the hub hears of it at once or, while it is away, by what the cabinet saw.</summary>
    private void Force(int number, int n)
    {
        // Some cut the line first.
        if (_linked && n % 3 > 0) SetLink(linked: false);
        _inside.Remove(number, out var gone);
        _stolen.Add(gone);
        _told = [.. _told.Where(u => u.Case != Hall.Case(gone).Code)];
        _ledger = _ledger.Break(number, Hall.At);
        Forced++;
        // Heard at once: a thief who comes in the moment of an order is taken for whoever it was for.
        if (_linked) Hall.Do(Board, new ReportDoor(Box, number, DoorReport.Opened));
        else
        {
            var seen = new ReportDoor(Box, number, DoorReport.Opened);
            _brokenOpen.Add(seen);
            _said.Enqueue(seen);
            if (n % 2 == 0) GiveOut(CodeOf(gone, n), n);
        }
    }

    /// <summary>Something that nobody knows of, found by the sensor or by a clerk.</summary>
    private void Stray(int number, int n)
    {
        Strays++;
        _stray.Add(number);
        if (n % 2 == 0) Hall.Do(Board, new ReportDoor(Box, number, DoorReport.Closed, IsOccupied(number)));
        else Hall.Do(Dora, new ResolveCompartment(Box, number, FoundInside.Thing, Noted));
    }

    private bool IsOccupied(int number) => _inside.ContainsKey(number) || _stray.Contains(number);

    /// <summary>Who stands before an open door does what he came for, or does not, and shuts it.</summary>
    private void Use(int number, bool takes)
    {
        Handle(number, takes);
        _said.Enqueue(new(Box, number, DoorReport.Closed, IsOccupied(number)));
    }

    private void Handle(int number, bool takes)
    {
        var door = _open[number];
        _open.Remove(number);
        if (takes && door.Purpose is DoorPurpose.Load && IsAtDesk(door.Shown))
        {
            Break(!_inside.TryAdd(number, door.Shown), Claim.HoldsOne, $"case {door.Shown} put to another in {number}");
        }
        else if (takes && door.Purpose is DoorPurpose.Collect) Take(number, door.Shown);
        else if (takes && door.Purpose is DoorPurpose.Recover)
        {
            _inside.Remove(number);
            _stray.Remove(number);
        }
    }

    private void Take(int number, CaseId shown)
    {
        if (!_inside.Remove(number, out var taken)) return;
        Break(taken != shown, Claim.ProofFits, $"case {taken} in {number} taken by the proof of {shown}");
        _withApplicant.Add(taken);
    }

    private void Hear(int times)
    {
        if (!_said.TryDequeue(out var report)) return;
        for (var i = 0; i < times; i++) Hall.Do(Board, report);
    }

    private void SetLink(bool linked)
    {
        _linked = linked;
        _orders.Clear();
        if (!linked) return;
        PassUse[] uses = [.. _ledger.Uses.Select(u => u with { End = u.End is PassEnd.Taken && _inside.ContainsKey(u.Number) ? PassEnd.NotTaken : u.End })];
        if (uses.Length > 0) _told = uses;
        Hall.Do(Board, new ReconcilePasses(Box, uses));
        _spent.UnionWith(_ledger.List?.List.Entries.Where(e => uses.Any(u => u.Case == e.Case && u.End is PassEnd.Taken)).Select(e => e.Hash) ?? []);
        _ledger = _ledger.Reconciled(uses);
        while (_said.Count > 0) Hear(times: 1);
        Deliver();
    }

    private void Deliver()
    {
        var list = SignedPassList.Sign(PassList.Of(new HallView(Hall.State), Box, Hall.At), Sign);
        (_ledger, var refusal) = _ledger.Adopt(list, (content, signature) => Sign(content).SequenceEqual(signature), Hall.At);
        if (refusal is null) _spent.IntersectWith(list.List.Entries.Select(e => e.Hash));
    }

    /// <summary>By the agent's own list: taken, left inside, or opened while nobody saw.</summary>
    private void GiveOut(string code, int n)
    {
        _ledger = _ledger.Reconciled(_ledger.Uses.Where(u => _inside.ContainsKey(u.Number)));
        var (ledger, entry, _) = _ledger.Open(code, Keyed, Hall.At);
        if (entry is null) _ledger = ledger;
        if (entry is null || _spent.Contains(entry.Hash) || _open.ContainsKey(entry.Number)) return;
        _ledger = ledger;
        Offline++;
        var shown = Hall.State.Cases.Find(entry.Case)!.Id;
        Break(!_codes[shown].Contains(code), Claim.ProofFits, $"{entry} by the code {code}");
        if (n % 3 == 0) _ledger = ledger with { Uses = [.. ledger.Uses[..^1], ledger.Uses[^1] with { End = PassEnd.NotSeenOpen }] };
        if (n % 4 > 0) Take(entry.Number, shown);
    }

    /// <summary>A clerk looks into a compartment in trouble, says what is there, and leaves it shut.</summary>
    private void Look(int number)
    {
        while (_linked && _said.Count > 0) Hear(times: 1);
        if (Book(number).Door is not DoorState.Trouble) return;
        _open.Remove(number);
        _orders.Remove(number);
        _stray.Remove(number);
        if (!_inside.ContainsKey(number)) Hall.Do(Dora, new ResolveCompartment(Box, number, Asked(number), Noted));
        else if (Hall.Do(Dora, new ResolveCompartment(Box, number, FoundInside.Thing, Noted)).Refusal is not null)
        {
            // Nobody's by the books: it goes to the desk.
            _inside.Remove(number);
            Hall.Do(Dora, new ResolveCompartment(Box, number, FoundInside.Nothing, Noted));
        }
    }

    /// <summary>Behind a door broken open its clerk asks whoever came with the proof for it, who tells the truth.</summary>
    private FoundInside Asked(int number)
    {
        if (Book(number).Door is not DoorState.Trouble { Kind: DoorTroubleKind.Forced, During: { Purpose: DoorPurpose.Collect, Case: { } of } }) return FoundInside.Nothing;
        Doubted++;
        return _withApplicant.Contains(of) ? FoundInside.OwnerHas : FoundInside.Nothing;
    }

    private void Restart(int n)
    {
        var (before, due) = (StateText.Of(Hall.State), Core.Queueing.Hall.NextDue(Hall.State));
        Hall.Restarted(n);
        Restarts++;
        Break(before != StateText.Of(Hall.State), Claim.SameClocks, $"another state after a restart at {Hall.Journal.Count} by a snapshot {n} events old");
        Break(due != Core.Queueing.Hall.NextDue(Hall.State), Claim.SameClocks, $"due at {due}, after a restart at {Core.Queueing.Hall.NextDue(Hall.State)}");
    }

    private void CheckBooks()
    {
        var inside = Hall.State.Cabinets.Used.Select(c => c.Inside?.Case).OfType<CaseId>().ToList();
        Break(inside.Distinct().Count() < inside.Count, Claim.HoldsOne, "one case in two compartments");
        var left = Hall.Events<CaseHandedOver>().Select(e => e.Case).ToList();
        Break(left.Distinct().Count() < left.Count, Claim.ProofFits, "one case handed over twice");
        foreach (var id in left) Break(!_withApplicant.Contains(id), Claim.ProofFits, $"case {id} handed over by the books, and nobody has it");
    }

    /// <summary>Everybody goes home, the link comes back, the board tells its doors, a clerk looks wherever there is trouble: then the books say what is.</summary>
    private void Settle()
    {
        foreach (var number in _open.Keys.ToList()) Use(number, takes: false);
        SetLink(linked: true);
        foreach (var at in Hall.State.Cabinets.Used.ToList())
            Hall.Do(Board, at.Door is DoorState.Opening ? new(Box, at.Number, DoorReport.PowerCut) : new ReportDoor(Box, at.Number, DoorReport.Closed, IsOccupied(at.Number)));
        for (var number = 1; number <= 4; number++) Look(number);
        CheckBooks();
        foreach (var (number, id) in _inside) Break(Book(number).Inside?.Case != id, Claim.NothingLost, $"case {id} lies in {number} and the books do not know");
        foreach (var at in Hall.State.Cabinets.Used.Where(c => c.Inside is not null)) Break(!_inside.ContainsKey(at.Number), Claim.NothingLost, $"{at.Number} is full by the books only");
        // By the events: the case itself may have gone into the archive.
        var signedOff = Hall.Events<CaseHandedOver>().Select(e => e.Case).ToHashSet();
        foreach (var id in _stolen) Break(Hall.State.Cabinets.Missing.All(m => m.Case != id), Claim.NothingLost, $"case {id} was stolen and nobody looks for it");
        foreach (var id in _withApplicant) Break(!signedOff.Contains(id) && Hall.State.Cabinets.Missing.All(m => m.Case != id), Claim.NothingLost, $"case {id} was taken and is neither signed off nor looked for");
    }
}
