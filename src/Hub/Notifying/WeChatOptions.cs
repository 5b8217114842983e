using System.ComponentModel.DataAnnotations;

namespace TidalHall.Hub.Notifying;

/// <summary>Settings under <c>TidalHall:Notifying:WeChat</c>; without them nothing goes out by it.</summary>
internal sealed record WeChatOptions : IValidatableObject
{
    /// <summary>Where its interface is: https://api.weixin.qq.com, or the hall's own way out to it. It has no default, so that no hub speaks to the internet unasked.</summary>
    [Required]
    public Uri? Url { get; init; }
    [Required]
    public string AppId { get; init; } = "";
    [Required]
    public string Secret { get; init; } = "";
    /// <summary>The account's templates by our names ("accepted", "ready"…). What has none is not sent by WeChat.</summary>
    public Dictionary<string, WeChatTemplate> Templates { get; init; } = [];
    /// <summary>The mini-program's page that shows a case; the case's code follows as <c>?c=</c>. Null: the message opens nothing.</summary>
    public string? Page { get; init; }
    /// <summary>Messages a second at most, 0.1 to 100. Default 5.</summary>
    [Range(0.1, 100)]
    public double PerSecond { get; init; } = 5;
    /// <summary>Seconds until it counts as not answering, 1 to 60. Default 10.</summary>
    [Range(1, 60)]
    public int TimeoutSeconds { get; init; } = 10;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is not ({ IsAbsoluteUri: true, Scheme: "https" } or { IsAbsoluteUri: true, IsLoopback: true })) yield return new("An https address is needed: the secret goes over it.", [nameof(Url)]);
        foreach (var (name, template) in Templates)
        {
            if (string.IsNullOrWhiteSpace(template.Id)) yield return new($"\"{name}\" has no template id.", [nameof(Templates)]);
            foreach (var field in template.Fields.Keys.Where(f => f is not ("number" or "item" or "text"))) yield return new($"\"{name}\": \"{field}\" is not allowed. Allowed: number, item, text.", [nameof(Templates)]);
        }
    }
}

/// <summary>A template of the account.</summary>
internal sealed record WeChatTemplate
{
    public string Id { get; init; } = "";
    /// <summary>Our fields "number", "item" and "text" to the template's: "number" → "character_string1".</summary>
    public Dictionary<string, string> Fields { get; init; } = [];
}
