using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Waiting;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>Tidal windows follow the people, by a rule that is asked once a minute and says why.</summary>
public sealed class TideSpecs
{
    private static readonly Actor Dan = new(ActorKind.Staff, new("dan"), Roles.IntakeClerk);

    private static HallScenario Hall(TideMode mode, Func<TideRules, TideRules>? with = null, HallPlan? plan = null)
    {
        var rules = new TideRules { Mode = mode };
        return new HallScenario((plan ?? Plan) with { Tide = with?.Invoke(rules) ?? rules }).Given(Anna, new OpenWindow(W1)).Given(Bo, new OpenWindow(W2)).Given(Carol, new OpenWindow(W3));
    }

    private static HallScenario Queues(HallScenario hall, int people, ItemId? item = null)
    {
        for (var i = 0; i < people; i++) hall.Ticket(item);
        return hall;
    }

    private static HallEvent[] Minute(HallScenario hall, int minutes = 1) => [.. hall.Later(TimeSpan.FromMinutes(minutes)).Do(Actor.Hub, new MinuteCame()).Events];

    private static TidalState Tidal(HallScenario hall) => hall.State.Find(W4)!.Tide;

    [Fact]
    public void A_window_where_somebody_sits_and_serves_nobody_goes_to_whoever_waits()
    {
        var hall = Queues(Hall(TideMode.Automatic).Given(Dan, new OpenWindow(W4)), 1, Tax);
        var moved = Assert.IsType<TideMoved>(Assert.Single(Minute(hall)));
        Assert.Equal((W4, TaxDesk, null), (moved.Window, moved.To, moved.By));
        Assert.Equal(new TideGrounds(TideCause.Unturned, 0.25, null, new(TaxDesk, 1, 1, 0.5, 61_000)), moved.Grounds);
        Assert.Equal(TaxDesk, hall.State.Find(W4)!.Assigned);
        Assert.Empty(Minute(hall));
    }

    /// <summary>Twelve for tax at two windows: 3 targets of work each; nobody for intake.</summary>
    [Fact]
    public void A_move_is_kept_with_the_pressure_on_both_sides()
    {
        var hall = Turned(Hall(TideMode.Automatic), Intake);
        Queues(hall, 12, Tax);
        var moved = Assert.IsType<TideMoved>(Assert.Single(Minute(hall, 20)));
        Assert.Equal(TideCause.Pressure, moved.Grounds.Cause);
        Assert.Equal(3, moved.Grounds.Gain);
        Assert.Equal(new TideSide(Intake, 0, 3, 0, 0), moved.Grounds.From);
        Assert.Equal((TaxDesk, 12, 1, 6), (moved.Grounds.To!.Category, moved.Grounds.To.Waiting, moved.Grounds.To.Windows, moved.Grounds.To.Pressure!.Value));
    }

    private static HallScenario Turned(HallScenario hall, CategoryId to) => hall.Given(Dan, new OpenWindow(W4)).Given(Dan, new AssignWindow(W4, to, Grown));

    [Fact]
    public void A_window_stays_its_time_whoever_turned_it()
    {
        var hall = Queues(Turned(Hall(TideMode.Automatic), Intake), 12, Tax);
        Assert.Empty(Minute(hall, 18));
        Assert.IsType<TideMoved>(Assert.Single(Minute(hall, 2)));
    }

    [Fact]
    public void A_window_with_a_citizen_in_front_of_it_goes_over_after_the_visit()
    {
        var hall = Queues(Turned(Hall(TideMode.Automatic), Intake), 1);
        hall.Given(Dan, new CallNext(W4));
        Queues(hall, 12, Tax);
        Assert.IsType<TideMoved>(Assert.Single(Minute(hall, 20)));
        Assert.Equal((Intake, TaxDesk), (hall.State.Find(W4)!.Assigned, Tidal(hall).Ordered!.To));
        // Ordered is as good as done for the rule.
        Assert.Empty(Minute(hall));
        Assert.Null(Tidal(hall).SettingUpSince);
        hall.Given(Dan, new StartService(W4)).Given(Dan, new CompleteVisit(W4));
        Assert.Equal((TaxDesk, null, hall.State.Tick), (hall.State.Find(W4)!.Assigned, Tidal(hall).Ordered, Tidal(hall).SettingUpSince!.Value));
        Assert.Equal(Tax, hall.State.Find(hall.CallNext(Dan, W4)!.Value)!.Visit.Item);
        Assert.Null(Tidal(hall).SettingUpSince);
    }

