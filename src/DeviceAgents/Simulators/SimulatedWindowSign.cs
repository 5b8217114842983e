using System.Text;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A window sign: shows what it is sent and says nothing.</summary>
internal sealed class SimulatedWindowSign(WindowSignFacts facts, TimeProvider time) : SimulatedDevice(time)
{
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!;

    /// <summary>As people see it; "" while it is blank.</summary>
    public string Shown { get; private set; } = "";
    /// <summary>Frames that were right, and frames that were not.</summary>
    public int Taken { get; private set; }
    public event Action<string>? Changed;

    /// <summary>The power went and came back.</summary>
    public void Blank() => Shown = "";

    protected override IEnumerable<string> OwnOrders => ["blank"];
    protected override bool IsMute => true;
    protected override void LosePower() => Blank();

    protected override bool Order(string word, IReadOnlyList<string> rest)
    {
        if (word != "blank" || rest.Count > 0) return false;
        Blank();
        return true;
    }

    protected override int Take(ReadOnlySpan<byte> heard, List<byte[]> answers) => facts.Codec switch
    {
        WindowSignCodec.GbkLine => TakeLine(heard),
        WindowSignCodec.Counter3A => TakeCounter(heard),
        WindowSignCodec.NumberBoard => TakeBoard(heard),
        _ => throw new InvalidOperationException($"No codec {facts.Codec}."),
    };

    private int TakeLine(ReadOnlySpan<byte> heard)
    {
        if (heard[0] != 0x02) return 1;
        if (heard.Length < 3) return 0;
        var length = heard[2] + 5;
        if (heard.Length < length) return 0;
        if (heard[length - 1] != 0x03 || heard[length - 2] != Sum(heard[1..(length - 2)]) || heard[2] > 2 * facts.Hanzi) return 1;
        if (heard[1] == facts.Address) Show(Gbk.GetString(heard[3..(length - 2)]));
        return length;
    }

    private int TakeCounter(ReadOnlySpan<byte> heard)
    {
        if (heard[0] != 0x3A) return 1;
        if (heard.Length < 7) return 0;
        if (heard[6] != 0x0A || heard[5] != Sum(heard[..5])) return 1;
        Show($"{heard[2] | heard[3] << 8}");
        return 7;
    }

    private int TakeBoard(ReadOnlySpan<byte> heard)
    {
        if (heard[0] != facts.Address) return 1;
        if (heard.Length < 4) return 0;
        if (heard[3] != Sum(heard[..3])) return 1;
        Show($"{heard[1] << 8 | heard[2]}");
        return 4;
    }

    private void Show(string text)
    {
        if (Fault is not (SimulatedFault.None or SimulatedFault.Echo)) return;
        Taken++;
        Shown = text;
        Changed?.Invoke(text);
    }

    private static byte Sum(ReadOnlySpan<byte> bytes) { var all = 0; foreach (var b in bytes) all += b; return (byte)all; }
}
