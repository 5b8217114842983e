using Bunit;
using TidalHall.Core.Devices;
using TidalHall.Core.Queueing;
using TidalHall.Tests;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Kiosk.Tests;

public sealed class CardSpecs
{
    private static readonly CardRead Young = new(TestPlan.Reader, "99000019900307001X", "演示甲");
    private static readonly CardRead Old = new(TestPlan.Reader, "990000194805120020", "演示乙");

    [Fact]
    public async Task Whoever_holds_a_card_has_the_ticket_in_their_name_and_only_the_family_name_is_shown()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await c.Devices.HoldAsync(Young);
        kiosk.WaitForAssertion(() => Assert.Equal("已读取身份证：演**", kiosk.Find(".card-band").TextContent));
        await kiosk.Find(".take").ClickAsync(new());
        var ticket = Assert.Single(c.Hall.Tickets);
        Assert.NotNull(ticket.Person);
        Assert.Equal(TicketClass.Ordinary, ticket.Class);
        Assert.DoesNotContain("演示甲", kiosk.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_halls_age_on_the_card_offers_priority_which_may_be_declined()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await c.Devices.HoldAsync(Old);
        kiosk.WaitForAssertion(() => Assert.Equal("true", kiosk.Find(".priority").GetAttribute("aria-pressed")));
        Assert.Contains("您已满 60 岁", kiosk.Find(".priority").TextContent, StringComparison.Ordinal);
        await kiosk.Find(".priority").ClickAsync(new());
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Equal(TicketClass.Ordinary, Assert.Single(c.Hall.Tickets).Class);
    }

    [Fact]
    public async Task Who_has_a_ticket_for_the_matter_gets_it_printed_again_and_no_second_one()
    {
        await using var c = new KioskContext();
        var kiosk = c.Open();
        for (var i = 0; i < 2; i++)
        {
            await kiosk.Find(".often-item").ClickAsync(new());
            await c.Devices.HoldAsync(Young);
            kiosk.WaitForAssertion(() => Assert.NotEmpty(kiosk.FindAll(".card-band.known")));
            await kiosk.Find(".take").ClickAsync(new());
            if (i == 0) await kiosk.Find(".done").ClickAsync(new());
        }
        Assert.Equal("您已有本事项的号 A001，可以补打。", kiosk.Find(".refusal").TextContent);
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Equal("A001", kiosk.Find(".number").TextContent);
        Assert.Equal(2, Assert.Single(c.Hall.Tickets).Prints);
        Assert.Equal(1, c.People.Met);
    }

