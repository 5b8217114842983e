using System.Buffers.Binary;
using System.Text;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A made-up card.</summary>
/// <param name="Kind">"I", "J" for other kinds of cards.</param>
internal sealed record SimulatedCard(string Number, string Name, char Kind = ' ');

/// <summary>An ID card reader with a SAM. A card that was read answers no more until it is lifted and laid down again.</summary>
internal sealed class SimulatedCardReader(TimeProvider time) : SimulatedDevice(time)
{
    private readonly Lock _lock = new();
    private SimulatedCard? _card;
    private bool _isFound, _isSelected, _isRead;
    private int? _removeAt;
    private byte[]? _old;

    /// <summary>What went wrong before the card was seen.</summary>
    public bool NeedsService { get; set; }
    /// <summary>What a card pulled away left unread comes from the card before, as from a buffer nobody cleared, and the checksum fits.</summary>
    public bool MixesWithOld { get; set; }
    /// <summary>A card lying there is found again and again, as some readers do.</summary>
    public bool FindsAgain { get; set; }
    /// <summary>How often it was looked for a card.</summary>
    public int Asked { get; private set; }
    public int Resets { get; private set; }
    public int Reads { get; private set; }

    /// <summary>Holds a card to it.</summary>
    public void Present(SimulatedCard card)
    {
        lock (_lock) (_card, _isFound, _isSelected, _isRead, _removeAt) = (card, false, false, false, null);
    }

    /// <summary>Holds a card to it and pulls it away in the middle of being read.</summary>
    /// <param name="percent">Of the answer, 0 to 99.</param>
    public void PresentAndRemove(SimulatedCard card, int percent)
    {
        Present(card);
        lock (_lock) _removeAt = percent;
    }

    /// <summary>Takes the card away.</summary>
    public void Lift()
    {
        lock (_lock) (_card, _isFound, _isSelected) = (null, false, false);
    }

    protected override IEnumerable<string> OwnOrders => ["card NUMBER NAME", "lift", "pull PERCENT NUMBER NAME", "other NUMBER NAME", "service"];

    protected override bool Order(string word, IReadOnlyList<string> rest)
    {
        switch (word, rest)
        {
            case ("card", [var number, var name]) when IsCard(number, name): Present(new(number, name)); return true;
            case ("other", [var number, var name]) when IsCard(number, name): Present(new(number, name, 'I')); return true;
            case ("pull", [var percent, var number, var name]) when int.TryParse(percent, out var at) && at is >= 0 and < 100 && IsCard(number, name): PresentAndRemove(new(number, name), at); return true;
            case ("lift", []): Lift(); return true;
            case ("service", []): NeedsService = !NeedsService; return true;
            default: return false;
        }
    }

    // As much as its fields hold.
    private static bool IsCard(string number, string name) => number.Length == 18 && number[..17].All(char.IsAsciiDigit) && name.Length <= 15;

    protected override void Mend()
    {
        base.Mend();
        (NeedsService, MixesWithOld, FindsAgain) = (false, false, false);
        lock (_lock) _removeAt = null;
    }

    protected override void LosePower()
    {
        lock (_lock) (_isFound, _isSelected, _isRead) = (false, false, false);
    }

    protected override int Take(ReadOnlySpan<byte> heard, List<byte[]> answers)
    {
        var start = heard.IndexOf((byte)0xAA);
        if (start < 0) return heard.Length;
        if (start > 0) return start;
        if (heard.Length < 10) return 0;
        if (heard[3] != 0x96 || heard[4] != 0x69) return 1;
        lock (_lock) answers.Add(Answer(heard[7], heard[8]));
        return 10;
    }

    private byte[] Answer(byte command, byte parameter)
    {
        switch (command, parameter)
        {
            case (0x10, _):
                Resets++;
                return Frame(0x90);
            case (0x11, _):
                return Frame((byte)(NeedsService ? 0x66 : 0x90));
            case (0x20, 0x01):
                Asked++;
                _isFound = _card is not null && (FindsAgain || !_isRead);
                return _isFound ? Frame(0x9F, 0, 0, 0, 0) : Frame(0x80);
            case (0x20, 0x02):
                _isSelected = _isFound && _card is not null;
                return Frame((byte)(NeedsService ? 0x66 : _isSelected ? 0x90 : 0x81));
            case (0x30, 0x01):
                return ReadCard();
            default:
                return Frame(0x21);
        }
    }

    private byte[] ReadCard()
    {
        if (!_isSelected || _card is not { } card) return Frame(0x41);
        Reads++;
        var data = Data(card);
        _isSelected = false;
        if (_removeAt is not { } percent)
        {
            (_isRead, _old) = (true, data);
            return Frame(0x90, data);
        }
        Lift();
        var cut = data.Length * percent / 100;
        return MixesWithOld && _old is { } old ? Frame(0x90, [.. data[..cut], .. old[cut..]]) : Frame(0x90, data)[..cut];
    }

    /// <summary>Two lengths, 256 bytes of text, 1024 of a photo that is none.</summary>
    internal static byte[] Data(SimulatedCard card)
    {
        var data = new byte[4 + 256 + 1024];
        BinaryPrimitives.WriteUInt16BigEndian(data, 256);
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(2), 1024);
        var text = string.Concat(
            card.Name.PadRight(15), Sex(card.Number), "01", card.Number.Substring(6, 8), "某省某市某区某路1号".PadRight(35), card.Number.PadRight(18),
            "某市公安局".PadRight(15), "20200101", "长期".PadRight(8), "".PadRight(14), card.Kind, "".PadRight(3));
        Encoding.Unicode.GetBytes(text).CopyTo(data, 4);
        for (var i = 4 + 256; i < data.Length; i++) data[i] = (byte)(i * 31);
        return data;
    }

    private static char Sex(string number) => (number[16] - '0') % 2 == 1 ? '1' : '2';

    internal static byte[] Frame(byte code, params ReadOnlySpan<byte> data)
    {
        byte[] frame = [0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 0, 0, 0, code, .. data, 0];
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(5), (ushort)(4 + data.Length));
        frame[^1] = frame[5..^1].Aggregate((byte)0, (all, b) => (byte)(all ^ b));
        return frame;
    }
}
