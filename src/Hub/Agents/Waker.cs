namespace TidalHall.Hub.Agents;

/// <summary>Wakes one who waits; woken while awake, the next wait ends at once.</summary>
internal sealed class Waker
{
    private readonly SemaphoreSlim _awake = new(0, 1);

    public void Wake()
    {
        try
        {
            _awake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    /// <param name="atMost">Null: until woken.</param>
    public async Task WaitAsync(TimeSpan? atMost, TimeProvider time, CancellationToken cancel)
    {
        if (atMost <= TimeSpan.Zero) return;
        if (atMost is not { } limit)
        {
            await _awake.WaitAsync(cancel);
            return;
        }
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancel);
        try
        {
            await _awake.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            // Long enough.
        }
    }
}
