using System.Buffers.Binary;
using System.Runtime.InteropServices;
using TidalHall.Core.Queueing;

namespace TidalHall.DeviceAgents.Cards;

internal enum CardPage { Unreadable, Resident, Other }

/// <summary>The 256 bytes of text on a resident's card, UTF-16LE in fixed fields. A view: nothing is copied until it is asked for.</summary>
/// <remarks>Offsets: docs/devices.md, "ID card readers". Other cards share the size with another layout and are told by the letter near the end.</remarks>
internal readonly ref struct IdCardText(ReadOnlySpan<byte> text)
{
    internal const int Length = 256, PhotoLength = 1024;
    private const int TypeMark = 248;
    private readonly ReadOnlySpan<byte> _text = text;

    internal ReadOnlySpan<byte> Name => _text[..30];
    internal ReadOnlySpan<byte> Sex => _text[30..32];
    internal ReadOnlySpan<byte> Nation => _text[32..36];
    internal ReadOnlySpan<byte> Birth => _text[36..52];
    internal ReadOnlySpan<byte> Address => _text[52..122];
    internal ReadOnlySpan<byte> Number => _text[122..158];
    internal ReadOnlySpan<byte> Issuer => _text[158..188];
    internal ReadOnlySpan<byte> ValidFrom => _text[188..204];
    /// <summary>yyyyMMdd, or 长期.</summary>
    internal ReadOnlySpan<byte> ValidTo => _text[204..220];

    /// <summary>Takes number and name, and nothing else, from the data of a SAM's answer: two lengths, text, photo.</summary>
    /// <param name="today">For the number's birth.</param>
    internal static CardPage TryRead(ReadOnlySpan<byte> data, DateOnly today, out string number, out string name)
    {
        (number, name) = ("", "");
        if (data.Length != 4 + Length + PhotoLength || BinaryPrimitives.ReadUInt16BigEndian(data) != Length || BinaryPrimitives.ReadUInt16BigEndian(data[2..]) != PhotoLength) return CardPage.Unreadable;
        var card = new IdCardText(data.Slice(4, Length));
        if (data[4 + TypeMark + 1] == 0 && data[4 + TypeMark] is >= (byte)'A' and <= (byte)'Z') return CardPage.Other;
        Span<char> digits = stackalloc char[IdNumber.Length];
        Characters(card.Number, digits);
        Span<char> birth = stackalloc char[8];
        Characters(card.Birth, birth);
        // Two fields of one card say the same; two halves of two cards do not.
        if (!birth.SequenceEqual(digits.Slice(6, 8)) || !IsSexOf(card.Sex, digits[16])) return CardPage.Unreadable;
        var said = Text(card.Name);
        if (said.Length == 0 || said.Any(char.IsControl) || !IdNumber.TryRead(digits, today, out number)) return CardPage.Unreadable;
        name = said;
        return CardPage.Resident;
    }

    /// <summary>A field without the blanks that fill it.</summary>
    internal static string Text(ReadOnlySpan<byte> field)
    {
        Span<char> text = stackalloc char[field.Length / 2];
        Characters(field, text);
        return text.TrimEnd([' ', '\0']).ToString();
    }

    /// <summary>The 17th digit is odd for a man.</summary>
    private static bool IsSexOf(ReadOnlySpan<byte> sex, char digit) => sex is [(byte)'1', 0] ? (digit - '0') % 2 == 1 : sex is not [(byte)'2', 0] || (digit - '0') % 2 == 0;

    private static void Characters(ReadOnlySpan<byte> bytes, Span<char> characters)
    {
        if (BitConverter.IsLittleEndian) bytes.CopyTo(MemoryMarshal.AsBytes(characters));
        else for (var i = 0; i < characters.Length; i++) characters[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]);
    }
}
