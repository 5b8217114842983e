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
    [Description("For whom it is, and what was seen of it.")]
    public required string Description { get; init; }
    public required DeviceFamily Family { get; init; }
    [Description("Where it is found if the command line names no address.")]
    public TcpAddress? Tcp { get; init; }
    [Description("Present for the two printer families only.")]
    public PrinterFacts? Printer { get; init; }
}

/// <summary>Which driver serves a device.</summary>
[JsonConverter(typeof(NamedValue<DeviceFamily>))]
public enum DeviceFamily
{
    /// <summary>A ticket printer that understands ESC/POS, over TCP.</summary>
    EscPosPrinter,
    /// <summary>The same driver against a printer the agent plays itself behind a socket.</summary>
    SimulatedPrinter,
    /// <summary>An ID card reader that is shown cards from the hub.</summary>
    SimulatedReader,
}

/// <param name="Host">A name or address; null: the command line must name it.</param>
/// <param name="Port">1 to 65535; printers listen on 9100.</param>
public sealed record TcpAddress(string? Host = null, int Port = 9100);
