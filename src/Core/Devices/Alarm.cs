using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Devices;

/// <summary>A device or a door that a person should see to. Follows from what the hall knows; nothing of it is stored but who quieted it.</summary>
/// <param name="Quiet">Quieted by somebody and not due again yet.</param>
public abstract record Alarm(DateTimeOffset Since, QuietedAlarm? Quiet)
{
    /// <summary>Minutes somebody may quiet an alarm for, 1 to 480: a working day at most.</summary>
    public const int LongestQuiet = 480;
    /// <summary>How long a device that should answer may be silent before that is an alarm, 15 s: one answer that is lost on a line is none.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    /// <summary>It stops people's service, or leaves their things open, now.</summary>
    public abstract bool IsUrgent { get; }

    /// <summary>The loud ones first, the oldest before the newer.</summary>
    /// <param name="at">Now, by the hall's clock.</param>
    public static IReadOnlyList<Alarm> Of(HallView view, DateTimeOffset at) =>
        [.. OfDevices(view, at).Concat(OfDoors(view, at)).OrderBy(a => a.Quiet is not null).ThenByDescending(a => a.IsUrgent).ThenBy(a => a.Since)];

    private static IEnumerable<Alarm> OfDevices(HallView view, DateTimeOffset at) =>
        from standing in view.Devices
        where IsTrouble(standing, at)
        join device in view.Plan.Devices on standing.Device equals device.Id
        select new DeviceAlarm(device, standing.Health.State, standing.Health.Fault, standing.Since, At(standing.Quiet, at));

    private static IEnumerable<Alarm> OfDoors(HallView view, DateTimeOffset at) =>
        from compartment in view.Cabinets.Used
        let trouble = compartment.Door as DoorState.Trouble
        where trouble is not null
        join cabinet in view.Plan.Cabinets on compartment.Cabinet equals cabinet.Id
        select new DoorAlarm(cabinet, compartment.Number, trouble.Kind, trouble.Since, At(trouble.Quiet, at));

    private static QuietedAlarm? At(QuietedAlarm? quiet, DateTimeOffset at) => quiet?.Until > at ? quiet : null;

    // Unknown without a fault is how a printer stands that never answers; it is shown, and no reason to run.
    internal static bool IsTrouble(DeviceStanding standing, DateTimeOffset at) => standing.Health switch
    {
        { State: DeviceState.NearEnd or DeviceState.Faulty or DeviceState.Offline } => true,
        { State: DeviceState.Unknown, Fault: DeviceFault.NoAnswer } => at - standing.Since >= LongestSilence,
        _ => false,
    };
}

/// <param name="Fault">Null for <see cref="DeviceState.NearEnd"/>, and where the device did not say.</param>
public sealed record DeviceAlarm(Device Device, DeviceState State, DeviceFault? Fault, DateTimeOffset Since, QuietedAlarm? Quiet) : Alarm(Since, Quiet)
{
    /// <summary>A low roll is not.</summary>
    public override bool IsUrgent => State is not DeviceState.NearEnd;
}

/// <summary>A compartment that a clerk must look into.</summary>
public sealed record DoorAlarm(Cabinet Cabinet, int Number, DoorTroubleKind Kind, DateTimeOffset Since, QuietedAlarm? Quiet) : Alarm(Since, Quiet)
{
    /// <summary>Somebody's thing lies open, or somebody stands before a door that will not move.</summary>
    public override bool IsUrgent => Kind is DoorTroubleKind.Forced or DoorTroubleKind.LeftOpen or DoorTroubleKind.Jammed;
}
