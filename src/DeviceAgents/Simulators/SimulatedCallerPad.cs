using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A clerk's keys, by frames or by lines.</summary>
internal sealed class SimulatedCallerPad(CallerPadFacts facts, TimeProvider time) : SimulatedDevice(time)
{
    /// <summary>Presses a key by its code.</summary>
    public void Press(byte code)
    {
        byte[] body = [(byte)facts.Address, (byte)facts.KeyCommand, code];
        byte[] frame = facts.Codec is CallerPadCodec.Lines
            ? System.Text.Encoding.ASCII.GetBytes($"K{code}\r\n")
            : [0xFF, 0x68, 3, 3, 0x68, .. body, (byte)body.Sum(b => b), 0x16];
        Say(frame);
    }

    protected override byte[] Garbled(byte[] bytes) => [.. bytes.AsEnumerable().Reverse()];

    protected override IEnumerable<string> OwnOrders => ["press CODE"];

    protected override bool Order(string word, IReadOnlyList<string> rest)
    {
        if (word != "press" || !IsNumber(rest, out var code) || code is < 1 or > 255) return false;
        Press((byte)code);
        return true;
    }

    protected override int Take(ReadOnlySpan<byte> heard, List<byte[]> answers) => heard.Length;
}
