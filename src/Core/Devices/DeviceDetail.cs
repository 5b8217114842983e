using System.Text.Json.Serialization;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Devices;

/// <summary>Why there is no line to a device; each has a sentence that says what to do.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LineTrouble>))]
public enum LineTrouble
{
    /// <summary>There is no such port.</summary>
    Missing,
    /// <summary>The agent's account may not use it.</summary>
    NoRight,
    /// <summary>It is a file of another kind.</summary>
    NotAPort,
    /// <summary>Another program has it.</summary>
    Taken,
    /// <summary>It was open and went away.</summary>
    Broken,
    /// <summary>Nobody answers at that address.</summary>
    Unreachable,
}

/// <summary>What a line does not do and the device works without.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LineNote>))]
public enum LineNote
{
    DtrRefused,
    RtsRefused,
    /// <summary>A port did not close in time and was left behind; a new one is opened.</summary>
    CloseAbandoned,
}

/// <summary>How a device is joined to its agent; not journalled.</summary>
/// <param name="Profile">The profile's model.</param>
/// <param name="Address">A port's name or HOST:PORT.</param>
/// <param name="TakenBy">The process that has the port, where it is one of ours.</param>
/// <param name="Setting">How a serial port is set, "9600 8N1"; null: it is none.</param>
/// <param name="IsGarbled">Bytes came since the line was opened, and nothing of them was understood.</param>
/// <param name="Mistake">Why the agent does not drive it, in its own words: what is wrong with its profile. At most <see cref="MaxMistake"/> characters.</param>
public sealed record DeviceDetail(DeviceId Device, string Profile, string Address, LineTrouble? Trouble = null, int? TakenBy = null, LineNote[]? Notes = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Setting = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsGarbled = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Mistake = null)
{
    public const int MaxMistake = 2000;

    /// <summary>Lists inside a record compare by reference; here by what they hold.</summary>
    public bool SaysTheSameAs(DeviceDetail? other) =>
        other is not null && this with { Notes = null } == other with { Notes = null } && (Notes ?? []).SequenceEqual(other.Notes ?? []);
}
