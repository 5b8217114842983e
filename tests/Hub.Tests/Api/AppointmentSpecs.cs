using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Halls;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Api;

/// <summary>Booking by the API, up to the ticket a booking becomes, in a hall whose clock stands at nine.</summary>
public sealed class AppointmentSpecs : IAsyncLifetime
{
    private const string IdNumber = "511602199003077757", Name = "欧阳小明";
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Nine);
    private RunningHub _hub = null!;
    private string _item = "";

    public async ValueTask InitializeAsync()
    {
        _hub = await RunningHub.StartAsync(services: s => s.AddSingleton(new HallClock(_time)), cancel: TestContext.Current.CancellationToken);
        _item = _hub.Hall.View.Plan.Items.First(i => i.Category.Value is "police").Id.Value;
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private string Body(string slot, string number = IdNumber) => $$"""{"item":"{{_item}}","slot":"{{slot}}","idNumber":"{{number}}","name":"{{Name}}"}""";
    private Task<Talk> PostAsync(string path, string body = "{}", string? key = null) => Talk.PostAsync(_hub.Client, path, body, key);
    private Task<Talk> GetAsync(string path) => Talk.GetAsync(_hub.Client, path);

    [Fact]
    public async Task A_slot_is_found_booked_and_checked_in_as_the_ticket_of_the_same_code()
    {
        var slots = await GetAsync($"appointments/slots?item={_item}&day=2026-03-02");
        var first = slots["slots"].EnumerateArray().First(s => s.GetProperty("left").GetInt32() > 0);
        Assert.Equal((Nine.AddMinutes(30), 4), (first.GetProperty("begin").GetDateTimeOffset(), first.GetProperty("places").GetInt32()));
        Assert.Equal(8, slots["days"].GetArrayLength());

        var booked = await PostAsync("appointments", Body("2026-03-02T09:30:00+08:00"));
        Assert.Equal(HttpStatusCode.Created, booked.Status);
        Assert.Equal($"/api/v1/appointments/{booked.Code}", booked.Response.Headers.Location!.ToString());
        Assert.Matches("^[0-9]{4} [0-9]{4}$", booked["number"].GetString());
        Assert.Equal("booked", (await GetAsync($"appointments/{booked.Code}"))["state"].GetString());

        var ticket = await PostAsync($"appointments/{booked.Code}/check-in", """{"channel":"guide"}""");
        Assert.Equal((HttpStatusCode.OK, booked.Code, "appointment"), (ticket.Status, ticket.Code, ticket["class"].GetString()));
        var kept = await GetAsync($"appointments/{booked.Code}");
        Assert.Equal(("kept", ticket["number"].GetString()), (kept["state"].GetString(), kept["ticket"].GetString()));
        Assert.Equal("waiting", (await GetAsync($"tickets/{booked.Code}"))["state"].GetString());
        Assert.Equal("liveTicketExists", (await PostAsync($"appointments/{booked.Code}/check-in")).Code);
    }

    [Fact]
    public async Task The_same_key_again_gets_the_first_answer_and_no_second_booking()
    {
        var first = await PostAsync("appointments", Body("2026-03-03T10:00:00+08:00"), "b1");
        await PostAsync($"appointments/{first.Code}/cancel");
        await PostAsync("appointments", Body("2026-03-03T10:00:00+08:00"), "b2");
        var again = await PostAsync("appointments", Body("2026-03-03T10:00:00+08:00"), "b1");
        Assert.Equal((HttpStatusCode.Created, first.Body.GetRawText()), (again.Status, again.Body.GetRawText()));
        Assert.Equal("keyReused", (await PostAsync("appointments", Body("2026-03-03T10:30:00+08:00"), "b1")).Code);
        Assert.Equal(2, _hub.Hall.View.Bookings.All.Count());
    }

    [Fact]
    public async Task A_booking_is_given_back_once_and_not_too_late()
    {
        var booked = await PostAsync("appointments", Body("2026-03-02T11:00:00+08:00"));
        Assert.Equal("cancelled", (await PostAsync($"appointments/{booked.Code}/cancel"))["state"].GetString());
        Assert.Equal(HttpStatusCode.OK, (await PostAsync($"appointments/{booked.Code}/cancel")).Status);
        var soon = await PostAsync("appointments", Body("2026-03-02T09:30:00+08:00"));
        var late = await PostAsync($"appointments/{soon.Code}/cancel");
        Assert.Equal((HttpStatusCode.Conflict, "tooLateToCancel"), (late.Status, late.Code));
    }

    [Theory]
    [InlineData("2026-03-02T12:00:00+08:00", "tooEarly")]
    [InlineData("2026-03-03T12:00:00+08:00", "bookingOtherDay")]
    public async Task Who_checks_in_too_early_is_told_so(string slot, string code)
    {
        var booked = await PostAsync("appointments", Body(slot));
        var early = await PostAsync($"appointments/{booked.Code}/check-in");
        Assert.Equal((HttpStatusCode.Conflict, code), (early.Status, early.Code));
    }

    [Theory]
    [InlineData("2026-03-02T10:10:00+08:00", IdNumber, HttpStatusCode.Conflict, "noSuchSlot")]
    [InlineData("2026-03-12T10:00:00+08:00", IdNumber, HttpStatusCode.Conflict, "slotTooFar")]
    [InlineData("2026-03-02T10:00:00", IdNumber, HttpStatusCode.BadRequest, "form")]
    [InlineData("2026-03-02T10:00:00+08:00", "5116021990030777", HttpStatusCode.BadRequest, "idNumberForm")]
    [InlineData("2026-03-02T10:00:00+08:00", "511602199003077758", HttpStatusCode.BadRequest, "idNumberCheckDigit")]
    public async Task What_cannot_be_booked_is_told_and_books_nothing(string slot, string number, HttpStatusCode status, string code)
    {
        var refused = await PostAsync("appointments", Body(slot, number));
        Assert.Equal((status, code), (refused.Status, refused.Code));
        Assert.Empty(_hub.Hall.View.Bookings.All);
    }

    [Fact]
    public async Task An_item_without_slots_and_a_code_nobody_has_are_told_apart()
    {
        var other = _hub.Hall.View.Plan.Items.First(i => i.Category.Value is "tax").Id.Value;
        Assert.Equal("notBookable", (await GetAsync($"appointments/slots?item={other}")).Code);
        Assert.Equal((HttpStatusCode.NotFound, "unknownItem"), ((await GetAsync("appointments/slots?item=none")).Status, (await GetAsync("appointments/slots?item=none")).Code));
        var none = await GetAsync("appointments/0123456789ABCDEF");
        Assert.Equal((HttpStatusCode.NotFound, "unknownBooking"), (none.Status, none.Code));
    }

    [Fact]
    public async Task Who_is_barred_is_listed_masked_and_freed_for_a_reason()
    {
        var bars = await GetAsync("appointments/bars");
        Assert.Equal((HttpStatusCode.OK, 0), (bars.Status, bars["bars"].GetArrayLength()));
        Assert.Equal("form", (await PostAsync("appointments/bars/nobody/lift", """{"reason":"ill"}""")).Code);
        var nobody = await PostAsync($"appointments/bars/{Guid.NewGuid()}/lift", """{"reason":"ill"}""");
        Assert.Equal((HttpStatusCode.OK, 0), (nobody.Status, nobody["barred"].GetInt32()));
        foreach (var (day, hour) in new[] { (2, 10), (3, 10), (4, 10) })
        {
            await PostAsync("appointments", Body($"2026-03-{day:00}T{hour}:00:00+08:00"));
            _time.Advance(Nine.AddDays(day - 1) - _time.GetUtcNow());
            await UntilAsync(view => view.Day?.Date == new DateOnly(2026, 3, day + 1));
        }
        var bar = Assert.Single((await GetAsync("appointments/bars"))["bars"].EnumerateArray());
        Assert.Equal(("欧***", "**************7757", 3), (bar.GetProperty("name").GetString(), bar.GetProperty("idNumber").GetString(), bar.GetProperty("missed").GetArrayLength()));
        Assert.Equal("barred", (await PostAsync("appointments", Body("2026-03-06T10:00:00+08:00"))).Code);
        var path = $"appointments/bars/{bar.GetProperty("person").GetString()}/lift";
        Assert.Equal("reasonNeeded", (await PostAsync(path)).Code);
        Assert.Equal(0, (await PostAsync(path, """{"reason":"snow"}"""))["barred"].GetInt32());
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("appointments", Body("2026-03-06T10:00:00+08:00"))).Status);
    }

    private async Task UntilAsync(Func<HallView, bool> so)
    {
        await foreach (var view in _hub.Hall.WatchNewestAsync(TestContext.Current.CancellationToken))
            if (so(view)) return;
    }

    [Fact]
    public async Task Neither_the_card_nor_the_name_is_in_the_journal()
    {
        await PostAsync("appointments", Body("2026-03-02T10:00:00+08:00"), "n1");
        var journal = (await GetAsync("journal?after=0&limit=1000")).Body.GetRawText();
        Assert.Contains("SlotBooked", journal, StringComparison.Ordinal);
        Assert.DoesNotContain(IdNumber, journal, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, journal, StringComparison.Ordinal);
        Assert.DoesNotContain(IdNumber, System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Path.Combine(_hub.Data, "people.db"), TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_day_is_extended_for_a_reason_where_it_has_an_end()
    {
        // The demo hall is open round the clock.
        Assert.Equal("nothingToExtend", (await PostAsync("day/extend", """{"until":"18:30","reason":"many wait"}""")).Code);
        await using var hub = await RunningHub.StartAsync("provincial-centre-hours.json", services: s => s.AddSingleton(new HallClock(_time)), cancel: TestContext.Current.CancellationToken);
        var extended = await Talk.PostAsync(hub.Client, "day/extend", """{"until":"18:30","reason":"many wait"}""");
        Assert.Equal((HttpStatusCode.OK, Nine.AddHours(9.5)), (extended.Status, extended["extendedTo"].GetDateTimeOffset()));
        Assert.Equal("reasonNeeded", (await Talk.PostAsync(hub.Client, "day/extend", """{"until":"18:30"}""")).Code);
        Assert.Equal("form", (await Talk.PostAsync(hub.Client, "day/extend", """{"until":"6 pm","reason":"many wait"}""")).Code);
    }
}
