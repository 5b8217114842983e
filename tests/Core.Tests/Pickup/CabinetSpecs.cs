using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
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

namespace TidalHall.Core.Tests.Pickup;

/// <summary>The cabinet: loading, collecting, what is overdue, what goes wrong.</summary>
public sealed class CabinetSpecs
{
    internal static readonly PickupSecret Secret = new(Hash("salt-1"), Hash("hash-1")), Newer = new(Hash("salt-2"), Hash("hash-2"));

    private static CompartmentState At(HallScenario hall, int number) => hall.State.Cabinets.Find(Box, number);

    [Fact]
    public void A_result_goes_into_the_smallest_free_compartment_it_fits()
    {
        var hall = Open();
        Assert.Equal(1, hall.Loaded(hall.Ready(ForCabinet)));
        Assert.Equal(2, hall.Loaded(hall.Ready(ForCabinet)));
        Assert.Equal(3, hall.Loaded(hall.Ready(ForCabinet)));
        Assert.Equal(4, hall.Loaded(hall.Ready(ForCabinet)));
        Assert.Equal(RefusalCode.NoCompartmentFree, hall.Refused(Dora, new LoadCabinet(Box, hall.Ready(ForCabinet), CompartmentSize.Small)));
    }

    [Fact]
    public void A_large_result_takes_no_small_compartment_and_no_drop_box()
    {
        var hall = Open();
        Assert.Equal(3, hall.Loaded(hall.Ready(ForCabinet), CompartmentSize.Medium));
        Assert.Equal(4, hall.Loaded(hall.Ready(ForCabinet), CompartmentSize.Medium));
        Assert.Equal(RefusalCode.NoCompartmentFree, hall.Refused(Dora, new LoadCabinet(Box, hall.Ready(ForCabinet), CompartmentSize.Medium)));
    }

    [Fact]
    public void Only_a_result_whose_applicant_wants_it_there_is_put_in_and_only_once()
    {
        var hall = Open();
        Assert.Equal(RefusalCode.OtherDelivery, hall.Refused(Dora, new LoadCabinet(Box, hall.Ready(), CompartmentSize.Small)));
        Assert.Equal(RefusalCode.CaseIs, hall.Refused(Dora, new LoadCabinet(Box, hall.Decided(ForCabinet), CompartmentSize.Small)));
        Assert.Equal(RefusalCode.UnknownCabinet, hall.Refused(Dora, new LoadCabinet(new("elsewhere"), hall.Ready(ForCabinet), CompartmentSize.Small)));
        var id = hall.Ready(ForCabinet);
        hall.Given(Dora, new LoadCabinet(Box, id, CompartmentSize.Small));
        Assert.Equal(RefusalCode.InCabinet, hall.Refused(Dora, new LoadCabinet(Box, id, CompartmentSize.Small)));
        Assert.Equal(RefusalCode.InCabinet, hall.Refused(Dora, new HandOver(Wd, id, Li)));
    }

    [Fact]
    public void It_is_in_there_once_the_door_was_seen_open_and_shut_and_something_lies_in_it()
    {
        var hall = Open();
        var (one, two) = (hall.Ready(ForCabinet), hall.Ready(ForCabinet));
        hall.Given(Dora, new LoadCabinet(Box, one, CompartmentSize.Small)).Given(Board, new ReportDoor(Box, 1, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 1, DoorReport.Closed, Occupied: false));
        Assert.True(At(hall, 1).IsFree);
        hall.Given(Dora, new LoadCabinet(Box, two, CompartmentSize.Small)).Given(Board, new ReportDoor(Box, 1, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 1, DoorReport.Closed, Occupied: true));
        Assert.Equal(two, At(hall, 1).Inside!.Case);
    }

