namespace TidalHall.Scenarios.Ground;

/// <summary>One hub for all facts of the classes that share it: <c>[Collection(nameof(OneHubProcess))]</c>.</summary>
[CollectionDefinition(nameof(OneHubProcess))]
public sealed class OneHubProcess : IAsyncLifetime, ICollectionFixture<OneHubProcess>
{
    public HubProcess Hub { get; } = new();

    public async ValueTask InitializeAsync() => await Hub.StartAsync(CancellationToken.None);
    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
