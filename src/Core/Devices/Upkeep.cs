using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Devices;

/// <summary>What the hall takes note of at its devices.</summary>
internal static class Upkeep
{
    internal static Decision Decide(HallState hall, ReportDevice c) =>
        hall.Devices.TryGetValue(c.Health.Device, out var known) && known.Health == c.Health ? Decision.AlreadySo : new DeviceChanged(c.Health);

    internal static Decision Decide(HallState hall, QuietAlarm c, Actor actor, Stamp stamp)
    {
        if (hall.Map!.Plan.Devices.All(d => d.Id != c.Device)) return Decision.Refuse(RefusalCode.UnknownDevice, c.Device);
        if (c.Minutes is < 1 or > Alarm.LongestQuiet) return Decision.Refuse(RefusalCode.QuietOutOfRange, Alarm.LongestQuiet);
        return hall.Devices.TryGetValue(c.Device, out var known) && Alarm.IsTrouble(known.Health)
            ? new AlarmQuieted(c.Device, stamp.At.AddMinutes(c.Minutes), actor.Id)
            : Decision.Refuse(RefusalCode.NoAlarm, c.Device);
    }

    internal static Decision Decide(HallState hall, TryDevice c, Actor actor) =>
        hall.Map!.Plan.Devices.All(d => d.Id != c.Device) ? Decision.Refuse(RefusalCode.UnknownDevice, c.Device) : new DeviceTried(c.Device, c.Lock, actor.Id);
}
