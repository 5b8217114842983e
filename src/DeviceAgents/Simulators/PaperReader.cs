using System.Buffers;
using System.Buffers.Binary;
using TidalHall.Core.Papers;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>Reads ESC/POS as a printer does: with state, obeying what it knows and stepping over the rest.</summary>
/// <remarks>As a printer that must be told to write Chinese (FS &amp;), the stricter kind.</remarks>
/// <param name="paperDots">The printable width.</param>
/// <param name="put">Takes what comes on paper, in order.</param>
/// <param name="asked">Takes a command that wants an answer (GS r, GS I, GS a, GS ( H), when everything before it is on paper.</param>
internal sealed class PaperReader(int paperDots, Action<Ink> put, Action<byte[]>? asked = null, HanziSize hanzi = HanziSize.Gs)
{
    private const byte Esc = 0x1B, Fs = 0x1C, Gs = 0x1D, Lf = 0x0A;

    private readonly LineSetter _line = new(paperDots, hanzi, put);
    private readonly SymbolStore _symbols = new();
    /// <summary>The beginning of a command that is not whole yet.</summary>
    private readonly ArrayBufferWriter<byte> _begun = new();
    /// <summary>The beginning of a sign that is not whole yet, up to three bytes.</summary>
    private readonly byte[] _sign = new byte[4];
    private int _signBytes;
    private SignTable _page = SignTable.Page(0);
    private bool _chinese;

    /// <summary>Bytes that were no command and no text.</summary>
    internal long Unknown { get; private set; }

    internal void Read(ReadOnlySpan<byte> bytes)
    {
        while (_begun.WrittenCount > 0 && !bytes.IsEmpty)
        {
            // A few at first, until the command tells its length; then all that are missing.
            PrinterBytes.Next(_begun.WrittenSpan, out var length, out _);
            var taken = Math.Min(Math.Max(length - _begun.WrittenCount, 1), bytes.Length);
            _begun.Write(bytes[..taken]);
            bytes = bytes[taken..];
            if (PrinterBytes.Next(_begun.WrittenSpan, out _, out _) is OperationStatus.NeedMoreData) continue;
            var whole = _begun.WrittenSpan.ToArray();
            _begun.ResetWrittenCount();
            // Noise gives back what is no part of it, which may begin something again.
            if (Whole(whole) is { IsEmpty: false } again) _begun.Write(again);
        }
        var rest = Whole(bytes);
        if (!rest.IsEmpty) _begun.Write(rest);
    }

