using System.Buffers;
using System.Buffers.Binary;

namespace TidalHall.DeviceAgents.Transports;

/// <summary>Makes text of what a keyboard-style device types, read from Linux's event device: 24 bytes an event, time 16, type 2, code 2, value 4, in the machine's order.</summary>
/// <remarks>
/// The length is that of a 64-bit system, all we build for. Codes and the US layout, which such devices keep to, from linux/input-event-codes.h.
/// Held keys do not repeat: no reader holds one.
/// </remarks>
internal sealed class KeyEvents
{
    internal const int Length = 24;
    /// <summary>Typed where events were lost: a line with it is no text, so none is put together of two halves.</summary>
    internal const byte Lost = 0x07;

    private const ushort Sync = 0, Key = 1, Dropped = 3, LeftShift = 42, RightShift = 54;
    private const int Down = 1, Up = 0;
    private const string Plain = "\0\u001b1234567890-=\b\tqwertyuiop[]\n\0asdfghjkl;'`\0\\zxcvbnm,./";
    private const string Shifted = "\0\u001b!@#$%^&*()_+\b\tQWERTYUIOP{}\n\0ASDFGHJKL:\"~\0|ZXCVBNM<>?";
    private bool _isLeft, _isRight;

    /// <param name="typed">In ASCII; 0: nothing was typed by this event.</param>
    /// <returns>Done or NeedMoreData: what comes is of the system's making.</returns>
    internal OperationStatus Read(ReadOnlySpan<byte> bytes, out byte typed, out int consumed)
    {
        (typed, consumed) = (0, 0);
        if (bytes.Length < Length) return OperationStatus.NeedMoreData;
        consumed = Length;
        var (type, code, value) = (BinaryPrimitives.ReadUInt16LittleEndian(bytes[16..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[18..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[20..]));
        if (type is Sync && code is Dropped)
        {
            (_isLeft, _isRight, typed) = (false, false, Lost);
            return OperationStatus.Done;
        }
        if (type is not Key) return OperationStatus.Done;
        switch (code)
        {
            case LeftShift when value is Down or Up: _isLeft = value is Down; break;
            case RightShift when value is Down or Up: _isRight = value is Down; break;
            default: if (value is Down) typed = Of(code); break;
        }
        return OperationStatus.Done;
    }

    private byte Of(ushort code) => code switch
    {
        _ when code < Plain.Length => (byte)(_isLeft || _isRight ? Shifted : Plain)[code],
        55 => (byte)'*',
        57 => (byte)' ',
        >= 71 and <= 83 => (byte)"789-456+1230."[code - 71],
        96 => (byte)'\n',
        98 => (byte)'/',
        _ => 0,
    };
}
