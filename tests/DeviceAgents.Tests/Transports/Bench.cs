using System.Diagnostics;

namespace TidalHall.DeviceAgents.Tests.Transports;

/// <summary>What tests of lines need: folders of their own, and a condition that is waited for.</summary>
internal static class Bench
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static string Folder(string name) => Directory.CreateTempSubdirectory(name).FullName;

    /// <summary>How long it took to become so; fails if it does not.</summary>
    internal static async Task<TimeSpan> UntilAsync(Func<bool> isSo, TimeSpan within, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(watch.Elapsed < within, $"Not within {within.TotalSeconds} s: {what}");
            await Task.Delay(10, Cancel);
        }
        return watch.Elapsed;
    }
}
