namespace TidalHall.Scenarios.Ground;

/// <summary>One browser for all facts of a class; its pages are not started to speak.</summary>
public sealed class OneBrowser : IAsyncLifetime
{
    public Screens Screens { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Screens = await Screens.OpenAsync(maySpeak: false);
    public ValueTask DisposeAsync() => Screens.DisposeAsync();
}
