using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Cases;

/// <summary>Taking in is not accepting: what a department says within five working days, or what its silence says.</summary>
public sealed class AcceptanceSpecs
{
    [Fact]
    public void L2_Who_is_told_nothing_in_five_working_days_counts_as_accepted_from_the_day_of_receipt()
    {
        var hall = Open();
        var id = hall.TakenIn();
        hall.Until(On(3, 9, 16, 59));
        Assert.IsType<CaseState.Received>(hall.Case(id).State);
        hall.Until(On(3, 9, 17));
        Assert.Equal(new CaseState.Accepted(new(2026, 3, 2), Deemed: true), hall.Case(id).State);
        // Twenty days from the receipt, not from the fifth.
        Assert.Equal(new DateOnly(2026, 3, 30), hall.Last(id, CaseClock.Legal));
    }

    [Fact]
    public void L18_A_period_ends_with_business_on_a_worked_saturday_too()
    {
        var map = Open().State.Map!;
        Assert.Equal((On(2, 13, 17), On(2, 14, 17)), (map.CloseOfBusiness(new(2026, 2, 13)), map.CloseOfBusiness(new(2026, 2, 14))));
    }

    [Fact]
    public void L18_Papers_dropped_in_at_night_are_of_the_day_on_the_calendar()
    {
        var hall = Open();
        var id = hall.AtDepartment();
        hall.Given(Officer, new AskCorrection(id, [new(Photo, ShortfallKind.NotInLegalForm)]));
        hall.Until(On(3, 5, 2)).Until(On(3, 5)).Given(Carol, new OpenWindow(Wc));
        Assert.Equal(RefusalCode.DateNotPossible, hall.Refused(Carol, new ReceiveCorrection(Wc, id, [new(Photo, MaterialForm.Original, 2)], ReceivedOn: new(2026, 3, 6))));
        Assert.Equal(RefusalCode.DateNotPossible, hall.Refused(Carol, new ReceiveCorrection(Wc, id, [new(Photo, MaterialForm.Original, 2)], ReceivedOn: new(2026, 3, 1))));
        hall.Given(Carol, new ReceiveCorrection(Wc, id, [new(Photo, MaterialForm.Original, 2)], ReceivedOn: new(2026, 3, 4)));
        Assert.Equal(new CaseState.Received(new(2026, 3, 4)), hall.Case(id).State);
    }

    [Fact]
    public void L2_A_department_asks_once_for_everything_and_never_again()
    {
        var hall = Open();
        var id = hall.AtDepartment();
        Assert.Equal(RefusalCode.NothingMissing, hall.Refused(Officer, new AskCorrection(id, [])));
        hall.Given(Officer, new AskCorrection(id, [new(Photo, ShortfallKind.NotInLegalForm), new(Lease, ShortfallKind.NotInLegalForm)]));
        // Asked in time, so silence is none: the decision clock has not begun.
        hall.Until(On(4, 20));
        Assert.IsType<CaseState.CorrectionAsked>(hall.Case(id).State);
        Assert.Empty(CaseClocks.Of(hall.State.Map!, hall.Case(id)));
        hall.Given(Carol, new OpenWindow(Wc)).Given(Carol, new ReceiveCorrection(Wc, id, [new(Photo, MaterialForm.Original, 2)]));
        Assert.Equal([Lease], Assert.IsType<CaseState.CorrectionAsked>(hall.Case(id).State).Lines.Select(l => l.Id));
        Assert.Equal(RefusalCode.NotAskedFor, hall.Refused(Carol, new ReceiveCorrection(Wc, id, [new(IdCard, MaterialForm.Copy, Seen: true)])));
        hall.Given(Carol, new ReceiveCorrection(Wc, id, [new(Lease, MaterialForm.Original)]));
        Assert.Equal(new CaseState.Received(new(2026, 4, 20)), hall.Case(id).State);
        Assert.Equal(RefusalCode.AskedAlready, hall.Refused(Officer, new AskCorrection(id, [new(IdCard, ShortfallKind.NotInLegalForm)])));
    }

    [Fact]
    public void L3_Once_all_corrections_are_in_it_must_be_accepted_and_counts_so_by_itself()
    {
        var hall = Open();
        var id = hall.AtDepartment();
        hall.Given(Officer, new AskCorrection(id, [new(Photo, ShortfallKind.NotInLegalForm)])).Given(Carol, new ReceiveCorrection(Wc, id, [new(Photo, MaterialForm.Original, 2)]));
        hall.Until(On(3, 9, 17));
        Assert.Equal(new CaseState.Accepted(new(2026, 3, 2), Deemed: true), hall.Case(id).State);
    }

    [Fact]
    public void A_correction_is_taken_in_at_the_window_for_it_and_against_its_list()
    {
        var hall = Open();
        var id = hall.AtDepartment();
        hall.Given(Officer, new AskCorrection(id, [new(Photo, ShortfallKind.TooFewCopies)]));
        Assert.Equal(RefusalCode.CorrectionNotHere, hall.Refused(Anna, new ReceiveCorrection(W1, id, [new(Photo, MaterialForm.Original, 2)])));
        Assert.Equal(RefusalCode.MaterialMissing, hall.Refused(Carol, new ReceiveCorrection(Wc, id, [])));
        hall.Given(Carol, new ReceiveCorrection(Wc, id, [new(Photo, MaterialForm.Original, 1)]));
        Assert.IsType<CaseState.CorrectionAsked>(hall.Case(id).State);
    }

