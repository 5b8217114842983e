using TidalHall.Core.Halls;

namespace TidalHall.Core.Devices;

/// <summary>A device as the hall knows it.</summary>
/// <param name="Since">When it told so.</param>
/// <param name="Quiet">Somebody knows of its trouble; gone with the next change.</param>
public sealed record DeviceStanding(DeviceHealth Health, DateTimeOffset Since, QuietedAlarm? Quiet = null)
{
    public DeviceId Device => Health.Device;
}

/// <param name="Until">After it the alarm is told again.</param>
public sealed record QuietedAlarm(DateTimeOffset Until, ClerkId By);
