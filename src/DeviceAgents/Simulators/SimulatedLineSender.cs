using System.Text;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A keyboard-style card reader, a scanner or a pad of keys that sends lines: what is held to it or pressed is a line.</summary>
internal sealed class SimulatedLineSender(TimeProvider time, Encoding encoding) : SimulatedDevice(time)
{
    public void Send(string line) => Say(encoding.GetBytes(line + "\r\n"));

    // With an end: what is no text is a line nevertheless.
    protected override byte[] Garbled(byte[] bytes) => [0xFF, 0x00, 0x07, 0x1B, 0x0D];

    protected override IEnumerable<string> OwnOrders => ["send LINE"];

    protected override bool Order(string word, IReadOnlyList<string> rest)
    {
        if (word != "send") return false;
        Send(string.Join(' ', rest));
        return true;
    }

    protected override int Take(ReadOnlySpan<byte> heard, List<byte[]> answers) => heard.Length;
}
