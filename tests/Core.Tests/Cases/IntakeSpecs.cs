using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Cases;

/// <summary>At the window: a receipt, or everything missing told once.</summary>
public sealed class IntakeSpecs
{
    private static readonly Shortfall NoPhoto = new(Photo, ShortfallKind.NotThere);

    [Fact]
    public void What_is_complete_is_taken_in_under_a_number_of_area_year_item_and_count()
    {
        var hall = Open();
        var (first, second) = (hall.Case(hall.TakenIn()), hall.Case(hall.TakenIn()));
        Assert.Equal(("210100-2026-licence-00001", "210100-2026-licence-00002"), (first.Number.ToString(), second.Number.ToString()));
        Assert.NotEqual(first.Code, second.Code);
        Assert.Same(second, hall.State.Cases.Find(second.Code));
    }

    [Fact]
    public void L14_A_receipt_is_given_for_every_filing_and_says_when_the_five_days_end()
    {
        var hall = Open();
        var id = hall.TakenIn();
        var received = hall.Events<CaseReceived>().Single(e => e.Case == id);
        Assert.Equal((new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 9), new ClerkId("anna"), W1), (received.On, received.Until!.Value, received.By, received.Window));
        Assert.Equal(All, received.Materials);
    }

    [Fact]
    public void Nothing_is_taken_in_without_a_citizen_at_the_window()
    {
        var hall = Open();
        Assert.Equal(RefusalCode.WindowHasNobody, hall.Refused(Anna, TakingIn()));
        hall.Someone(Anna, W1);
        Assert.Equal(RefusalCode.WindowTaken, hall.Refused(Carol, TakingIn()));
        Assert.Equal(hall.State.Find(W1)!.Current, ((CaseReceived)hall.Do(Anna, TakingIn()).First!).Ticket);
    }

    [Fact]
    public void L1_What_can_be_mended_at_the_window_is_mended_there()
    {
        var hall = Open().Someone(Anna, W1);
        var refusal = hall.Decide(Anna, TakingIn([new(IdCard, MaterialForm.Copy), new(Photo, MaterialForm.Original)])).Refusal!;
        Assert.Equal((RefusalCode.MaterialMissing, "3", "身份证、照片、租赁合同"), (refusal.Code, refusal.Arguments[0], refusal.Arguments[1]));
        Assert.IsType<CaseReceived>(hall.Do(Anna, TakingIn()).First);
    }

    [Fact]
    public void L2_Everything_missing_is_told_at_once()
    {
        var hall = Open().Someone(Anna, W1);
        var told = Assert.IsType<CaseTold>(hall.Do(Anna, new TellMissing(W1, [Licence], ByLi, [new(IdCard, MaterialForm.Copy), new(Lease, MaterialForm.Original, ValidUntil: new(2026, 2, 28))])).First);
        Assert.Equal([(IdCard, ShortfallKind.OriginalNotSeen), (Photo, ShortfallKind.NotThere), (Lease, ShortfallKind.Expired)], told.Missing.Select(m => (m.Id, m.Kind)));
        Assert.IsType<CaseState.Told>(hall.Case(told.Case).State);
    }

    [Fact]
    public void L2_Who_was_told_once_is_asked_for_nothing_that_was_not_told_then()
    {
        var hall = Open().Someone(Anna, W1);
        var told = (CaseTold)hall.Do(Anna, new TellMissing(W1, [Licence], ByLi, Without(Photo))).First!;
        Assert.Equal(RefusalCode.ToldAlready, hall.Refused(Anna, new TellMissing(W1, [Licence], ByLi, [])));
        // The lease he had is at home now; nobody said that it would lack.
        Assert.Equal(RefusalCode.MaterialMissing, hall.Refused(Anna, TakingIn(Without(Photo))));
        var received = Assert.IsType<CaseReceived>(hall.Do(Anna, TakingIn(Without(Lease))).First);
        Assert.Equal((told.Case, told.Code), (received.Case, received.Code));
    }

    [Fact]
    public void L2_A_paper_in_no_legal_form_stands_on_the_same_one_notice()
    {
        var hall = Open().Someone(Anna, W1);
        Assert.Equal(RefusalCode.NothingMissing, hall.Refused(Anna, new TellMissing(W1, [Licence], ByLi, All)));
        Assert.Equal(RefusalCode.UnknownMaterial, hall.Refused(Anna, new TellMissing(W1, [Licence], ByLi, All, [new(new("horoscope"), ShortfallKind.NotThere)])));
        var told = (CaseTold)hall.Do(Anna, new TellMissing(W1, [Licence], ByLi, Without(Photo), [new(Lease, ShortfallKind.NotInLegalForm)])).First!;
        Assert.Equal([Photo, Lease], told.Missing.Select(m => m.Id));
    }

    [Fact]
    public void L12_What_was_filed_before_or_is_shared_is_not_asked_for_again()
    {
        var hall = Open();
        hall.TakenIn();
        // The record never, the rest not from Li again; from another applicant it is.
        Assert.NotEqual(default, hall.TakenIn(TakingIn([])));
        hall.Someone(Anna, W1);
        Assert.Equal(RefusalCode.MaterialMissing, hall.Refused(Anna, TakingIn([]) with { Applicant = new Applicant.NaturalPerson(Wu) }));
    }

    [Fact]
    public void L12_What_was_filed_and_has_expired_since_is_asked_for()
    {
        var hall = Open();
        hall.TakenIn(TakingIn([.. Without(Lease), new(Lease, MaterialForm.Original, ValidUntil: new(2026, 3, 4))]));
        hall.Until(On(3, 5)).Given(Anna, new OpenWindow(W1)).Someone(Anna, W1);
        Assert.Equal("租赁合同", hall.Decide(Anna, TakingIn([])).Refusal!.Arguments[1]);
    }

    /// <summary>Li's case of the 2nd of March has ended, and 30 days later left memory.</summary>
    private static HallScenario LongAgo(HandedMaterial[]? materials = null, ItemId? item = null, int archived = 6)
    {
        var hall = Open();
        var id = hall.TakenIn(TakingIn(materials, item: item));
        hall.Given(Anna, new WithdrawCase(id, null)).Until(On(4, archived));
        Assert.Empty(hall.State.Cases.All);
        return hall.Given(Anna, new OpenWindow(W1));
    }

    [Fact]
    public void L12_What_was_filed_is_not_asked_for_again_when_its_case_has_left_memory()
    {
        var hall = LongAgo();
        hall.Someone(Anna, W1);
        Assert.Equal(RefusalCode.MaterialMissing, hall.Refused(Anna, TakingIn([]) with { Applicant = new Applicant.NaturalPerson(Wu) }));
        hall.Given(Anna, TakingIn([]));
    }

    [Fact]
    public void L12_What_was_filed_long_ago_and_has_expired_since_is_asked_for()
    {
        var hall = LongAgo([.. Without(Lease), new(Lease, MaterialForm.Original, ValidUntil: new(2026, 4, 5))]).Someone(Anna, W1);
        Assert.Equal("租赁合同", hall.Decide(Anna, TakingIn([])).Refusal!.Arguments[1]);
        Assert.Equal([IdCard, Photo], Assert.Single(HallSnapshot.Of(hall.State).Filed).Papers.Select(p => p.Id).OrderBy(i => i.Value == "photo"));
    }

    [Fact]
    public void L12_What_was_filed_is_remembered_for_a_year_and_a_snapshot_keeps_it()
    {
        var hall = LongAgo();
        var kept = HallSnapshot.Of(hall.State).Restore(hall.State.Map!.Plan);
        Assert.True(kept.Cases.HasFiled(ByLi, Photo, new(2026, 4, 6)));
        var book = hall.State.Cases;
        Assert.True(book.Begin(new(2027, 3, 2), new()).HasFiled(ByLi, Photo, new(2027, 3, 2)));
        Assert.False(book.Begin(new(2027, 3, 3), new()).HasFiled(ByLi, Photo, new(2027, 3, 3)));
        Assert.False(book.Begin(new(2026, 4, 7), new() { FiledDays = 0 }).HasFiled(ByLi, Photo, new(2026, 4, 7)));
    }

    [Fact]
    public void L12_What_was_given_back_was_not_filed_and_a_place_on_a_list_is_no_paper()
    {
        var hall = Open();
        var back = hall.AtDepartment();
        hall.Given(Officer, new ReturnCase(back, Noted)).Until(On(4, 6));
        Assert.Empty(HallSnapshot.Of(hall.State).Filed);
    }

    [Fact]
    public void L12_A_paper_that_came_twice_is_remembered_once_as_the_one_valid_longest()
    {
        var (early, late) = (new DateOnly(2026, 5, 1), new DateOnly(2026, 6, 1));
        var memory = FiledMemory.Empty.Keep(Filed(1, late)).Keep(Filed(2, early)).Keep(Filed(3, early));
        var paper = Assert.Single(Assert.Single(memory.All).Papers);
        Assert.Equal((late, new DateOnly(2026, 3, 3)), (paper.ValidUntil, paper.On));
        Assert.Empty(memory.Begin(new(2026, 6, 2), new(2026, 1, 1)).All);
    }

    [Fact]
    public void L12_Of_too_many_those_are_remembered_who_filed_last()
    {
        var memory = Enumerable.Range(1, 5).Aggregate(FiledMemory.Empty, (m, day) => m.Keep(Filed(day, null) with { Applicant = new Applicant.NaturalPerson(new(new Guid(day, 0, 0, new byte[8]))) }));
        Assert.Equal([new(2026, 3, 4), new(2026, 3, 5)], memory.Begin(new(2026, 3, 6), new(2026, 1, 1), most: 2).All.Select(f => f.Papers[0].On).Order());
    }

    private static Case Filed(int day, DateOnly? validUntil) => new()
    {
        Id = new(day), Code = default, Item = Licence, Department = "市场局", Applicant = ByLi, State = new CaseState.Withdrawn(WithdrawnWhy.AskedByApplicant), Sequence = day,
        ReceivedOn = new(2026, 3, day), Materials = [new(Photo, MaterialForm.Original, ValidUntil: validUntil)],
    };

    [Fact]
    public void L15_A_minor_paper_may_lack_against_a_written_promise()
    {
        var hall = Open().Someone(Anna, W1);
        Assert.Equal(RefusalCode.MaterialMissing, hall.Refused(Anna, TakingIn(Without(Photo)) with { Tolerates = new(2026, 3, 10) }));
        Assert.Equal(RefusalCode.PromiseOutOfRange, hall.Refused(Anna, TakingIn(Without(Lease)) with { Tolerates = new(2026, 3, 17) }));
        Assert.Equal(RefusalCode.PromiseOutOfRange, hall.Refused(Anna, TakingIn(Without(Lease)) with { Tolerates = new(2026, 3, 2) }));
        var received = (CaseReceived)hall.Do(Anna, TakingIn(Without(Lease)) with { Tolerates = new(2026, 3, 16) }).First!;
        Assert.Equal([Lease], received.Tolerance!.Lacks);
        Assert.Equal(new(2026, 3, 16), received.Tolerance.By);
    }

    [Fact]
    public void L15_A_promise_that_is_kept_is_over_and_one_that_is_not_withdraws_the_case()
    {
        var hall = Open();
        var kept = hall.Accepted(TakingIn(Without(Lease)) with { Tolerates = new(2026, 3, 16) });
        Assert.Equal(RefusalCode.PromiseOpen, hall.Refused(Officer, new DecideCase(kept, Granted: true)));
        hall.Given(Carol, new ReceiveCorrection(Wc, kept, [new(Lease, MaterialForm.Original)]));
        Assert.Null(hall.Case(kept).Tolerance);

        var broken = hall.Accepted(TakingIn(Without(Lease)) with { Applicant = new Applicant.NaturalPerson(Wu), Tolerates = new(2026, 3, 16) });
        hall.Until(On(3, 16, 16, 59));
        Assert.True(hall.Case(broken).IsUndecided);
        hall.Until(On(3, 16, 17));
        Assert.Equal(WithdrawnWhy.PromiseNotKept, Assert.IsType<CaseState.Withdrawn>(hall.Case(broken).State).Why);
        Assert.True(hall.Case(kept).IsUndecided);
    }

    [Fact]
    public void L10_An_agent_applies_with_a_mandate_that_was_seen_and_not_where_the_law_wants_the_person()
    {
        var hall = Open().Someone(Anna, W1);
        Assert.Equal(RefusalCode.MandateNotSeen, hall.Refused(Anna, TakingIn() with { Agent = new(Wu, MandateSeen: false) }));
        Assert.Equal(RefusalCode.PresenceNeeded, hall.Refused(Anna, TakingIn(Without(Photo)[..1], item: Permit) with { Agent = new(Wu, MandateSeen: true) }));
        var received = (CaseReceived)hall.Do(Anna, TakingIn() with { Agent = new(Wu, MandateSeen: true) }).First!;
        Assert.True(hall.Case(received.Case).MayCollect(Wu) && hall.Case(received.Case).MayCollect(Li) && !hall.Case(received.Case).MayCollect(He));
    }

    [Fact]
    public void A_guardian_acts_for_a_minor_and_is_another_person()
    {
        var hall = Open().Someone(Anna, W1);
        Assert.Equal(RefusalCode.GuardianNeeded, hall.Refused(Anna, TakingIn() with { Applicant = new Applicant.Minor(Li, Li) }));
        Assert.IsType<CaseReceived>(hall.Do(Anna, TakingIn() with { Applicant = new Applicant.Minor(Li, Wu) }).First);
    }

    [Theory]
    [InlineData("91350100M000100Y43", true)]
    [InlineData("91350100m000100y43", true)]
    [InlineData("91350100M000100Y44", false)]
    [InlineData("91350100M000100Y4", false)]
    [InlineData("9135O100M000100Y43", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void An_organisation_s_credit_code_has_a_check(string? text, bool isGood) => Assert.Equal((isGood, isGood ? "91350100M000100Y43" : ""), (CreditCode.TryParse(text, out var code), code.ToString()));

    [Fact]
    public void O2_A_window_acts_for_a_department_only_by_its_letter()
    {
        var letters = CasePlan.Departments.Select(d => d.Name == "市场局" ? d with { Authorisations = [new(new(2026, 1, 1), new(2026, 12, 31)) { Acts = [UnifiedAct.TakingIn] }] } : d).ToArray();
        var hall = Open(CasePlan with { Departments = letters });
        var ready = hall.Ready();
        Assert.Equal(RefusalCode.NotAuthorised, hall.Refused(Dora, new HandOver(Wd, ready, Li)));
        hall.Someone(Anna, W1).Given(Actor.Hub, new ConfigureHall(CasePlan with { Departments = [.. CasePlan.Departments.Select(d => d with { Authorisations = [] })] }, "later"));
        Assert.Equal(RefusalCode.NotAuthorised, hall.Refused(Anna, TakingIn()));
    }

    [Fact]
    public void At_the_department_s_own_window_the_folder_is_there_at_once()
    {
        var hall = Open();
        var id = hall.TakenIn(new(Wx, [Seal], ByLi, [new(new("m1"), MaterialForm.Original), new(new("m2"), MaterialForm.Original)]), Officer);
        Assert.Equal(FolderPlace.Department, hall.Case(id).Folder);
        Assert.Equal(RefusalCode.TookItIn, hall.Refused(Officer, new AcceptCase(id)));
        hall.Given(Both, new AcceptCase(id));
    }

    [Fact]
    public void L6_A_matter_is_one_form_and_one_set_of_material_with_a_case_for_each_department()
    {
        var hall = Open().Someone(Anna, W1);
        Assert.Equal(RefusalCode.MatterOneCaseEach, hall.Refused(Anna, TakingIn() with { Items = [Licence, Licence] }));
        Assert.Equal(RefusalCode.MatterOneCaseEach, hall.Refused(Anna, TakingIn() with { Items = [] }));
        var cases = hall.Do(Anna, TakingIn() with { Items = [Licence, Permit] }).Events.Cast<CaseReceived>().ToList();
        Assert.Equal([("市场局", 3), ("消防局", 1)], cases.Select(c => (c.Department, c.Materials.Length)));
        Assert.All(cases, c => Assert.Equal(cases[0].Case, c.Matter));
        Assert.Equal(2, cases.DistinctBy(c => c.Code).Count());
        Assert.Equal(cases.Select(c => c.Case), hall.State.Cases.OfMatter(hall.Case(cases[1].Case)).Select(c => c.Id));
    }

    [Fact]
    public void Papers_without_names_of_their_own_are_not_taken_for_each_other_in_one_matter()
    {
        ServiceItem[] items = [.. CasePlan.Items, Item(new("stall"), "消防局", Queueing.HallScenario.Intake) with { Materials = ["摊位图"] }, Item(new("sign"), "市场局", Queueing.HallScenario.Intake) with { Materials = ["招牌图"] }];
        var hall = Open(CasePlan with { Items = items }).Someone(Anna, W1);
        HandedMaterial[] first = [new(new("m1"), MaterialForm.Original)];
        var matter = TakingIn(first) with { Items = [new("stall"), new("sign")] };
        Assert.Equal(RefusalCode.PapersClash, hall.Refused(Anna, matter));
        Assert.Equal(RefusalCode.PapersClash, hall.Refused(Anna, new TellMissing(W1, matter.Items, ByLi, [])));
        Assert.Null(hall.Do(Anna, matter with { Items = [new("stall")] }).Refusal);
    }

    [Fact]
    public void A_case_of_another_area_goes_there_and_comes_back_with_that_hall_s_number_and_answer()
    {
        var hall = Open();
        hall.Someone(Anna, W1);
        Assert.Equal(RefusalCode.NotAnotherArea, hall.Refused(Anna, TakingIn() with { Area = Area("210100") }));
        hall.Gone(Anna, W1);
        var id = hall.TakenIn(TakingIn() with { Area = Area("110101") });
        Assert.Empty(CaseClocks.Of(hall.State.Map!, hall.Case(id)));
        Assert.Equal(RefusalCode.OfOtherArea, hall.Refused(Anna, new SendFolders("市场局", [id])));
        Assert.Equal(RefusalCode.OfOtherArea, hall.Refused(Officer, new AcceptCase(id)));
        Assert.Equal(RefusalCode.NotAnotherArea, hall.Refused(Anna, new AnswerFromElsewhere(id, new("BJ-7"))));
        hall.Given(Anna, new SendElsewhere(id, new(new("EMS"), new("1234567890CN")))).Given(Anna, new AnswerFromElsewhere(id, new("BJ-7")));
        Assert.Equal(new("BJ-7"), hall.Case(id).Elsewhere!.Number);
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Anna, new AnswerFromElsewhere(id, new("BJ-7"), Granted: false)));
        hall.Given(Anna, new AnswerFromElsewhere(id, new("BJ-7"), Granted: true)).Given(Dora, new ReadyResult(id, [new(ResultKind.Certificate)])).Given(Dora, new HandOver(Wd, id, Li));
        Assert.IsType<CaseState.HandedOver>(hall.Case(id).State);
    }

    [Fact]
    public void A_hall_without_an_area_takes_nothing_in()
    {
        var hall = Open(CasePlan with { Cases = new() }).Someone(Anna, W1);
        Assert.Equal(RefusalCode.CasesNotTakenIn, hall.Refused(Anna, TakingIn()));
    }
}
