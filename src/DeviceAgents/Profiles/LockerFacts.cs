using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TidalHall.DeviceAgents.Profiles;

/// <summary>What must be known of a locker board.</summary>
public sealed record LockerFacts
{
    public required LockerCodec Codec { get; init; }
    [Description("The board's address. Cu16: 0 to 15. EightA: 1 to 31. Wkly: 0 to 255."), Range(0, 255)]
    public int Board { get; init; }
    [Description("Locks on it. Cu16: 1 to 16. EightA: 1 to 50. Wkly: 1 to 64."), Range(1, 64)]
    public int Locks { get; init; } = 16;
    [Description("Which way round the board tells of a door; by the cabinet's wiring.")]
    public LockerPolarity Polarity { get; init; }
    [Description("It has sensors that tell whether something lies inside. Cu16 alone can.")]
    public bool Senses { get; init; }
    public LineEcho Echo { get; init; } = LineEcho.Detect;
    [Description("Opening every door by one order is allowed.")]
    public bool OpenAll { get; init; }
    [Description("Until when after the order the door must be seen open, 200 to 10000 ms."), Range(200, 10_000)]
    public int OpenWithinMs { get; init; } = 2000;
    [Description("How often the doors are looked at, 100 to 60000 ms."), Range(100, 60_000)]
    public int PollMs { get; init; } = 1000;
    [Description("A door open for longer is told, 5 to 3600 s."), Range(5, 3600)]
    public int LeftOpenSeconds { get; init; } = 60;
}

[JsonConverter(typeof(NamedValue<LockerCodec>))]
public enum LockerCodec
{
    /// <summary>Kerong KR-CU16: 02 ADDR CMD 03 SUM.</summary>
    Cu16,
    /// <summary>8A BOARD LOCK 11 XOR, of many makers.</summary>
    EightA,
    /// <summary>57 4B 4C 59 LEN BOARD CMD … XOR.</summary>
    Wkly,
}

/// <summary>How a door's contact is wired.</summary>
[JsonConverter(typeof(NamedValue<LockerPolarity>))]
public enum LockerPolarity
{
    /// <summary>The contact is closed while the door is: Cu16 tells 1, EightA 11, Wkly 01 for a closed door.</summary>
    ClosedWhenLocked,
    /// <summary>The contact is closed while the door is open: the same values mean an open door.</summary>
    ClosedWhenOpen,
}

/// <summary>Whether a line gives our own bytes back before the answer.</summary>
[JsonConverter(typeof(NamedValue<LineEcho>))]
public enum LineEcho
{
    /// <summary>Found out by the first question.</summary>
    Detect,
    No,
    Yes,
}

/// <summary>What must be known of a Modbus-RTU relay board.</summary>
public sealed record RelayFacts
{
    [Description("The board's address, 1 to 247."), Range(1, 247)]
    public int Board { get; init; } = 1;
    [Description("Relays on it, 1 to 64."), Range(1, 64)]
    public int Relays { get; init; } = 8;
    [Description("Inputs on it, 0 to 64."), Range(0, 64)]
    public int Inputs { get; init; } = 8;
    [Description("How long a relay is on, 50 to 5000 ms."), Range(50, 5000)]
    public int PulseMs { get; init; } = 500;
    [Description("The board switches off by itself: address of its timed relay 1, 1 to 65535. 0: it cannot, we must."), Range(0, 65535)]
    public int TimedAddress { get; init; }
    [Description("Unit of that timer, 1 to 1000 ms."), Range(1, 1000)]
    public int TimedUnitMs { get; init; } = 100;
    public LineEcho Echo { get; init; } = LineEcho.Detect;
    [Description("How often it is asked whether it is there, 1 to 300 s."), Range(1, 300)]
    public int PollSeconds { get; init; } = 5;
}
