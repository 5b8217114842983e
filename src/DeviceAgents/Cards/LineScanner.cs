using System.Buffers;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Cards;

/// <summary>A scanner that sends a line per code.</summary>
internal sealed class LineScanner(DeviceId device, CodeScannerFacts facts, ITransport transport, TimeProvider time) : ListeningDriver(device, transport, time, 2 * TextLines.MaxLength), ICodeScanner
{
    private readonly TextLines _lines = new();
    private (string Text, long At)? _last;

    public event Action<string>? Scanned;

    protected override OperationStatus Take(ReadOnlySpan<byte> bytes, out int consumed)
    {
        var status = _lines.Read(bytes, out var length, out consumed);
        if (status is not OperationStatus.Done) return status;
        if (LineText.Read(bytes[..length], facts.Text) is not { } text) return OperationStatus.InvalidData;
        var now = Time.GetTimestamp();
        var isAgain = _last is { } last && last.Text == text && Time.GetElapsedTime(last.At, now) < TimeSpan.FromMilliseconds(facts.AgainMs);
        _last = (text, now);
        if (!isAgain) Scanned?.Invoke(text);
        return status;
    }

    protected override void Forget()
    {
        base.Forget();
        _lines.Clear();
    }
}
