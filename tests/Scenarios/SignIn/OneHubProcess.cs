using TidalHall.Scenarios.Ground;

namespace TidalHall.Scenarios.SignIn;

/// <summary>One hub for all facts of a class.</summary>
public sealed class OneHubProcess : IAsyncLifetime
{
    public HubProcess Hub { get; } = new();

    public async ValueTask InitializeAsync() => await Hub.StartAsync(CancellationToken.None);
    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
