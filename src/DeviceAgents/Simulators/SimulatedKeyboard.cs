using System.Buffers.Binary;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A reader or scanner that types: for each character the events that Linux gives of a keyboard, with shift where it is needed, and Enter at the end.</summary>
internal sealed class SimulatedKeyboard(TimeProvider time) : SimulatedDevice(time)
{
    private const ushort Sync = 0, Key = 1, Enter = 28, Shift = 42;
    private static readonly (ushort First, string Plain, string Shifted)[] Rows =
    [
        (2, "1234567890-=", "!@#$%^&*()_+"), (16, "qwertyuiop[]", "QWERTYUIOP{}"), (30, "asdfghjkl;'`", "ASDFGHJKL:\"~"), (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"), (57, " ", ""),
    ];

    /// <summary>Types a line; what has no key is left out, as such devices do.</summary>
    public void Send(string line) => Say([.. line.SelectMany(Type), .. Press(Enter)]);

    protected override IEnumerable<string> OwnOrders => ["send LINE"];

    protected override bool Order(string word, IReadOnlyList<string> rest)
    {
        if (word != "send") return false;
        Send(string.Join(' ', rest));
        return true;
    }

    protected override int Take(ReadOnlySpan<byte> heard, List<byte[]> answers) => heard.Length;

    private static byte[] Type(char sign)
    {
        foreach (var (first, plain, shifted) in Rows)
        {
            if (plain.IndexOf(sign) is >= 0 and var at) return Press((ushort)(first + at));
            if (shifted.IndexOf(sign) is >= 0 and var over) return [.. Event(Key, Shift, 1), .. Event(Sync, 0, 0), .. Press((ushort)(first + over)), .. Event(Key, Shift, 0), .. Event(Sync, 0, 0)];
        }
        return [];
    }

    private static byte[] Press(ushort code) => [.. Event(Key, code, 1), .. Event(Sync, 0, 0), .. Event(Key, code, 0), .. Event(Sync, 0, 0)];

    // The time, two numbers of eight bytes, stays 0: nobody reads it.
    private static byte[] Event(ushort type, ushort code, int value)
    {
        var bytes = new byte[24];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(16), type);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(18), code);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(20), value);
        return bytes;
    }
}
