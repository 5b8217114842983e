using System.Text;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A keyboard-style card reader, a scanner or a pad of keys that sends lines: what is held to it or pressed is a line.</summary>
internal sealed class SimulatedLineSender(TimeProvider time, Encoding encoding) : SimulatedDevice(time)
{
    public void Send(string line) => Say(Fault switch
    {
        SimulatedFault.None or SimulatedFault.Echo or SimulatedFault.Late => encoding.GetBytes(line + "\r\n"),
        SimulatedFault.Silent or SimulatedFault.Disconnect => [],
        SimulatedFault.Garbage => [0xFF, 0x00, 0x07, 0x1B, 0x0D],
        SimulatedFault.Half => encoding.GetBytes(line)[..(encoding.GetByteCount(line) / 2)],
        _ => throw new InvalidOperationException($"No fault {Fault}."),
    });

    protected override IEnumerable<string> OwnOrders => ["send LINE"];

    protected override bool Order(string word, IReadOnlyList<string> rest)
    {
        if (word != "send") return false;
        Send(string.Join(' ', rest));
        return true;
    }

    protected override int Take(ReadOnlySpan<byte> heard, List<byte[]> answers) => heard.Length;
}
