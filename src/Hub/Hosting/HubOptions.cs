namespace TidalHall.Hub.Hosting;

/// <summary>What the hub is told at start: on the command line, else as settings under <c>TidalHall</c>, else the defaults.</summary>
internal sealed record HubOptions
{
    public const string Section = "TidalHall";
    public const string DefaultUrls = "http://localhost:5080";

    public string Urls { get; init; } = DefaultUrls;
    /// <summary>Full path of the folder that lasts.</summary>
    public required string Data { get; init; }
    /// <summary>Full path of the hall file.</summary>
    public required string HallFile { get; init; }
    public bool DemoDevices { get; init; } = true;
    /// <summary>Null: one is made at first start.</summary>
    public string? ApiKey { get; init; }
    /// <summary>The address phones reach the hub at, for the QR on tickets.</summary>
    public required Uri PublicUrl { get; init; }
    /// <summary>A day file to play, or null.</summary>
    public string? Play { get; init; }
    /// <summary>How fast the played day runs, 1 to 600.</summary>
    public double Speed { get; init; } = 60;
}
