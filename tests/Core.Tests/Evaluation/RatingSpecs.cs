using TidalHall.Core.Cases;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Cases;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Evaluation;

/// <summary>好差评: voluntary, once, and a bad one is followed up.</summary>
public sealed class RatingSpecs
{
    private static (HallScenario Hall, RatingSubject.OfVisit Visit) Served()
    {
        var hall = Open().Someone(Anna, W1);
        var ticket = hall.State.Find(W1)!.Current!.Value;
        return (hall.Gone(Anna, W1), new RatingSubject.OfVisit(ticket, 1));
    }

    private static Rate Of(RatingSubject subject, int level = 5, params int[] reasons) => new(subject, level, reasons, RatingChannel.Pad);

    private static (HallScenario, RatingId) Bad()
    {
        var (hall, visit) = Served();
        return (hall, ((Rated)hall.Do(Citizen, Of(visit, 1, 113)).First!).Rating);
    }

    [Fact]
    public void E2_One_visit_is_rated_once_and_not_before_it_is_over()
    {
        var hall = Open().Someone(Anna, W1);
        var visit = new RatingSubject.OfVisit(hall.State.Find(W1)!.Current!.Value, 1);
        Assert.Equal(RefusalCode.NotRateable, hall.Refused(Citizen, Of(visit)));
        hall.Gone(Anna, W1).Given(Citizen, Of(visit, 4, 411));
        Assert.Equal(RefusalCode.RatedAlready, hall.Refused(Citizen, Of(visit)));
        Assert.Equal(RefusalCode.NotRateable, hall.Refused(Citizen, Of(visit with { Visit = 2 })));
    }

    [Fact]
    public void E2_One_matter_is_rated_once_whichever_of_its_cases_is_named()
    {
        var hall = Open();
        var id = hall.TakenIn(TakingIn() with { Items = [Licence, Permit] });
        var other = hall.State.Cases.OfMatter(hall.Case(id)).Last().Id;
        Assert.Equal(RefusalCode.NotRateable, hall.Refused(Citizen, Of(new RatingSubject.OfCase(other))));
        hall.Given(Anna, new WithdrawCase(id, null)).Given(Anna, new WithdrawCase(other, null)).Given(Citizen, Of(new RatingSubject.OfCase(other)));
        Assert.Equal(RefusalCode.RatedAlready, hall.Refused(Citizen, Of(new RatingSubject.OfCase(id))));
    }

