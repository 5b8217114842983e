using System.Threading.Channels;
using TidalHall.Hub.Notifying;

namespace TidalHall.Hub.Tests.Pickup;

/// <summary>A way to people that takes everything at once and hands it to the test.</summary>
internal sealed class ToldChannel : IChannel
{
    private readonly Channel<OutMessage> _told = Channel.CreateUnbounded<OutMessage>();

    public string Name => SmsChannel.Own;
    public TimeSpan Gap => TimeSpan.Zero;
    public bool KeepsQuiet => false;

    public Task<Sending> SendAsync(OutMessage message, CancellationToken cancel)
    {
        _told.Writer.TryWrite(message);
        return Task.FromResult<Sending>(new Sending.Sent());
    }

    /// <summary>The next of a template, 30 s at most.</summary>
    public async Task<OutMessage> NextAsync(string template)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        within.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
            if (await _told.Reader.ReadAsync(within.Token) is var message && message.Template == template) return message;
    }
}
