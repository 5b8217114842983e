using Bunit;

namespace TidalHall.Kiosk.Tests;

/// <summary>A kiosk's page that is left takes its timers and its watching along, however often it is opened.</summary>
public sealed class LeavingSpecs
{
    // The long form, 1000 times, is an hour's kiosk at the pace of a child: TIDALHALL_LONG=1.
    private static readonly int Times = Environment.GetEnvironmentVariable("TIDALHALL_LONG") is "1" ? 1000 : 30;

    [Fact]
    public async Task A_page_left_in_the_middle_of_a_countdown_leaves_no_timer_and_nothing_rings_any_more()
    {
        await using var kiosk = new KioskContext();
        for (var n = 0; n < Times; n++)
        {
            await (await kiosk.OpenAtConfirmAsync()).Find(".take").ClickAsync(new());
            Assert.True(kiosk.Time.Timers > 0 && kiosk.Hall.Watchers > 0, "The count is blind: the page with a number counts down.");
            await kiosk.DisposeComponentsAsync();
        }

        // What the hub keeps of a visitor for a reload is the kiosk's, one at most, and goes by itself.
        Assert.InRange(kiosk.Time.Timers, 0, 1);
        Assert.Equal(0, kiosk.Hall.Watchers);
        var sent = kiosk.Hall.Sent.Count;
        await kiosk.PassAsync(180);
        Assert.Equal((0, sent), (kiosk.Time.Timers, kiosk.Hall.Sent.Count));
    }
}