    [Fact]
    public void No_technician_opens_a_door_for_a_test_behind_which_something_lies_or_which_was_told_to_open()
    {
        var driver = new DeviceId("locker-1");
        var technician = new Actor(ActorKind.Staff, new("zhou"), Roles.Technician);
        var plan = CasePlan;
        var hall = Open(plan with
        {
            Devices = [.. plan.Devices, new(driver, DeviceKind.LockerBoard, "sim-locker", new("锁控板"))],
            Cabinets = [.. plan.Cabinets.Select(c => c with { Boards = [.. c.All.Select(p => p.Board).Distinct().Select(b => new CabinetBoard(b, driver))] })],
        });
        var atLock = hall.State.Map!.Cabinets[Box].Find(1)!.Lock;
        hall.Given(technician, new TryDevice(driver, atLock));
        hall.Given(Dora, new LoadCabinet(Box, hall.Ready(ForCabinet), CompartmentSize.Small));
        Assert.Equal(RefusalCode.CompartmentInUse, hall.Refused(technician, new TryDevice(driver, atLock)));
        hall.Given(Board, new ReportDoor(Box, 1, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 1, DoorReport.Closed));
        Assert.Equal(RefusalCode.CompartmentInUse, hall.Refused(technician, new TryDevice(driver, atLock)));
    }

