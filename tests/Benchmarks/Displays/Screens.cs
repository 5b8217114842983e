using System.Globalization;

namespace TidalHall.Benchmarks.Displays;

/// <summary>Many screens in a process of their own, so that the hub's is its own: says on its output how far all of them are.</summary>
internal static class Screens
{
    /// <summary>The argument that makes this program the screens.</summary>
    public const string Argument = "screens";

    /// <param name="args">The hub, the display, the hall, how many.</param>
    public static async Task ShowAsync(string[] args)
    {
        var (hub, place, hall, count) = (new Uri(args[0]), args[1], args[2], int.Parse(args[3], CultureInfo.InvariantCulture));
        using var end = new CancellationTokenSource();
        using var http = new HttpClient { BaseAddress = hub };
        var screens = new List<Screen>();
        for (var i = 0; i < count; i++) screens.Add(await Screen.OpenAsync(http, place, hall, end.Token));
        var told = -1L;
        var gate = new Lock();
        void Newer()
        {
            lock (gate)
            {
                var all = screens.Min(s => s.Sequence);
                if (all <= told) return;
                told = all;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all} {screens.Sum(s => s.Bytes)}"));
            }
        }
        var listening = screens.ConvertAll(s => s.ListenAsync(Newer, end.Token));
        var pinging = PingAsync(screens, end.Token);
        // The parent closes our input when it is done.
        while (await Console.In.ReadLineAsync(end.Token) is not null) { }
        await end.CancelAsync();
        try { await Task.WhenAll([.. listening, pinging]); }
        catch (OperationCanceledException) { }   // as told
        foreach (var screen in screens) screen.Dispose();
    }

    private static async Task PingAsync(List<Screen> screens, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5));
        while (await timer.WaitForNextTickAsync(cancel))
            foreach (var screen in screens) await screen.PingAsync(cancel);
    }
}
