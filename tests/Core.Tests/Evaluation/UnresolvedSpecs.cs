using TidalHall.Core.Cases;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Cases;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Evaluation;

/// <summary>“办不成事”: registered at once, answered in time, confirmed by the citizen.</summary>
public sealed class UnresolvedSpecs
{
    private static readonly NoteRef Tried = ((Reason.Typed)Noted).Note;
    private static readonly RegisterUnresolved Order = new(BlockKind.SentAround, UnresolvedKind.Ordinary, "市场局", Tried, Li, Licence);

    private static (HallScenario, UnresolvedId) Registered(UnresolvedKind kind = UnresolvedKind.Ordinary)
    {
        var hall = Open();
        return (hall, ((UnresolvedRegistered)hall.Do(Anna, Order with { Kind = kind }).First!).Entry);
    }

    [Theory]
    [InlineData(UnresolvedKind.Simple, "2026-03-02"), InlineData(UnresolvedKind.Ordinary, "2026-03-09"), InlineData(UnresolvedKind.Special, "2026-03-16"), InlineData(UnresolvedKind.Hard, "2026-03-23")]
    public void U1_It_is_registered_at_once_with_its_limit(UnresolvedKind kind, string due)
    {
        var (hall, id) = Registered(kind);
        Assert.Equal(DateOnly.ParseExact(due, "yyyy-MM-dd"), hall.State.Ratings.Find(id)!.Due);
    }