    [Fact]
    public void The_right_code_opens_and_once_taken_it_opens_nothing_more()
    {
        var hall = Open();
        var id = hall.InCabinet();
        Assert.Equal(RefusalCode.NothingForYou, hall.Refused(Citizen, new Collect(Box, new PickupProof.Card(Wu))));
        Assert.IsType<WrongCodeTried>(hall.Do(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("other")))).First);
        hall.Taken(1, new PickupProof.Code(1, Hash("hash-1")));
        Assert.Equal(new CaseHandedOver(id, new HandOverProof.FromCabinet(Box, 1, ProofKind.Code)), hall.Events<CaseHandedOver>().Single());
        Assert.True(At(hall, 1).IsFree);
        Assert.IsType<WrongCodeTried>(hall.Do(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))).First);
    }

    [Fact]
    public void A_card_opens_its_holder_s_compartments_and_nobody_else_s()
    {
        var hall = Open();
        hall.InCabinet(ForCabinet with { Applicant = new Applicant.NaturalPerson(Wu) });
        var mine = hall.InCabinet();
        var door = (DoorAsked)hall.Do(Citizen, new Collect(Box, new PickupProof.Card(Li))).First!;
        Assert.Equal((2, mine), (door.Number, door.Case!.Value));
    }

    [Fact]
    public void A_qr_names_its_case_and_opens_by_the_code_in_it()
    {
        var hall = Open();
        var id = hall.InCabinet();
        Assert.IsType<WrongCodeTried>(hall.Do(Citizen, new Collect(Box, new PickupProof.Qr(TicketCode.From(1, 2), Hash("hash-1")))).First);
        Assert.IsType<DoorAsked>(hall.Do(Citizen, new Collect(Box, new PickupProof.Qr(hall.Case(id).Code, Hash("hash-1")))).First);
    }

    [Fact]
    public void The_hub_gives_the_first_code_alone()
    {
        var hall = Open();
        var id = hall.InCabinet();
        Assert.Equal(Decision.AlreadySo, hall.Do(Actor.Hub, new IssueCode(id, Newer)));
        Assert.Equal(Secret, hall.State.Cabinets.Holding(id)!.Inside!.Secret);
    }

    [Fact]
    public void A_new_code_ends_the_old_and_is_sent_so_often_a_day()
    {
        var hall = Open();
        var id = hall.InCabinet();
        hall.Given(Api, new IssueCode(id, Newer));
        Assert.IsType<WrongCodeTried>(hall.Do(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))).First);
        hall.Given(Api, new IssueCode(id, Secret)).Given(Api, new IssueCode(id, Newer));
        Assert.Equal(RefusalCode.TooManyCodes, hall.Refused(Api, new IssueCode(id, Secret)));
        // Staff who see the person may.
        hall.Given(Dora, new IssueCode(id, Secret)).Until(On(3, 3)).Given(Api, new IssueCode(id, Newer));
    }

    [Fact]
    public void Five_wrong_codes_for_one_thing_end_its_code_and_no_other()
    {
        var hall = Open();
        var (one, two) = (hall.InCabinet(), hall.InCabinet(ForCabinet with { Applicant = new Applicant.NaturalPerson(Wu) }, Newer));
        for (var i = 0; i < 5; i++) hall.Given(Citizen, new Collect(Box, new PickupProof.Qr(hall.Case(one).Code, Hash("guess"))));
        Assert.IsType<WrongCodeTried>(hall.Do(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))).First);
        Assert.IsType<DoorAsked>(hall.Do(Citizen, new Collect(Box, new PickupProof.Code(2, Hash("hash-2")))).First);
        hall.Given(Dora, new IssueCode(one, Secret));
        Assert.IsType<DoorAsked>(hall.Do(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))).First);
        Assert.Equal(two, hall.State.Cabinets.Holding(two)!.Inside!.Case);
    }

    [Fact]
    public void Guessing_at_the_keys_rests_them_a_while_and_locks_nobody_out()
    {
        var hall = Open();
        var code = hall.Case(hall.InCabinet()).Code;
        for (var i = 0; i < 8; i++) hall.Given(Citizen, new Collect(Box, new PickupProof.Code(null, Hash("guess"))));
        Assert.Equal(RefusalCode.TooManyTries, hall.Refused(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))));
        Assert.IsType<DoorAsked>(hall.Decide(Citizen, new Collect(Box, new PickupProof.Card(Li))).First);
        Assert.IsType<DoorAsked>(hall.Decide(Citizen, new Collect(Box, new PickupProof.Qr(code, Hash("hash-1")))).First);
        hall.Later(TimeSpan.FromMinutes(5));
        Assert.IsType<DoorAsked>(hall.Do(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))).First);
    }

    [Fact]
    public void Overdue_is_a_flag_and_the_code_opens_until_staff_have_taken_it_out()
    {
        var hall = Open();
        var id = hall.InCabinet();
        hall.Until(On(3, 9, 9, 1));
        Assert.True(At(hall, 1).Inside!.Overdue);
        Assert.IsType<DoorAsked>(hall.Decide(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))).First);
        hall.Given(Dora, new RecoverThing(Box, 1)).Given(Board, new ReportDoor(Box, 1, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 1, DoorReport.Closed, false));
        Assert.Equal(new ThingRecovered(Box, 1, id, null, Dora.Id), hall.Events<ThingRecovered>().Single());
        Assert.IsType<WrongCodeTried>(hall.Do(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))).First);
        hall.Given(Dora, new HandOver(Wd, id, Li));
    }

    [Fact]
    public void Papers_can_be_dropped_in_at_any_hour_and_staff_collect_them()
    {
        var hall = Open();
        var id = hall.AtDepartment();
        Assert.Equal(RefusalCode.CaseIs, hall.Refused(Citizen, new DropIn(Box, CompartmentSize.Small, id)));
        hall.Given(Officer, new AskCorrection(id, [new(Photo, ShortfallKind.NotInLegalForm)])).Until(On(3, 3, 2));
        hall.Given(Citizen, new DropIn(Box, CompartmentSize.Small, id)).Given(Board, new ReportDoor(Box, 5, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 5, DoorReport.Closed));
        Assert.Equal(id, hall.Events<ThingDropped>().Single().Case);
        Assert.Equal(RefusalCode.NoCompartmentFree, hall.Refused(Citizen, new DropIn(Box, CompartmentSize.Small)));
        // Nobody collects what was dropped in, by whatever card.
        Assert.Equal(RefusalCode.NothingForYou, hall.Refused(Citizen, new Collect(Box, new PickupProof.Card(Li))));
        hall.Given(Dora, new RecoverThing(Box, 5)).Given(Board, new ReportDoor(Box, 5, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 5, DoorReport.Closed));
        Assert.True(At(hall, 5).IsFree);
    }

    [Fact]
    public void A_board_that_says_yes_while_nobody_saw_the_door_open_has_a_clerk_look()
    {
        var hall = Open();
        var id = hall.InCabinet();
        hall.Given(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))).Given(Board, new ReportDoor(Box, 1, DoorReport.Closed));
        Assert.Equal(DoorTroubleKind.NotSeenOpen, Assert.IsType<DoorState.Trouble>(At(hall, 1).Door).Kind);
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Dora, new ResolveCompartment(Box, 1, FoundInside.Thing, null)));
        hall.Given(Dora, new ResolveCompartment(Box, 1, FoundInside.Thing, Noted));
        Assert.Equal(id, At(hall, 1).Inside!.Case);
        Assert.IsType<DoorAsked>(hall.Do(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))).First);
    }

    [Fact]
    public void A_door_shut_again_before_anybody_saw_it_open_has_given_out_what_its_sensor_saw_go()
    {
        var hall = Open();
        var id = hall.InCabinet();
        hall.Given(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))).Given(Board, new ReportDoor(Box, 1, DoorReport.NotSeenOpen, Occupied: false));
        Assert.Equal(new CaseHandedOver(id, new HandOverProof.FromCabinet(Box, 1, ProofKind.Code)), hall.Events<CaseHandedOver>().Single());
        Assert.True(At(hall, 1).IsFree);
        var next = hall.Ready(ForCabinet);
        hall.Given(Dora, new LoadCabinet(Box, next, CompartmentSize.Small)).Given(Board, new ReportDoor(Box, 1, DoorReport.NotSeenOpen, Occupied: true));
        Assert.Equal(next, At(hall, 1).Inside!.Case);
    }

    [Fact]
    public void What_the_sensor_still_sees_is_inside_and_its_door_jammed()
    {
        var hall = Open();
        var id = hall.InCabinet();
        hall.Given(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))).Given(Board, new ReportDoor(Box, 1, DoorReport.NotSeenOpen, Occupied: true));
        Assert.Equal(DoorTroubleKind.Jammed, Assert.IsType<DoorState.Trouble>(At(hall, 1).Door).Kind);
        Assert.Equal(id, At(hall, 1).Inside!.Case);
        Assert.Empty(hall.Events<CaseHandedOver>());
    }

    [Theory, InlineData(DoorReport.NotSeenOpen), InlineData(DoorReport.PowerCut)]
    public void Where_nothing_tells_a_clerk_looks_and_what_is_gone_was_taken_by_whom_it_opened_for(DoorReport report)
    {
        var hall = Open();
        var id = hall.InCabinet();
        hall.Given(Citizen, new Collect(Box, new PickupProof.Card(Li))).Given(Board, new ReportDoor(Box, 1, report));
        Assert.Equal(id, At(hall, 1).Inside!.Case);
        hall.Given(Dora, new ResolveCompartment(Box, 1, FoundInside.Nothing, Noted));
        Assert.Equal(new CaseHandedOver(id, new HandOverProof.FromCabinet(Box, 1, ProofKind.Card)), hall.Events<CaseHandedOver>().Single());
        Assert.Empty(hall.State.Cabinets.Missing);
    }

    [Fact]
    public void A_door_that_no_order_reached_has_given_out_nothing_and_what_is_gone_is_looked_for()
    {
        var hall = Open();
        var id = hall.InCabinet();
        hall.Given(Citizen, new Collect(Box, new PickupProof.Card(Li))).Given(Board, new ReportDoor(Box, 1, DoorReport.Jammed)).Given(Dora, new ResolveCompartment(Box, 1, FoundInside.Nothing, Noted));
        Assert.Equal(id, Assert.Single(hall.State.Cabinets.Missing).Case);
        Assert.Empty(hall.Events<CaseHandedOver>());
    }

    [Fact]
    public void Something_in_a_free_compartment_is_trouble_and_nothing_is_put_in_until_staff_have_it_out()
    {
        var hall = Open();
        hall.Given(Board, new ReportDoor(Box, 1, DoorReport.Closed, Occupied: true));
        Assert.Equal(DoorTroubleKind.FullThoughEmpty, Assert.IsType<DoorState.Trouble>(At(hall, 1).Door).Kind);
        Assert.Equal(2, hall.Loaded(hall.Ready(ForCabinet)));
        Assert.Equal(RefusalCode.CompartmentNotEmpty, hall.Refused(Dora, new ResolveCompartment(Box, 1, FoundInside.Thing, Noted)));
        hall.Given(Dora, new RecoverThing(Box, 1)).Given(Board, new ReportDoor(Box, 1, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 1, DoorReport.Closed, Occupied: true));
        Assert.Equal(DoorTroubleKind.NotTaken, Assert.IsType<DoorState.Trouble>(At(hall, 1).Door).Kind);
        hall.Given(Dora, new RecoverThing(Box, 1)).Given(Board, new ReportDoor(Box, 1, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 1, DoorReport.Closed, Occupied: false));
        Assert.Equal(new ThingRecovered(Box, 1, By: Dora.Id), hall.Events<ThingRecovered>().Single());
        Assert.Equal(1, hall.Loaded(hall.Ready(ForCabinet)));
    }

    [Fact]
    public void A_clerk_who_finds_something_where_he_would_load_says_so_and_loads_elsewhere()
    {
        var hall = Open();
        var id = hall.Ready(ForCabinet);
        hall.Given(Dora, new LoadCabinet(Box, id, CompartmentSize.Small)).Given(Board, new ReportDoor(Box, 1, DoorReport.Opened));
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Dora, new ResolveCompartment(Box, 1, FoundInside.Thing, null)));
        hall.Given(Dora, new ResolveCompartment(Box, 1, FoundInside.Thing, Noted));
        Assert.Equal(new DoorTroubled(Box, 1, DoorTroubleKind.FullThoughEmpty, Dora.Id, Noted), hall.Events<DoorTroubled>().Single());
        hall.Given(Board, new ReportDoor(Box, 1, DoorReport.Closed, Occupied: true));
        Assert.Empty(hall.Events<ThingLoaded>());
        Assert.Equal(2, hall.Loaded(id));
        hall.Given(Dora, new ResolveCompartment(Box, 1, FoundInside.Nothing, Noted));
        Assert.True(At(hall, 1).IsFree);
    }

    [Fact]
    public void Shut_again_without_taking_leaves_it_his_and_he_may_open_once_more()
    {
        var hall = Open();
        hall.InCabinet();
        hall.Given(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))).Given(Board, new ReportDoor(Box, 1, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 1, DoorReport.Closed, Occupied: true));
        Assert.Equal(DoorTroubleKind.NotTaken, Assert.IsType<DoorState.Trouble>(At(hall, 1).Door).Kind);
        hall.Taken(1, new PickupProof.Card(Li));
    }

    [Fact]
    public void A_door_left_open_is_trouble_until_it_is_shut()
    {
        var hall = Open();
        hall.InCabinet();
        hall.Given(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))).Given(Board, new ReportDoor(Box, 1, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 1, DoorReport.StillOpen));
        Assert.Equal(DoorTroubleKind.LeftOpen, Assert.IsType<DoorState.Trouble>(At(hall, 1).Door).Kind);
        hall.Given(Board, new ReportDoor(Box, 1, DoorReport.Closed, Occupied: false));
        Assert.Single(hall.Events<CaseHandedOver>());
    }

    [Fact]
    public void A_door_that_opens_by_itself_is_booked_to_nobody_and_what_is_gone_is_looked_for()
    {
        var hall = Open();
        var id = hall.InCabinet();
        hall.Given(Board, new ReportDoor(Box, 1, DoorReport.Opened));
        Assert.Equal(DoorTroubleKind.Forced, Assert.IsType<DoorState.Trouble>(At(hall, 1).Door).Kind);
        Assert.Equal(RefusalCode.CompartmentInTrouble, hall.Refused(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))));
        Assert.Equal(RefusalCode.CompartmentInTrouble, hall.Refused(Dora, new RecoverThing(Box, 1)));
        hall.Given(Dora, new ResolveCompartment(Box, 1, FoundInside.Nothing, Noted));
        Assert.Equal(id, Assert.Single(hall.State.Cabinets.Missing).Case);
        Assert.IsType<CaseState.Ready>(hall.Case(id).State);
    }

    private static (HallScenario Hall, CaseId Case) Missing()
    {
        var hall = Open();
        var id = hall.InCabinet();
        hall.Given(Board, new ReportDoor(Box, 1, DoorReport.Opened)).Given(Dora, new ResolveCompartment(Box, 1, FoundInside.Nothing, Noted));
        return (hall, id);
    }

    [Fact]
    public void What_was_missing_and_turns_up_is_closed_with_a_reason_and_put_in_again()
    {
        var (hall, id) = Missing();
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Dora, new CloseMissing(Box, 1, id, null, MissingEnd.Found, null)));
        Assert.Equal(RefusalCode.NothingIsMissing, hall.Refused(Dora, new CloseMissing(Box, 2, id, null, MissingEnd.Found, Noted)));
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Anna, new CloseMissing(Box, 1, id, null, MissingEnd.Found, Noted)));
        hall.Given(Dora, new CloseMissing(Box, 1, id, null, MissingEnd.Found, Noted));
        Assert.Empty(hall.State.Cabinets.Missing);
        // Who did it, and when, is in the case's history.
        var closed = Assert.IsType<MissingClosed>(hall.Journal[(int)hall.Case(id).History[^1] - 1].Event);
        Assert.Equal((MissingEnd.Found, Dora.Id), (closed.End, closed.By));
        Assert.Equal(1, hall.Loaded(id));
        Assert.Empty(hall.Restarted(0).State.Cabinets.Missing);
    }

    [Fact]
    public void What_is_lost_is_made_anew_and_handed_over_as_any_result()
    {
        var (hall, id) = Missing();
        hall.Given(Dora, new CloseMissing(Box, 1, id, null, MissingEnd.Lost, Noted));
        Assert.Equal(RefusalCode.NothingIsMissing, hall.Refused(Dora, new CloseMissing(Box, 1, id, null, MissingEnd.Lost, Noted)));
        // There is nothing to be handed out; the decision stands, and its limit.
        Assert.Equal(RefusalCode.CaseIs, hall.Refused(Dora, new HandOver(Wd, id, Li)));
        Assert.Equal(RefusalCode.CaseIs, hall.Refused(Dora, new LoadCabinet(Box, id, CompartmentSize.Small)));
        Assert.Equal(new CaseState.Decided(Granted: true, new(2026, 3, 2), Deemed: false), hall.Case(id).State);
        Assert.NotNull(hall.Last(id, CaseClock.HandOver));
        // Who took it in makes no result either; the department needs no folder for it, which has long gone back.
        Assert.Equal(RefusalCode.TookItIn, hall.Refused(new(ActorKind.Staff, Anna.Id, Roles.DepartmentOfficer), new ReadyResult(id, [new(ResultKind.Licence)])));
        hall.Given(Officer, new ReadyResult(id, [new(ResultKind.Licence)]));
        Assert.Equal((false, 1), (hall.Case(id).ResultLost, hall.Loaded(id)));
        hall.Given(Dora, new RecoverThing(Box, 1)).Given(Board, new ReportDoor(Box, 1, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 1, DoorReport.Closed));
        hall.Given(Dora, new HandOver(Wd, id, Li));
        Assert.True(((CaseState.HandedOver)hall.Case(id).State).Granted);
    }

    [Fact]
    public void Papers_lost_from_a_drop_box_take_no_result_away()
    {
        var hall = Open();
        var id = hall.AtDepartment();
        hall.Given(Officer, new AskCorrection(id, [new(Photo, ShortfallKind.NotInLegalForm)])).Given(Citizen, new DropIn(Box, CompartmentSize.Small, id));
        hall.Given(Board, new ReportDoor(Box, 5, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 5, DoorReport.Closed));
        hall.Given(Board, new ReportDoor(Box, 5, DoorReport.Opened)).Given(Dora, new ResolveCompartment(Box, 5, FoundInside.Nothing, Noted));
        hall.Given(Carol, new ReceiveCorrection(Wc, id, [new(Photo, MaterialForm.Original, 2)])).Given(Officer, new AcceptCase(id)).Given(Officer, new DecideCase(id, Granted: true)).Given(Officer, new ReadyResult(id, [new(ResultKind.Licence)]));
        hall.Given(Dora, new CloseMissing(Box, 5, id, Assert.Single(hall.State.Cabinets.Missing).Receipt, MissingEnd.Lost, Noted));
        Assert.IsType<CaseState.Ready>(hall.Case(id).State);
    }

    [Fact]
    public void Empty_though_it_should_be_full_is_seen()
    {
        var hall = Open();
        hall.InCabinet();
        hall.Given(Board, new ReportDoor(Box, 1, DoorReport.Closed, Occupied: false));
        Assert.Equal(DoorTroubleKind.EmptyThoughFull, Assert.IsType<DoorState.Trouble>(At(hall, 1).Door).Kind);
    }

    [Fact]
    public void After_a_power_cut_nobody_guesses_what_happened_meanwhile()
    {
        var hall = Open();
        var id = hall.Ready(ForCabinet);
        hall.Given(Dora, new LoadCabinet(Box, id, CompartmentSize.Small)).Given(Board, new ReportDoor(Box, 1, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 1, DoorReport.PowerCut)).Given(Board, new ReportDoor(Box, 1, DoorReport.Closed));
        Assert.Equal(DoorTroubleKind.PowerCut, Assert.IsType<DoorState.Trouble>(At(hall, 1).Door).Kind);
        hall.Given(Dora, new ResolveCompartment(Box, 1, FoundInside.Thing, Noted));
        Assert.Equal(id, At(hall, 1).Inside!.Case);
    }
}

