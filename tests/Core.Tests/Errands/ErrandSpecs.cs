using TidalHall.Core.Cases;
using TidalHall.Core.Errands;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Cases;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Errands;

/// <summary>The hall's people accompany somebody, or act for them by a written mandate. It is Monday, 2 March 2026.</summary>
public sealed class ErrandSpecs
{
    private static readonly Actor Guide = new(ActorKind.Staff, new("guide"), Roles.Guide);
    private static readonly ErrandId One = new(1);

    private static BeginErrand ActFor(ItemId? item = null) => new(ErrandKind.ActFor, Li, item ?? Licence, MandateSeen: true);
    private static HallScenario Acting() => Open().Given(Guide, ActFor());
    private static ErrandState StateOf(HallScenario hall) => hall.State.Errands.Find(One)!.State;

    [Fact]
    public void P1_Acting_for_somebody_needs_a_written_mandate_and_accompanying_does_not()
    {
        var hall = Open();
        Assert.Equal(RefusalCode.MandateNotSeen, hall.Refused(Guide, ActFor() with { MandateSeen = false }));
        hall.Given(Guide, new BeginErrand(ErrandKind.Accompany, Li, Licence, MandateSeen: false));
        Assert.Equal((Guide.Id, "DB-2026-00001"), (hall.State.Errands.Find(One)!.Helper, hall.State.Errands.Find(One)!.Number));
    }

    [Fact]
    public void P1_Nobody_acts_where_the_law_wants_the_person() => Assert.Equal(RefusalCode.PresenceNeeded, Open().Refused(Guide, ActFor(Permit)));

    [Fact]
    public void P1_One_matter_of_somebody_is_helped_with_once_at_a_time()
    {
        var hall = Acting();
        Assert.Equal(RefusalCode.ErrandGoesOn, hall.Refused(Anna, ActFor()));
        hall.Given(Guide, new FinishErrand(One)).Given(Anna, ActFor());
        Assert.Equal(2, hall.State.Errands.All.Count());
    }

    [Fact]
    public void P1_It_is_suspended_with_a_reason_and_resumed_by_a_mandate_given_anew()
    {
        var hall = Acting();
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Guide, new SuspendErrand(One, null)));
        hall.Given(Guide, new SuspendErrand(One, Noted));
        Assert.Equal(new ErrandState.Suspended(new(2026, 3, 2), Noted), StateOf(hall));
        Assert.Equal(RefusalCode.ErrandIs, hall.Refused(Guide, new FinishErrand(One)));
        Assert.Equal(RefusalCode.MandateNotSeen, hall.Refused(Guide, new ResumeErrand(One, MandateSeen: false)));
        hall.Given(Guide, new ResumeErrand(One, MandateSeen: true)).Given(Guide, new FinishErrand(One));
        Assert.Equal(new ErrandState.Done(new(2026, 3, 2)), StateOf(hall));
    }

    [Fact]
    public void P1_It_is_stopped_with_a_reason_and_then_is_over()
    {
        var hall = Acting().Given(Guide, new SuspendErrand(One, Noted));
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Guide, new StopErrand(One, null)));
        hall.Given(Guide, new StopErrand(One, Noted));
        Assert.Equal(RefusalCode.ErrandIs, hall.Refused(Guide, new ResumeErrand(One, MandateSeen: true)));
        Assert.True(hall.Do(Guide, new StopErrand(One, Noted)).IsAlreadySo);
    }

    [Fact]
    public void Who_acts_for_the_applicant_acts_for_no_department_in_the_case()
    {
        var hall = Open().Given(Both, ActFor());
        var id = hall.AtDepartment();
        Assert.Equal(RefusalCode.ActsForApplicant, hall.Refused(Both, new AcceptCase(id)));
        hall.Given(Officer, new AcceptCase(id));
    }

    [Fact]
    public void One_that_is_over_leaves_memory_after_a_month_and_no_other()
    {
        var hall = Acting().Given(Guide, ActFor(Seal)).Given(Guide, new FinishErrand(One));
        hall.Until(On(4, 3));
        Assert.Equal([new ErrandId(2)], hall.State.Errands.All.Select(e => e.Id));
    }

    [Fact]
    public void P2_An_agent_by_trade_brings_so_many_matters_under_one_number()
    {
        var hall = Open(CasePlan with { Rules = CasePlan.Rules with { Agents = new(MattersPerTicket: 1) } }).Someone(Anna, W1);
        var brought = TakingIn() with { Agent = new(Wu, MandateSeen: true, Commercial: true) };
        hall.Given(Anna, brought);
        Assert.True(hall.State.Cases.All.Single().IsCommercial);
        Assert.Equal(RefusalCode.AgentBringsTooMany, hall.Refused(Anna, brought with { Applicant = new Applicant.NaturalPerson(He) }));
        hall.Given(Anna, brought with { Applicant = new Applicant.NaturalPerson(He), Agent = new(Wu, MandateSeen: true) });
    }

    [Fact]
    public void P2_An_agent_by_trade_comes_with_so_many_numbers_a_day()
    {
        var hall = Open(CasePlan with { Rules = CasePlan.Rules with { Agents = new(TicketsPerDay: 1) } });
        var brought = TakingIn() with { Agent = new(Wu, MandateSeen: true, Commercial: true) };
        hall.TakenIn(brought);
        hall.Someone(Anna, W1);
        Assert.Equal(RefusalCode.AgentTicketsUsedUp, hall.Refused(Anna, brought with { Applicant = new Applicant.NaturalPerson(He) }));
        hall.Given(Anna, brought with { Applicant = new Applicant.NaturalPerson(He), Agent = new(Li, MandateSeen: true, Commercial: true) });
    }

    [Fact]
    public void P2_What_an_agent_by_trade_files_online_counts_as_one_number_a_day_with_what_is_brought()
    {
        var hall = Open(CasePlan with { Rules = CasePlan.Rules with { Agents = new(MattersPerTicket: 2, TicketsPerDay: 2) } });
        var agent = new PersonRef(Guid.NewGuid());
        FileOnline Filed(PersonRef applicant, PersonRef by) => new(Licence, new Applicant.NaturalPerson(applicant), All, Agent: by, Commercial: true);
        Assert.Equal(RefusalCode.MandateNotSeen, hall.Refused(Api, Filed(Li, agent) with { Agent = null }));
        hall.Given(Api, Filed(Li, agent));
        Assert.True(hall.State.Cases.All.Single().IsCommercial);
        // Examined, it counts on; another person's agent has a day of his own.
        hall.Given(Anna, new TakeInFiling(hall.State.Cases.All.Single().Id, MandateSeen: true)).Given(Api, Filed(Wu, agent));
        Assert.Equal(RefusalCode.AgentBringsTooMany, hall.Refused(Api, Filed(He, agent)));
        hall.Given(Api, Filed(He, Li));
        var brought = TakingIn() with { Agent = new(agent, MandateSeen: true, Commercial: true), Items = [Seal], Materials = [new(new("m1"), MaterialForm.Original), new(new("m2"), MaterialForm.Original)], Window = Wx };
        hall.Someone(Officer, Wx).Given(Officer, brought).Gone(Officer, Wx).Someone(Officer, Wx);
        Assert.Equal(RefusalCode.AgentTicketsUsedUp, hall.Refused(Officer, brought with { Applicant = new Applicant.NaturalPerson(He) }));
        hall.Until(On(3, 3));
        hall.Given(Api, Filed(new(Guid.NewGuid()), agent));
    }
}
