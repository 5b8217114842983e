using TidalHall.Core.Cases;

namespace TidalHall.Core.Evaluation;

/// <summary>The figures of halls.md §4.1 for one period; null where nothing was there to divide by. Struck ratings count nowhere.</summary>
/// <param name="Rated">评价率: ratings among what could be rated.</param>
/// <param name="NotBad">好评率 by the national levels: levels 3 to 5 among all.</param>
/// <param name="Satisfied">好评率 as some systems have it, "satisfied": levels 4 and 5 among all. Always told with which of the two it is.</param>
/// <param name="VerifiedInTime">差评核实及时率: bad ones contacted within the days of the rule.</param>
/// <param name="Fixed">整改率: mended among those upheld.</param>
/// <param name="FixedInTime">按期整改率: mended by the date among those upheld.</param>
/// <param name="VisitedBack">回访率: called back among those mended.</param>
public sealed record RatingRates(int Count, double? Rated, double? NotBad, double? Satisfied, double? VerifiedInTime, double? Fixed, double? FixedInTime, double? VisitedBack)
{
    /// <param name="rateable">Visits and matters of the period that could be rated.</param>
    public static RatingRates Of(IEnumerable<Rating> ratings, int rateable, WorkCalendar calendar, RatingRules rules)
    {
        var all = ratings.Where(r => !r.IsStruck).ToList();
        var bad = all.Where(r => r.IsBad).ToList();
        var upheld = bad.Where(r => Entry(r, FollowStep.Upheld) is not null).ToList();
        var mended = upheld.Where(r => Entry(r, FollowStep.Fixed) is not null).ToList();
        return new(all.Count, Share(all.Count, rateable), Share(all.Count(r => r.Level >= 3), all.Count), Share(all.Count(r => r.Level >= 4), all.Count),
            Share(bad.Count(r => Entry(r, FollowStep.Contacted)?.On <= calendar.After(r.On, rules.ContactDays)), bad.Count),
            Share(mended.Count, upheld.Count), Share(mended.Count(r => Entry(r, FollowStep.Fixed)!.On <= r.Followed.Last(f => f.FixBy is not null).FixBy), upheld.Count),
            Share(mended.Count(r => Entry(r, FollowStep.VisitedBack) is not null), mended.Count));
    }

    private static FollowEntry? Entry(Rating rating, FollowStep step) => rating.Followed.FirstOrDefault(f => f.Step == step);
    private static double? Share(int of, int all) => all == 0 ? null : (double)of / all;
}