    [Fact]
    public void U1_The_block_and_a_unit_that_exists_are_named()
    {
        var hall = Open();
        Assert.Equal(RefusalCode.UnknownDepartment, hall.Refused(Anna, Order with { Department = "无此局" }));
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Anna, Order with { Tried = null }));
    }

    [Fact]
    public void U1_The_unit_speaks_to_the_citizen_the_same_day_before_it_answers()
    {
        var (hall, id) = Registered();
        Assert.Equal(RefusalCode.StepNotNow, hall.Refused(Anna, new FollowUnresolved(id, UnresolvedStep.Answered, Noted)));
        var (calendar, rules) = (hall.State.Map!.Calendar, hall.State.Map.Plan.Unresolved);
        Assert.False(hall.State.Ratings.Find(id)!.ContactIsLate(calendar, rules, new(2026, 3, 2)));
        Assert.True(hall.State.Ratings.Find(id)!.ContactIsLate(calendar, rules, new(2026, 3, 3)));
        hall.Given(Anna, new FollowUnresolved(id, UnresolvedStep.Contacted)).Given(Anna, new FollowUnresolved(id, UnresolvedStep.Answered, Noted));
        Assert.False(hall.State.Ratings.Find(id)!.ContactIsLate(calendar, rules, new(2026, 3, 3)));
    }

    private static IEnumerable<(FollowClock, WarnLevel, DateTimeOffset)> Warnings(HallScenario hall) =>
        hall.Journal.Where(r => r.Event is UnresolvedWarned).Select(r => ((UnresolvedWarned)r.Event, r.At)).Select(w => (w.Item1.Clock, w.Item1.Level, w.At));

    [Fact]
    public void U1_A_unit_that_speaks_to_nobody_is_told_of_two_hours_before_business_ends_and_from_the_next_day()
    {
        var (hall, _) = Registered();
        hall.Until(On(3, 4));
        Assert.Equal([(FollowClock.Contact, WarnLevel.Red, On(3, 2, 15)), (FollowClock.Contact, WarnLevel.Over, On(3, 3, 0))], Warnings(hall).Where(w => w.Item1 is FollowClock.Contact));
    }

    [Fact]
    public void U1_A_unit_that_spoke_in_time_is_told_of_no_contact()
    {
        var (hall, id) = Registered();
        hall.Given(Anna, new FollowUnresolved(id, UnresolvedStep.Contacted)).Until(On(3, 4));
        Assert.DoesNotContain(Warnings(hall), w => w.Item1 is FollowClock.Contact);
    }

    [Fact]
    public void U1_An_answer_is_told_of_three_days_and_a_day_before_its_limit_and_when_it_is_late_each_once()
    {
        var (hall, id) = Registered();
        hall.Given(Anna, new FollowUnresolved(id, UnresolvedStep.Contacted)).Until(On(4, 1));
        Assert.Equal([(FollowClock.Answer, WarnLevel.Yellow, On(3, 4, 4)), (FollowClock.Answer, WarnLevel.Red, On(3, 6, 4)), (FollowClock.Answer, WarnLevel.Over, On(3, 10, 0))], Warnings(hall));
    }

    [Fact]
    public void U1_A_limit_that_moved_is_told_of_anew_and_one_that_was_answered_no_more()
    {
        var (hall, id) = Registered();
        hall.Given(Anna, new FollowUnresolved(id, UnresolvedStep.Contacted)).Until(On(3, 9)).Given(Anna, new FollowUnresolved(id, UnresolvedStep.Extended, Noted, new(2026, 3, 16))).Until(On(3, 11));
        Assert.Equal([WarnLevel.Yellow, WarnLevel.Red, WarnLevel.Yellow], Warnings(hall).Select(w => w.Item2));
        hall.Given(Anna, new FollowUnresolved(id, UnresolvedStep.Answered, Noted)).Until(On(4, 1));
        Assert.Equal(3, Warnings(hall).Count());
        Assert.False(hall.State.Ratings.Find(id)!.IsLate(new(2026, 4, 1)));
    }

    [Fact]
    public void U1_What_is_told_to_be_over_is_what_the_register_calls_late()
    {
        var (hall, id) = Registered();
        foreach (var day in Enumerable.Range(0, 12).Select(n => new DateOnly(2026, 3, 2).AddDays(n)))
        {
            hall.Until(On(day.Month, day.Day, 12));
            Assert.Equal(hall.State.Ratings.Find(id)!.IsLate(day), Warnings(hall).Any(w => w is (FollowClock.Answer, WarnLevel.Over, _)));
            Assert.Equal(hall.State.Ratings.Find(id)!.ContactIsLate(hall.State.Map!.Calendar, hall.State.Map.Plan.Unresolved, day), Warnings(hall).Any(w => w is (FollowClock.Contact, WarnLevel.Over, _)));
        }
    }

    [Fact]
    public void U1_An_extension_is_told_with_reasons_and_a_date_before_the_limit_and_once()
    {
        var (hall, id) = Registered();
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Anna, new FollowUnresolved(id, UnresolvedStep.Extended, null, new(2026, 3, 12))));
        Assert.Equal(RefusalCode.PromiseOutOfRange, hall.Refused(Anna, new FollowUnresolved(id, UnresolvedStep.Extended, Noted, new(2026, 3, 17))));
        hall.Given(Anna, new FollowUnresolved(id, UnresolvedStep.Extended, Noted, new(2026, 3, 16))).Given(Anna, new FollowUnresolved(id, UnresolvedStep.Contacted));
        Assert.Equal(RefusalCode.StepNotNow, hall.Refused(Anna, new FollowUnresolved(id, UnresolvedStep.Extended, Noted, new(2026, 3, 20))));
        var (late, other) = Registered();
        late.Until(On(3, 10));
        Assert.Equal(RefusalCode.PromiseOutOfRange, late.Refused(Anna, new FollowUnresolved(other, UnresolvedStep.Extended, Noted, new(2026, 3, 12))));
        Assert.True(late.State.Ratings.Find(other)!.IsLate(new(2026, 3, 10)));
    }

    [Fact]
    public void U1_It_is_closed_by_the_citizen_s_word_and_by_no_other()
    {
        var (hall, id) = Registered();
        hall.Given(Anna, new FollowUnresolved(id, UnresolvedStep.Contacted)).Given(Anna, new FollowUnresolved(id, UnresolvedStep.Answered, Noted)).Given(Anna, new FollowUnresolved(id, UnresolvedStep.NotConfirmed, Noted));
        Assert.True(Assert.Single(hall.State.Ratings.OpenUnresolved).IsOpen);
        hall.Given(Anna, new FollowUnresolved(id, UnresolvedStep.Answered, Noted)).Given(Anna, new FollowUnresolved(id, UnresolvedStep.Confirmed));
        Assert.Empty(hall.State.Ratings.OpenUnresolved);
    }

    [Fact]
    public void U1_What_is_before_a_court_is_pointed_on_and_registered_all_the_same()
    {
        var hall = Open();
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Anna, Order with { Excluded = Exclusion.BeforeCourt }));
        hall.Given(Anna, Order with { Excluded = Exclusion.BeforeCourt, Pointer = Noted });
        Assert.Equal(UnresolvedStep.PointedOn, Assert.Single(hall.State.Ratings.Unresolved).Step);
        Assert.Empty(hall.State.Ratings.OpenUnresolved);
    }

    [Fact]
    public void U2_Every_no_said_at_a_window_is_reported()
    {
        var hall = Open();
        Assert.Equal(RefusalCode.WindowHasNobody, hall.Refused(Anna, new SayNo(W1, NoGround.Other, Noted)));
        hall.Someone(Anna, W1);
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Anna, new SayNo(W1, NoGround.Other, null)));
        hall.Given(Anna, new SayNo(W1, NoGround.ConditionsNotMet, Noted, Licence));
        Assert.Equal((Licence, NoGround.ConditionsNotMet, Anna.Id), (hall.State.Ratings.Noes[0].Item, hall.State.Ratings.Noes[0].Ground, hall.State.Ratings.Noes[0].By));
    }

    [Fact]
    public void U2_A_no_is_never_booked_to_another_citizen_than_it_was_said_to()
    {
        var hall = Open().Someone(Anna, W1);
        Assert.Equal(RefusalCode.CurrentIsOther, hall.Refused(Anna, new SayNo(W1, NoGround.Other, Noted, Expected: ExpectedCurrent.Is(null))));
        hall.Given(Anna, new SayNo(W1, NoGround.Other, Noted, Expected: ExpectedCurrent.Is(hall.State.Find(W1)!.Current)));
        Assert.Single(hall.State.Ratings.Noes);
    }

    [Fact]
    public void L1_Who_needs_no_permission_or_another_body_is_told_so_at_once_with_its_name()
    {
        var hall = Open().Someone(Anna, W1);
        Assert.Equal(RefusalCode.RightBodyNeeded, hall.Refused(Anna, new SayNo(W1, NoGround.OtherBody, Noted, Licence)));
        hall.Given(Anna, new SayNo(W1, NoGround.OtherBody, Noted, Licence, RightBody: Noted)).Given(Anna, new SayNo(W1, NoGround.NoPermissionNeeded, Noted, Licence));
        Assert.Equal(2, hall.State.Ratings.Noes.Length);
    }
}
