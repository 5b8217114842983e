using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A locker board of any of the three families with its doors: told to open one it says ok, and what the door does is another matter.</summary>
internal sealed class SimulatedLockerBoard(LockerFacts facts, TimeProvider time) : SimulatedDevice(time)
{
    private readonly Lock _lock = new();
    private readonly bool[] _open = new bool[facts.Locks + 1], _jammed = new bool[facts.Locks + 1], _item = new bool[facts.Locks + 1];
    private readonly int[] _pulses = new int[facts.Locks + 1];

    /// <summary>Status bytes of an 8A answer above what its locks need, as some boards send.</summary>
    public int ExtraGroups { get; set; }
    /// <summary>Answers no order to open, as some boards do.</summary>
    public bool IgnoresOrders { get; set; }

    public int Pulses(int locker) { lock (_lock) return _pulses[locker]; }
    public bool IsOpen(int locker) { lock (_lock) return _open[locker]; }

    /// <summary>The bolt does not move any more, or the door is held.</summary>
    public void Jam(int locker) { lock (_lock) _jammed[locker] = true; }
    public void Free(int locker) { lock (_lock) _jammed[locker] = false; }
    /// <summary>By key or by force, without an order.</summary>
    public void ForceOpen(int locker) => Move(locker, true);
    public void Close(int locker) => Move(locker, false);
    public void Put(int locker) { lock (_lock) _item[locker] = true; }
    public void TakeOut(int locker) { lock (_lock) _item[locker] = false; }

    protected override IEnumerable<string> OwnOrders => ["jam LOCK", "free LOCK", "force LOCK", "shut LOCK", "put LOCK", "take LOCK"];

    protected override bool Order(string word, IReadOnlyList<string> rest)
    {
        if (!IsNumber(rest, out var locker) || locker < 1 || locker > facts.Locks) return false;
        switch (word)
        {
            case "jam": Jam(locker); return true;
            case "free": Free(locker); return true;
            case "force": ForceOpen(locker); return true;
            case "shut": Close(locker); return true;
            case "put": Put(locker); return true;
            case "take": TakeOut(locker); return true;
            default: return false;
        }
    }

    protected override void Mend()
    {
        base.Mend();
        lock (_lock) Array.Clear(_jammed);
    }

    protected override int Take(ReadOnlySpan<byte> heard, List<byte[]> answers)
    {
        lock (_lock)
            return facts.Codec switch
            {
                LockerCodec.Cu16 => TakeCu16(heard, answers),
                LockerCodec.EightA => TakeEightA(heard, answers),
                LockerCodec.Wkly => TakeWkly(heard, answers),
                _ => throw new InvalidOperationException($"No codec {facts.Codec}."),
            };
    }

    private int TakeCu16(ReadOnlySpan<byte> heard, List<byte[]> answers)
    {
        if (heard[0] != 0x02) return 1;
        if (heard.Length < 5) return 0;
        if (heard[3] != 0x03 || heard[4] != Sum(heard[..4])) return 1;
        if (heard[1] >> 4 != facts.Board) return 5;
        if (heard[2] == 0x31) Pulse((heard[1] & 0x0F) + 1);
        if (heard[2] is not 0x30) return 5;
        var (locked, item) = (Bits(i => !IsToldOpen(i)), Bits(i => _item[i]));
        byte[] answer = [0x02, heard[1], 0x35, (byte)locked, (byte)(locked >> 8), (byte)item, (byte)(item >> 8), 0x03, 0];
        answer[8] = Sum(answer.AsSpan(0, 8));
        answers.Add(answer);
        return 5;
    }

    private int TakeEightA(ReadOnlySpan<byte> heard, List<byte[]> answers)
    {
        if (heard[0] is not (0x8A or 0x80)) return 1;
        if (heard.Length < 5) return 0;
        if (heard[4] != Xor(heard[..4])) return 1;
        var (board, locker) = (heard[1], heard[2]);
        if (board != facts.Board || locker > facts.Locks) return 5;
        switch (heard[0], locker, heard[3])
        {
            case (0x8A, > 0, 0x11):
                Pulse(locker);
                if (!IgnoresOrders) answers.Add(Checked([0x8A, board, locker, (byte)(IsToldOpen(locker) ? 0x00 : 0x11)]));
                break;
            case (0x80, > 0, 0x33):
                answers.Add(Checked([0x80, board, locker, (byte)(IsToldOpen(locker) ? 0x00 : 0x11)]));
                break;
            case (0x80, 0, 0x33):
                var groups = (facts.Locks + 7) / 8;
                var closed = Bits(i => !IsToldOpen(i));
                answers.Add(Checked([0x80, board, .. new byte[ExtraGroups], .. Enumerable.Range(0, groups).Reverse().Select(g => (byte)(closed >> (8 * g))), 0x33]));
                break;
        }
        return 5;
    }

    private int TakeWkly(ReadOnlySpan<byte> heard, List<byte[]> answers)
    {
        if (heard[0] != 0x57) return 1;
        if (heard.Length < 5) return 0;
        if (heard[1] != 0x4B || heard[2] != 0x4C || heard[3] != 0x59 || heard[4] is < 8 or > 80) return 1;
        int length = heard[4];
        if (heard.Length < length) return 0;
        if (heard[length - 1] != Xor(heard[..(length - 1)])) return 1;
        if (heard[5] != facts.Board) return length;
        switch (heard[6])
        {
            case 0x82 when length == 9 && heard[7] >= 1 && heard[7] <= facts.Locks:
                Pulse(heard[7]);
                if (!IgnoresOrders) answers.Add(Wkly(0x82, [0x00, heard[7], (byte)(IsToldOpen(heard[7]) ? 0 : 1)]));
                break;
            case 0x84:
                answers.Add(Wkly(0x84, [0x00, (byte)facts.Locks, .. Enumerable.Range(1, facts.Locks).Select(i => (byte)(IsToldOpen(i) ? 0 : 1))]));
                break;
        }
        return length;
    }

    private byte[] Wkly(byte code, byte[] data) => Checked([0x57, 0x4B, 0x4C, 0x59, (byte)(8 + data.Length), (byte)facts.Board, code, .. data]);

    private void Move(int locker, bool open)
    {
        byte[]? unasked = null;
        lock (_lock)
        {
            _open[locker] = open;
            if (facts.Codec is LockerCodec.Wkly) unasked = Wkly(0x85, [(byte)locker, (byte)(IsToldOpen(locker) ? 0 : 1)]);
        }
        if (unasked is not null) Say(unasked);
    }

    private void Pulse(int locker)
    {
        if (locker > facts.Locks) return;
        _pulses[locker]++;
        if (!_jammed[locker]) _open[locker] = true;
    }

    // A contact wired the other way round tells the opposite.
    private bool IsToldOpen(int locker) => _open[locker] == facts.Polarity is LockerPolarity.ClosedWhenLocked;
    private ulong Bits(Func<int, bool> isSet) => Enumerable.Range(1, facts.Locks).Aggregate(0UL, (bits, i) => isSet(i) ? bits | 1UL << (i - 1) : bits);
    private static byte[] Checked(byte[] frame) => [.. frame, Xor(frame)];
    private static byte Xor(ReadOnlySpan<byte> bytes) { var all = 0; foreach (var b in bytes) all ^= b; return (byte)all; }
    private static byte Sum(ReadOnlySpan<byte> bytes) { var all = 0; foreach (var b in bytes) all += b; return (byte)all; }
}
