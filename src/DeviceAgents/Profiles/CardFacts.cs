using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TidalHall.DeviceAgents.Profiles;

/// <summary>What must be known of an ID card reader.</summary>
public sealed record CardReaderFacts
{
    public required CardReaderCodec Codec { get; init; }
    [Description("How often it looks for a card, 100 to 5000 ms."), Range(100, 5000)]
    public int PollMs { get; init; } = 300;
    [Description("For the whole of a card's data, 200 to 10000 ms. 1295 bytes take 1.4 s at 9600 baud."), Range(200, 10_000)]
    public int ReadMs { get; init; } = 3000;
    [Description("Steps that fail one after the other until the reader is reset, 1 to 100."), Range(1, 100)]
    public int FailuresToReset { get; init; } = 3;
    [Description("Until its line is opened anew, 1 to 100."), Range(1, 100)]
    public int FailuresToReopen { get; init; } = 6;
    [Description("Until it is said to be failing, 1 to 100."), Range(1, 100)]
    public int FailuresToAlarm { get; init; } = 10;
    [Description("Keyboard-style: the sign between fields, one character.")]
    public string Separator { get; init; } = ",";
    [Description("Keyboard-style: which field is the number, 1 to 16."), Range(1, 16)]
    public int NumberField { get; init; } = 1;
    [Description("Keyboard-style: which field is the name, 1 to 16; 0: it sends none."), Range(0, 16)]
    public int NameField { get; init; }
    [Description("Keyboard-style: what its characters are coded in.")]
    public TextCode Text { get; init; } = TextCode.Gbk;
}

[JsonConverter(typeof(NamedValue<CardReaderCodec>))]
public enum CardReaderCodec
{
    /// <summary>AA AA AA 96 69 frames of the SAM module.</summary>
    Sam,
    /// <summary>A line of text per card, as if typed.</summary>
    Keyboard,
}

[JsonConverter(typeof(NamedValue<TextCode>))]
public enum TextCode { Utf8, Gbk }

/// <summary>What must be known of a QR and barcode scanner.</summary>
public sealed record CodeScannerFacts
{
    public TextCode Text { get; init; } = TextCode.Utf8;
    [Description("Within this time the same code again is the same scan, 0 to 10000 ms."), Range(0, 10_000)]
    public int AgainMs { get; init; } = 1500;
}
