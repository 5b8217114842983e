using System.Globalization;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Hub.Agents;

namespace TidalHall.Hub.WindowDevices;

/// <summary>Keeps one window's sign at what the hall says now.</summary>
/// <remarks>One text is on its way at most, and the newest is the next: nothing waits for a sign that is away.</remarks>
/// <param name="connectionOf">Who carries the sign now; null: nobody.</param>
/// <param name="doAsync">Has an agent do it, and waits for what came of it.</param>
internal sealed class SignKeeper(IHall hall, WindowId window, DeviceId sign, Func<string?> connectionOf, Func<DeviceJob, CancellationToken, Task<JobResult>> doAsync, TimeProvider time)
{
    /// <summary>How long a word to the clerk stands over the number.</summary>
    internal static readonly TimeSpan NoticeStands = TimeSpan.FromSeconds(3);
    /// <summary>Until a text that did not come through is sent again, as it is by then.</summary>
    internal static readonly TimeSpan BeforeAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Begin = TimeSpan.FromSeconds(5);
    // A sign has no reader whose language we know.
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    private readonly Waker _changed = new();
    private readonly Lock _telling = new();
    private (string Text, DateTimeOffset Until)? _notice;

    /// <summary>The hall has changed, or somebody came or left.</summary>
    public void Wake() => _changed.Wake();

    /// <summary>Shows a word to the clerk for <see cref="NoticeStands"/>.</summary>
    public void Tell(string text)
    {
        lock (_telling) _notice = (text, time.GetUtcNow() + NoticeStands);
        Wake();
    }

    public async Task RunAsync(CancellationToken cancel)
    {
        (string Text, string Connection)? shown = null;
        (DateTimeOffset At, string Connection)? again = null;
        while (true)
        {
            var now = time.GetUtcNow();
            var (text, until) = Wanted(now);
            if (connectionOf() is not { } connection) (shown, again) = (null, null);
            else if (shown != (text, connection) && !(again is { } later && later.Connection == connection && later.At > now))
            {
                // One that cannot show it is not asked for the same again.
                var stands = await ShowAsync(connection, text, cancel) is { Outcome: JobOutcome.Done } or { Fault: DeviceFault.NotThisKind };
                shown = stands ? (text, connection) : null;
                again = stands ? null : (time.GetUtcNow() + BeforeAgain, connection);
                continue;
            }
            await _changed.WaitAsync(Earlier(until, again?.At) - now, time, cancel);
            if (again?.At <= time.GetUtcNow()) again = null;
        }
    }

    private (string Text, DateTimeOffset? Until) Wanted(DateTimeOffset now)
    {
        lock (_telling)
        {
            if (_notice is { } notice && notice.Until > now) return notice;
            _notice = null;
        }
        return (SignLine.Of(hall.View, window, Chinese), null);
    }

    /// <returns>Null: who was to show it has gone.</returns>
    private async Task<JobResult?> ShowAsync(string connection, string text, CancellationToken cancel)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var work = doAsync(new ShowOnSignJob(Guid.CreateVersion7(time.GetUtcNow()), sign, time.GetUtcNow() + Begin, text), gone.Token);
        try
        {
            while (!gone.IsCancellationRequested && await Task.WhenAny(work, _changed.WaitAsync(null, time, gone.Token)) != work)
                if (connectionOf() != connection) await gone.CancelAsync();
            return await work;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            await gone.CancelAsync();
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;
}
