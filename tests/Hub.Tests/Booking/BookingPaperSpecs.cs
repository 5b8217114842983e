using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Appointments;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Booking;

/// <summary>The paper of an appointment, from the hub through an agent to a simulated printer.</summary>
public sealed class BookingPaperSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_appointment_comes_out_of_the_printer_it_is_asked_for_at_and_what_is_none_does_not()
    {
        await using var hub = await RunningHub.StartAsync(demoDevices: true, cancel: Cancel);
        var (view, printer) = (hub.Hall.View, hub.Hall.View.Plan.Kiosks[0].Printer!.Value);
        await foreach (var newest in hub.Hall.WatchNewestAsync(Cancel))
            if (newest.Devices.Any(d => d.Health.Device == printer && d.Health.State is DeviceState.Ready)) break;
        var item = view.Plan.Items.First(i => Slots.AreOffered(view.Map, i));
        var slot = Slots.Of(view, item, Slots.Days(view.Map, item, hub.Hall.Now).ElementAt(1), hub.Hall.Now)[0];
        var answer = await hub.Hall.SendAsync(new(Guid.NewGuid(), Actor.Citizen("test"), new BookSlot(item.Id, slot.Begin, new(Guid.NewGuid()))), Cancel);
        var booking = (await hub.Hall.ViewAtAsync(answer.Sequence, Cancel)).Bookings.MadeAt(answer.Sequence)!;
        var papers = hub.Services.GetRequiredService<IBookingPapers>();
        Assert.Equal(JobOutcome.Done, await papers.PrintAsync(booking.Code, printer, Cancel));
        // Its picture is told after what came of it.
        while (hub.Services.GetRequiredService<IDevices>().LastPicture(printer) is null) await Task.Delay(10, Cancel);
        Assert.Equal(JobOutcome.Failed, await papers.PrintAsync(TicketCode.From(1, 2), printer, Cancel));
    }
}
