using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Appointments;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Cases;

/// <summary>From acceptance to the result in the applicant's hands.</summary>
public sealed class DecisionSpecs
{
    [Fact]
    public void L5_A_decision_is_due_in_twenty_days_and_the_promise_stands_beside_the_law()
    {
        var hall = Open();
        var id = hall.Accepted();
        Assert.Equal((new DateOnly(2026, 3, 12), new DateOnly(2026, 3, 30)), (hall.Last(id, CaseClock.Promised), hall.Last(id, CaseClock.Legal)));
    }

    [Fact]
    public void L5_Ten_days_more_by_another_person_s_approval_and_with_reasons_once()
    {
        var hall = Open();
        var id = hall.Accepted();
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Officer, new ExtendCase(id, Head, null)));
        Assert.Equal(RefusalCode.ApproverNeeded, hall.Refused(Officer, new ExtendCase(id, new("OFFICER"), Noted)));
        Assert.Equal(RefusalCode.ApproverNeeded, hall.Refused(Officer, new ExtendCase(id, Anna.Id, Noted)));
        hall.Given(Officer, new ExtendCase(id, Head, Noted));
        Assert.Equal(new DateOnly(2026, 4, 14), hall.Last(id, CaseClock.Legal));
        Assert.Equal(RefusalCode.ExtendedAlready, hall.Refused(Officer, new ExtendCase(id, Head, Noted)));
    }

    [Fact]
    public void L6_Departments_together_have_45_days_from_the_first_acceptance_and_15_more()
    {
        var hall = Open();
        var id = hall.TakenIn(TakingIn() with { Items = [Licence, Permit] });
        var other = hall.State.Cases.OfMatter(hall.Case(id)).Last().Id;
        hall.Forwarded(id);
        hall.Given(Anna, new SendFolders("消防局", [other])).Given(Officer, new SignFolders(new(2), []));
        hall.Given(Officer, new AcceptCase(id)).Until(On(3, 6)).Given(Officer, new AcceptCase(other));
        var last = hall.State.Map!.Calendar.After(new(2026, 3, 2), 45);
        Assert.Equal((last, last), (hall.Last(id, CaseClock.Legal), hall.Last(other, CaseClock.Legal)));
        hall.Given(Officer, new ExtendCase(other, Head, Noted));
        Assert.Equal(hall.State.Map.Calendar.After(new(2026, 3, 2), 60), hall.Last(other, CaseClock.Legal));
    }

    [Fact]
    public void L17_An_item_with_a_limit_of_its_own_has_that_one()
    {
        var hall = Open();
        var id = hall.Accepted(TakingIn([All[0]], item: Permit));
        Assert.Equal(hall.State.Map!.Calendar.After(new(2026, 3, 2), 30), hall.Last(id, CaseClock.Legal));
    }

    [Fact]
    public void L8_A_step_that_does_not_count_suspends_the_limits_with_a_promised_length_of_its_own()
    {
        var hall = Open();
        var id = hall.Accepted();
        Assert.Equal(RefusalCode.StepNotPromised, hall.Refused(Officer, new BeginStep(id, SpecialStep.Hearing)));
        hall.Until(On(3, 4)).Given(Officer, new BeginStep(id, SpecialStep.Inspection));
        Assert.Equal([new CaseLimit(CaseClock.Step, new(2026, 3, 4), new(2026, 3, 13))], CaseClocks.Of(hall.State.Map!, hall.Case(id)));
        Assert.Equal(RefusalCode.StepRunning, hall.Refused(Officer, new DecideCase(id, Granted: true)));
        hall.Until(On(3, 11)).Given(Officer, new EndStep(id));
        // Five working days later than without it.
        Assert.Equal((new DateOnly(2026, 3, 19), new DateOnly(2026, 4, 7)), (hall.Last(id, CaseClock.Promised), hall.Last(id, CaseClock.Legal)));
    }

    [Fact]
    public void L20_A_step_that_takes_longer_than_promised_is_warned_of()
    {
        var hall = Open();
        var id = hall.Accepted();
        hall.Given(Officer, new BeginStep(id, SpecialStep.Inspection)).Until(On(3, 11, 17));
        Assert.Equal([WarnLevel.Yellow, WarnLevel.Red, WarnLevel.Over], hall.Events<CaseWarned>().Where(w => w.Clock is CaseClock.Step).Select(w => w.Level));
    }

    [Fact]
    public void L9_A_refusal_gives_its_reasons_and_the_days_in_which_it_can_be_reviewed()
    {
        var hall = Open();
        var id = hall.Accepted();
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Officer, new DecideCase(id, Granted: false)));
        hall.Given(Officer, new DecideCase(id, Granted: false, Noted));
        var decided = hall.Events<CaseDecided>().Single();
        Assert.Equal((Noted, 60, false), (decided.Reason, decided.ReviewDays, decided.Granted));
    }

    [Fact]
    public void L7_A_result_is_handed_over_within_ten_days_of_the_decision()
    {
        var hall = Open();
        var id = hall.Decided();
        Assert.Equal(new DateOnly(2026, 3, 16), hall.Last(id, CaseClock.HandOver));
        hall.Until(On(3, 16, 17));
        Assert.Equal([WarnLevel.Yellow, WarnLevel.Red, WarnLevel.Over], hall.Events<CaseWarned>().Where(w => w.Clock is CaseClock.HandOver).Select(w => w.Level));
    }

    [Fact]
    public void A_result_is_handed_to_who_is_entitled_and_signs_for_it()
    {
        var hall = Open();
        Assert.Equal(RefusalCode.CaseIs, hall.Refused(Dora, new HandOver(Wd, hall.Decided(), Li)));
        var id = hall.Ready();
        Assert.Equal(RefusalCode.NoResultPaper, hall.Refused(Officer, new ReadyResult(hall.Decided(), [])));
        Assert.Equal(RefusalCode.ReceiverNotEntitled, hall.Refused(Dora, new HandOver(Wd, id, Wu)));
        hall.Given(Dora, new HandOver(Wd, id, Li));
        Assert.Equal(new CaseHandedOver(id, new HandOverProof.OnSpot(Li, Wd), Dora.Id), hall.Events<CaseHandedOver>().Single());
        Assert.Equal(RefusalCode.CaseIs, hall.Refused(Dora, new HandOver(Wd, id, Li)));
    }

    [Fact]
    public void By_post_it_goes_with_carrier_and_number_where_that_was_chosen()
    {
        var hall = Open();
        var id = hall.Ready();
        Assert.Equal(RefusalCode.OtherDelivery, hall.Refused(Dora, new PostResult(id, new("EMS"), new("1"))));
        Assert.DoesNotContain(CasePaper.Label, hall.Case(id).Papers);
        hall.Given(Anna, new ChooseDelivery(id, DeliveryWay.Post, Post: Home));
        hall.Given(Dora, new PostResult(id, new("EMS"), new("1234567890CN")));
        Assert.True(hall.Case(id).HasEnded);
        Assert.Contains(CasePaper.Label, hall.Case(id).Papers);
    }

    [Fact]
    public void By_post_it_goes_to_an_address_that_was_asked_for_and_may_be_another_until_it_is_posted()
    {
        var hall = Open();
        hall.Someone(Anna, W1);
        Assert.Equal(RefusalCode.AddressNeeded, hall.Refused(Anna, TakingIn(delivery: DeliveryWay.Post)));
        Assert.Equal(RefusalCode.AddressNeeded, hall.Refused(Api, new FileOnline(Licence, ByLi, All, DeliveryWay.Post)));
        var id = Assert.IsType<CaseReceived>(hall.Do(Anna, TakingIn(delivery: DeliveryWay.Post) with { Post = Home }).First).Case;
        Assert.Equal(Home, hall.Case(id).Post);
        var moved = new NoteRef(Guid.NewGuid());
        hall.Given(Anna, new ChooseDelivery(id, DeliveryWay.Post, Post: moved));
        Assert.Equal(moved, hall.Case(id).Post);
        // Chosen again without a word of where, it goes where it was to go.
        hall.Given(Anna, new ChooseDelivery(id, DeliveryWay.OnSpot)).Given(Anna, new ChooseDelivery(id, DeliveryWay.Post));
        Assert.Equal((DeliveryWay.Post, moved), (hall.Case(id).Delivery, hall.Case(id).Post));
    }

    [Fact]
    public void An_item_may_forbid_the_cabinet()
    {
        var hall = Open().Someone(Anna, W1);
        Assert.Equal(RefusalCode.CabinetNotAllowed, hall.Refused(Anna, TakingIn([All[0]], DeliveryWay.Cabinet, item: Permit)));
        hall.Gone(Anna, W1);
        Assert.Equal(RefusalCode.CabinetNotAllowed, hall.Refused(Anna, new ChooseDelivery(hall.TakenIn(TakingIn([All[0]], item: Permit)), DeliveryWay.Cabinet)));
    }

    [Fact]
    public void Folders_go_by_a_list_that_both_sides_sign()
    {
        var hall = Open();
        var (one, two) = (hall.TakenIn(), hall.TakenIn());
        Assert.Equal(RefusalCode.FolderElsewhere, hall.Refused(Officer, new AcceptCase(one)));
        hall.Given(Both, new SendFolders("市场局", [one, two]));
        Assert.Equal(RefusalCode.FolderElsewhere, hall.Refused(Anna, new SendFolders("市场局", [one])));
        Assert.Equal(RefusalCode.SignsForItself, hall.Refused(Both, new SignFolders(new(1), [])));
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Officer, new SignFolders(new(1), [new(two, null)])));
        Assert.Equal(RefusalCode.UnknownFolderList, hall.Refused(Officer, new SignFolders(new(7), [])));
        hall.Given(Officer, new SignFolders(new(1), [new(two, Noted)]));
        Assert.Equal((FolderPlace.Department, FolderPlace.Hall), (hall.Case(one).Folder, hall.Case(two).Folder));
        hall.Given(Officer, new AcceptCase(one)).Given(Officer, new ReturnCase(one, Noted));
        Assert.IsType<CaseState.Returned>(hall.Case(one).State);
    }

    [Fact]
    public void A_folder_that_is_not_taken_over_goes_back_for_its_own_reason_and_is_sent_again()
    {
        var hall = Open();
        var (one, two, three) = (hall.TakenIn(), hall.TakenIn(), hall.TakenIn());
        hall.Given(Anna, new SendFolders("市场局", [one, two, three]));
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Officer, new SignFolders(new(1), [new(one, Noted), new(two, null)])));
        Assert.Equal(RefusalCode.UnknownCase, hall.Refused(Officer, new SignFolders(new(1), [new(hall.TakenIn(), Noted)])));
        hall.Given(Officer, new SignFolders(new(1), [new(one, Noted), new(two, Break), new(two, Noted)]));
        Assert.Equal([(one, Noted), (two, Break)], hall.Events<CaseFolderRefused>().Select(e => (e.Case, e.Reason)));
        Assert.Equal([one, two], hall.State.Cases.Find(new FolderListId(1))!.Refused);
        Assert.Equal(RefusalCode.FolderElsewhere, hall.Refused(Officer, new AcceptCase(one)));
        hall.Given(Anna, new SendFolders("市场局", [one, two])).Given(Officer, new SignFolders(new(2), [])).Given(Officer, new AcceptCase(one)).Given(Officer, new AcceptCase(three));
    }

    [Fact]
    public void A_signed_list_is_signed_again_to_the_same_end_and_to_no_other()
    {
        var hall = Open();
        var (one, two) = (hall.TakenIn(), hall.TakenIn());
        hall.Given(Anna, new SendFolders("市场局", [one, two])).Given(Officer, new SignFolders(new(1), [new(two, Noted)]));
        Assert.True(hall.Decide(Officer, new SignFolders(new(1), [new(two, Noted)])).IsAlreadySo);
        Assert.Equal(RefusalCode.FoldersSignedFor, hall.Refused(Officer, new SignFolders(new(1), [])));
        Assert.Equal(RefusalCode.FoldersSignedFor, hall.Refused(Officer, new SignFolders(new(1), [new(one, Noted)])));
    }

    [Fact]
    public void The_department_gives_a_folder_back_until_it_is_accepted_and_its_clock_goes_on()
    {
        var hall = Open();
        var id = hall.AtDepartment();
        var last = hall.Last(id, CaseClock.Acceptance);
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Officer, new ReturnFolder(id, null)));
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Anna, new ReturnFolder(id, Noted)));
        hall.Given(Officer, new ReturnFolder(id, Noted));
        Assert.Equal((FolderPlace.Hall, last), (hall.Case(id).Folder, hall.Last(id, CaseClock.Acceptance)));
        Assert.Equal(RefusalCode.FolderElsewhere, hall.Refused(Officer, new ReturnFolder(id, Noted)));
        hall.Forwarded(id).Given(Officer, new AcceptCase(id));
        Assert.Equal(RefusalCode.CaseIs, hall.Refused(Officer, new ReturnFolder(id, Noted)));
    }

    [Fact]
    public void Who_took_it_in_gives_no_folder_back_for_the_department()
    {
        var hall = Open();
        var id = hall.AtDepartment(TakingIn(at: W2), Both);
        Assert.Equal(RefusalCode.TookItIn, hall.Refused(Both, new ReturnFolder(id, Noted)));
    }

    [Fact]
    public void It_may_be_withdrawn_until_it_is_decided()
    {
        var hall = Open();
        var id = hall.Accepted();
        hall.Given(Anna, new WithdrawCase(id, Noted));
        Assert.True(hall.Decide(Anna, new WithdrawCase(id, Noted)).IsAlreadySo);
        Assert.Equal(RefusalCode.CaseIs, hall.Refused(Anna, new WithdrawCase(hall.Decided(), Noted)));
    }

    [Fact]
    public void Who_took_it_in_acts_for_no_department_in_it_under_any_role_spelling_key_or_door()
    {
        var hall = Open();
        var id = hall.TakenIn(TakingIn(at: W2), Both);
        hall.Given(Anna, new SendFolders("市场局", [id])).Given(Officer, new SignFolders(new(1), []));
        Actor[] disguises = [Both, new(ActorKind.Staff, new("BOTH"), Roles.DepartmentOfficer)];
        Assert.All(disguises, who => Assert.Equal(RefusalCode.TookItIn, hall.Refused(who, new AcceptCase(id))));
        Assert.Equal(RefusalCode.TookItIn, hall.Refused(Api, new AcceptCase(id, Both.Id)));
        Assert.Equal(RefusalCode.PersonNeeded, hall.Refused(Api, new AcceptCase(id)));
        Assert.Equal(RefusalCode.NotInAnothersName, hall.Refused(Both, new AcceptCase(id, Officer.Id)));
        hall.Given(Officer, new AcceptCase(id));
        Assert.Equal(RefusalCode.TookItIn, hall.Refused(Both, new DecideCase(id, Granted: true)));
        hall.Given(Api, new DecideCase(id, Granted: true, By: Officer.Id));
    }

    [Fact]
    public void The_department_s_standing_is_looked_at_with_each_act()
    {
        var hall = Open();
        var id = hall.AtDepartment();
        Actor stranger = new(ActorKind.Staff, new("eva"), Roles.DepartmentOfficer);
        Assert.Equal(RefusalCode.NoStanding, hall.Refused(stranger, new AcceptCase(id)));
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Chief, new AcceptCase(id)));
        hall.Given(Officer, new AcceptCase(id)).Until(On(7, 1));
        Assert.Equal(RefusalCode.NoStanding, hall.Refused(Officer, new DecideCase(id, Granted: true)));
        hall.Given(Both, new DecideCase(id, Granted: true));
    }
}
