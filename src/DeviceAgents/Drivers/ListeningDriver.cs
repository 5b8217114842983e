using System.Buffers;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Drivers;

/// <summary>A device that speaks when it has something to say and is never asked.</summary>
/// <remarks>That it is well is only known from the last time it spoke: until then its state is unknown.</remarks>
/// <param name="size">Of the buffer: more than its longest frame.</param>
internal abstract class ListeningDriver(DeviceId device, ITransport transport, TimeProvider time, int size) : Driver(device)
{
    /// <summary>Half a frame waits so long for its rest, 500 ms.</summary>
    private static readonly TimeSpan HalfFrame = TimeSpan.FromMilliseconds(500);
    private readonly byte[] _buffer = new byte[size];
    private bool _isUnderstood;

    /// <summary>Bytes came since the line was opened and nothing of them was understood: mostly another baud. One that was understood once has only noise on its line.</summary>
    public bool IsGarbled { get; private set; }
    public event Action? GarbledChanged;

    protected TimeProvider Time => time;

    public override async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await using var line = await transport.OpenAsync(cancel);
                if (Health.State is DeviceState.Offline) Is(DeviceState.Unknown);
                _isUnderstood = false;
                await ListenAsync(line, cancel);
            }
            catch (LineException)
            {
                Is(DeviceState.Offline, DeviceFault.Unreachable);
            }
            finally
            {
                Forget();
                Garble(false);
            }
            await Task.Delay(BeforeReopening, time, cancel);
        }
    }

    /// <summary>Reads one frame and does what it says.</summary>
    protected abstract OperationStatus Take(ReadOnlySpan<byte> bytes, out int consumed);

    /// <summary>Half a frame is thrown away.</summary>
    protected virtual void Forget() => _buffer.AsSpan().Clear();

    private async Task ListenAsync(ILine line, CancellationToken cancel)
    {
        var filled = 0;
        while (true)
        {
            using var rest = new Deadline(filled == 0 ? Timeout.InfiniteTimeSpan : HalfFrame, time, cancel);
            try
            {
                filled += await line.ReadAsync(_buffer.AsMemory(filled), rest.Token);
            }
            catch (OperationCanceledException) when (rest.HasPassed)
            {
                Forget();
                filled = 0;
                Garble(!_isUnderstood);
                continue;
            }
            var isDropped = false;
            while (filled > 0)
            {
                var status = Take(_buffer.AsSpan(0, filled), out var consumed);
                _buffer.AsSpan(consumed, filled - consumed).CopyTo(_buffer);
                _buffer.AsSpan(filled - consumed, consumed).Clear();
                filled -= consumed;
                if (status is OperationStatus.Done)
                {
                    _isUnderstood = true;
                    Is(DeviceState.Ready);
                }
                isDropped |= status is OperationStatus.InvalidData;
                if (status is OperationStatus.NeedMoreData) break;
            }
            if (isDropped || _isUnderstood) Garble(!_isUnderstood);
            // A codec asks for no more than its longest frame; this is for the day it does.
            if (filled == _buffer.Length) filled = 0;
        }
    }

    private void Garble(bool isGarbled)
    {
        if (IsGarbled == isGarbled) return;
        IsGarbled = isGarbled;
        GarbledChanged?.Invoke();
    }
}
