using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TidalHall.Core.Doors;
using TidalHall.Hub.Pickup;

namespace TidalHall.Hub.Notifying;

/// <summary>Sends what the outbox has, one loop a channel: a gateway that hangs holds up nobody else.</summary>
internal sealed partial class Sender(IHalls halls, MessageOutbox outbox, CodeFields codes, IEnumerable<IChannel> channels, IOptions<NotifyingOptions> options, TimeProvider time, ILogger<Sender> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromHours(2);
    private readonly NotifyingOptions _options = options.Value;

    protected override Task ExecuteAsync(CancellationToken stopping) => Task.WhenAll(channels.Select(c => SendAllAsync(c, stopping)));

    private async Task SendAllAsync(IChannel channel, CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var sent = false;
                try
                {
                    sent = await SendNextAsync(channel, stopping);
                }
                catch (Exception e) when (e is System.Data.Common.DbException or DbUpdateException or IOException or InvalidOperationException)
                {
                    LogTrouble(log, channel.Name, e);
                }
                if (!sent || channel.Gap > TimeSpan.Zero) await Task.Delay(sent ? channel.Gap : Look, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The hub stops; what was on its way is tried again under the same id.
        }
    }

    /// <returns>False: nothing is due.</returns>
    private async Task<bool> SendNextAsync(IChannel channel, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        if ((channel.KeepsQuiet && IsQuiet(now)) || outbox.Next(channel.Name, now) is not { } message) return false;
        if (codes.Filled(message) is not { } whole)
        {
            outbox.Failed(message.Id, ToldMessage.CodeEnded, now);
            return true;
        }
        switch (await channel.SendAsync(whole, stopping))
        {
            case Sending.Sent(var receipt): outbox.Sent(message.Id, receipt); break;
            case Sending.Refused(var why): outbox.Failed(message.Id, why, time.GetUtcNow()); break;
            case Sending.Later(var why) when message.Tries + 1 >= MostTries(message): outbox.Failed(message.Id, why, time.GetUtcNow()); break;
            case Sending.Later(var why): outbox.Later(message.Id, time.GetUtcNow() + PauseAfter(message.Tries), why); break;
        }
        return true;
    }

    /// <summary>Another channel that stands in is asked sooner than a message is given up.</summary>
    private int MostTries(OutMessage message) => message.Next.Length > 0 ? Math.Min(_options.TriesBeforeNext, _options.MostTries) : _options.MostTries;

    /// <summary>Kept on disk with the message, so that a restart does not begin anew.</summary>
    private TimeSpan PauseAfter(int tries) => TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, _options.FirstPauseSeconds * Math.Pow(2, tries)));

    private bool IsQuiet(DateTimeOffset now) => _options.IsQuietAt(TimeOnly.FromDateTime(halls.Default.View.Map.Local(now)));

    [LoggerMessage(1502, LogLevel.Error, "Channel {Channel}: its messages wait. Make room, or look after the disk.")]
    private static partial void LogTrouble(ILogger log, string channel, Exception e);
}