    [Fact]
    public void A_person_may_order_the_visit_before_a_move_to_stay_the_last()
    {
        var hall = Queues(Turned(Hall(TideMode.Off), Intake), 1);
        hall.Given(Dan, new CallNext(W4)).Given(Dan, new AssignWindow(W4, TaxDesk, Grown));
        Assert.True(hall.Do(Dan, new AssignWindow(W4, TaxDesk, Grown)).IsAlreadySo);
        // And take it back.
        hall.Given(Dan, new AssignWindow(W4, Intake, Grown)).Given(Dan, new CompleteVisit(W4));
        Assert.Equal(Intake, hall.State.Find(W4)!.Assigned);
    }

    [Fact]
    public void No_more_moves_than_allowed_in_an_hour()
    {
        var hall = Turned(Hall(TideMode.Automatic, r => r with { DwellMinutes = 0, MovesPerHour = 1 }), Intake);
        Queues(hall, 12, Tax);
        Assert.Empty(Minute(hall, 59));
        Assert.IsType<TideMoved>(Assert.Single(Minute(hall)));
    }

    [Fact]
    public void A_category_keeps_its_windows()
    {
        var hall = Queues(Turned(Hall(TideMode.Automatic, r => r with { Keeps = [new(Intake, 3)] }), Intake), 12, Tax);
        Assert.Empty(Minute(hall, 30));
        hall.Given(Chief, new ClearSession(W2, Gone));
        Assert.Empty(Minute(hall));
    }

    [Fact]
    public void A_locked_window_stays_until_it_is_unlocked()
    {
        var hall = Queues(Turned(Hall(TideMode.Automatic), Intake), 12, Tax);
        hall.Given(Chief, new LockWindow(W4, Noted));
        Assert.Empty(Minute(hall, 30));
        hall.Given(Chief, new UnlockWindow(W4));
        Assert.IsType<TideMoved>(Assert.Single(Minute(hall)));
    }

