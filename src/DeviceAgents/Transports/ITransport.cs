namespace TidalHall.DeviceAgents.Transports;

/// <summary>A way to one device. It moves bytes and knows nothing of them.</summary>
internal interface ITransport
{
    /// <summary>Opens a line for one piece of work; the caller closes it.</summary>
    /// <exception cref="LineException">Nobody is there, or not within the transport's deadline.</exception>
    Task<ILine> OpenAsync(CancellationToken cancellation);
}

/// <summary>An open line to a device. After a <see cref="LineException"/> it is dead: close it.</summary>
internal interface ILine : IAsyncDisposable
{
    /// <summary>Returning proves nothing about arrival.</summary>
    /// <exception cref="LineException">It broke, or did not take the bytes within the transport's deadline.</exception>
    Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>Waits for at least one byte, for ever: the deadline is the exchange's.</summary>
    /// <exception cref="LineException">It broke, or the other end closed it.</exception>
    ValueTask<int> ReadAsync(Memory<byte> bytes, CancellationToken cancellation);

    /// <summary>Throws away what has already come in.</summary>
    ValueTask DropUnreadAsync(CancellationToken cancellation);

    /// <summary>A driver says: the next bytes do the job itself. From here on an error is unknown, never failed, and after a crash it is not begun again.</summary>
    /// <exception cref="IOException">That cannot be put on disk: do not send them.</exception>
    ValueTask LeavingAsync(CancellationToken cancellation) => ValueTask.CompletedTask;
}
