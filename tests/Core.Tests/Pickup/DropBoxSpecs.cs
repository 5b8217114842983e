using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Cases;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Pickup;

/// <summary>Papers put in at any hour: the receipt, the clerk who takes them out and the window that answers are one record.</summary>
public sealed class DropBoxSpecs
{
    private static readonly Applicant ByWu = new Applicant.NaturalPerson(Wu);

    /// <summary>Somebody puts papers in, at eleven in the evening of a Monday.</summary>
    internal static TicketCode Dropped(HallScenario hall, CaseId? of = null)
    {
        hall.Until(On(3, 2, 23)).Given(Citizen, new DropIn(Box, CompartmentSize.Small, of)).Given(Board, new ReportDoor(Box, 5, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 5, DoorReport.Closed));
        return hall.Events<ThingDropped>().Last().Receipt;
    }

    private static HallScenario TakenOut(HallScenario hall) =>
        hall.Until(On(3, 3)).Given(Dora, new RecoverThing(Box, 5)).Given(Board, new ReportDoor(Box, 5, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 5, DoorReport.Closed));

    private static IEnumerable<Type> RecordOf(HallScenario hall, CaseId id) => hall.Case(id).History.Select(s => hall.Journal.Single(r => r.Sequence == s).Event.GetType());

    /// <summary>A hall that waits five days for corrections.</summary>
    private static HallScenario WithALimit() => Open(CasePlan with { Cases = CasePlan.Cases with { CorrectionDays = 5 } });

    /// <summary>The next day, somebody at window 1 or nobody but the papers.</summary>
    private static HallScenario NextMorning(HallScenario hall) => TakenOut(hall).Given(Anna, new OpenWindow(W1)).Someone(Anna, W1);

    [Fact]
    public void Papers_for_a_case_stand_in_its_record_with_who_took_them_out()
    {
        var hall = Open();
        var id = hall.AtDepartment();
        hall.Given(Officer, new AskCorrection(id, [new(Photo, ShortfallKind.NotInLegalForm)]));
        var receipt = Dropped(hall, id);
        Assert.Equal((id, (DateTimeOffset?)null), (hall.State.Cabinets.FindDropped(receipt)!.For, hall.State.Cabinets.FindDropped(receipt)!.TakenOutAt));
        TakenOut(hall);
        Assert.Equal([typeof(ThingDropped), typeof(ThingRecovered)], RecordOf(hall, id).TakeLast(2));
        Assert.Equal(On(3, 3), hall.State.Cabinets.FindDropped(receipt)!.TakenOutAt);
    }

    [Fact]
    public void What_lies_in_the_box_by_the_last_day_was_brought_in_time_whenever_a_window_takes_it_in()
    {
        var hall = WithALimit();
        var id = hall.AtDepartment();
        hall.Given(Officer, new AskCorrection(id, [new(Photo, ShortfallKind.NotInLegalForm)]));
        var last = hall.Last(id, CaseClock.Correction)!.Value;
        hall.Until(On(last.Month, last.Day, 16)).Given(Citizen, new DropIn(Box, CompartmentSize.Small, id)).Given(Board, new ReportDoor(Box, 5, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 5, DoorReport.Closed));
        hall.Until(On(last.Month, last.Day).AddDays(7)).Given(Dora, new RecoverThing(Box, 5)).Given(Board, new ReportDoor(Box, 5, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 5, DoorReport.Closed));
        Assert.IsType<CaseState.CorrectionAsked>(hall.Case(id).State);
        Assert.DoesNotContain(hall.Events<CaseWarned>(), w => w.Clock is CaseClock.Correction && w.Level is WarnLevel.Over);
        hall.Given(Carol, new OpenWindow(Wc)).Given(Carol, new ReceiveCorrection(Wc, id, [new(Photo, MaterialForm.Original, 2)]));
        Assert.Equal(last, hall.Events<CaseCorrectionReceived>().Single().On);
        Assert.Null(hall.Case(id).DroppedOn);
    }

