using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Cases;

/// <summary>Filed online: examined by the windows in a working day, and taken in, told once what is missing, or asked to a window.</summary>
public sealed class FilingSpecs
{
    private static readonly HandedMaterial[] Scans = [.. All.Select(m => new HandedMaterial(m.Id, MaterialForm.Electronic))];

    private static HandedMaterial[] ScansBut(MaterialId id) => [.. Scans.Where(m => m.Id != id)];

    private static FileOnline Filing(HandedMaterial[]? scans = null, ItemId? item = null) => new(item ?? Licence, ByLi, scans ?? Scans);

    private static CaseId Filed(HallScenario hall, FileOnline? order = null) => Assert.IsType<CaseFiled>(hall.Do(Api, order ?? Filing()).First).Case;

    private static IEnumerable<(WarnLevel, DateTimeOffset)> Warnings(HallScenario hall) =>
        hall.Journal.Where(r => r.Event is CaseWarned { Clock: CaseClock.PreCheck }).Select(r => (((CaseWarned)r.Event).Level, r.At));

    [Fact]
    public void L16_What_is_filed_online_is_examined_by_the_end_of_the_next_working_day()
    {
        var hall = Open();
        var id = Filed(hall);
        Assert.Equal(new CaseLimit(CaseClock.PreCheck, new(2026, 3, 2), new(2026, 3, 3)), hall.Limit(id, CaseClock.PreCheck));
        Assert.Equal(new DateOnly(2026, 3, 3), hall.Events<CaseFiled>().Single().Until);
        Assert.Equal("210100-2026-licence-00001", hall.Case(id).Number.ToString());
    }

    [Fact]
    public void L16_One_that_is_not_examined_is_told_of_on_its_last_day_before_business_ends_and_when_it_is_late()
    {
        var hall = Open();
        Filed(hall);
        hall.Until(On(3, 4, 12));
        Assert.Equal([(WarnLevel.Yellow, On(3, 3, 4)), (WarnLevel.Red, On(3, 3, 15)), (WarnLevel.Over, On(3, 3, 17))], Warnings(hall));
    }

    [Fact]
    public void L16_A_hall_that_takes_longer_is_told_of_days_ahead_as_of_other_limits()
    {
        var hall = Open(CasePlan with { Cases = CasePlan.Cases with { PreCheckDays = 5 } });
        Filed(hall);
        hall.Until(On(3, 9, 16));
        Assert.Equal([(WarnLevel.Yellow, On(3, 4, 4)), (WarnLevel.Red, On(3, 6, 4))], Warnings(hall));
    }

    [Fact]
    public void L16_What_is_filed_on_a_night_before_days_off_is_due_on_the_working_day_after_them()
    {
        var hall = Open();
        hall.Until(On(4, 3, 23));
        // Qingming: Saturday to Monday are off.
        Assert.Equal(new DateOnly(2026, 4, 7), hall.Last(Filed(hall), CaseClock.PreCheck));
    }

    [Fact]
    public void L16_Once_examined_nobody_is_told_of_it()
    {
        var hall = Open();
        hall.Given(Anna, new TakeInFiling(Filed(hall))).Until(On(3, 4, 12));
        Assert.Empty(Warnings(hall));
    }

