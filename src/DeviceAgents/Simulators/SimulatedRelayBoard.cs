using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A Modbus-RTU relay board; with a timer of its own where the profile says so.</summary>
internal sealed class SimulatedRelayBoard(RelayFacts facts, TimeProvider time) : SimulatedDevice(time)
{
    private readonly Lock _lock = new();
    private readonly bool[] _on = new bool[facts.Relays];
    private readonly int[] _pulses = new int[facts.Relays];
    private readonly ITimer?[] _timers = new ITimer?[facts.Relays];
    private readonly TimeProvider _time = time;

    public ulong Inputs { get; set; }

    /// <param name="relay">From 1.</param>
    public bool IsOn(int relay) { lock (_lock) return _on[relay - 1]; }
    public int Pulses(int relay) { lock (_lock) return _pulses[relay - 1]; }
    /// <summary>As an agent that was killed in mid-pulse leaves it.</summary>
    public void LeaveOn(int relay) { lock (_lock) _on[relay - 1] = true; }

    protected override IEnumerable<string> OwnOrders => ["input NUMBER"];

    protected override bool Order(string word, IReadOnlyList<string> rest)
    {
        if (word != "input" || !IsNumber(rest, out var input) || input < 1 || input > facts.Inputs) return false;
        Inputs ^= 1UL << (input - 1);
        return true;
    }

    protected override void LosePower()
    {
        lock (_lock) Array.Clear(_on);
    }

    protected override int Take(ReadOnlySpan<byte> heard, List<byte[]> answers)
    {
        if (heard[0] != facts.Board) return 1;
        if (heard.Length < 8) return 0;
        if (Crc(heard[..6]) != (heard[6] | heard[7] << 8)) return 1;
        var (code, at, value) = (heard[1], heard[2] << 8 | heard[3], heard[4] << 8 | heard[5]);
        lock (_lock)
            answers.Add(code switch
            {
                0x01 when at + value <= facts.Relays && value > 0 => Bits(code, Enumerable.Range(at, value).Select(i => _on[i])),
                0x02 when at + value <= facts.Inputs && value > 0 => Bits(code, Enumerable.Range(at, value).Select(i => (Inputs >> i & 1) != 0)),
                0x05 when at < facts.Relays && value is 0xFF00 or 0 => Write(at, value != 0, heard[..8]),
                0x05 when facts.TimedAddress > 0 && at >= facts.TimedAddress && at < facts.TimedAddress + facts.Relays => Flash(at - facts.TimedAddress, value, heard[..8]),
                0x01 or 0x02 or 0x05 => Checked([heard[0], (byte)(code | 0x80), 0x02]),
                _ => Checked([heard[0], (byte)(code | 0x80), 0x01]),
            });
        return 8;
    }

    private byte[] Write(int relay, bool on, ReadOnlySpan<byte> frame)
    {
        if (on && !_on[relay]) _pulses[relay]++;
        _on[relay] = on;
        return frame.ToArray();
    }

    private byte[] Flash(int relay, int units, ReadOnlySpan<byte> frame)
    {
        Write(relay, true, frame);
        _timers[relay]?.Dispose();
        _timers[relay] = _time.CreateTimer(_ => { lock (_lock) _on[relay] = false; }, null, TimeSpan.FromMilliseconds(units * facts.TimedUnitMs), Timeout.InfiniteTimeSpan);
        return frame.ToArray();
    }

    private byte[] Bits(byte code, IEnumerable<bool> bits)
    {
        var bytes = bits.Chunk(8).Select(eight => (byte)eight.Select((isSet, i) => isSet ? 1 << i : 0).Sum()).ToArray();
        return Checked([(byte)facts.Board, code, (byte)bytes.Length, .. bytes]);
    }

    private static byte[] Checked(byte[] frame) => [.. frame, (byte)Crc(frame), (byte)(Crc(frame) >> 8)];

    private static int Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFF;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xA001 : crc >> 1;
        }
        return crc;
    }
}
