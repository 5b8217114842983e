using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Appointments;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Tests;

namespace TidalHall.Phone.Tests;

/// <summary>The address that was sent at the booking: first it shows the booking, then the ticket.</summary>
public sealed class BookingSpecs
{
    private readonly FakeTimeProvider _time = new(TestPlan.Nine);
    private readonly TestHall _hall;
    private readonly Booking _booking;

    public BookingSpecs()
    {
        _hall = new(_time, TestPlan.Whole with { Address = new("人民路 1 号"), Appointments = new() { BookByMinutes = 0, CancelByMinutes = 60, Slots = [new(TestPlan.Intake, Enum.GetValues<DayOfWeek>(), new(9, 0), new(12, 0), 30, 4)] } });
        _hall.Do(Actor.Citizen("api"), new BookSlot(TestPlan.Passport, TestPlan.Nine.AddHours(2), new(new("11111111-1111-1111-1111-111111111111"))));
        _booking = _hall.View.Bookings.All.Single();
    }

    [Fact]
    public void A_booking_tells_its_number_its_slot_and_what_to_do()
    {
        var page = Draw("zh-CN");
        Assert.Equal(_booking.Number.ToString(), page.QuerySelector(".number")!.TextContent);
        Assert.Equal("预约成功", page.QuerySelector(".headline")!.TextContent);
        Assert.Equal(["2026-03-02 11:00–11:30", "普通护照签发", "10:30", "03-02 10:00", "人民路 1 号"], page.QuerySelectorAll(".facts dd").Select(d => d.TextContent));
        Assert.Equal($"http://hall.example/t/{_booking.Code}", page.QuerySelector(".qr")!.GetAttribute("data-content"));
        Assert.Empty(Chinese.Unmarked(Draw("en")));
    }

    [Fact]
    public void Checked_in_the_same_address_shows_the_ticket()
    {
        _time.Advance(TimeSpan.FromMinutes(100));
        _hall.Do(Actor.Citizen("kiosk-1"), new CheckIn(_booking.Code));
        Assert.Equal("A001", Draw("zh-CN").QuerySelector(".number")!.TextContent);
    }

    [Fact]
    public async Task Whoever_has_the_address_gives_the_booking_back_after_one_question()
    {
        await using var c = new BunitContext();
        c.Services.AddSingleton<IHalls>(_hall);
        var page = c.Render<CancelPage>(p => p.Add(x => x.Code, _booking.Code.ToString()).AddCascadingValue("Language", "zh-CN"));
        Assert.Contains(_booking.Number.ToString(), page.Find(".headline").TextContent, StringComparison.Ordinal);
        await page.Find("form").SubmitAsync();
        Assert.IsType<BookingState.Cancelled>(_hall.View.Bookings.Find(_booking.Code)!.State);
        Assert.Equal("预约已取消", Draw("zh-CN").QuerySelector(".headline")!.TextContent);
    }

    [Fact]
    public async Task Too_late_it_says_until_when_it_could_be()
    {
        _time.Advance(TimeSpan.FromMinutes(61));
        await using var c = new BunitContext();
        c.Services.AddSingleton<IHalls>(_hall);
        var page = c.Render<CancelPage>(p => p.Add(x => x.Code, _booking.Code.ToString()).AddCascadingValue("Language", "en"));
        await page.Find("form").SubmitAsync();
        Assert.Equal("It could be cancelled until 2026-03-02 10:00. If you cannot come, please tell the information desk.", page.Find(".advice").TextContent);
    }

    private IElement Draw(string language)
    {
        var drawing = new TicketLivePage(new(new("http://hall.example/"))).Draw(_hall, _booking.Code.ToString(), CultureInfo.GetCultureInfo(language))!;
        using var c = new BunitContext();
        return c.Render(b =>
        {
            b.OpenComponent(0, drawing.Component);
            b.AddMultipleAttributes(1, drawing.Parameters!);
            b.CloseComponent();
        }).Find(".ticket");
    }
}
