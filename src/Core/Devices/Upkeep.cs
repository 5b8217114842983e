using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
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
        return hall.Devices.TryGetValue(c.Device, out var known) && Alarm.IsTrouble(known, stamp.At)
            ? new AlarmQuieted(c.Device, stamp.At.AddMinutes(c.Minutes), actor.Id)
            : Decision.Refuse(RefusalCode.NoAlarm, c.Device);
    }

    /// <summary>A door behind which something lies, or which somebody is being served at, opens for no trial.</summary>
    internal static Decision Decide(HallState hall, TryDevice c, Actor actor)
    {
        if (hall.Map!.Plan.Devices.All(d => d.Id != c.Device)) return Decision.Refuse(RefusalCode.UnknownDevice, c.Device);
        return BehindDoor(hall, c) is { } used ? Decision.Refuse(RefusalCode.CompartmentInUse, used.Number) : new DeviceTried(c.Device, c.Lock, actor.Id);
    }

    private static CompartmentState? BehindDoor(HallState hall, TryDevice c) => c.Lock is not { } atLock ? null : hall.Map!.Plan.Cabinets
        .Where(cabinet => cabinet.Behind(c.Device, atLock) is not null).Select(cabinet => hall.Cabinets.Find(cabinet.Id, cabinet.Behind(c.Device, atLock)!.Number))
        .FirstOrDefault(p => p.Inside is not null || p.Door is DoorState.Opening);
}
