using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Hub.Agents;

namespace TidalHall.Hub.WindowDevices;

/// <summary>Joins the signs and caller pads of the hall file to their windows.</summary>
internal sealed class WindowDesk(IHalls halls, DeviceDesk desk, JobDesk jobs, PressedKeys pressed, SteadyTime time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        var hall = halls.Default;
        // The plan of a running hub does not change.
        var signs = hall.View.Plan.Windows.Where(w => w.Sign is not null)
            .ToDictionary(w => w.Id, w => new SignKeeper(hall, w.Id, w.Sign!.Value, () => desk.ConnectionOf(w.Sign.Value), jobs.DoAsync, time));
        var pads = hall.View.Plan.Windows.Where(w => w.CallerPad is not null)
            .Select(w => new PadFollower(hall, w.Id, w.CallerPad!.Value, desk, pressed, text => signs.GetValueOrDefault(w.Id)?.Tell(text), time));
        void WakeAll() { foreach (var sign in signs.Values) sign.Wake(); }
        desk.Changed += WakeAll;
        try
        {
            await Task.WhenAll([.. signs.Values.Select(s => s.RunAsync(stopping)), .. pads.Select(p => p.RunAsync(stopping)), WakeOnViewsAsync(hall, WakeAll, stopping)]);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The hub stops.
        }
        finally
        {
            desk.Changed -= WakeAll;
        }
    }

    private static async Task WakeOnViewsAsync(IHall hall, Action wake, CancellationToken stopping)
    {
        await foreach (var _ in hall.WatchNewestAsync(stopping)) wake();
    }
}
