namespace TidalHall.CallerConsole;

/// <summary>A second hand for waits and countdowns.</summary>
public sealed partial class ConsolePage
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private Task _ticking = Task.CompletedTask;

    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
        if (firstRender && RendererInfo.IsInteractive) _ticking = TickAsync();
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(Second, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(Leaving)) await InvokeAsync(() => { _tick = TickNow; StateHasChanged(); });
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _ticking;
    }
}
