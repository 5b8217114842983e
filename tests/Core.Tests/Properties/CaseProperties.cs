using System.Text.Json;
using CsCheck;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Cases;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Pickup.CabinetSteps;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Properties;

/// <summary>What no interleaving of clerks, officers, citizens, doors, offline cabinets, power cuts and days can bring a case to.</summary>
public sealed class CaseProperties
{
    private const int Runs = 150;

    /// <param name="After">Minutes since the one before it.</param>
    /// <param name="Act">Which of <see cref="Order"/>; -1: what comes next where all goes well; -2: the hub dies and comes back.</param>
    /// <param name="Who">Who tries it.</param>
    /// <param name="N">Which case, compartment, proof is meant.</param>
    private sealed record Step(int After, int Act, int Who, int N);

    private static readonly Actor[] Everybody = [Anna, Both, Carol, Dora, Officer, Chief, Api, new(ActorKind.Staff, new("BOTH"), Roles.DepartmentOfficer), new(ActorKind.Staff, new("anna"), Roles.DepartmentOfficer)];
    private static readonly ClerkId[] Names = [Anna.Id, Both.Id, Officer.Id, Dora.Id, new("Both"), new("OFFICER")];
    private static readonly WindowId[] Windows = [W1, W2, Wc, Wd, Wx];
    private static readonly Actor[] AtWindow = [Anna, Both, Carol, Dora, Officer];
    private static readonly PersonRef[] People = [Li, Wu, He];

    // Steps of the way are frequent, so that cases come far; the rest tries what should not be.
    private static readonly Gen<Step[]> Steps = Gen.Select(
        Gen.Frequency((10, Gen.Int[0, 30]), (1, Gen.Int[600, 6_000])),
        Gen.Frequency((30, Gen.Const(-1)), (2, Gen.Const(-2)), (3, Gen.Const(0)), (3, Gen.Const(7)), (3, Gen.Const(8)), (10, Gen.Int[1, 28])),
        Gen.Frequency((5, Gen.Const(-1)), (2, Gen.Int[0, 8])), Gen.Int[0, 999], (after, act, who, n) => new Step(after, act, who, n)).Array[0, 120];

    private static Digest CodeOf(CaseId id) => Hash($"code of {id}");

    private static HallScenario Play(Step[] steps, Action<HallScenario, HallCommand, Decision>? after = null, HallPlan? plan = null)
    {
        var hall = Open(plan);
        foreach (var step in steps)
        {
            hall.Until(hall.At.AddMinutes(step.After));
            if (step.Act == -2)
            {
                hall.Restarted(step.N);
                // Who took a case in tries it at once with a hub that was away.
                foreach (var (id, by) in hall.Events<CaseReceived>().Select(e => (e.Case, e.By)).Concat(hall.Events<CaseFilingTakenIn>().Select(e => (e.Case, e.By))).ToList()) hall.Do(new(ActorKind.Staff, by, Roles.DepartmentOfficer), new AcceptCase(id));
                continue;
            }
            if (hall.State.Day is { TicketingStopped: false, Closed: false })
                foreach (var (clerk, window) in AtWindow.Zip(Windows).Where(p => hall.State.Find(p.Second)!.Clerk is null)) hall.Do(clerk, new OpenWindow(window));
            var (actor, command) = Order(hall, step);
            if (command is WindowCommand { Window: var at } && hall.State.Find(at) is { Current: null, IsOpen: true }) hall.Do(AtWindow[Array.IndexOf(Windows, at)], new ServeWithoutTicket(at));
            var decision = hall.Do(actor, command);
            after?.Invoke(hall, command, decision);
        }
        return hall;
    }

