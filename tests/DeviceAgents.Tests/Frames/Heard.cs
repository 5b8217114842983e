using System.Threading.Channels;

namespace TidalHall.DeviceAgents.Tests.Frames;

/// <summary>What a driver told, in order, waited for.</summary>
internal sealed class Heard<T>
{
    private readonly Channel<T> _told = Channel.CreateBounded<T>(10_000);

    public void Add(T told) => Assert.True(_told.Writer.TryWrite(told));
    public bool IsEmpty => !_told.Reader.TryPeek(out _);

    public async Task<T> NextAsync(TimeSpan? within = null)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        soon.CancelAfter(within ?? TimeSpan.FromSeconds(20));
        return await _told.Reader.ReadAsync(soon.Token);
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<bool> isSo, TimeSpan? within = null)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        soon.CancelAfter(within ?? TimeSpan.FromSeconds(20));
        while (!isSo()) await Task.Delay(5, soon.Token);
    }
}
