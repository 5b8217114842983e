namespace TidalHall.Hub.Notifying;

/// <summary>A way to people. It sends once and says what came of it; when to try again is the outbox's.</summary>
internal interface IChannel
{
    /// <summary>"sms", "family", "wechat", "email", "local": kept with every message.</summary>
    string Name { get; }

    /// <summary>The least time between two of its messages.</summary>
    TimeSpan Gap { get; }

    /// <summary>It wakes nobody: not between the quiet hours.</summary>
    bool KeepsQuiet { get; }

    Task<Sending> SendAsync(OutMessage message, CancellationToken cancel);
}

/// <summary>What came of one try.</summary>
internal abstract record Sending
{
    private Sending() { }

    /// <param name="Receipt">By which the channel later tells that it arrived; null: it tells nothing.</param>
    internal sealed record Sent(string? Receipt = null) : Sending;
    /// <summary>Never again: nobody to send to, or refused as it is.</summary>
    internal sealed record Refused(string Why) : Sending;
    /// <summary>Perhaps it went out, perhaps not: the same id again is the same message.</summary>
    internal sealed record Later(string Why) : Sending;
}