    private static (Actor, HallCommand) Order(HallScenario hall, Step s)
    {
        var id = new CaseId(1 + s.N % Math.Max(1, Math.Min(hall.State.Cases.Last, 6)));
        var (person, number, list) = (People[s.N % 3], 1 + s.N % 5, new FolderListId(Math.Max(1, hall.State.Cases.LastList - s.N % 2)));
        ClerkId? by = s.Who >= 0 && Everybody[s.Who] == Api ? Names[s.N % Names.Length] : s.N % 11 == 0 ? Names[s.N % Names.Length] : null;
        var (usual, command) = s.Act switch
        {
            -1 => Onward(hall, id, s),
            0 => (s.N % 2 == 0 ? Anna : Both, new TakeIn(s.N % 2 == 0 ? W1 : W2, s.N % 7 == 0 ? [Licence, Permit] : [Licence], new Applicant.NaturalPerson(person), s.N % 5 == 0 ? Without(Lease) : All,
                s.N % 7 == 0 ? DeliveryWay.OnSpot : DeliveryWay.Cabinet, Tolerates: s.N % 5 == 0 ? new DateOnly(2026, 3, 6) : null, By: by, Dropped: s.N % 4 == 0 ? hall.State.Cabinets.Dropped.LastOrDefault()?.Receipt : null)),
            1 => (Carol, new SendFolders(hall.State.Cases.Find(id)?.Department ?? "市场局", [id], by)),
            2 => (Officer, new SignFolders(list, s.N % 9 == 0 ? [new(id, Noted)] : [], by)),
            3 => (Officer, new AcceptCase(id, by)),
            4 => (Officer, new DecideCase(id, s.N % 4 > 0, Noted, by)),
            5 => (Officer, new ReadyResult(id, [new(ResultKind.Licence)], by)),
            6 => (Dora, new LoadCabinet(Box, id, (CompartmentSize)(s.N % 3), by)),
            7 => (Board, new ReportDoor(Box, number, (s.N / 5 % 8) switch { < 3 => DoorReport.Opened, < 6 => DoorReport.Closed, 6 => DoorReport.PowerCut, _ => (DoorReport)(s.N % 6) }, (s.N % 3) switch { 0 => null, 1 => true, _ => false })),
            8 => (Citizen, new Collect(Box, ProofOf(hall, s, id, person))),
            9 => (Api, new IssueCode(id, new(Hash("salt"), CodeOf(id)))),
            10 => (Dora, new RecoverThing(Box, number, by)),
            11 => (Dora, new ResolveCompartment(Box, number, (FoundInside)(s.N % 2), Noted, by)),
            12 => (Board, new ReconcilePasses(Box, [new(s.N % 3 == 0 ? number : hall.State.Cabinets.Holding(id)?.Number ?? number, hall.State.Cases.Find(id)?.Code ?? TicketCode.From(1, 1), hall.At)])),
            13 => (Citizen, new DropIn(Box, CompartmentSize.Small, s.N % 2 == 0 ? id : null)),
            14 => (Officer, new AskCorrection(id, [new(Photo, ShortfallKind.NotInLegalForm)], by)),
            15 => (Carol, new ReceiveCorrection(Wc, id, [s.N % 3 == 0 ? new(Lease, MaterialForm.Original) : new(Photo, MaterialForm.Original, 2)], By: by)),
            16 => (Dora, new HandOver(Wd, id, person, by)),
            17 => (Anna, new WithdrawCase(id, Noted, by)),
            18 => (Officer, new BeginStep(id, SpecialStep.Inspection, by)),
            19 => (Officer, new EndStep(id, by)),
            20 => (Officer, new ExtendCase(id, Names[s.N % Names.Length], Noted, by)),
            21 => (Anna, new ChooseDelivery(id, (DeliveryWay)(s.N % 3), by, s.N % 6 < 3 ? Home : null)),
            22 => (Dora, new PostResult(id, new("EMS"), new("1"), by)),
            23 => (Api, new FileOnline(Licence, new Applicant.NaturalPerson(person), s.N % 4 == 0 ? Without(Lease) : All, DeliveryWay.Cabinet)),
            24 => (s.N % 2 == 0 ? Anna : Both, new TakeInFiling(id, By: by)),
            25 => (Anna, new TellFilingMissing(id, s.N % 3 == 0 ? [new(Photo, ShortfallKind.NotInLegalForm)] : null, by)),
            26 => (Anna, new ReferToWindow(id, Noted, by)),
            27 => (Anna, new SetDroppedAside(id, Noted, by)),
            _ => (Dora, new CloseMissing(Box, number, id, null, (MissingEnd)(s.N % 2), Noted, by)),
        };
        return (s.Who >= 0 && command is not (ReportDoor or Collect or ReconcilePasses or DropIn) ? Everybody[s.Who] : usual, command);
    }

