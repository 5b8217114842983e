namespace TidalHall.Phone;

/// <summary>How far somebody has come on the way to a booking.</summary>
internal enum BookStep
{
    Start,
    /// <summary>What can be booked under a theme.</summary>
    Theme,
    /// <summary>A matter that takes tickets alone.</summary>
    NotBookable,
    /// <summary>A day and a slot of it.</summary>
    Slot,
    /// <summary>For whom.</summary>
    Who,
}
