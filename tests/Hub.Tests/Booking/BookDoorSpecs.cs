using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Halls;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Booking;

/// <summary>The phone's door to a booking over HTTP, as a browser without scripts comes to it.</summary>
public sealed partial class BookDoorSpecs : IAsyncLifetime
{
    private const string IdNumber = "511602199003077757", Name = "欧阳小明";
    private readonly FakeTimeProvider _time = new(new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
    private readonly HeardLog _log = new();
    private RunningHub _hub = null!;
    private string _slot = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub = await RunningHub.StartAsync(services: s =>
        {
            s.AddSingleton(new HallClock(_time));
            _log.Everything(s);
        }, cancel: Cancel);
        _slot = $"/book?item={_hub.Hall.View.Plan.Items.First(i => i.Category.Value is "police").Id}&day=2026-03-02&at=10:00";
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_form_sent_twice_at_once_and_once_more_is_one_booking_though_it_was_the_slots_last_place()
    {
        var (item, slot) = (_hub.Hall.View.Plan.Items.First(i => i.Category.Value is "police").Id, new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero));
        for (var n = 0; n < 3; n++) await _hub.Hall.SendAsync(new(Guid.NewGuid(), Actor.Citizen("api"), new BookSlot(item, slot, new(Guid.NewGuid()))), Cancel);
        var form = await FormAsync(IdNumber);
        HttpResponseMessage[] answers = [.. await Task.WhenAll(SendAsync(form), SendAsync(form)), await SendAsync(form)];
        var booking = Assert.Single(_hub.Hall.View.Bookings.All, b => b.Sequence == _hub.Hall.View.Bookings.All.Max(x => x.Sequence));
        Assert.Equal(4, _hub.Hall.View.Bookings.All.Count());
        Assert.All(answers, a => Assert.Equal((HttpStatusCode.OK, $"/t/{booking.Code}"), (a.StatusCode, a.RequestMessage!.RequestUri!.PathAndQuery)));
        Assert.Contains(booking.Number.ToString(), await answers[0].Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Number_and_name_are_in_the_vault_alone()
    {
        await SendAsync(await FormAsync(IdNumber));
        var journal = await (await _hub.Client.GetAsync("/api/v1/journal?after=0&limit=1000", Cancel)).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("SlotBooked", journal, StringComparison.Ordinal);
        foreach (var text in (string[])[IdNumber, Name, Uri.EscapeDataString(Name)])
        {
            Assert.DoesNotContain(text, journal, StringComparison.Ordinal);
            Assert.DoesNotContain(text, _log.Text, StringComparison.Ordinal);
            Assert.Equal(-1, (await File.ReadAllBytesAsync(Path.Combine(_hub.Data, "people.db"), Cancel)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public async Task Without_the_forms_own_token_nothing_is_booked_and_the_page_says_what_to_do()
    {
        var form = await FormAsync(IdNumber);
        form.Remove("__RequestVerificationToken");
        var refused = await SendAsync(form);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var said = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel));
        Assert.Contains("没有提交任何内容。请重新打开这一页，再填一次。", said, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{_slot}\">重新打开</a>", said, StringComparison.Ordinal);
        Assert.Empty(_hub.Hall.View.Bookings.All);
    }

    [Fact]
    public async Task A_connection_that_tries_number_after_number_is_told_to_wait()
    {
        await SendAsync(await FormAsync(IdNumber));
        HttpResponseMessage answer;
        var tries = 0;
        do
        {
            answer = await SendAsync(await FormAsync(IdNumber));
            tries++;
        }
        while (answer.StatusCode is HttpStatusCode.OK && tries < 60);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), answer.Headers.RetryAfter!.Delta);
        Assert.Single(_hub.Hall.View.Bookings.All);
    }

    private async Task<Dictionary<string, string>> FormAsync(string number)
    {
        var page = await _hub.Anonymous.GetStringAsync(_slot, Cancel);
        var form = Hidden().Matches(page).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));
        Assert.Contains("_handler", form.Keys);
        (form["Number"], form["Name"]) = (number, Name);
        return form;
    }

    private Task<HttpResponseMessage> SendAsync(Dictionary<string, string> form) => _hub.Anonymous.PostAsync(_slot, new FormUrlEncodedContent(form), Cancel);

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