    /// <summary>What comes next for a case where all goes well.</summary>
    private static (Actor, HallCommand) Onward(HallScenario hall, CaseId id, Step s) => (hall.State.Cases.Find(id), hall.State.Cabinets.Holding(id)) switch
    {
        // An application comes by the drop-box now and then.
        (null or { HasEnded: true }, _) when s.N % 3 == 0 && hall.State.Cabinets.Find(Box, 5) is var box && FromBox(hall) is null => box switch
        {
            { Door: DoorState.Opening { Seen: false } } => (Board, new ReportDoor(Box, 5, DoorReport.Opened)),
            { Door: DoorState.Opening } => (Board, new ReportDoor(Box, 5, DoorReport.Closed)),
            { Door: DoorState.Trouble } => (Dora, new ResolveCompartment(Box, 5, FoundInside.Nothing, Noted)),
            { Inside: not null } => (Dora, new RecoverThing(Box, 5)),
            _ => (Citizen, new DropIn(Box, CompartmentSize.Small)),
        },
        (null or { HasEnded: true }, _) when FromBox(hall) is { } receipt => (Anna, new TakeIn(W1, [Licence], new Applicant.NaturalPerson(People[s.N % 3]), All, DeliveryWay.Cabinet, Dropped: receipt)),
        (null or { HasEnded: true }, _) => (Anna, new TakeIn(W1, [Licence], new Applicant.NaturalPerson(People[s.N % 3]), All, DeliveryWay.Cabinet)),
        ({ State: CaseState.Filed }, _) => (s.N % 2 == 0 ? Anna : Both, new TakeInFiling(id)),
        ({ IsBeforeIntake: true, Applicant: var applicant }, _) => (Api, new FileOnline(Licence, applicant, All, DeliveryWay.Cabinet)),
        ({ IsUndecided: true, Folder: FolderPlace.Hall } c, _) => (Anna, new SendFolders(c.Department, [id])),
        ({ IsUndecided: true, Folder: FolderPlace.OnTheWay }, _) => (Officer, new SignFolders(hall.State.Cases.Lists.Last(l => l.SignedBy is null && l.Cases.Contains(id)).Id, [])),
        ({ State: CaseState.Received }, _) => (Officer, new AcceptCase(id)),
        ({ State: CaseState.CorrectionAsked }, _) => (Carol, new ReceiveCorrection(Wc, id, [new(Photo, MaterialForm.Original, 2)])),
        ({ Step: not null }, _) => (Officer, new EndStep(id)),
        ({ State: CaseState.Accepted }, _) => (Officer, new DecideCase(id, Granted: true)),
        ({ State: CaseState.Decided }, _) => (Officer, new ReadyResult(id, [new(ResultKind.Licence)])),
        (_, null) => (Dora, new LoadCabinet(Box, id, CompartmentSize.Small)),
        (_, { Door: DoorState.Trouble { Kind: not DoorTroubleKind.NotTaken } } at) => (Dora, new ResolveCompartment(Box, at.Number, FoundInside.Thing, Noted)),
        (_, { Door: DoorState.Opening { Seen: false } } at) => (Board, new ReportDoor(Box, at.Number, DoorReport.Opened)),
        (_, { Door: DoorState.Opening } at) => (Board, new ReportDoor(Box, at.Number, s.N % 9 == 0 ? DoorReport.PowerCut : DoorReport.Closed)),
        (_, { Inside.Secret: null }) => (Api, new IssueCode(id, new(Hash("salt"), CodeOf(id)))),
        (_, { } at) => (Citizen, new Collect(Box, new PickupProof.Code(at.Number, CodeOf(id)))),
    };

