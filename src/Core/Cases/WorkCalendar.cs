using System.Collections.Frozen;

namespace TidalHall.Core.Cases;

/// <summary>A year's holidays and worked weekends, as the State Council's notice gives them.</summary>
public sealed record CalendarYear(int Year, CalendarDay[] Days);

/// <param name="IsOffDay">False: a Saturday or Sunday that is worked.</param>
public sealed record CalendarDay(DateOnly Date, string Name, bool IsOffDay);

/// <summary>Which days are worked, and days counted by them. Knows the years it was given and guesses no other.</summary>
/// <remarks>Civil Code 201 to 203: the first day is not counted, a period ends with its last day's business, and a last day off moves on.</remarks>
public sealed class WorkCalendar(IEnumerable<CalendarYear> years)
{
    private readonly FrozenDictionary<int, FrozenDictionary<DateOnly, bool>> _years =
        years.ToFrozenDictionary(y => y.Year, y => y.Days.ToFrozenDictionary(d => d.Date, d => d.IsOffDay));

    public bool Knows(int year) => _years.ContainsKey(year);

    /// <summary>Whether a day is worked; null = its year is not known.</summary>
    public bool? IsWorkday(DateOnly day) =>
        !_years.TryGetValue(day.Year, out var listed) ? null
        : listed.TryGetValue(day, out var isOff) ? !isOff
        : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The last day of so many working days after a day, that one not counted; with 0 the day itself, or the next that is worked. Null = past the calendar's end.</summary>
    public DateOnly? After(DateOnly day, int workdays)
    {
        if (workdays == 0) return OnOrAfter(day);
        for (var left = workdays; left > 0;)
        {
            day = day.AddDays(1);
            if (IsWorkday(day) is not { } works) return null;
            if (works) left--;
        }
        return day;
    }

    /// <summary>The working day so many before a day; null = before the calendar's begin.</summary>
    public DateOnly? Before(DateOnly day, int workdays)
    {
        for (var left = workdays; left > 0;)
        {
            day = day.AddDays(-1);
            if (IsWorkday(day) is not { } works) return null;
            if (works) left--;
        }
        return day;
    }

    /// <summary>A day, or the next one that is worked; null = past the calendar's end.</summary>
    public DateOnly? OnOrAfter(DateOnly day)
    {
        while (IsWorkday(day) is false) day = day.AddDays(1);
        return IsWorkday(day) is null ? null : day;
    }

    /// <summary>Working days after one day up to another, that one counted; days of years not known are left out.</summary>
    public int Between(DateOnly after, DateOnly until)
    {
        var count = 0;
        for (var day = after.AddDays(1); day <= until; day = day.AddDays(1)) if (IsWorkday(day) is true) count++;
        return count;
    }

    /// <summary>The year whose notice is wanted now: this one where it is missing, and from October on the next. Null = none.</summary>
    public int? Wanted(DateOnly today) =>
        !Knows(today.Year) ? today.Year : today.Month >= 10 && !Knows(today.Year + 1) ? today.Year + 1 : null;
}
