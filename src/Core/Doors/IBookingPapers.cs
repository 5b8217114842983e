using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Doors;

/// <summary>The paper of an appointment.</summary>
public interface IBookingPapers
{
    /// <summary>Has it printed, and waits for what comes of it; failed where there is no such booking.</summary>
    Task<JobOutcome> PrintAsync(TicketCode booking, DeviceId printer, CancellationToken cancel);
}
