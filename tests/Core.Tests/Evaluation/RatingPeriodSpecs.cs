using TidalHall.Core.Cases;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Cases;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Evaluation;

/// <summary>The rates of a period, whatever the hall still has at hand of it.</summary>
public sealed class RatingPeriodSpecs
{
    private static RatingRates Rates(HallScenario hall, DateOnly from, DateOnly to)
    {
        var period = new RatingPeriod(hall.State.Map!, from, to);
        foreach (var r in hall.Journal) period.Take(r);
        return period.Figures;
    }

    private static RatingSubject Served(HallScenario hall)
    {
        if (!hall.State.Find(W1)!.IsOpen) hall.Given(Anna, new Core.Queueing.OpenWindow(W1));
        hall.Someone(Anna, W1);
        var ticket = hall.State.Find(W1)!.Current!.Value;
        hall.Gone(Anna, W1);
        return new RatingSubject.OfVisit(ticket, 1);
    }

    private static void Rated(HallScenario hall, RatingSubject subject, int level) => hall.Given(Citizen, new Rate(subject, level, [], RatingChannel.Phone));

    [Fact]
    public void The_share_that_was_rated_is_of_the_visits_and_matters_that_ended_in_it()
    {
        var hall = Open();
        var (first, second) = (Served(hall), Served(hall));
        var id = hall.Decided();
        hall.Until(On(3, 3));
        Served(hall);
        Rated(hall, first, 5);
        Rated(hall, new RatingSubject.OfCase(id), 4);
        // Two visits of our own, the one the case was taken in at, and the case; one visit and the case were rated, if on the day after.
        Assert.Equal(0.5, Rates(hall, new(2026, 3, 2), new(2026, 3, 2)).Rated);
        Assert.Equal((0, 2), (Rates(hall, new(2026, 3, 2), new(2026, 3, 2)).Count, Rates(hall, new(2026, 3, 3), new(2026, 3, 3)).Count));
        Rated(hall, second, 3);
        Assert.Equal(0.75, Rates(hall, new(2026, 3, 2), new(2026, 3, 2)).Rated);
    }

    [Fact]
    public void Good_ones_count_long_after_they_have_left_memory_and_bad_ones_with_what_came_of_them_later()
    {
        var hall = Open();
        foreach (var level in new[] { 5, 4, 3, 1 }) Rated(hall, Served(hall), level);
        var bad = hall.State.Ratings.OpenRatings.Single().Id;
        hall.Until(On(3, 3)).Given(Chief, new FollowRating(bad, FollowStep.Contacted)).Until(On(3, 16));
        Assert.Equal(bad, Assert.Single(hall.State.Ratings.Ratings).Id);
        var rates = Rates(hall, new(2026, 3, 2), new(2026, 3, 2));
        Assert.Equal((4, 0.75, 0.5, 1.0), (rates.Count, rates.NotBad, rates.Satisfied, rates.VerifiedInTime));
        Assert.Equal(new(0, null, null, null, null, null, null, null), Rates(hall, new(2026, 3, 4), new(2026, 3, 15)));
    }

    [Fact]
    public void One_that_was_struck_counts_nowhere()
    {
        var hall = Open();
        Rated(hall, Served(hall), 1);
        var bad = hall.State.Ratings.OpenRatings.Single().Id;
        hall.Given(Chief, new FollowRating(bad, FollowStep.Contacted)).Given(Anna, new FollowRating(bad, FollowStep.Appealed, Noted)).Given(Chief, new FollowRating(bad, FollowStep.AppealGranted, Noted));
        var rates = Rates(hall, new(2026, 3, 2), new(2026, 3, 2));
        Assert.Equal((0, 0.0, (double?)null), (rates.Count, rates.Rated, rates.NotBad));
    }
}
