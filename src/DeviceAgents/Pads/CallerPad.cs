using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Cards;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Pads;

/// <summary>Listens to a clerk's keys.</summary>
internal sealed class CallerPad : ListeningDriver, ICallerPad
{
    private readonly CallerPadFacts _facts;
    private readonly TimeProvider _time;
    private readonly CallerKey?[] _keys = new CallerKey?[256];
    private readonly TextLines _lines = new();
    private (byte Code, long At)? _last;

    internal CallerPad(DeviceId device, CallerPadFacts facts, ITransport transport, TimeProvider time) : base(device, transport, time, 2 * TextLines.MaxLength)
    {
        (_facts, _time) = (facts, time);
        foreach (var (code, key) in facts.Keys) _keys[byte.Parse(code, CultureInfo.InvariantCulture)] = key;
    }

    public event Action<CallerKey>? Pressed;

    protected override OperationStatus Take(ReadOnlySpan<byte> bytes, out int consumed) => _facts.Codec switch
    {
        CallerPadCodec.Ff68 => TakeFrame(bytes, out consumed),
        CallerPadCodec.Lines => TakeLine(bytes, out consumed),
        _ => throw new InvalidOperationException($"No codec {_facts.Codec}."),
    };

    protected override void Forget()
    {
        base.Forget();
        _lines.Clear();
    }

    private OperationStatus TakeFrame(ReadOnlySpan<byte> bytes, out int consumed)
    {
        var status = Ff68Frames.Read(bytes, out var frame, out consumed);
        if (status is OperationStatus.Done && frame.Address == _facts.Address && frame.Command == _facts.KeyCommand) Press(frame.Data);
        return status;
    }

    private OperationStatus TakeLine(ReadOnlySpan<byte> bytes, out int consumed)
    {
        var status = _lines.Read(bytes, out var length, out consumed);
        if (status is not OperationStatus.Done) return status;
        if (length <= 1 || bytes[0] != (byte)'K' || !Utf8Parser.TryParse(bytes[1..length], out byte code, out var digits) || digits != length - 1) return OperationStatus.InvalidData;
        Press(code);
        return status;
    }

    private void Press(byte code)
    {
        var now = _time.GetTimestamp();
        var isAgain = _last is { } last && last.Code == code && _time.GetElapsedTime(last.At, now) < TimeSpan.FromMilliseconds(_facts.BounceMs);
        _last = (code, now);
        if (!isAgain && _keys[code] is { } key) Pressed?.Invoke(key);
    }
}
