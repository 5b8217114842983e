namespace TidalHall.Core.Dispatch;

/// <summary>The next hour as a fluid: what comes in, what the windows carry off.</summary>
/// <remarks>It explains and gives notice; moves are made by pressure, which it does not beat.</remarks>
public static class TideForecast
{
    private const int Step = 5, Horizon = 60;

    /// <summary>In how many minutes a newcomer's wait passes a limit, in steps of five.</summary>
    /// <param name="limit">Minutes.</param>
    /// <param name="arrivals">People a minute, by minutes from now.</param>
    /// <param name="service">Minutes, above 0.</param>
    /// <returns>0: it has passed; null: not within an hour.</returns>
    public static int? MinutesUntil(double limit, double waiting, Func<int, double> arrivals, double service, int windows)
    {
        for (var minute = 0; minute <= Horizon; minute += Step)
        {
            if (waiting > 0 && (windows <= 0 || waiting * service / windows > limit)) return minute;
            waiting = Math.Max(0, waiting + Step * (arrivals(minute) - windows / service));
        }
        return null;
    }
}
