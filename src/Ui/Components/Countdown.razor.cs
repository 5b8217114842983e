using Microsoft.AspNetCore.Components;

namespace TidalHall.Ui.Components;

/// <summary>Seconds that run out once. Begun anew by another <c>@key</c>.</summary>
public sealed partial class Countdown : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private Task _running = Task.CompletedTask;
    private int _left;

    [Inject] private TimeProvider Time { get; set; } = default!;
    /// <summary>1 or more.</summary>
    [Parameter, EditorRequired] public required int Seconds { get; set; }
    /// <summary>It is seen when this many seconds are left, at most; 0 = never.</summary>
    [Parameter] public int ShowLast { get; set; } = int.MaxValue;
    [Parameter] public Func<int, string> Text { get; set; } = left => $"{left}";
    [Parameter] public EventCallback OnOver { get; set; }

    private bool IsShown => ShowLast > 0 && _left <= ShowLast;
    private int Percent => Math.Clamp(100 * _left / Math.Min(Seconds, ShowLast), 0, 100);

    protected override void OnInitialized() => _left = Seconds;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) _running = RunAsync(_gone.Token);
    }

    private async Task RunAsync(CancellationToken gone)
    {
        var begin = Time.GetTimestamp();
        using var seconds = new PeriodicTimer(TimeSpan.FromSeconds(1), Time);
        try
        {
            while (_left > 0 && await seconds.WaitForNextTickAsync(gone))
            {
                _left = Math.Max(0, Seconds - (int)Time.GetElapsedTime(begin).TotalSeconds);
                if (_left > 0 && IsShown) await InvokeAsync(StateHasChanged);
            }
            // On the renderer's turn, where it is also disposed: a touch in the last moment wins.
            await InvokeAsync(() => gone.IsCancellationRequested ? Task.CompletedTask : OnOver.InvokeAsync());
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // Touched, or left.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _gone.Cancel();
        await _running;
        _gone.Dispose();
    }
}