    /// <returns>What is not whole yet.</returns>
    private ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> bytes)
    {
        while (PrinterBytes.Next(bytes, out var length, out var kind) is OperationStatus.Done)
        {
            var part = bytes[..length];
            if (kind is PrinterBytes.Kind.Text) Text(part, mayGoOn: length == bytes.Length);
            else
            {
                // A command in the middle of a sign: the sign is lost.
                _signBytes = 0;
                if (kind is PrinterBytes.Kind.Command) Obey(part);
                else Unknown += length;
            }
            bytes = bytes[length..];
        }
        return bytes;
    }

    /// <param name="mayGoOn">More of it may come with the next bytes.</param>
    private void Text(ReadOnlySpan<byte> text, bool mayGoOn)
    {
        while (_signBytes > 0 && !text.IsEmpty)
        {
            _sign[_signBytes++] = text[0];
            text = text[1..];
            if (_line.Table.LengthOf(_sign.AsSpan(0, _signBytes)) is var length && (length == 0 || length > _signBytes)) continue;
            _line.Add(_sign.AsSpan(0, _signBytes));
            _signBytes = 0;
        }
        var half = _chinese && mayGoOn ? HalfSign(text) : 0;
        _line.Add(text[..^half]);
        text[^half..].CopyTo(_sign);
        _signBytes += half;
    }

    /// <summary>How many bytes at the end belong to a sign that goes on.</summary>
    private static int HalfSign(ReadOnlySpan<byte> text)
    {
        // From the last byte that cannot be a part of a sign; a lone pass over the end, not over all.
        var at = text.LastIndexOfAnyInRange((byte)0x20, (byte)0x2F) + 1;
        while (at < text.Length)
        {
            if (text[at] < 0x81)
            {
                var next = text[at..].IndexOfAnyInRange((byte)0x81, (byte)0xFF);
                if (next < 0) return 0;
                at += next;
            }
            var length = SignTable.Chinese.LengthOf(text[at..]);
            if (length == 0 || at + length > text.Length) return text.Length - at;
            at += length;
        }
        return 0;
    }

    private void Obey(ReadOnlySpan<byte> command)
    {
        switch (command)
        {
            case [Lf]: _line.End(); break;
            case [0x09]: _line.Tab(); break;
            case [0x18]: _line.Drop(); break;
            case [Esc, 0x40]: Reset(); break;
            case [Esc, 0x61, var n]: _line.Alignment = (n & 0x0F) switch { 1 => PaperAlign.Centre, 2 => PaperAlign.Right, _ => PaperAlign.Left }; break;
            case [Esc, 0x45 or 0x47, var n]: _line.Style = _line.Style with { IsBold = n % 2 == 1 }; break;
            case [Esc, 0x2D, var n]: _line.Style = _line.Style with { IsUnderlined = (n & 0x0F) is 1 or 2 }; break;
            case [Esc, 0x4D, var n]: _line.Style = _line.Style with { IsSmall = (n & 0x0F) == 1 }; break;
            case [Esc, 0x21, var n]: _line.Style = new((n & 0x20) != 0 ? 2 : 1, (n & 0x10) != 0 ? 2 : 1, (n & 0x08) != 0, (n & 0x80) != 0, _line.Style.IsInverse, (n & 0x01) != 0); break;
            case [Esc, 0x20, var n]: _line.SignGap = n; break;
            case [Esc, 0x32]: _line.Spacing = LineSetter.DefaultSpacing; break;
            case [Esc, 0x33, var n]: _line.Spacing = n; break;
            case [Esc, 0x4A, var n]: Feed(n); break;
            case [Esc, 0x64, var n]: Feed(n * _line.Spacing); break;
            case [Esc, 0x24, ..]: _line.MoveTo(U16(command, 2)); break;
            case [Esc, 0x5C, ..]: _line.MoveBy((short)U16(command, 2)); break;
            case [Esc, 0x74, var n]: _page = SignTable.Page(n); ChooseTable(); break;
            case [Esc, 0x2A, var density, _, _, .. var columns]: Columns(density, U16(command, 3), columns); break;
            case [Esc, 0x69 or 0x6D] or [Gs, 0x56, ..]: Cut(command is [Gs, 0x56, 0x41 or 0x42 or 0x61 or 0x62, var feed] ? feed : 0); break;
            case [Fs, 0x26]: _chinese = true; ChooseTable(); break;
            case [Fs, 0x2E]: _chinese = false; ChooseTable(); break;
            case [Fs, 0x21, var n]: _line.HanziScale = ((n & 0x04) != 0 ? 2 : 1, (n & 0x08) != 0 ? 2 : 1); break;
            case [Fs, 0x57, var n]: _line.HanziScale = n % 2 == 1 ? (2, 2) : (1, 1); break;
            case [Gs, 0x21, var n]: _line.Style = _line.Style with { Width = (n >> 4 & 0x07) + 1, Height = (n & 0x07) + 1 }; break;
            case [Gs, 0x42, var n]: _line.Style = _line.Style with { IsInverse = n % 2 == 1 }; break;
            case [Gs, 0x4C, ..]: _line.MarginLeft = U16(command, 2); break;
            case [Gs, 0x57, ..]: _line.AreaWidth = U16(command, 2); break;
            case [Gs, 0x72 or 0x49 or 0x61, _] or [Gs, 0x28, 0x48, ..]: asked?.Invoke(command.ToArray()); break;
            default: Show(_symbols.Take(command, _line.Alignment, _line.Area)); break;
        }
    }

    private void Show(Ink? ink)
    {
        if (ink is null) return;
        EndBegunLine();
        put(ink);
    }

    private void Feed(int dots)
    {
        if (!_line.IsEmpty) _line.End(dots);
        else put(new Ink.Feed(dots));
    }

    private void Cut(int feed)
    {
        EndBegunLine();
        if (feed > 0) put(new Ink.Feed(feed));
        put(new Ink.Cut());
    }

    private void EndBegunLine()
    {
        if (!_line.IsEmpty) _line.End();
    }

    private void Columns(byte density, int columns, ReadOnlySpan<byte> bits)
    {
        var (across, down, bytes) = density switch { 0 => (2, 3, 1), 1 => (1, 3, 1), 32 => (2, 1, 3), _ => (1, 1, 3) };
        var shown = Math.Min(columns, _line.Area.Width / across);
        if (shown == 0 || bits.Length < columns * bytes) return;
        var raster = new Raster((shown * across + 7) / 8, 24, new byte[(shown * across + 7) / 8 * 24]);
        for (var x = 0; x < shown * across; x++)
            for (var y = 0; y < 24; y++)
                if ((bits[x / across * bytes + y / down / 8] & (0x80 >> (y / down % 8))) != 0) raster.Bits[y * raster.BytesPerRow + x / 8] |= (byte)(0x80 >> (x % 8));
        _line.Add(raster, shown * across);
    }

    private void Reset()
    {
        _line.Drop();
        _symbols.Reset();
        (_line.Style, _line.HanziScale, _line.Alignment, _line.Spacing, _line.SignGap, _line.MarginLeft, _line.AreaWidth) =
            (RunStyle.Plain, (1, 1), PaperAlign.Left, LineSetter.DefaultSpacing, 0, 0, int.MaxValue);
        (_page, _chinese) = (SignTable.Page(0), false);
        ChooseTable();
    }

    private void ChooseTable() => _line.Table = _chinese ? SignTable.Chinese : _page;

    private static int U16(ReadOnlySpan<byte> command, int at) => BinaryPrimitives.ReadUInt16LittleEndian(command[at..]);
}
