using TidalHall.Core.Waiting;

namespace TidalHall.Core.Tests.Waiting;

/// <summary>What people are told: no more exact than it is, and never less than nine in ten wait.</summary>
public sealed class TellingSpecs
{
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0.2, 0.3, 1, 1)]
    [InlineData(7.4, 11.2, 7, 12)]
    [InlineData(19.6, 21, 20, 25)]
    [InlineData(22.4, 40.1, 20, 45)]
    [InlineData(22.6, 25, 25, 25)]
    [InlineData(24, 21, 25, 25)]
    public void Minutes_up_to_twenty_and_then_fives(double p50, double p90, double about, double within) =>
        Assert.Equal((about, within), (Telling.Of(p50, p90).P50Minutes, Telling.Of(p50, p90).P90Minutes));
}
