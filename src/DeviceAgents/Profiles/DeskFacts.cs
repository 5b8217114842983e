using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TidalHall.DeviceAgents.Profiles;

/// <summary>What must be known of a line of lights above a window.</summary>
public sealed record WindowSignFacts
{
    public required WindowSignCodec Codec { get; init; }
    [Description("Its address on the line, 0 to 255."), Range(0, 255)]
    public int Address { get; init; } = 1;
    [Description("Hanzi in one line, 0 to 32. 0: it shows a number only."), Range(0, 32)]
    public int Hanzi { get; init; } = 8;
    [Description("The largest number a sign of numbers can show, 0 to 9999."), Range(0, 9999)]
    public int MaxNumber { get; init; } = 999;
    [Description("Colour byte of a Counter3A sign, 0 to 255."), Range(0, 255)]
    public int Colour { get; init; }
    [Description("Info byte of a Counter3A sign, 0 to 255."), Range(0, 255)]
    public int Info { get; init; } = 1;
    [Description("What is shown is sent again so often, 5 to 3600 s: a sign that lost its power comes back blank and says nothing."), Range(5, 3600)]
    public int RefreshSeconds { get; init; } = 60;
}

[JsonConverter(typeof(NamedValue<WindowSignCodec>))]
public enum WindowSignCodec
{
    /// <summary>Our own: 02 ADDR LEN GBK… SUM 03. No maker's.</summary>
    GbkLine,
    /// <summary>3A COLOUR LO HI INFO SUM 0A: a number.</summary>
    Counter3A,
    /// <summary>ID HI LO SUM: a number.</summary>
    NumberBoard,
}

/// <summary>What must be known of a clerk's keys.</summary>
public sealed record CallerPadFacts
{
    public required CallerPadCodec Codec { get; init; }
    [Description("Its address, 0 to 255."), Range(0, 255)]
    public int Address { get; init; } = 1;
    [Description("The command byte by which it tells a key, 0 to 255."), Range(0, 255)]
    public int KeyCommand { get; init; } = 1;
    [Description("Code of a key, 1 to 255, and what it does.")]
    public IReadOnlyDictionary<string, CallerKey> Keys { get; init; } = new Dictionary<string, CallerKey>();
    [Description("Within this time the same key again is the same press, 0 to 5000 ms."), Range(0, 5000)]
    public int BounceMs { get; init; } = 400;
}

[JsonConverter(typeof(NamedValue<CallerPadCodec>))]
public enum CallerPadCodec
{
    /// <summary>FF 68 LEN LEN 68 ADDR CMD DATA SUM 16.</summary>
    Ff68,
    /// <summary>Our own: a line "K" and the key's code per press. No maker's.</summary>
    Lines,
}

/// <summary>What a key of a caller pad means.</summary>
[JsonConverter(typeof(NamedValue<CallerKey>))]
public enum CallerKey { Next, Recall, Start, Finish, NoShow, Transfer, Pause, Evaluate, Digit0, Digit1, Digit2, Digit3, Digit4, Digit5, Digit6, Digit7, Digit8, Digit9, Enter, Clear }

/// <summary>What must be known of an evaluation pad.</summary>
public sealed record RatingPadFacts
{
    [Description("How long the citizen may take, 5 to 300 s."), Range(5, 300)]
    public int WaitSeconds { get; init; } = 30;
    [Description("How many reasons it offers for a bad rating, 0 to 16."), Range(0, 16)]
    public int Reasons { get; init; } = 8;
    [Description("How often it is asked whether it is there, 1 to 300 s."), Range(1, 300)]
    public int PollSeconds { get; init; } = 5;
}

/// <summary>What must be known of a speaker.</summary>
public sealed record SpeakerFacts
{
    internal const string SystemsChoice = "default";
    [Description("The output's name as the sound system has it, as hw:1,0 under ALSA; default is the system's choice.")]
    public string Output { get; init; } = SystemsChoice;
    [Description("Loudness, 0 to 100 percent."), Range(0, 100)]
    public int VolumePercent { get; init; } = 80;
    [Description("Longest sound; it is ended after that, 5 to 300 s."), Range(5, 300)]
    public int MaxSeconds { get; init; } = 60;
}