    /// <summary>What staff took out of the drop-box and no window has answered.</summary>
    private static TicketCode? FromBox(HallScenario hall) => hall.State.Cabinets.Dropped.FirstOrDefault(d => d is { TakenOutAt: not null, Case: null, For: null })?.Receipt;

    private static PickupProof ProofOf(HallScenario hall, Step s, CaseId id, PersonRef person) => (s.N / 3 % 4) switch
    {
        0 => new PickupProof.Card(person),
        1 => new PickupProof.Qr(hall.State.Cases.Find(id)?.Code ?? TicketCode.From(1, 1), CodeOf(id)),
        2 when hall.State.Cabinets.Holding(id) is { } at => new PickupProof.Code(at.Number, CodeOf(id)),
        _ => new PickupProof.Code(1 + s.N % 5, CodeOf(new(1 + s.N / 7 % 5))),
    };

    private static bool IsSame(ClerkId one, ClerkId other) => string.Equals(one.Value, other.Value, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void L2_Intake_is_never_decision_whoever_tries_it_through_whatever_door() => Steps.Sample(steps =>
    {
        var hall = Play(steps);
        var took = hall.Events<CaseReceived>().Select(e => (e.Case, e.By)).Concat(hall.Events<CaseFilingTakenIn>().Select(e => (e.Case, e.By))).Concat(hall.Events<CaseCorrectionReceived>().Select(e => (e.Case, e.By))).ToList();
        var acted = hall.Journal.Select((r, at) => (At: at, Act: r.Event switch
        {
            CaseAccepted e => (e.Case, e.By),
            CaseNotAccepted e => (e.Case, e.By),
            CaseDecided { By: { } by } e => (e.Case, by),
            CaseExtended e => (e.Case, e.Approver),
            CaseReturned e => (e.Case, e.By),
            _ => ((CaseId, ClerkId)?)null,
        })).Where(a => a.Act is not null).Select(a => (a.At, a.Act!.Value.Item1, a.Act.Value.Item2));
        foreach (var (at, id, by) in acted)
            Assert.DoesNotContain(hall.Journal.Take(at).Select(r => r.Event switch { CaseReceived e => (e.Case, e.By), CaseFilingTakenIn e => (e.Case, e.By), CaseCorrectionReceived e => (e.Case, e.By), _ => default }), t => t.Case == id && IsSame(t.By, by));
        // And the other way round: who decided took nothing in before, by the journal's whole length.
        Assert.All(hall.Events<CaseDecided>().Where(d => d.By is not null), d => Assert.DoesNotContain(took, t => t.Case == d.Case && IsSame(t.By, d.By!.Value)));
    }, iter: Runs);

    /// <summary>The officer's standing ends on Wednesday, the department's letter on Thursday; the other department's never began.</summary>
    private static HallPlan EndingSoon => CasePlan with
    {
        Departments =
        [
            new("市场局") { Authorisations = [new(new(2026, 1, 1), new(2026, 3, 5))], Representatives = [new(Officer.Id, new(2026, 1, 1), new(2026, 3, 4), Chief: true), new(Both.Id, new(2026, 1, 1), new(2026, 12, 31))] },
            new("消防局") { Authorisations = [new(new(2026, 3, 4), new(2026, 12, 31))], Representatives = [new(Chief.Id, new(2026, 3, 3), new(2026, 12, 31))] },
            new("公安局", Own),
        ],
    };

    [Fact]
    public void Nobody_acts_for_a_department_whose_standing_has_ended_and_no_window_whose_letter_has() => Steps.Sample(steps =>
    {
        var hall = Play(steps, plan: EndingSoon);
        var map = hall.State.Map!;
        var departments = hall.Events<CaseReceived>().Select(e => (e.Case, e.Department)).Concat(hall.Events<CaseFiled>().Select(e => (e.Case, e.Department))).Distinct().ToDictionary();
        foreach (var r in hall.Journal)
        {
            var acted = r.Event switch
            {
                CaseAccepted e => (e.Case, e.By),
                CaseNotAccepted e => (e.Case, e.By),
                CaseCorrectionAsked e => (e.Case, e.By),
                CaseExtended e => (e.Case, e.By),
                CaseStepBegun e => (e.Case, e.By),
                CaseStepEnded e => (e.Case, e.By),
                CaseDecided { By: { } by } e => (e.Case, by),
                CaseReturned e => (e.Case, e.By),
                CaseResultReady e => (e.Case, e.By),
                _ => ((CaseId Case, ClerkId By)?)null,
            };
            if (acted is var (id, who)) Assert.True(map.Departments[departments[id]].IsRepresentedBy(who, map.Date(r.At)), $"{who} on {map.Date(r.At)}: {r.Event}");
            if (r.Event is FoldersSigned signed) Assert.True(map.Departments[hall.Events<FoldersSent>().First(s => s.List == signed.List).Department].IsRepresentedBy(signed.By, map.Date(r.At)));
            if (r.Event is CaseReceived received) Assert.True(map.Departments[received.Department].HasAuthorised(received.Item, UnifiedAct.TakingIn, map.Date(r.At)), $"{map.Date(r.At)}: {received}");
        }
    }, iter: Runs);

    [Fact]
    public void What_came_out_of_a_drop_box_is_one_case_s_and_received_on_the_day_it_was_put_in() => Steps.Sample(steps =>
    {
        var hall = Play(steps);
        var put = hall.Journal.Where(r => r.Event is ThingDropped).ToDictionary(r => ((ThingDropped)r.Event).Receipt, r => hall.State.Map!.Date(r.At));
        var received = hall.Events<CaseReceived>().Where(e => e.Dropped is not null).ToList();
        Assert.All(received, e => Assert.Equal(put[e.Dropped!.Value], e.On));
        Assert.Equal(received.Count, received.DistinctBy(e => e.Dropped).Count());
    }, iter: Runs);

    private enum ThingIs { Out, Inside, LookedFor }

    [Fact]
    public void No_compartment_holds_two_things_and_no_thing_is_lost() => Steps.Sample(steps =>
    {
        Play(steps, (hall, _, _) =>
        {
            var inside = hall.State.Cabinets.Used.Where(c => c.Inside is { Receipt: null }).Select(c => c.Inside!.Case!.Value).ToList();
            Assert.Equal(inside.Count, inside.Distinct().Count());
            Assert.All(inside, id => Assert.IsType<CaseState.Ready>(hall.Case(id).State));
            // What was put in is inside, was taken, is with the staff, or is looked for; each time, for what was looked for may be found and put in again.
            var known = new Dictionary<CaseId, ThingIs>();
            foreach (var e in hall.Events<CabinetEvent>())
                switch (e)
                {
                    case ThingLoaded l:
                        Assert.NotEqual(ThingIs.Inside, known.GetValueOrDefault(l.Case));
                        known[l.Case] = ThingIs.Inside;
                        break;
                    // One that is looked for turns up: the cabinet had given it out.
                    case ThingTaken t:
                        Assert.NotEqual(ThingIs.Out, known[t.Case]);
                        known[t.Case] = ThingIs.Out;
                        break;
                    case ThingRecovered { Case: { } id, Receipt: null }:
                        Assert.Equal(ThingIs.Inside, known[id]);
                        known[id] = ThingIs.Out;
                        break;
                    case ThingMissing { Case: { } id, Receipt: null }:
                        Assert.Equal(ThingIs.Inside, known[id]);
                        known[id] = ThingIs.LookedFor;
                        break;
                }
            Assert.Equal(known.Where(k => k.Value is ThingIs.Inside).Select(k => k.Key).Order(), inside.Order());
        });
    }, iter: Runs);

    [Fact]
    public void No_result_leaves_without_a_proof_that_fits_and_each_leaves_once() => Steps.Sample(steps =>
    {
        var codes = new Dictionary<CaseId, Digest>();
        var opened = new HashSet<CaseId>();
        var offline = new HashSet<CaseId>();
        var hall = Play(steps, (hall, command, decision) =>
        {
            if (command is IssueCode issue && decision.Refusal is null) codes[issue.Case] = issue.Secret.Hash;
            if (command is Collect collect && decision.First is DoorAsked { Case: { } id })
            {
                Assert.True(collect.Proof switch
                {
                    PickupProof.Card card => hall.Case(id).MayCollect(card.Person),
                    PickupProof.Code code => codes[id] == code.Hash,
                    PickupProof.Qr qr => codes[id] == qr.Hash && hall.Case(id).Code == qr.Case,
                    _ => false,
                });
                opened.Add(id);
            }
            if (command is ReconcilePasses) offline.UnionWith(decision.Events.OfType<CaseHandedOver>().Select(e => e.Case));
        });
        var left = hall.Events<CaseHandedOver>().ToList();
        Assert.Equal(left.Count, left.DistinctBy(e => e.Case).Count());
        Assert.All(left, e => Assert.True(e.Proof switch
        {
            HandOverProof.FromCabinet => opened.Contains(e.Case) || offline.Contains(e.Case),
            HandOverProof.OnSpot p => hall.Journal.Select(j => j.Event switch { CaseReceived c => (c.Case, c.Applicant), CaseFiled f => (f.Case, f.Applicant), _ => default }).First(r => r.Case == e.Case).Applicant == new Applicant.NaturalPerson(p.Receiver),
            _ => true,
        }));
    }, iter: Runs);

    [Fact]
    public void Silence_accepts_and_the_clock_leaves_nothing_due() => Steps.Sample(steps =>
    {
        var hall = Play(steps);
        hall.Until(On(5, 20));
        Assert.DoesNotContain(hall.State.Cases.All, c => c.State is CaseState.Received or CaseState.Filed);
        Assert.All(hall.State.Cases.All, c => Assert.True(c.Due is null || c.Due > hall.At, $"{c.Id} {c.State} {c.Due}"));
        Assert.True(Hall.NextDue(hall.State) > hall.At);
        var warned = hall.Events<CaseWarned>().ToList();
        Assert.Equal(warned.Count, warned.Distinct().Count());
    }, iter: Runs);

    [Fact]
    public void A_replayed_journal_and_a_snapshot_give_the_same_cases_clocks_and_compartments() => Steps.Sample(steps =>
    {
        var hall = Play(steps);
        var replayed = new HallState();
        foreach (var r in hall.Journal) Hall.Apply(replayed, r with { Event = HallEventJson.Read(HallEventJson.KindOf(r.Event), HallEventJson.Write(r.Event)) });
        Assert.Equal(StateText.Of(hall.State), StateText.Of(replayed));
        Assert.Equal(Hall.NextDue(hall.State), Hall.NextDue(replayed));
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes)) HallSnapshot.Of(hall.State).Write(writer);
        var reader = new Utf8JsonReader(bytes.ToArray());
        Assert.Equal(StateText.Of(hall.State), StateText.Of(HallSnapshot.Read(ref reader).Restore(hall.State.Map!.Plan)));
    }, iter: Runs);

    [Fact]
    public void The_steps_come_far_enough_to_mean_something()
    {
        var (decided, taken, trouble, dropped) = (0, 0, 0, 0);
        Steps.Sample(steps =>
        {
            var hall = Play(steps);
            Interlocked.Add(ref decided, hall.Events<CaseDecided>().Count());
            Interlocked.Add(ref taken, hall.Events<ThingTaken>().Count());
            Interlocked.Add(ref trouble, hall.Events<TroubleResolved>().Count());
            Interlocked.Add(ref dropped, hall.Events<CaseReceived>().Count(e => e.Dropped is not null));
        }, iter: 60, seed: "0000000000001");
        Assert.True(decided > 30 && taken > 3 && trouble > 3 && dropped > 3, $"{decided} decided, {taken} taken, {trouble} resolved, {dropped} taken in from a drop-box");
    }
}
