using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Appointments;

/// <summary>A slot by whose it is and when it begins.</summary>
internal readonly record struct SlotKey(CategoryId Category, DateTimeOffset Begin);

/// <summary>A slot as somebody may choose it.</summary>
/// <param name="Left">Places that can be booked now.</param>
public sealed record Slot(DateTimeOffset Begin, DateTimeOffset End, int Places, int Left)
{
    /// <summary>Why nobody can book it now, however many places it has; null = its time is right.</summary>
    public Refusal? Closed { get; init; }
}

/// <summary>What can be booked, and when.</summary>
public static class Slots
{
    public static bool AreOffered(HallMap map, ServiceItem item) => map.Plan.Appointments.Slots.Any(s => s.Category == item.Category);

    /// <summary>Why an item cannot be booked for a day, whatever the slot; null = it can.</summary>
    public static Refusal? Refuses(HallMap map, ServiceItem item, DateOnly day) =>
        AreOffered(map, item) ? Routing.Of(map, item, TakenBy.Citizen, day, _ => true).Refusal : Refusal.Because(RefusalCode.NotBookable, item.Name);

    /// <summary>The days on which an item has slots, from today to the horizon.</summary>
    public static IEnumerable<DateOnly> Days(HallMap map, ServiceItem item, DateTimeOffset at) =>
        Enumerable.Range(0, map.Plan.Appointments.HorizonDays + 1).Select(map.DayOf(at).AddDays)
            .Where(day => map.Plan.Appointments.Slots.Any(s => s.Category == item.Category && s.Days.Contains(day.DayOfWeek)));

    /// <summary>An item's slots of a day in order; a place can be left only where it may be booked now.</summary>
    public static IReadOnlyList<Slot> Of(HallView view, ServiceItem item, DateOnly day, DateTimeOffset at) =>
        [.. On(view.Map, view.Bookings, item.Category, day, at).Select(s => RefusesTime(view.Map, view.Day, s.Begin, at) is { } closed ? s with { Left = 0, Closed = closed } : s)];

    /// <summary>The slot of a category that begins at an instant, or null.</summary>
    internal static Slot? Find(HallMap map, BookingBook book, CategoryId category, DateTimeOffset begin, DateTimeOffset at) =>
        On(map, book, category, map.DayOf(begin), at).FirstOrDefault(s => s.Begin == begin);

    private static IEnumerable<Slot> On(HallMap map, BookingBook book, CategoryId category, DateOnly day, DateTimeOffset at) =>
        from series in map.Plan.Appointments.Slots
        where series.Category == category && series.Days.Contains(day.DayOfWeek)
        from n in Enumerable.Range(0, (int)((series.To - series.From).TotalMinutes / series.Minutes))
        let begin = map.Instant(day.ToDateTime(series.From).AddMinutes(n * series.Minutes))
        orderby begin
        select new Slot(begin, begin.AddMinutes(series.Minutes), series.Places, Math.Max(0, series.Places - book.Taken(new(category, begin), at)));

    /// <summary>Why a slot cannot be booked now, however many places it has; null = it can.</summary>
    internal static Refusal? RefusesTime(HallMap map, HallDay? day, DateTimeOffset begin, DateTimeOffset at)
    {
        var rules = map.Plan.Appointments;
        var last = map.DayOf(at).AddDays(rules.HorizonDays);
        if (map.DayOf(begin) > last) return Refusal.Because(RefusalCode.SlotTooFar, rules.HorizonDays, last.ToString("yyyy-MM-dd"));
        if (at > begin.AddMinutes(-rules.BookByMinutes)) return Refusal.Because(RefusalCode.SlotTooSoon, rules.BookByMinutes);
        return day is { Closed: true } && day.Date == map.DayOf(begin) ? Refusal.Because(RefusalCode.DayAlreadyClosed, day.Date.ToString("yyyy-MM-dd")) : null;
    }
}
