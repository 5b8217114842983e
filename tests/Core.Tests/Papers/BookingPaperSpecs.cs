using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Appointments.BookedHall;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Papers;

/// <summary>What the paper of an appointment says: what to key in, when, until when it can be given back, where, and how it becomes a ticket.</summary>
public sealed class BookingPaperSpecs
{
    private static readonly Uri Root = new("http://hall.example/");

    [Fact]
    public void An_appointment_on_paper_says_all_that_its_screen_does()
    {
        var hall = HallScenario.BeforeItsFirstDay(WithSlots() with { Address = new("人民路 1 号", "1 People's Road") }, Nine.AddHours(-2.5));
        var code = hall.Booked(Li, Ten.AddHours(24));
        var booking = hall.State.Bookings.Find(code)!;
        var paper = Paper.Of(new HallView(hall.State), booking, Root);
        Assert.Equal((booking.Number.ToString(), "2026-03-03 周二", "10:00–10:30", $"http://hall.example/t/{code}"), (paper.Number, paper.Day, paper.Time, paper.QrContent));
        Assert.Equal([new("取号时间（起）", "09:30"), new("取消截止", "2026-03-03 08:00"), new("地址", "人民路 1 号")], paper.Rows);
        Assert.Equal(["到时在自助机选“我有预约”，输入预约号、扫码或刷身份证，即可取号。", "晚于时段开始 15 分钟的，按普通号等候。"], paper.Notes);
    }

    [Fact]
    public void It_is_in_the_language_it_was_booked_in_and_a_hall_without_address_leaves_that_out()
    {
        var hall = Early();
        var code = Assert.IsType<SlotBooked>(hall.Do(Citizen, new BookSlot(Passport, Ten, Li, "en")).First).Booking;
        var paper = Paper.Of(new HallView(hall.State), hall.State.Bookings.Find(code)!, Root);
        Assert.Equal(("Appointment", "2026-03-02 Mon", $"http://hall.example/t/{code}?lang=en"), (paper.Title, paper.Day, paper.QrContent));
        Assert.Equal(["Check-in from", "Cancel until"], paper.Rows.Select(r => r.Name));
    }
}
