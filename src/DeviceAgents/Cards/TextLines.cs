using System.Buffers;

namespace TidalHall.DeviceAgents.Cards;

/// <summary>Lines ended by CR, LF or both, as keyboard-style readers and scanners send them. Empty ones are passed over.</summary>
internal sealed class TextLines
{
    /// <summary>Bytes of the longest line, 512; a longer one is passed over whole.</summary>
    internal const int MaxLength = 512;
    // Of a line too long, its rest is no line either.
    private bool _isTooLong;

    /// <param name="length">Bytes of the line, from the first on.</param>
    internal OperationStatus Read(ReadOnlySpan<byte> bytes, out int length, out int consumed)
    {
        (length, consumed) = (0, 0);
        if (bytes.IsEmpty) return OperationStatus.NeedMoreData;
        var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0 && bytes.Length <= MaxLength && !_isTooLong) return OperationStatus.NeedMoreData;
        if (end < 0)
        {
            (_isTooLong, consumed) = (true, bytes.Length);
            return OperationStatus.InvalidData;
        }
        consumed = end + 1;
        if (_isTooLong || end is 0 or > MaxLength)
        {
            _isTooLong = false;
            return OperationStatus.InvalidData;
        }
        length = end;
        return OperationStatus.Done;
    }

    /// <summary>Silence or a new line: half of something is nothing.</summary>
    internal void Clear() => _isTooLong = false;
}
