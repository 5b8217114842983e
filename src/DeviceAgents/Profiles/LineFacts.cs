using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TidalHall.DeviceAgents.Profiles;

/// <param name="Host">A name or address; null: the command line must name it.</param>
/// <param name="Port">1 to 65535; printers listen on 9100.</param>
public sealed record TcpAddress(string? Host = null, [property: Range(1, 65535)] int Port = 9100);

/// <summary>How a serial port is set.</summary>
public sealed record SerialFacts
{
    [Description("A stable name such as /dev/serial/by-id/…; without it the command line must name the port.")]
    public string? Port { get; init; }
    [Description("Bits a second: 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200 or 230400.")]
    public int Baud { get; init; } = 9600;
    [Description("7 or 8."), Range(7, 8)]
    public int DataBits { get; init; } = 8;
    public SerialParity Parity { get; init; }
    [Description("1 or 2."), Range(1, 2)]
    public int StopBits { get; init; } = 1;
    public SerialFlow Flow { get; init; }
    [Description("Raise the data-terminal-ready pin. Not every line has it.")]
    public bool Dtr { get; init; }
    [Description("Raise the request-to-send pin. Not every line has it.")]
    public bool Rts { get; init; }
    [Description("For a device with a small buffer and no flow control: after so many bytes comes a pause, 1 to 4096. 0: no pauses."), Range(0, 4096)]
    public int PaceBytes { get; init; }
    [Description("The pause, 1 to 5000 ms. 0: none."), Range(0, 5000)]
    public int PaceMs { get; init; }

    internal static readonly int[] Bauds = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400];
}

[JsonConverter(typeof(NamedValue<SerialParity>))]
public enum SerialParity { None, Even, Odd }

/// <summary>How the device holds us back when its buffer is full.</summary>
[JsonConverter(typeof(NamedValue<SerialFlow>))]
public enum SerialFlow { None, RtsCts, XonXoff }

/// <summary>Where a device that types is.</summary>
public sealed record TypedFacts
{
    [Description("A stable name such as /dev/input/by-id/…-event-kbd; without it the command line must name the device.")]
    public string? Device { get; init; }
}

/// <summary>How long is waited for what.</summary>
public sealed record DeadlineFacts
{
    [Description("For a whole answer, 50 to 10000 ms."), Range(50, 10_000)]
    public int AnswerMs { get; init; } = 1000;
    [Description("For the next byte inside an answer, 20 to 5000 ms."), Range(20, 5000)]
    public int GapMs { get; init; } = 300;

    internal TimeSpan Answer => TimeSpan.FromMilliseconds(AnswerMs);
    internal TimeSpan Gap => TimeSpan.FromMilliseconds(GapMs);
}
