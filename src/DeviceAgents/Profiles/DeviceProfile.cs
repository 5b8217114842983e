using System.ComponentModel;
using System.Text.Json.Serialization;

namespace TidalHall.DeviceAgents.Profiles;

/// <summary>The facts of one device model: a file of <c>hardware-profiles</c>.</summary>
public sealed record DeviceProfile
{
    /// <summary>For editors only.</summary>
    [JsonPropertyName("$schema"), JsonPropertyOrder(-1)] public string? Schema { get; init; }
    [Description("The file's name without .json.")]
    public required string Model { get; init; }
    [Description("For whom it is.")]
    public required string Description { get; init; }
    [Description("What it is. The section of the same name holds its facts, and its codec where the family has several.")]
    public required DeviceFamily Family { get; init; }
    [Description("The agent plays the device itself, behind a socket; the real driver talks to it.")]
    public bool Simulated { get; init; }
    [Description("How far these facts can be believed.")]
    public Evidence Seen { get; init; } = Evidence.SimulatedOnly;
    [Description("Where the bytes or the sighting come from; needed unless SimulatedOnly.")]
    public string? Source { get; init; }
    [Description("Where it is found on the net if the command line names no address.")]
    public TcpAddress? Tcp { get; init; }
    [Description("How its serial port is set.")]
    public SerialFacts? Serial { get; init; }
    [Description("It types as a keyboard does, and its keys are read from Linux's event device.")]
    public TypedFacts? Typed { get; init; }
    public DeadlineFacts Deadlines { get; init; } = new();

    public PrinterFacts? Printer { get; init; }
    public CardReaderFacts? CardReader { get; init; }
    public CodeScannerFacts? CodeScanner { get; init; }
    public LockerFacts? LockerBoard { get; init; }
    public RelayFacts? RelayBoard { get; init; }
    public WindowSignFacts? WindowSign { get; init; }
    public CallerPadFacts? CallerPad { get; init; }
    public RatingPadFacts? RatingPad { get; init; }
    public SpeakerFacts? Speaker { get; init; }
}

/// <summary>Which driver serves a device.</summary>
[JsonConverter(typeof(NamedValue<DeviceFamily>))]
public enum DeviceFamily { Printer, CardReader, CodeScanner, LockerBoard, RelayBoard, WindowSign, CallerPad, RatingPad, Speaker }

/// <summary>What stands behind the facts of a profile.</summary>
[JsonConverter(typeof(NamedValue<Evidence>))]
public enum Evidence
{
    /// <summary>Only our own simulator was ever driven by it.</summary>
    SimulatedOnly,
    /// <summary>Bytes and settings were found in a maker's or another's publication; no device of the kind was driven.</summary>
    BytesFromSource,
    /// <summary>It was driven by this program.</summary>
    Hardware,
}
