using Bunit;

namespace TidalHall.Pickup.Tests;

/// <summary>A cabinet's page that is left takes its timers and its watching along.</summary>
public sealed class LeavingSpecs
{
    [Fact]
    public async Task A_page_left_in_the_middle_of_a_countdown_leaves_no_timer_and_nothing_rings_any_more()
    {
        await using var cabinet = new PickupContext();
        for (var n = 0; n < 30; n++)
        {
            // Another language is somebody's choice, and is forgotten by a countdown.
            cabinet.Open("en");
            Assert.True(cabinet.Time.Timers > 0 && cabinet.Hall.Watchers > 0, "The count is blind: the page counts down.");
            await cabinet.DisposeComponentsAsync();
        }

        Assert.Equal((0, 0), (cabinet.Time.Timers, cabinet.Hall.Watchers));
        await cabinet.PassAsync(120);
        Assert.Empty(cabinet.Hall.Sent);
    }
}
