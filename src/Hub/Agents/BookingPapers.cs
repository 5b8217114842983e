using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Core.Queueing;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Hub.Agents;

/// <summary>Prints appointments for those who stand before a printer. Not kept like a ticket's paper: the number is on the screen, and the booking is as good without it.</summary>
internal sealed class BookingPapers(IHalls halls, PaperLayouts layouts, PublicAddress address, JobDesk jobs, SteadyTime time) : IBookingPapers
{
    /// <summary>After this an agent does not begin: whoever booked has gone on.</summary>
    private static readonly TimeSpan Begin = TimeSpan.FromSeconds(15);

    public async Task<JobOutcome> PrintAsync(TicketCode booking, DeviceId printer, CancellationToken cancel)
    {
        var view = halls.Default.View;
        return view.Bookings.Find(booking) is { } booked
            ? (await jobs.DoAsync(new PrintJob(Guid.CreateVersion7(), printer, time.GetUtcNow() + Begin, layouts.Sheet(Paper.Of(view, booked, address.Root))), cancel)).Outcome
            : JobOutcome.Failed;
    }
}
