using System.Diagnostics;

namespace TidalHall.Scenarios.Ground;

internal static class Until
{
    /// <summary>Asks again and again until it is so.</summary>
    public static Task TrueAsync(Func<Task<bool>> condition, TimeSpan within, string what, CancellationToken cancel) => TrueAsync(condition, within, () => what, cancel);

    /// <param name="what">Asked for when it was in vain.</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan within, Func<string> what, CancellationToken cancel)
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var begun = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < within, $"Waited {within.TotalSeconds} s in vain for {what()}.");
            await again.WaitForNextTickAsync(cancel);
        }
    }
}