internal static class CabinetSteps
{
    public static Digest Hash(string text) => Digest.Of(System.Text.Encoding.UTF8.GetBytes(text));

    public static readonly TakeIn ForCabinet = TakingIn(delivery: DeliveryWay.Cabinet);

    /// <summary>Puts a ready result in; the compartment it lies in.</summary>
    public static int Loaded(this HallScenario hall, CaseId id, CompartmentSize size = CompartmentSize.Small)
    {
        var number = ((DoorAsked)hall.Do(Dora, new LoadCabinet(Box, id, size)).First!).Number;
        hall.Given(Board, new ReportDoor(Box, number, DoorReport.Opened)).Given(Board, new ReportDoor(Box, number, DoorReport.Closed));
        return number;
    }

    /// <summary>A result that lies in the cabinet and has a code.</summary>
    public static CaseId InCabinet(this HallScenario hall, TakeIn? command = null, PickupSecret? secret = null)
    {
        var id = hall.Ready(command ?? ForCabinet);
        hall.Loaded(id);
        hall.Given(Api, new IssueCode(id, secret ?? CabinetSpecs.Secret));
        return id;
    }

    public static void Taken(this HallScenario hall, int number, PickupProof proof) => hall.Given(Citizen, new Collect(Box, proof))
        .Given(Board, new ReportDoor(Box, number, DoorReport.Opened)).Given(Board, new ReportDoor(Box, number, DoorReport.Closed, Occupied: false));
}