    [Fact]
    public async Task A_card_left_on_the_reader_after_the_ticket_is_not_the_next_citizens()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await kiosk.Find(".take").ClickAsync(new());
        await c.Devices.HoldAsync(Young);
        await c.PassAsync(1);
        await kiosk.Find(".done").ClickAsync(new());
        Assert.Empty(kiosk.FindAll(".card-band.known"));
        Assert.Equal(0, c.People.Met);
    }

    [Fact]
    public async Task Loaded_again_at_the_confirm_screen_the_kiosk_still_knows_whose_card_was_read()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await c.Devices.HoldAsync(Old);
        kiosk.WaitForAssertion(() => Assert.NotEmpty(kiosk.FindAll(".card-band.known")));
        Assert.DoesNotContain("990000", c.Address, StringComparison.Ordinal);
        Assert.DoesNotContain("演", Uri.UnescapeDataString(c.Address), StringComparison.Ordinal);

        var again = c.Open(c.Address);
        Assert.Equal("已读取身份证：演**", again.Find(".card-band").TextContent);
        Assert.Equal("true", again.Find(".priority").GetAttribute("aria-pressed"));
        await again.Find(".take").ClickAsync(new());
        var ticket = Assert.Single(c.Hall.Tickets);
        Assert.NotNull(ticket.Person);
        // The card has shown it: no guide need look.
        Assert.Equal((TicketClass.GreenChannel, true), (ticket.Class, ticket.IsEntitled));
    }

    [Fact]
    public async Task Priority_that_no_card_shows_is_for_a_guide_to_confirm()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await c.Devices.HoldAsync(Young);
        await kiosk.Find(".priority").ClickAsync(new());
        await kiosk.Find(".take").ClickAsync(new());
        var ticket = Assert.Single(c.Hall.Tickets);
        Assert.Equal((TicketClass.GreenChannel, null), (ticket.Class, ticket.IsEntitled));
    }

    [Fact]
    public async Task Loaded_again_after_the_touch_the_ticket_is_in_the_name_on_the_card()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await c.Devices.HoldAsync(Young);
        kiosk.WaitForAssertion(() => Assert.NotEmpty(kiosk.FindAll(".card-band.known")));
        // The touch is in the address; the hall has not heard of it.
        c.Open($"{c.Address}&sent={c.Time.GetUtcNow().ToUnixTimeSeconds()}");
        Assert.NotNull(Assert.Single(c.Hall.Tickets).Person);
    }

    [Theory]
    [InlineData(".foot .touch:last-of-type")]
    [InlineData(".foot .touch:first-of-type")]
    public async Task Whoever_goes_back_is_known_no_more_to_a_page_that_is_loaded_again(string button)
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await c.Devices.HoldAsync(Young);
        kiosk.WaitForAssertion(() => Assert.NotEmpty(kiosk.FindAll(".card-band.known")));
        var address = c.Address;
        await kiosk.Find(button).ClickAsync(new());
        Assert.Empty(c.Open(address).FindAll(".card-band.known"));
    }

    [Fact]
    public async Task A_card_is_kept_for_a_reload_two_minutes_and_no_longer()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await c.Devices.HoldAsync(Young);
        kiosk.WaitForAssertion(() => Assert.NotEmpty(kiosk.FindAll(".card-band.known")));
        var address = c.Address;
        // The browser is gone, and with it whoever would count down.
        await c.DisposeComponentsAsync();
        c.Time.Advance(TimeSpan.FromSeconds(119));
        Assert.NotEmpty(c.Open(address).FindAll(".card-band.known"));
        await c.DisposeComponentsAsync();
        c.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(c.Open(address).FindAll(".card-band.known"));
    }

    [Fact]
    public async Task A_vault_that_fails_closes_no_kiosk()
    {
        await using var c = new KioskContext();
        c.People.IsBroken = true;
        var kiosk = await c.OpenAtConfirmAsync();
        await c.Devices.HoldAsync(Young);
        await c.PassAsync(1);
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Equal("A001", kiosk.Find(".number").TextContent);
    }

    [Fact]
    public async Task In_the_demo_a_made_up_card_can_be_held_to_the_reader()
    {
        await using var c = new KioskContext();
        var kiosk = c.Open();
        await kiosk.FindAll(".demo-card")[1].ClickAsync(new());
        kiosk.WaitForAssertion(() => Assert.NotEmpty(kiosk.FindAll(".card-band.known")));
        Assert.All(DemoCard.All, card => Assert.Matches("^990000[0-9]{11}[0-9X]$", card.Number));
    }

    [Fact]
    public async Task A_reader_that_is_away_is_said_to_be_and_stops_nobody()
    {
        await using var c = new KioskContext();
        c.Devices.Agents = [];
        var kiosk = c.Open();
        Assert.Equal("读卡器暂时不可用，不用身份证也能取号", kiosk.Find(".card-band").TextContent);
    }

    [Theory]
    [InlineData("990000196603020011", "2026-03-01", 59)]
    [InlineData("990000196603020011", "2026-03-02", 60)]
    [InlineData("990000199602290011", "2026-02-28", 30)]
    [InlineData("990000199613990011", "2026-03-02", null)]
    [InlineData("", "2026-03-02", null)]
    public void Age_is_whole_years_on_the_halls_day(string number, string day, int? age) =>
        Assert.Equal(age, CardHolder.Of(new(TestPlan.Reader, number, "演"), default).AgeOn(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));
}
