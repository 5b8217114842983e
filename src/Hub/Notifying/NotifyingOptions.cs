using System.ComponentModel.DataAnnotations;
using TidalHall.Hub.Hosting;

namespace TidalHall.Hub.Notifying;

/// <summary>Settings under <c>TidalHall:Notifying</c>.</summary>
internal sealed record NotifyingOptions : IValidatableObject
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
    /// <summary>Tries until the next channel stands in, where there is one; 1 to 50. Default 6, a quarter of an hour.</summary>
    [Range(1, 50)]
    public int TriesBeforeNext { get; init; } = 6;
    /// <summary>Null = nothing by WeChat.</summary>
    public WeChatOptions? WeChat { get; init; }
    /// <summary>Null = no e-mail.</summary>
    public MailOptions? Mail { get; init; }

    /// <exception cref="StartRefused">Something is not allowed; all of it is in the message.</exception>
    internal static NotifyingOptions Read(IConfiguration settings)
    {
        NotifyingOptions options;
        try
        {
            options = settings.GetSection(Section).Get<NotifyingOptions>() ?? new();
        }
        catch (InvalidOperationException e)
        {
            throw new StartRefused(e.Message, e);
        }
        var wrong = Wrong(Section, options).Concat(options.WeChat is { } weChat ? Wrong($"{Section}:WeChat", weChat) : []).Concat(options.Mail is { } mail ? Wrong($"{Section}:Mail", mail) : []).ToList();
        return wrong.Count == 0 ? options : throw new StartRefused(string.Join(Environment.NewLine, wrong));
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SmsUrl is not (null or { IsAbsoluteUri: true, Scheme: "http" or "https" })) yield return new("An http or https address is needed.", [nameof(SmsUrl)]);
    }

    private static IEnumerable<string> Wrong(string section, object part)
    {
        var found = new List<ValidationResult>();
        Validator.TryValidateObject(part, new(part), found, validateAllProperties: true);
        return found.Select(r => $"{section}:{r.MemberNames.FirstOrDefault()}: {r.ErrorMessage}");
    }

    /// <summary>Whether nobody is woken at a time of the hall's clock; the first minute counts in, the last does not.</summary>
    internal bool IsQuietAt(TimeOnly at) => QuietFrom != QuietUntil && at.IsBetween(QuietFrom, QuietUntil);
}
