using System.ComponentModel.DataAnnotations;

namespace TidalHall.Hub.Notifying;

/// <summary>Settings under <c>TidalHall:Notifying</c>.</summary>
internal sealed record NotifyingOptions
{
    public const string Section = "TidalHall:Notifying";

    /// <summary>Address of the SMS gateway; null = no SMS.</summary>
    public Uri? SmsUrl { get; init; }
    /// <summary>Bearer key of the gateway, and of the receipts it sends back.</summary>
    public string? SmsKey { get; init; }
    /// <summary>The gateway's template ids by our names ("accepted", "ready"…). What has none is not sent by SMS.</summary>
    public Dictionary<string, string> SmsTemplates { get; init; } = [];
    /// <summary>Messages a second at most, 0.1 to 100. Default 5.</summary>
    [Range(0.1, 100)]
    public double SmsPerSecond { get; init; } = 5;
    /// <summary>Seconds until a gateway that does not answer counts as one that failed, 1 to 60. Default 10.</summary>
    [Range(1, 60)]
    public int SmsTimeoutSeconds { get; init; } = 10;
    /// <summary>From this hour by the hall's clock nobody is woken. Default 21:00.</summary>
    public TimeOnly QuietFrom { get; init; } = new(21, 0);
    /// <summary>Until this hour. The same as from: no quiet hours. Default 08:00.</summary>
    public TimeOnly QuietUntil { get; init; } = new(8, 0);
    /// <summary>The first pause after a failed try, doubled each time up to two hours; 1 to 600 seconds. Default 30.</summary>
    [Range(1, 600)]
    public int FirstPauseSeconds { get; init; } = 30;
    /// <summary>Tries until it is given up, 1 to 50. Default 20, more than a day.</summary>
    [Range(1, 50)]
    public int MostTries { get; init; } = 20;

    /// <summary>Whether nobody is woken at a time of the hall's clock; the first minute counts in, the last does not.</summary>
    internal bool IsQuietAt(TimeOnly at) => QuietFrom != QuietUntil && at.IsBetween(QuietFrom, QuietUntil);
}
