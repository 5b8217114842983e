namespace TidalHall.Hub.Notifying;

/// <summary>Shows messages on the manager's page and sends them to nobody: for a hall without a gateway, and to see what people are told.</summary>
internal sealed class LocalChannel : IChannel
{
    internal const string Of = "local";

    public string Name => Of;
    public TimeSpan Gap => TimeSpan.Zero;
    public bool KeepsQuiet => false;
    public Task<Sending> SendAsync(OutMessage message, CancellationToken cancel) => Task.FromResult<Sending>(new Sending.Sent());
}
