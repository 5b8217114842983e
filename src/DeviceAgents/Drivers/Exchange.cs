using System.Buffers;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Drivers;

/// <summary>One question and its answer on a line: one in flight, each with its own deadline, nothing kept for the next.</summary>
/// <param name="size">Of the buffer: more than the longest answer. What would fill it is no answer.</param>
internal sealed class Exchange(ILine line, DeadlineFacts deadlines, TimeProvider time, int size = 256)
{
    private readonly byte[] _buffer = new byte[size];
    private bool _echoed;
    // What came behind the last answer; it may be the next thing to be heard, but answers no new question.
    private int _left;

    /// <summary>This line gives our own bytes back before the answer, as an RS485 adapter without receiver control does.</summary>
    public bool Echoes { get; set; }

    /// <summary>Asks, and waits for the answer as long as the profile says.</summary>
    /// <inheritdoc cref="AskAsync{T}(ReadOnlyMemory{byte}, FrameReader{T}, TimeSpan, CancellationToken)"/>
    public Task<T?> AskAsync<T>(ReadOnlyMemory<byte> question, FrameReader<T> read, CancellationToken cancel) where T : struct =>
        AskAsync(question, read, deadlines.Answer, cancel);

    /// <summary>Asks, and waits for the answer.</summary>
    /// <param name="within">From the last byte of the question to the last of the answer.</param>
    /// <returns>Null: no answer within the deadline, or it stopped in the middle.</returns>
    /// <exception cref="LineException">The line broke.</exception>
    public async Task<T?> AskAsync<T>(ReadOnlyMemory<byte> question, FrameReader<T> read, TimeSpan within, CancellationToken cancel) where T : struct
    {
        // What comes late answers an older question.
        await line.DropUnreadAsync(cancel);
        _left = 0;
        await line.WriteAsync(question, cancel);
        return await ReadAsync(Echoes ? question : ReadOnlyMemory<byte>.Empty, read, within, cancel);
    }

    /// <summary>Waits for what the device says by itself.</summary>
    /// <inheritdoc cref="AskAsync{T}(ReadOnlyMemory{byte}, FrameReader{T}, TimeSpan, CancellationToken)"/>
    public Task<T?> HearAsync<T>(FrameReader<T> read, TimeSpan within, CancellationToken cancel) where T : struct => ReadAsync(ReadOnlyMemory<byte>.Empty, read, within, cancel);

    /// <summary>Asks what no answer can look like, so that our own bytes coming back are told from the answer.</summary>
    /// <returns>The answer, with <see cref="Echoes"/> set as the line turned out to be; null as for a plain question.</returns>
    /// <exception cref="LineException">The line broke.</exception>
    public async Task<T?> AskToDetectEchoAsync<T>(ReadOnlyMemory<byte> question, FrameReader<T> read, CancellationToken cancel) where T : struct
    {
        Echoes = true;
        var answer = await AskAsync(question, read, cancel);
        Echoes = answer is not null && _echoed;
        return answer;
    }

    private async Task<T?> ReadAsync<T>(ReadOnlyMemory<byte> echo, FrameReader<T> read, TimeSpan within, CancellationToken cancel) where T : struct
    {
        using var whole = new Deadline(within, time, cancel);
        var filled = _left;
        (_left, _echoed) = (0, false);
        var echoIsOver = echo.IsEmpty;
        try
        {
            while (true)
            {
                // Exactly our bytes or nothing: an answer that only begins alike is an answer.
                if (!echoIsOver && (filled >= echo.Length || !echo.Span.StartsWith(_buffer.AsSpan(0, filled))))
                {
                    _echoed = _buffer.AsSpan(0, filled).StartsWith(echo.Span);
                    if (_echoed) Drop(echo.Length, ref filled);
                    echoIsOver = true;
                }
                while (echoIsOver && filled > 0)
                {
                    var status = read(_buffer.AsSpan(0, filled), out var frame, out var consumed);
                    Drop(consumed, ref filled);
                    if (status is OperationStatus.NeedMoreData) break;
                    if (status is not OperationStatus.Done) continue;
                    _left = filled;
                    return frame;
                }
                if (filled == _buffer.Length || await ReadSomeAsync(filled, whole) is not (> 0 and var count)) return null;
                filled += count;
            }
        }
        finally
        {
            // A card's data stays nowhere; nor does half a frame wait to be mixed with the next.
            _buffer.AsSpan(_left).Clear();
        }
    }

    /// <returns>0: a deadline passed, that of the whole answer or, in mid-answer, that of a gap.</returns>
    private async Task<int> ReadSomeAsync(int filled, Deadline whole)
    {
        using var gap = new Deadline(filled == 0 ? Timeout.InfiniteTimeSpan : deadlines.Gap, time, whole.Token);
        try
        {
            return await line.ReadAsync(_buffer.AsMemory(filled), gap.Token);
        }
        catch (OperationCanceledException) when (gap.HasPassed || whole.HasPassed)
        {
            return 0;
        }
    }

    private void Drop(int count, ref int filled)
    {
        _buffer.AsSpan(count, filled - count).CopyTo(_buffer);
        filled -= count;
    }
}
