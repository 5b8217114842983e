using System.Globalization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Devices;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;

namespace TidalHall.Ui.Components;

/// <summary>Devices and doors that need somebody: what is wrong, since when, what to do. Draws nothing while all is well.</summary>
public sealed partial class AlarmList
{
    /// <summary>What "I know" quiets an alarm for.</summary>
    private const int QuietMinutes = 30;

    private IReadOnlyList<Alarm> _alarms = [];

    [Parameter, EditorRequired] public required HallView View { get; set; }
    /// <summary>By the hall's clock.</summary>
    [Parameter, EditorRequired] public required DateTimeOffset Now { get; set; }
    [Parameter, EditorRequired] public required CultureInfo Culture { get; set; }
    /// <summary>How many are drawn; the rest is counted.</summary>
    [Parameter] public int Most { get; set; } = int.MaxValue;
    /// <summary>Leaves out what can wait: a clerk with a citizen in front of him changes no roll that is only low.</summary>
    [Parameter] public bool UrgentOnly { get; set; }
    /// <summary>Without it nobody can quiet an alarm here.</summary>
    [Parameter] public EventCallback<HallCommand> OnQuiet { get; set; }

    private Texts T => Texts.Of<AlarmTexts>(Culture);

    protected override void OnParametersSet() => _alarms = [.. Alarm.Of(View, Now).Where(a => !UrgentOnly || (a.IsUrgent && a.Quiet is null))];

    private string Clock(DateTimeOffset at) => View.Map.Local(at).ToString("HH:mm", Culture);

    private static string KeyOf(Alarm alarm) => alarm switch
    {
        DeviceAlarm device => device.Device.Id.Value,
        DoorAlarm door => $"{door.Cabinet.Id}/{door.Number}",
        _ => throw new InvalidOperationException($"No line for {alarm.GetType().Name}."),
    };

    private string NameOf(Alarm alarm) => alarm switch
    {
        DeviceAlarm device => device.Device.Name.In(Culture.Name),
        DoorAlarm door => T["Door", door.Cabinet.Name.In(Culture.Name), door.Number],
        _ => KeyOf(alarm),
    };

    private static string CauseOf(Alarm alarm) => alarm switch
    {
        DeviceAlarm { Fault: { } fault } => fault.ToString(),
        DeviceAlarm device => device.State.ToString(),
        DoorAlarm door => $"Door{door.Kind}",
        _ => KeyOf(alarm),
    };

    private static HallCommand QuietOf(Alarm alarm) => alarm is DoorAlarm door ? new QuietDoor(door.Cabinet.Id, door.Number, QuietMinutes) : new QuietAlarm(((DeviceAlarm)alarm).Device.Id, QuietMinutes);

    private static string ClassOf(Alarm alarm) => alarm switch { { Quiet: not null } => "quiet", { IsUrgent: true } => "urgent", _ => "" };
}