    [Fact]
    public void What_is_complete_is_taken_in_under_its_number_as_of_the_day_it_was_filed()
    {
        var hall = Open();
        var id = Filed(hall);
        hall.Until(On(3, 3)).Given(Anna, new TakeInFiling(id));
        var c = hall.Case(id);
        Assert.Equal((new CaseState.Received(new(2026, 3, 2)), new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 9)), (c.State, c.ReceivedOn, hall.Last(id, CaseClock.Acceptance)));
        Assert.Equal(2, c.History.Length);
        Assert.Equal("210100-2026-licence-00002", hall.Case(hall.TakenIn()).Number.ToString());
        Assert.Equal(RefusalCode.CaseIs, hall.Refused(Anna, new TakeInFiling(id)));
    }

    [Fact]
    public void Silence_accepts_from_the_day_of_filing_though_nobody_has_examined_it()
    {
        var hall = Open();
        var id = Filed(hall);
        Assert.Equal([(id, new DateOnly(2026, 3, 9))], CaseClocks.DeemedAcceptedTomorrow(hall.State.Map!, hall.State.Cases, On(3, 6)).Select(p => (p.Case.Id, p.Last)));
        hall.Until(On(3, 9, 17));
        Assert.Equal((new CaseState.Accepted(new(2026, 3, 2), Deemed: true), new DateOnly(2026, 3, 2)), (hall.Case(id).State, hall.Case(id).ReceivedOn));
    }

    [Fact]
    public void L2_Everything_missing_of_it_is_told_once_and_the_rest_is_not_asked_for_again()
    {
        var hall = Open();
        var id = Filed(hall, Filing(ScansBut(Lease)));
        Assert.Equal(RefusalCode.MaterialMissing, hall.Refused(Anna, new TakeInFiling(id)));
        var told = Assert.IsType<CaseFilingTold>(hall.Do(Anna, new TellFilingMissing(id, [new(Photo, ShortfallKind.NotInLegalForm)])).First);
        Assert.Equal([(Lease, ShortfallKind.NotThere), (Photo, ShortfallKind.NotInLegalForm)], told.Missing.Select(m => (m.Id, m.Kind)));
        // Half of it is answered at once, without a second notice.
        Assert.Equal(RefusalCode.MaterialMissing, hall.Refused(Api, Filing([new(Lease, MaterialForm.Electronic)])));
        Assert.Equal(id, Filed(hall, Filing([new(Lease, MaterialForm.Electronic), new(Photo, MaterialForm.Electronic)])));
        Assert.Equal(RefusalCode.ToldAlready, hall.Refused(Anna, new TellFilingMissing(id, [new(IdCard, ShortfallKind.NotInLegalForm)])));
        hall.Given(Anna, new TakeInFiling(id));
        Assert.Equal(("210100-2026-licence-00001", 3), (hall.Case(id).Number.ToString(), hall.Case(id).Materials.Length));
    }

    [Fact]
    public void Nothing_is_told_of_what_is_complete() => Assert.Equal(RefusalCode.NothingMissing, Refusal(hall => new TellFilingMissing(Filed(hall))));

    [Fact]
    public void Who_was_told_online_may_bring_the_rest_to_a_window_under_the_same_number_and_code()
    {
        var hall = Open();
        var id = Filed(hall, Filing(ScansBut(Lease)));
        var code = hall.Case(id).Code;
        hall.Given(Anna, new TellFilingMissing(id)).Someone(Anna, W1);
        var taken = Assert.IsType<CaseReceived>(hall.Do(Anna, TakingIn([new(Lease, MaterialForm.Original)])).First);
        Assert.Equal((id, code, "210100-2026-licence-00001"), (taken.Case, taken.Code, taken.Number.ToString()));
        Assert.Equal(3, hall.Case(id).Materials.Length);
        hall.Gone(Anna, W1);
        Assert.Equal("210100-2026-licence-00002", hall.Case(hall.TakenIn(TakingIn() with { Applicant = new Applicant.NaturalPerson(Wu) })).Number.ToString());
    }

    [Fact]
    public void What_cannot_be_settled_from_afar_is_asked_to_a_window_for_a_reason_and_goes_on_there()
    {
        var hall = Open();
        var id = Filed(hall);
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Anna, new ReferToWindow(id, null)));
        hall.Given(Anna, new ReferToWindow(id, Noted));
        Assert.IsType<CaseState.Referred>(hall.Case(id).State);
        hall.Someone(Anna, W1);
        // A scan is no paper that was filed.
        Assert.Equal(RefusalCode.MaterialMissing, hall.Refused(Anna, TakingIn(Without(Photo))));
        Assert.Equal(id, Assert.IsType<CaseReceived>(hall.Do(Anna, TakingIn()).First).Case);
    }

    [Fact]
    public void A_window_examines_what_was_filed_before_it_takes_the_same_in()
    {
        var hall = Open();
        Filed(hall);
        hall.Someone(Anna, W1);
        Assert.Equal(RefusalCode.FiledOnline, hall.Refused(Anna, TakingIn()));
        Assert.Equal(RefusalCode.FiledOnline, hall.Refused(Anna, new TellMissing(W1, [Licence], ByLi, Without(Photo))));
        Assert.Equal(RefusalCode.FiledOnline, hall.Refused(Api, Filing()));
    }

    [Fact]
    public void Nothing_is_filed_where_the_law_wants_the_person() => Assert.Equal(RefusalCode.PresenceNeeded, Refusal(_ => Filing([], Permit), Api));

    [Fact]
    public void L10_An_agent_files_by_a_mandate_that_the_clerk_has_seen()
    {
        var hall = Open();
        var id = Filed(hall, Filing() with { Agent = Wu });
        Assert.Equal(RefusalCode.MandateNotSeen, hall.Refused(Anna, new TakeInFiling(id)));
        hall.Given(Anna, new TakeInFiling(id, MandateSeen: true));
        Assert.True(hall.Case(id).MayCollect(Wu));
    }

    [Fact]
    public void L11_A_renewal_filed_online_in_time_is_granted_by_silence()
    {
        var hall = Open();
        var id = Filed(hall, Filing() with { Renews = new(2026, 4, 1) });
        hall.Given(Anna, new TakeInFiling(id)).Until(On(4, 1, 17));
        Assert.Equal(new CaseState.Decided(Granted: true, new(2026, 4, 1), Deemed: true), hall.Case(id).State);
    }

    [Fact]
    public void L2_Who_examined_a_filing_decides_nothing_in_it()
    {
        var hall = Open();
        var id = Filed(hall);
        hall.Given(Both, new TakeInFiling(id)).Given(Anna, new SendFolders("市场局", [id])).Given(Officer, new SignFolders(new(1), []));
        Assert.Equal(RefusalCode.TookItIn, hall.Refused(Both, new AcceptCase(id)));
        hall.Given(Officer, new AcceptCase(id));
    }

    [Fact]
    public void A_folder_of_what_was_not_taken_in_goes_nowhere()
    {
        var hall = Open();
        var id = Filed(hall);
        Assert.Equal(RefusalCode.CaseIs, hall.Refused(Anna, new SendFolders("市场局", [id])));
        Assert.Equal(RefusalCode.FolderElsewhere, hall.Refused(Officer, new AcceptCase(id)));
    }

    [Fact]
    public void The_applicant_takes_a_filing_back()
    {
        var hall = Open();
        var id = Filed(hall);
        hall.Given(Anna, new WithdrawCase(id, null)).Until(On(3, 4, 12));
        Assert.IsType<CaseState.Withdrawn>(hall.Case(id).State);
        Assert.Empty(Warnings(hall));
    }

    [Fact]
    public void It_is_filed_by_a_platform_alone_and_examined_by_who_takes_in()
    {
        var hall = Open();
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Anna, Filing()));
        var id = Filed(hall);
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Dora, new TakeInFiling(id)));
        Assert.Equal(RefusalCode.PersonNeeded, hall.Refused(Api, new TakeInFiling(id)));
    }

    [Fact]
    public void O2_What_no_letter_lets_the_hall_take_in_is_not_filed_here_either() => Assert.Equal(RefusalCode.NotAuthorised, Refusal(_ => Filing([], Seal), Api));

    private static RefusalCode? Refusal(Func<HallScenario, HallCommand> order, Actor? by = null)
    {
        var hall = Open();
        var command = order(hall);
        return hall.Refused(by ?? Anna, command);
    }
}
