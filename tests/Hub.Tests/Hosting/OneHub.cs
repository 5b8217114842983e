namespace TidalHall.Hub.Tests.Hosting;

/// <summary>One hub for all facts of a class: <c>IClassFixture&lt;OneHub&gt;</c>.</summary>
public sealed class OneHub : IAsyncLifetime
{
    public RunningHub Hub { get; private set; } = null!;
    public HttpClient Client => Hub.Client;

    /// <summary>An item of a category, the first by default.</summary>
    public string Item(string? category = null) => Hub.Hall.View.Plan.Items.First(i => category is null || i.Category.Value == category).Id.Value;

    public async ValueTask InitializeAsync() => Hub = await RunningHub.StartAsync();
    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
