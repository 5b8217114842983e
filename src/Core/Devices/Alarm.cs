using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Devices;

/// <summary>A device that a person should see to. Follows from what the hall knows; nothing of it is stored but who quieted it.</summary>
/// <param name="Fault">Null for <see cref="DeviceState.NearEnd"/>, and where the device did not say.</param>
/// <param name="Quiet">Quieted by somebody and not due again yet.</param>
public sealed record Alarm(Device Device, DeviceState State, DeviceFault? Fault, DateTimeOffset Since, QuietedAlarm? Quiet)
{
    /// <summary>Minutes somebody may quiet an alarm for, 1 to 480: a working day at most.</summary>
    public const int LongestQuiet = 480;

    /// <summary>It stops people's service now; a low roll does not.</summary>
    public bool IsUrgent => State is not DeviceState.NearEnd;

    /// <summary>The loud ones first, the oldest before the newer.</summary>
    /// <param name="at">Now, by the hall's clock.</param>
    public static IReadOnlyList<Alarm> Of(HallView view, DateTimeOffset at) =>
        [.. view.Devices.Where(d => IsTrouble(d.Health))
            .Select(d => (Standing: d, Device: view.Plan.Devices.FirstOrDefault(known => known.Id == d.Device))).Where(d => d.Device is not null)
            .Select(d => new Alarm(d.Device!, d.Standing.Health.State, d.Standing.Health.Fault, d.Standing.Since, d.Standing.Quiet is { } quiet && quiet.Until > at ? quiet : null))
            .OrderBy(a => a.Quiet is not null).ThenByDescending(a => a.IsUrgent).ThenBy(a => a.Since)];

    // Unknown is how a printer stands that never answers; it is shown, and no reason to run.
    internal static bool IsTrouble(DeviceHealth health) => health.State is DeviceState.NearEnd or DeviceState.Faulty or DeviceState.Offline;
}
