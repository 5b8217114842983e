using TidalHall.Core.Papers;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Tests.Printing;

/// <summary>The shipped layout of an appointment, byte for byte as it was looked at on 80 and 58 mm.</summary>
public sealed class BookingBytesSpecs
{
    [Theory]
    [InlineData("booking-80", 576)]
    [InlineData("booking-58", 384)]
    public void The_appointment_is_what_it_was(string name, int dots)
    {
        var bytes = new SheetLayout(new PrinterFacts { PaperDots = dots, QrModuleDots = 5 }).Set(Sample.Layouts.Example(PaperKind.Booking));
        Assert.Equal(Convert.ToHexString(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Tickets", name + ".bin"))), Convert.ToHexString(bytes));
    }
}
