using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Play;

/// <summary>A person of a played day: when they come, for what, and how they fare at the window.</summary>
/// <param name="At">When they take the ticket, in the hall's own time.</param>
/// <param name="Walk">From the call to standing at the window.</param>
/// <param name="Service">At the window.</param>
/// <param name="Patience">Waiting longer they have left when they are called; null = they stay.</param>
public sealed record PlayedArrival(TimeOnly At, ItemId Item, TicketClass Class, TimeSpan Walk, TimeSpan Service, TimeSpan? Patience)
{
    /// <summary>The slot of a booked person: the next full quarter of an hour; null for others.</summary>
    /// <remarks>Past the last quarter of the day it is the person's own time: no slot lies on the next day.</remarks>
    public TimeOnly? Slot
    {
        get
        {
            if (Class is not TicketClass.Appointment) return null;
            var quarter = TimeSpan.FromMinutes(15);
            var slot = Math.Ceiling(At.ToTimeSpan() / quarter) * quarter;
            return slot < TimeSpan.FromDays(1) ? TimeOnly.FromTimeSpan(slot) : At;
        }
    }
}
