using System.ComponentModel.DataAnnotations;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Appointments;

/// <summary>Which slots may be booked and by whom, and what becomes of those who do not come.</summary>
public sealed record AppointmentRules
{
    /// <summary>How many days ahead a slot may be booked, 1 to 30; today is day 0. Default 7.</summary>
    [Range(1, 30)]
    public int HorizonDays { get; init; } = 7;
    /// <summary>Minutes before its begin until which a slot may be booked, 0 to 4,320. Default 60.</summary>
    [Range(0, 4_320)]
    public int BookByMinutes { get; init; } = 60;
    /// <summary>Minutes before its slot until which a booking may be cancelled by its holder, 0 to 4,320. Default 120.</summary>
    [Range(0, 4_320)]
    public int CancelByMinutes { get; init; } = 120;
    /// <summary>Minutes before its slot from which a booking may be checked in, 0 to 240. Default 30.</summary>
    [Range(0, 240)]
    public int CheckInMinutes { get; init; } = 30;
    /// <summary>Bookings of a person still to come, 1 to 20. Default 3.</summary>
    [Range(1, 20)]
    public int PerPerson { get; init; } = 3;
    /// <summary>Of those, for one item, 1 to 20. Default 1.</summary>
    [Range(1, 20)]
    public int PerPersonAndItem { get; init; } = 1;
    /// <summary>No-shows after which a person may not book for a while, 0 to 20; 0 = never. Default 3.</summary>
    [Range(0, 20)]
    public int NoShows { get; init; } = 3;
    /// <summary>Days within which those no-shows count, 1 to 30. Default 30.</summary>
    [Range(1, 30)]
    public int NoShowDays { get; init; } = 30;
    /// <summary>Days a person is barred from booking then, 1 to 30. Default 30.</summary>
    [Range(1, 30)]
    public int BarredDays { get; init; } = 30;
    /// <summary>A place given back can be booked again at a random moment within so many minutes, 0 to 1,440; 0 = at once. Default 120.</summary>
    /// <remarks>Nobody can hand a place to a friend by giving it back at an agreed moment.</remarks>
    [Range(0, 1_440)]
    public int FreedWithinMinutes { get; init; } = 120;
    /// <summary>None = the hall books nothing.</summary>
    public SlotSeries[] Slots { get; init; } = [];
}

/// <summary>Slots of one length and size, one after the other, on some weekdays.</summary>
/// <param name="From">Within the hall's hours, by the hall's own time.</param>
/// <param name="To">The end of the last slot.</param>
/// <param name="Minutes">The length of a slot, 5 to 240; so many fit from <paramref name="From"/> to <paramref name="To"/> exactly.</param>
/// <param name="Places">Bookings of one slot at most, 1 to 999.</param>
public sealed record SlotSeries(CategoryId Category, [property: MinLength(1)] DayOfWeek[] Days, TimeOnly From, TimeOnly To,
    [property: Range(5, 240)] int Minutes, [property: Range(1, 999)] int Places);
