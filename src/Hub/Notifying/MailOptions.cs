using System.ComponentModel.DataAnnotations;
using MailKit.Security;
using MimeKit;

namespace TidalHall.Hub.Notifying;

/// <summary>Settings under <c>TidalHall:Notifying:Mail</c>; without them no e-mail goes out.</summary>
internal sealed record MailOptions : IValidatableObject
{
    /// <summary>The hall's mail server.</summary>
    [Required]
    public string Host { get; init; } = "";
    /// <summary>1 to 65535. Default 587, where mail is handed in.</summary>
    [Range(1, 65535)]
    public int Port { get; init; } = 587;
    /// <summary>None, StartTls, or SslOnConnect (port 465). Default StartTls: a server that cannot is not spoken to.</summary>
    public SecureSocketOptions Security { get; init; } = SecureSocketOptions.StartTls;
    /// <summary>Null: the server asks for nobody.</summary>
    public string? User { get; init; }
    public string? Password { get; init; }
    /// <summary>"name@example.org", or "大厅 &lt;name@example.org&gt;".</summary>
    [Required]
    public string From { get; init; } = "";
    /// <summary>Messages a second at most, 0.1 to 100. Default 2.</summary>
    [Range(0.1, 100)]
    public double PerSecond { get; init; } = 2;
    /// <summary>Seconds until a server that does not answer counts as one that failed, 1 to 120. Default 30.</summary>
    [Range(1, 120)]
    public int TimeoutSeconds { get; init; } = 30;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!MailboxAddress.TryParse(From, out var from) || from.Domain.Length == 0) yield return new("This is no address to send from.", [nameof(From)]);
        if (User is not null && string.IsNullOrEmpty(Password)) yield return new("A user needs a password.", [nameof(Password)]);
        if (User is not null && Security is SecureSocketOptions.None) yield return new("A password goes over a secured line alone: StartTls or SslOnConnect.", [nameof(Security)]);
    }
}