    [Fact]
    public void A_proposal_moves_nothing_until_a_manager_accepts_it()
    {
        var hall = Queues(Turned(Hall(TideMode.Propose), Intake), 12, Tax);
        var proposed = Assert.IsType<TideProposed>(Assert.Single(Minute(hall, 20)));
        Assert.Equal((Intake, TaxDesk), (hall.State.Find(W4)!.Assigned, proposed.To));
        Assert.Empty(Minute(hall));
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Anna, new AcceptTide(W4)));
        var moved = Assert.IsType<TideMoved>(hall.Do(Chief, new AcceptTide(W4)).First);
        Assert.Equal((TaxDesk, Chief.Id, proposed.Grounds), (moved.To, moved.By, moved.Grounds));
        Assert.Equal(RefusalCode.NothingProposed, hall.Refused(Chief, new AcceptTide(W4)));
    }

    [Fact]
    public void A_declined_proposal_does_not_come_again_for_a_dwell()
    {
        var hall = Queues(Turned(Hall(TideMode.Propose), Intake), 12, Tax);
        Minute(hall, 20);
        hall.Given(Chief, new DeclineTide(W4, Noted));
        Assert.Empty(Minute(hall, 19));
        Assert.IsType<TideProposed>(Assert.Single(Minute(hall)));
    }

    [Fact]
    public void A_proposal_is_withdrawn_when_it_pays_no_more()
    {
        var hall = Queues(Turned(Hall(TideMode.Propose), Intake), 2, Tax);
        Minute(hall, 20);
        Assert.Null(Tidal(hall).Proposed);
        Queues(hall, 2, Tax);
        Minute(hall);
        Assert.NotNull(Tidal(hall).Proposed);
        Queues(hall, 9);
        Assert.IsType<TideWithdrawn>(Assert.Single(Minute(hall)));
    }

    [Fact]
    public void People_in_the_back_office_are_called_in_come_and_are_let_go_again()
    {
        var hall = Queues(Hall(TideMode.Automatic, plan: OnCall), 12, Tax);
        var summoned = Assert.IsType<TideSummoned>(Assert.Single(Minute(hall)));
        Assert.Equal((W4, TaxDesk), (summoned.Window, summoned.To));
        hall.Given(Dan, new AcknowledgeTide(W4));
        Assert.Equal(RefusalCode.AlreadyComing, hall.Refused(Bo, new AcknowledgeTide(W4)));
        Assert.Empty(Minute(hall, 10));
        Assert.Collection(hall.Do(Dan, new OpenWindow(W4)).Events,
            e => Assert.IsType<ClerkSignedOn>(e), e => Assert.IsType<WindowOpened>(e), e => Assert.Equal((TaxDesk, Dan.Id), (((TideMoved)e).To, ((TideMoved)e).By)));
        for (var i = 0; i < 12; i++) hall.Given(Carol, new CallNext(W3)).Given(Carol, new CompleteVisit(W3));
        Assert.Empty(Minute(hall, 19));
        var back = Assert.IsType<TideMoved>(Assert.Single(Minute(hall)));
        Assert.Equal((null, TideCause.Ebb), (back.To, back.Grounds.Cause));
        Assert.Null(hall.State.Find(W4)!.Assigned);
    }

    [Fact]
    public void Who_does_not_answer_in_time_is_asked_again_after_a_dwell_only()
    {
        var hall = Queues(Hall(TideMode.Automatic, plan: OnCall), 12, Tax);
        Minute(hall);
        Assert.Empty(Minute(hall, 4));
        Assert.IsType<TideLapsed>(Assert.Single(Minute(hall)));
        Assert.Empty(Minute(hall, 19));
        Assert.IsType<TideSummoned>(Assert.Single(Minute(hall)));
    }

    [Fact]
    public void A_window_in_the_hall_moves_before_anybody_is_called_in()
    {
        var plan = Plan with { Tide = new() { Mode = TideMode.Automatic }, Windows = [.. Plan.Windows, Plan.Windows[3] with { Id = new("w5"), Number = 5 }] };
        var hall = new HallScenario(plan).Given(Anna, new OpenWindow(W1)).Given(Carol, new OpenWindow(W3));
        Queues(Turned(hall, Intake), 12, Tax);
        Assert.Equal(W4, Assert.IsType<TideMoved>(Assert.Single(Minute(hall, 20))).Window);
    }

    [Fact]
    public void By_plain_limits_a_window_opens_above_twenty_waiting_and_closes_below()
    {
        var hall = Queues(Hall(TideMode.Thresholds).Given(Dan, new OpenWindow(W4)), 20, Tax);
        Assert.Empty(Minute(hall));
        Queues(hall, 1, Tax);
        var moved = Assert.IsType<TideMoved>(Assert.Single(Minute(hall)));
        Assert.Equal((TaxDesk, TideCause.AboveLimit, 21), (moved.To, moved.Grounds.Cause, moved.Grounds.To!.Waiting));
        hall.Given(Dan, new CallNext(W4));
        Assert.Equal(TideCause.BelowLimit, Assert.IsType<TideMoved>(Assert.Single(Minute(hall))).Grounds.Cause);
    }

    [Fact]
    public void By_plain_limits_a_window_opens_for_one_who_has_waited_thirty_minutes()
    {
        var hall = Queues(Hall(TideMode.Thresholds).Given(Dan, new OpenWindow(W4)), 1, Tax);
        Assert.Empty(Minute(hall, 29));
        Assert.Equal(TaxDesk, Assert.IsType<TideMoved>(Assert.Single(Minute(hall, 2))).To);
    }

    [Fact]
    public void A_manager_sets_the_tide_for_the_day_and_the_next_day_is_the_plans_again()
    {
        var hall = Queues(Hall(TideMode.Off).Given(Dan, new OpenWindow(W4)), 12, Tax);
        Assert.Empty(Minute(hall));
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Anna, new SetTideMode(TideMode.Automatic)));
        hall.Given(Chief, new SetTideMode(TideMode.Automatic));
        Assert.IsType<TideMoved>(Assert.Single(Minute(hall)));
        hall.Later(TimeSpan.FromHours(24)).Given(Actor.Hub, new TimeCame());
        Assert.True(hall.Do(Chief, new SetTideMode(TideMode.Off)).IsAlreadySo);
    }

    [Fact]
    public void A_turned_window_helps_as_all_windows_of_its_category_do()
    {
        var hall = Queues(Turned(Hall(TideMode.Off), TaxDesk), 1);
        var called = Assert.IsType<TicketCalled>(hall.Do(Dan, new CallNext(W4)).First);
        Assert.Equal(CallReason.HelpingOther, called.Why);
    }

    [Fact]
    public void With_secondaries_a_tidal_window_takes_its_other_categories_too()
    {
        var hall = Turned(Hall(TideMode.Off, r => r with { SecondaryPercent = 30 }), Intake);
        Queues(hall, 1, Tax);
        Queues(hall, 1);
        hall.Later(TimeSpan.FromMinutes(5));
        // A wait in its own category counts in full, the other by three tenths.
        Assert.Equal(CallReason.LongestWaiting, Assert.IsType<TicketCalled>(hall.Do(Dan, new CallNext(W4)).First).Why);
        hall.Given(Dan, new CompleteVisit(W4));
        Assert.Equal(CallReason.HelpingOther, Assert.IsType<TicketCalled>(hall.Do(Dan, new CallNext(W4)).First).Why);
    }

    [Fact]
    public void Outside_the_day_the_tide_rests()
    {
        var hall = Queues(Hall(TideMode.Propose).Given(Dan, new OpenWindow(W4)), 1, Tax);
        Minute(hall);
        Assert.NotNull(Tidal(hall).Proposed);
        hall.Given(Carol, new CallNext(W3)).Given(Carol, new CompleteVisit(W3)).Given(Chief, new CloseDay());
        Assert.IsType<TideWithdrawn>(Assert.Single(Minute(hall)));
        Assert.Empty(Minute(hall));
    }

    /// <summary>Two windows carry off one in five minutes each; from half past on two a minute come.</summary>
    [Fact]
    public void Notice_is_given_of_a_wave_before_it_comes()
    {
        double Comes(int minute) => minute < 30 ? 0.2 : 2;
        Assert.Equal(40, TideForecast.MinutesUntil(30, 0, Comes, 5, 2));
        Assert.Null(TideForecast.MinutesUntil(30, 12, _ => 0.2, 5, 2));
        Assert.Equal(0, TideForecast.MinutesUntil(30, 13, _ => 0, 5, 2));
        Assert.Equal(0, TideForecast.MinutesUntil(30, 1, _ => 0, 5, 0));
    }

    [Fact]
    public void What_the_hall_has_learnt_of_the_hour_is_what_the_notice_goes_by()
    {
        var hall = Hall(TideMode.Propose);
        var learnt = HallPicture.Of(hall.State, hall.Tick, hall.At)!.Draw(new(), 7, TestContext.Current.CancellationToken);
        Assert.Equal(0, TideBoard.Of(new(hall.State) { Waits = learnt }).Lines.Single(l => l.Category.Id == TaxDesk).ArrivalsPerHour);
        Queues(hall, 3, Tax);
        // Nothing is learnt yet: as many as came in the last half-hour.
        Assert.Equal(6, TideBoard.Of(new(hall.State) { Waits = learnt }).Lines.Single(l => l.Category.Id == TaxDesk).ArrivalsPerHour);
        var learning = new HallLearning();
        foreach (var recorded in hall.Journal) learning.Learn(recorded);
        var day = hall.Later(TimeSpan.FromDays(7)).Given(Actor.Hub, new TimeCame());
        foreach (var recorded in day.Journal.Where(r => r.Sequence > learning.Sequence).ToList()) learning.Learn(recorded);
        var waits = HallPicture.Of(day.State, day.Tick, day.At)!.Draw(learning, 7, TestContext.Current.CancellationToken);
        Assert.InRange(TideBoard.Of(new(day.State) { Waits = waits }).Lines.Single(l => l.Category.Id == TaxDesk).ArrivalsPerHour, 5.9, 6.1);
    }

    [Fact]
    public void Under_a_plan_without_a_category_no_tidal_window_is_turned_to_it_or_asked_for_it()
    {
        var without = Plan with
        {
            Categories = [.. Plan.Categories.Where(c => c.Id != TaxDesk)],
            Items = [.. Plan.Items.Where(i => i.Category != TaxDesk)],
            Windows = [.. Plan.Windows.Where(w => w.Category != TaxDesk).Select(w => w.Id == W4 ? w with { TidalFor = [Intake] } : w)],
        };
        var turned = Turned(Hall(TideMode.Propose), TaxDesk).Given(Actor.Hub, new ConfigureHall(without, "two"));
        Assert.Null(turned.State.Find(W4)!.Assigned);
        var asked = Queues(Turned(Hall(TideMode.Propose), Intake), 12, Tax);
        Minute(asked, 20);
        asked.Given(Actor.Hub, new ConfigureHall(without, "two"));
        Assert.Equal((Intake, null), (asked.State.Find(W4)!.Assigned, Tidal(asked).Proposed));
    }
}