    [Fact]
    public void What_was_put_in_and_does_not_fit_is_set_aside_with_a_reason_and_the_days_begin_anew()
    {
        var hall = WithALimit();
        var id = hall.AtDepartment();
        hall.Given(Officer, new AskCorrection(id, [new(Photo, ShortfallKind.NotInLegalForm)]));
        Assert.True(hall.Decide(Anna, new SetDroppedAside(id, Noted)).IsAlreadySo);
        Dropped(hall, id);
        Assert.Equal(RefusalCode.StillInDropBox, hall.Refused(Anna, new SetDroppedAside(id, Noted)));
        TakenOut(hall);
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Anna, new SetDroppedAside(id, null)));
        hall.Given(Anna, new SetDroppedAside(id, Noted));
        // Five working days from Tuesday, 3 March.
        Assert.Equal((new DateOnly(2026, 3, 10), true), (hall.Last(id, CaseClock.Correction)!.Value, hall.Decide(Anna, new SetDroppedAside(id, Noted)).IsAlreadySo));
        hall.Until(On(3, 11));
        Assert.Equal(WithdrawnWhy.CorrectionNotBrought, Assert.IsType<CaseState.Withdrawn>(hall.Case(id).State).Why);
    }

    [Fact]
    public void Papers_that_were_lost_from_the_box_are_asked_for_anew()
    {
        var hall = WithALimit();
        var id = hall.AtDepartment();
        hall.Given(Officer, new AskCorrection(id, [new(Photo, ShortfallKind.NotInLegalForm)]));
        var receipt = Dropped(hall, id);
        Assert.Null(CaseClocks.Of(hall.State.Map!, hall.Case(id), CaseClock.Correction));
        hall.Given(Board, new ReportDoor(Box, 5, DoorReport.Closed, Occupied: false)).Given(Dora, new ResolveCompartment(Box, 5, FoundInside.Nothing, Noted));
        Assert.Null(CaseClocks.Of(hall.State.Map!, hall.Case(id), CaseClock.Correction));
        hall.Given(Dora, new CloseMissing(Box, 5, id, receipt, MissingEnd.Lost, Noted));
        Assert.NotNull(hall.Limit(id, CaseClock.Correction));
    }

    [Fact]
    public void A_whole_application_is_received_as_of_the_day_it_was_put_in_and_its_receipt_leads_to_its_case()
    {
        var hall = Open();
        var receipt = Dropped(hall);
        NextMorning(hall).Given(Anna, TakingIn() with { Dropped = receipt });
        var received = hall.Events<CaseReceived>().Single();
        Assert.Equal((new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 9), receipt), (received.On, received.Until!.Value, received.Dropped!.Value));
        Assert.Equal(new DateOnly(2026, 3, 9), hall.Last(received.Case, CaseClock.Acceptance));
        Assert.Equal(received.Case, hall.State.Cabinets.FindDropped(receipt)!.Case);
        Assert.Equal([typeof(ThingDropped), typeof(ThingRecovered), typeof(CaseReceived)], RecordOf(hall, received.Case));
        Assert.Equal(RefusalCode.DroppedForOther, hall.Refused(Anna, TakingIn() with { Dropped = receipt, Applicant = ByWu }));
    }

    [Fact]
    public void What_lies_in_the_box_still_or_never_lay_there_is_taken_in_by_nobody()
    {
        var hall = Open();
        var receipt = Dropped(hall);
        hall.Until(On(3, 3)).Given(Anna, new OpenWindow(W1)).Someone(Anna, W1);
        Assert.Equal(RefusalCode.NotFromDropBox, hall.Refused(Anna, TakingIn() with { Dropped = receipt }));
        Assert.Equal(RefusalCode.NotFromDropBox, hall.Refused(Anna, TakingIn() with { Dropped = TicketCode.From(1, 1) }));
    }

    [Fact]
    public void What_lacks_of_it_is_told_once_and_only_that_applicant_goes_on_with_it()
    {
        var hall = Open();
        var receipt = Dropped(hall);
        NextMorning(hall).Given(Anna, new TellMissing(W1, [Licence], ByLi, Without(Photo), Dropped: receipt));
        var told = hall.Events<CaseTold>().Single();
        Assert.Equal((receipt, told.Case), (told.Dropped!.Value, hall.State.Cabinets.FindDropped(receipt)!.Case!.Value));
        Assert.Equal(RefusalCode.DroppedForOther, hall.Refused(Anna, TakingIn() with { Applicant = ByWu, Dropped = receipt }));
        hall.Given(Anna, TakingIn() with { Dropped = receipt });
        Assert.Equal([typeof(ThingDropped), typeof(ThingRecovered), typeof(CaseTold), typeof(CaseReceived)], RecordOf(hall, told.Case));
    }

    [Fact]
    public void A_receipt_outlives_a_restart_and_is_forgotten_two_months_after_its_papers_came_out()
    {
        var hall = Open();
        var receipt = Dropped(hall);
        TakenOut(hall);
        foreach (var eventsAgo in new[] { 0, 2, 5 }) Assert.Equivalent(hall.State.Cabinets.FindDropped(receipt), hall.Restarted(eventsAgo).State.Cabinets.FindDropped(receipt));
        hall.Until(On(5, 4)).Given(Citizen, new DropIn(Box, CompartmentSize.Small)).Given(Board, new ReportDoor(Box, 5, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 5, DoorReport.Closed));
        Assert.Null(hall.State.Cabinets.FindDropped(receipt));
        Assert.Single(hall.State.Cabinets.Dropped);
    }

    [Fact]
    public void A_result_that_was_put_in_and_taken_out_again_stands_in_its_case_s_record()
    {
        var hall = Open();
        var id = hall.Ready(ForCabinet);
        hall.Loaded(id);
        hall.Given(Dora, new RecoverThing(Box, 1)).Given(Board, new ReportDoor(Box, 1, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 1, DoorReport.Closed));
        Assert.Equal([typeof(CaseResultReady), typeof(ThingLoaded), typeof(ThingRecovered)], RecordOf(hall, id).TakeLast(3));
    }

    private static TakeIn ForCabinet => CabinetSteps.ForCabinet;
}
