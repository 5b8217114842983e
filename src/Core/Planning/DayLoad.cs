using TidalHall.Core.Halls;

namespace TidalHall.Core.Planning;

/// <summary>Who comes to a category over a day.</summary>
/// <param name="People">In each half-hour, as expected.</param>
public sealed record CategoryLoad(CategoryId Category, double[] People, ServiceTime Service)
{
    public double PerDay => People.Sum();
}

/// <summary>A day to plan windows for: who comes when, and how sure that is.</summary>
/// <param name="Begin">Of the first half-hour, in the hall's own time.</param>
public sealed record DayLoad(TimeOnly Begin, CategoryLoad[] Categories)
{
    public UncertainDay Day { get; init; } = UncertainDay.Usual;
    /// <summary>The share of the green channel, 0 to 1.</summary>
    public double Green { get; init; } = 0.05;
    public int HalfHours => Categories.Length == 0 ? 0 : Categories[0].People.Length;

    /// <summary>When a half-hour begins.</summary>
    public TimeOnly At(int halfHour) => Begin.AddMinutes(halfHour * OfferedLoad.HalfHour);

    /// <summary>The same day with so many times the people.</summary>
    /// <param name="factor">Above 0.</param>
    public DayLoad Times(double factor) => this with { Categories = [.. Categories.Select(c => c with { People = [.. c.People.Select(p => p * factor)] })] };

    /// <summary>A caseload laid over a weekday of the hall; without categories on a day off.</summary>
    public static DayLoad Of(HallPlan plan, DayOfWeek day, IEnumerable<Case> caseload, DayShape shape)
    {
        var (begin, shares) = shape.Over(plan, day);
        if (shares.Length == 0) return new(begin, []);
        return new(begin,
        [
            .. caseload.Where(c => c.PerDay > 0).GroupBy(c => c.Category).OrderBy(g => Array.FindIndex(plan.Categories, c => c.Id == g.Key)).Select(g => new CategoryLoad(g.Key,
                [.. shares.Select(s => s * g.Sum(c => c.PerDay))], ServiceTime.Of([.. g.Select(c => (c.PerDay, new ServiceTime(c.Minutes, ServiceTime.UsualCv)))]))),
        ]);
    }
}