    [Fact]
    public void E1_Nobody_is_rated_by_silence_and_no_clerk_rates()
    {
        var (hall, visit) = Served();
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Anna, Of(visit)));
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Chief, Of(visit)));
        hall.Until(On(3, 16));
        Assert.Empty(hall.Events<Rated>());
    }

    [Fact]
    public void E1_A_rating_does_not_say_who_gave_it() =>
        Assert.DoesNotContain(typeof(Rated).GetProperties().Concat(typeof(Rating).GetProperties()), p => p.PropertyType == typeof(PersonRef) || p.PropertyType == typeof(PersonRef?));

    private static IEnumerable<(FollowClock, WarnLevel, DateTimeOffset)> Warnings(HallScenario hall) =>
        hall.Journal.Where(r => r.Event is RatingWarned).Select(r => ((RatingWarned)r.Event, r.At)).Select(w => (w.Item1.Clock, w.Item1.Level, w.At));

    [Fact]
    public void E5_A_bad_one_that_nobody_contacts_is_told_of_before_the_working_day_ends_and_after()
    {
        var (hall, _) = Bad();
        hall.Until(On(3, 20));
        Assert.Equal([(FollowClock.Contact, WarnLevel.Red, On(3, 3, 15)), (FollowClock.Contact, WarnLevel.Over, On(3, 4, 0))], Warnings(hall));
    }

    [Fact]
    public void E5_A_date_to_mend_by_is_told_of_before_and_after_and_a_good_one_never()
    {
        var (hall, id) = Bad();
        var (ticket, other) = (hall.Someone(Anna, W1).State.Find(W1)!.Current!.Value, hall);
        other.Gone(Anna, W1).Given(Citizen, Of(new RatingSubject.OfVisit(ticket, 1), 5, 510));
        hall.Given(Chief, new FollowRating(id, FollowStep.Contacted)).Given(Chief, new FollowRating(id, FollowStep.Upheld, Noted, new(2026, 3, 9))).Until(On(3, 20));
        Assert.Equal([(FollowClock.Fix, WarnLevel.Yellow, On(3, 4, 4)), (FollowClock.Fix, WarnLevel.Red, On(3, 6, 4)), (FollowClock.Fix, WarnLevel.Over, On(3, 10, 0))], Warnings(hall));
    }

    [Fact]
    public void E6_An_appeal_stops_the_date_and_a_rejected_one_sets_it_anew()
    {
        var (hall, id) = Bad();
        hall.Given(Chief, new FollowRating(id, FollowStep.Contacted)).Given(Chief, new FollowRating(id, FollowStep.Upheld, Noted, new(2026, 3, 9))).Given(Chief, new FollowRating(id, FollowStep.Appealed, Noted)).Until(On(3, 11));
        Assert.Empty(Warnings(hall));
        hall.Given(Chief, new FollowRating(id, FollowStep.AppealRejected, Noted, new(2026, 3, 13))).Until(On(3, 14));
        Assert.Equal([WarnLevel.Red, WarnLevel.Over], Warnings(hall).Select(w => w.Item2));
    }

    [Theory]
    [InlineData(5, 510, true), InlineData(5, 517, true), InlineData(5, 509, false), InlineData(4, 510, false), InlineData(1, 108, true), InlineData(1, 107, false)]
    public void E4_Reasons_are_those_of_the_level_in_force(int level, int code, bool isGood) => Assert.Equal(isGood, RatingReasons.Allows(RatingReasons.Current, level, code));

    [Fact]
    public void E4_Every_reason_in_force_has_words_of_its_own_in_both_languages_in_the_list_s_order()
    {
        var reasons = Enumerable.Range(1, 5).SelectMany(level => RatingReasons.Of(level).Index().Select(r => (level, Key: r.Index + 1, r.Item))).ToList();
        Assert.Equal(40, reasons.Count);
        Assert.All(reasons, r => Assert.Equal(RatingReasons.Behind(r.level, r.Key), r.Item.Code));
        Assert.All(reasons, r => Assert.True(r.Item.Zh.Length is > 1 and <= 14 && r.Item.En.Length is > 1 and <= 48, $"{r.Item}"));
        Assert.Distinct(reasons.Select(r => r.Item.Zh));
        Assert.Distinct(reasons.Select(r => r.Item.En));
    }

    [Fact]
    public void E4_What_was_retired_is_kept_for_what_was_rated_by_it_and_given_no_more()
    {
        var (hall, visit) = Served();
        Assert.True(RatingReasons.Allows(1, 2, 205));
        Assert.Equal(RefusalCode.UnknownRatingReason, hall.Refused(Citizen, Of(visit, 2, 205)));
        Assert.Equal(RefusalCode.UnknownRatingReason, hall.Refused(Citizen, Of(visit, 5, 510, 113)));
    }

    [Theory]
    [InlineData(0), InlineData(6), InlineData(-1)]
    public void E3_There_are_five_levels(int level)
    {
        var (hall, visit) = Served();
        Assert.Equal(RefusalCode.UnknownLevel, hall.Refused(Citizen, Of(visit, level)));
    }

    [Fact]
    public void E3_The_two_lowest_are_bad_and_open_a_follow_up()
    {
        var (hall, visit) = Served();
        hall.Given(Citizen, Of(visit, 2, 212));
        Assert.Equal(2, Assert.Single(hall.State.Ratings.OpenRatings).Level);
    }

    [Fact]
    public void E5_A_bad_one_is_contacted_upheld_with_a_date_mended_and_visited_back()
    {
        var (hall, id) = Bad();
        Assert.Equal(RefusalCode.StepNotNow, hall.Refused(Chief, new FollowRating(id, FollowStep.Fixed, Noted)));
        hall.Given(Chief, new FollowRating(id, FollowStep.Contacted));
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Chief, new FollowRating(id, FollowStep.Upheld)));
        Assert.Equal(RefusalCode.PromiseOutOfRange, hall.Refused(Chief, new FollowRating(id, FollowStep.Upheld, Noted)));
        Assert.Equal(RefusalCode.PromiseOutOfRange, hall.Refused(Chief, new FollowRating(id, FollowStep.Upheld, Noted, new(2026, 3, 24))));
        hall.Given(Chief, new FollowRating(id, FollowStep.Upheld, Noted, new(2026, 3, 23))).Given(Chief, new FollowRating(id, FollowStep.Fixed, Noted));
        Assert.True(hall.State.Ratings.Find(id)!.IsOpen);
        hall.Given(Chief, new FollowRating(id, FollowStep.VisitedBack));
        Assert.False(hall.State.Ratings.Find(id)!.IsOpen);
    }

    [Fact]
    public void E6_A_mistaken_one_is_appealed_against_and_struck_by_somebody_else()
    {
        var (hall, id) = Bad();
        hall.Given(Chief, new FollowRating(id, FollowStep.Contacted)).Given(Anna, new FollowRating(id, FollowStep.Appealed, Noted));
        Actor chiefAnna = new(ActorKind.Staff, Anna.Id, Roles.Manager);
        Assert.Equal(RefusalCode.ConcernsYourself, hall.Refused(chiefAnna, new FollowRating(id, FollowStep.AppealGranted, Noted)));
        hall.Given(Chief, new FollowRating(id, FollowStep.AppealGranted, Noted));
        Assert.True(hall.State.Ratings.Find(id)!.IsStruck);
        Assert.Equal(0, Rates(hall).Count);
    }

    [Fact]
    public void E2_A_visit_may_be_rated_for_the_days_of_the_rule_and_once_in_all_of_them()
    {
        var (hall, visit) = Served();
        hall.Until(On(3, 7));
        Assert.Null(hall.State.Find(visit.Ticket));
        hall.Given(Citizen, Of(visit, 3));
        Assert.Equal((W1, Anna.Id), (hall.State.Ratings.Of(visit)!.Window, hall.State.Ratings.Of(visit)!.Clerk));
        Assert.Equal(RefusalCode.RatedAlready, hall.Refused(Citizen, Of(visit)));
        var (late, other) = Served();
        late.Until(On(3, 8));
        Assert.Equal(RefusalCode.NotRateable, late.Refused(Citizen, Of(other)));
    }

    [Fact]
    public void E2_A_matter_is_rated_once_however_long_it_is_remembered()
    {
        var hall = Open();
        var id = hall.TakenIn(TakingIn());
        hall.Given(Anna, new WithdrawCase(id, null)).Given(Citizen, Of(new RatingSubject.OfCase(id))).Until(On(3, 20));
        Assert.NotNull(hall.State.Cases.Find(id));
        Assert.Equal(RefusalCode.RatedAlready, hall.Refused(Citizen, Of(new RatingSubject.OfCase(id))));
    }

    [Fact]
    public void E2_Paper_is_typed_in_by_somebody_who_had_no_part_in_it()
    {
        var (hall, visit) = Served();
        var paper = Of(visit, 4) with { Channel = RatingChannel.Paper };
        Assert.Equal(RefusalCode.ConcernsYourself, hall.Refused(Anna, paper));
        Assert.Equal(RefusalCode.ConcernsYourself, hall.Refused(new(ActorKind.Staff, new("ANNA"), Roles.Manager), paper));
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Citizen, paper));
        hall.Given(Bo, paper);
        Assert.Equal(RatingChannel.Paper, hall.State.Ratings.Of(visit)!.Channel);
        var id = hall.TakenIn(TakingIn());
        hall.Given(Anna, new WithdrawCase(id, null));
        Assert.Equal(RefusalCode.ConcernsYourself, hall.Refused(Anna, Of(new RatingSubject.OfCase(id)) with { Channel = RatingChannel.Paper }));
    }

    [Fact]
    public void E2_Whoever_has_a_number_finds_the_visit_that_ended_last_at_that_window()
    {
        var (hall, visit) = Served();
        var number = hall.State.Find(visit.Ticket)!.Number;
        Assert.Equal(visit, RateableVisits.At(new(hall.State), W1, number));
        Assert.Null(RateableVisits.At(new(hall.State), W2, number));
        Assert.Null(RateableVisits.At(new(hall.State), W1, new("Z", 1)));
        hall.Until(On(3, 6));
        Assert.Equal(visit, RateableVisits.At(new(hall.State), W1, number));
        Assert.Equal(visit, RateableVisits.At(new(hall.State), W1, number, new(2026, 3, 2)));
        Assert.Null(RateableVisits.At(new(hall.State), W1, number, new(2026, 3, 3)));
        // Numbers come again each day: the newer is meant.
        hall.Given(Anna, new OpenWindow(W1));
        hall.Someone(Anna, W1);
        var today = hall.State.Find(hall.State.Find(W1)!.Current!.Value)!;
        hall.Gone(Anna, W1);
        Assert.Equal(number, today.Number);
        Assert.Equal(new RatingSubject.OfVisit(today.Id, 1), RateableVisits.At(new(hall.State), W1, number));
    }

    private static RatingRates Rates(HallScenario hall) => RatingRates.Of(hall.State.Ratings.Ratings, 10, hall.State.Map!.Calendar, new());

    [Fact]
    public void Rates_tell_both_definitions_of_a_good_one_and_null_where_there_was_nothing()
    {
        Assert.Equal(new(0, 0, null, null, null, null, null, null), Rates(Open()));
        var hall = Open();
        foreach (var level in new[] { 5, 4, 3, 2 })
        {
            hall.Someone(Anna, W1);
            var ticket = hall.State.Find(W1)!.Current!.Value;
            hall.Gone(Anna, W1).Given(Citizen, Of(new RatingSubject.OfVisit(ticket, 1), level));
        }
        var bad = hall.State.Ratings.OpenRatings.Single().Id;
        hall.Given(Chief, new FollowRating(bad, FollowStep.Contacted)).Given(Chief, new FollowRating(bad, FollowStep.Upheld, Noted, new(2026, 3, 3))).Until(On(3, 4)).Given(Chief, new FollowRating(bad, FollowStep.Fixed, Noted));
        Assert.Equal(new(4, 0.4, 0.75, 0.5, 1, 1, 0, 0), Rates(hall));
    }

    [Fact]
    public void Closed_ratings_leave_memory_after_a_week_and_open_ones_stay()
    {
        var (hall, id) = Bad();
        hall.Until(On(3, 20));
        Assert.NotNull(hall.State.Ratings.Find(id));
        hall.Given(Chief, new FollowRating(id, FollowStep.Contacted)).Given(Chief, new FollowRating(id, FollowStep.NotUpheld, Noted)).Given(Chief, new FollowRating(id, FollowStep.VisitedBack)).Until(On(3, 23));
        Assert.Null(hall.State.Ratings.Find(id));
    }
}
