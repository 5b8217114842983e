namespace TidalHall.DeviceAgents.Simulators;

/// <summary>An evaluation pad with a citizen before it.</summary>
internal sealed class SimulatedRatingPad(TimeProvider time) : SimulatedDevice(time)
{
    /// <summary>What the citizen presses as soon as invited; null: they wait until somebody presses.</summary>
    public (int Level, int[] Reasons)? Ready { get; set; }
    /// <summary>They go away without a word as soon as invited.</summary>
    public bool Declines { get; set; }
    public int Invited { get; private set; }
    public bool IsInviting { get; private set; }

    /// <param name="level">1 to 5.</param>
    public void Press(int level, params int[] reasons)
    {
        if (!IsInviting) return;
        IsInviting = false;
        Say(Given(level, reasons));
    }

    public void Decline()
    {
        if (!IsInviting) return;
        IsInviting = false;
        Say(Frame(0x83));
    }

    protected override IEnumerable<string> OwnOrders => ["rate LEVEL", "decline"];

    protected override bool Order(string word, IReadOnlyList<string> rest)
    {
        if (word == "decline" && rest.Count == 0) Decline();
        else if (word == "rate" && IsNumber(rest, out var level) && level is >= 1 and <= 5) Press(level);
        else return false;
        return true;
    }

    protected override void LosePower() => IsInviting = false;

    protected override int Take(ReadOnlySpan<byte> heard, List<byte[]> answers)
    {
        if (heard[0] != 0x5A) return 1;
        if (heard.Length < 2) return 0;
        var length = heard[1] + 3;
        if (heard[1] is < 1 or > 5) return 1;
        if (heard.Length < length) return 0;
        switch (heard[2])
        {
            case 0x00: answers.Add(Frame(0x80)); break;
            case 0x02: IsInviting = false; break;
            case 0x01:
                (Invited, IsInviting) = (Invited + 1, true);
                answers.Add(Frame(0x81));
                if (Declines) answers.Add(Frame(0x83));
                else if (Ready is { } ready) answers.Add(Given(ready.Level, ready.Reasons));
                if (Declines || Ready is not null) IsInviting = false;
                break;
        }
        return length;
    }

    private static byte[] Given(int level, int[] reasons)
    {
        var bits = reasons.Aggregate(0, (all, r) => all | 1 << (r - 1));
        return Frame(0x82, (byte)level, (byte)bits, (byte)(bits >> 8));
    }

    private static byte[] Frame(byte word, params byte[] data)
    {
        byte[] frame = [0x5A, (byte)(1 + data.Length), word, .. data];
        return [.. frame, (byte)frame.Sum(b => b)];
    }
}