    [Fact]
    public void L14_A_correction_that_is_not_brought_in_the_hall_s_limit_is_a_withdrawal()
    {
        var hall = Open(CasePlan with { Cases = CasePlan.Cases with { CorrectionDays = 10 } });
        var id = hall.AtDepartment();
        hall.Given(Officer, new AskCorrection(id, [new(Photo, ShortfallKind.NotInLegalForm)]));
        Assert.Equal(new DateOnly(2026, 3, 16), hall.Last(id, CaseClock.Correction));
        hall.Until(On(3, 16, 17));
        Assert.Equal(WithdrawnWhy.CorrectionNotBrought, Assert.IsType<CaseState.Withdrawn>(hall.Case(id).State).Why);
    }

    [Fact]
    public void L1_Who_is_not_accepted_hears_why_and_which_body_is_the_right_one()
    {
        var hall = Open();
        var id = hall.AtDepartment();
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Officer, new NotAcceptCase(id, NoGround.Other, null)));
        Assert.Equal(RefusalCode.RightBodyNeeded, hall.Refused(Officer, new NotAcceptCase(id, NoGround.OtherBody, Noted)));
        hall.Given(Officer, new NotAcceptCase(id, NoGround.OtherBody, Noted, RightBody: Noted));
        Assert.True(hall.Case(id).HasEnded);
    }

    [Fact]
    public void L4_Acceptance_and_non_acceptance_are_dated_acts_of_a_named_person()
    {
        var hall = Open();
        var accepted = hall.Accepted();
        var e = hall.Events<CaseAccepted>().Single(a => a.Case == accepted);
        Assert.Equal((new DateOnly(2026, 3, 2), Officer.Id, new DateOnly(2026, 3, 30), new DateOnly(2026, 3, 12)), (e.On, e.By, e.Legal!.Value, e.Promised!.Value));
    }

    [Fact]
    public void L11_A_renewal_asked_for_in_time_and_not_decided_by_the_expiry_is_granted()
    {
        var hall = Open();
        var (inTime, late) = (hall.TakenIn(TakingIn() with { Renews = new(2026, 4, 1) }), hall.TakenIn(TakingIn() with { Renews = new(2026, 3, 31) }));
        Assert.Null(hall.Case(late).Renews);
        hall.Until(On(4, 1, 17));
        Assert.Equal(new CaseState.Decided(Granted: true, new(2026, 4, 1), Deemed: true), hall.Case(inTime).State);
        Assert.IsType<CaseState.Accepted>(hall.Case(late).State);
    }

    [Fact]
    public void Yellow_and_red_come_once_each_before_a_limit()
    {
        var hall = Open();
        var id = hall.TakenIn();
        hall.Until(On(3, 9, 18));
        Assert.Equal([(CaseClock.Acceptance, WarnLevel.Yellow, On(3, 4, 4)), (CaseClock.Acceptance, WarnLevel.Red, On(3, 6, 4))],
            hall.Journal.Where(r => r.Event is CaseWarned { Clock: CaseClock.Acceptance }).Select(r => (((CaseWarned)r.Event).Clock, ((CaseWarned)r.Event).Level, r.At)));
        Assert.Single(hall.Events<CaseDeemedAccepted>(), e => e.Case == id);
    }

    [Fact]
    public void There_is_a_list_of_what_counts_as_accepted_tomorrow()
    {
        var hall = Open();
        var id = hall.TakenIn();
        Assert.Empty(CaseClocks.DeemedAcceptedTomorrow(hall.State.Map!, hall.State.Cases, On(3, 5)));
        // Friday: the next working day is Monday.
        Assert.Equal([(id, new DateOnly(2026, 3, 9))], CaseClocks.DeemedAcceptedTomorrow(hall.State.Map!, hall.State.Cases, On(3, 6)).Select(p => (p.Case.Id, p.Last)));
    }

    [Fact]
    public void Without_the_next_year_s_calendar_nothing_is_promised_and_still_taken_in()
    {
        var hall = Open();
        hall.Until(On(12, 30)).Given(Anna, new OpenWindow(W1)).Someone(Anna, W1);
        var received = (CaseReceived)hall.Do(Anna, TakingIn()).First!;
        Assert.Null(received.Until);
        hall.Given(Anna, new CompleteVisit(W1)).Someone(Anna, W1);
        Assert.Equal(RefusalCode.CalendarEnds, hall.Refused(Anna, TakingIn(Without(Lease)) with { Applicant = new Applicant.NaturalPerson(Wu), Tolerates = new(2027, 1, 5) }));
        Assert.Equal(2027, hall.State.Map!.Calendar.Wanted(new(2026, 12, 30)));
        hall.Until(On(1, 20, year: 2027));
        Assert.IsType<CaseState.Received>(hall.Case(received.Case).State);
        // The file comes, late: what it says is due at once.
        var next = new CalendarYear(2027, [new(new(2027, 1, 1), "元旦", true)]);
        hall.Given(Actor.Hub, new ConfigureHall(CasePlan with { CalendarYears = [2024, 2025, 2026, 2027], Calendar = [.. Calendar, next] }, "2027")).Until(On(1, 20, 9, 1, 2027));
        Assert.IsType<CaseState.Accepted>(hall.Case(received.Case).State);
    }

    [Fact]
    public void What_ended_long_ago_leaves_memory()
    {
        var hall = Open();
        var id = hall.TakenIn();
        hall.Given(Anna, new WithdrawCase(id, null)).Until(On(4, 1, 8));
        Assert.NotNull(hall.State.Cases.Find(id));
        hall.Until(On(4, 1, 10));
        Assert.Null(hall.State.Cases.Find(id));
        Assert.Equal(RefusalCode.UnknownCase, hall.Refused(Anna, new WithdrawCase(id, null)));
    }
}
