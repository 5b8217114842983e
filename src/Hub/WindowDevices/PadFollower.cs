using System.Globalization;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Hub.WindowDevices;

/// <summary>Makes orders of a window's caller pad, in the name of the clerk who sits there.</summary>
/// <param name="tell">Shows a word to the clerk.</param>
internal sealed class PadFollower(IHall hall, WindowId window, DeviceId pad, IDevices devices, PressedKeys pressed, Action<string> tell, TimeProvider time)
{
    /// <summary>The same key again within this is one hand's second press: the core refuses it, and no word of that covers the number just called.</summary>
    internal static readonly TimeSpan SamePress = TimeSpan.FromSeconds(2);
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    private (string Key, DateTimeOffset At)? _done;

    public async Task RunAsync(CancellationToken cancel)
    {
        await foreach (var happened in devices.WatchEventsAsync(pad, cancel))
            if (happened is KeyPressed key) await PressAsync(key.Key, cancel);
    }

    private async Task PressAsync(string key, CancellationToken cancel)
    {
        var (now, state) = (time.GetUtcNow(), hall.View.Windows[window]);
        if (PadKeys.Order(key, window, ExpectedCurrent.Is(state.Current)) is not { } order) return;
        if (state.Clerk is not { } clerk)
        {
            pressed.Keep(pad, new(key, now, IsNobodys: true));
            tell(SignLine.NoClerk(Chinese));
            return;
        }
        // Whoever signed on has the right to these orders; they need no other.
        var answer = await hall.SendAsync(new(Guid.CreateVersion7(now), new(ActorKind.Staff, clerk, Roles.IntakeClerk), order, new(window.Value)), cancel);
        pressed.Keep(pad, new(key, now, answer.Refusal));
        if (answer.Refusal is null) _done = (key, now);
        else if (!(_done is { } done && done.Key == key && now - done.At < SamePress)) tell(SignLine.Of(answer.Refusal, Chinese));
    }
}
