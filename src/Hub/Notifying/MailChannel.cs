using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using TidalHall.Core.Doors;

namespace TidalHall.Hub.Notifying;

/// <summary>E-mail by the hall's own server. A repeat has the Message-Id of the first, by which mailboxes know it.</summary>
internal sealed class MailChannel(IContacts contacts, MailOptions options) : IChannel
{
    public string Name => "email";
    public TimeSpan Gap => TimeSpan.FromSeconds(1 / options.PerSecond);
    /// <summary>It wakes nobody.</summary>
    public bool KeepsQuiet => false;

    public async Task<Sending> SendAsync(OutMessage message, CancellationToken cancel)
    {
        if ((await contacts.FindAsync(message.Person, Name, cancel))?.Email is not { } address) return new Sending.Refused("no e-mail address");
        if (!MailboxAddress.TryParse(address, out var to)) return new Sending.Refused("no such e-mail address");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(options.TimeoutSeconds));
        using var letter = LetterOf(message, to);
        try
        {
            // A hall's network may not reach the lists of revoked certificates.
            using var smtp = new SmtpClient { CheckCertificateRevocation = false };
            await smtp.ConnectAsync(options.Host, options.Port, options.Security, patience.Token);
            if (options is { User: { } user, Password: { } password }) await smtp.AuthenticateAsync(user, password, patience.Token);
            await smtp.SendAsync(letter, patience.Token);
            // Taken: what the goodbye comes to changes nothing.
            return new Sending.Sent();
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Sending.Later($"no answer in {options.TimeoutSeconds} s");
        }
        catch (SmtpCommandException e)
        {
            // 5xx about this letter or this mailbox is final; "later" and trouble with ourselves are not. What the server says may hold the address: its number alone is kept.
            var code = (int)e.StatusCode;
            return code >= 500 && e.ErrorCode is (SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted) ? new Sending.Refused($"SMTP {code}") : new Sending.Later($"SMTP {code}");
        }
        catch (Exception e) when (e is ProtocolException or AuthenticationException or SslHandshakeException or NotSupportedException or IOException or SocketException)
        {
            return new Sending.Later(e.GetType().Name);
        }
    }

    private static MimeEntity BodyOf(OutMessage message)
    {
        var text = new TextPart("plain") { Text = MessageTemplates.Letter(message.Template, message.Fields) };
        if (!message.Fields.TryGetValue("qr", out var qr)) return text;
        return new Multipart("mixed")
        {
            text,
            new MimePart("image", "png") { Content = new MimeContent(new MemoryStream(PickupPicture.Draw(qr))), ContentDisposition = new(ContentDisposition.Attachment), ContentTransferEncoding = ContentEncoding.Base64, FileName = "pickup.png" },
        };
    }

    private MimeMessage LetterOf(OutMessage message, MailboxAddress to)
    {
        var from = MailboxAddress.Parse(options.From);
        return new MimeMessage([from], [to], MessageTemplates.Subject(message.Fields), BodyOf(message))
        {
            MessageId = $"{message.Id:N}@{from.Domain}", Date = message.At,
        };
    }
}
