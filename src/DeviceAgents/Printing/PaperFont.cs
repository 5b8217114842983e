using System.Text;
using SkiaSharp;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Printing;

/// <summary>The font tickets are drawn with: read from its file, and only if it can write Chinese.</summary>
/// <remarks>By file: a bare Debian has no font, and a fallback would draw the Japanese form of shared characters.</remarks>
internal static class PaperFont
{
    /// <summary>The Hanzi of GB 2312 and printable ASCII: what any Chinese printer has.</summary>
    internal static string Signs { get; } = AllSigns();

    private static readonly Lazy<SKTypeface> Shipped = new(() => Load(Path.Combine(AppContext.BaseDirectory, "Fonts", "NotoSansSC_400Regular.ttf")));

    /// <exception cref="ProfileException">It is not beside the program, or cannot write Chinese.</exception>
    internal static SKTypeface Typeface => Shipped.Value;

    /// <summary>Called where a program starts: a person is there to read what is wrong.</summary>
    /// <exception cref="ProfileException">As <see cref="Typeface"/>.</exception>
    internal static void Require() => _ = Typeface;

    /// <exception cref="ProfileException">There is no font in the file, or one that cannot write Chinese.</exception>
    internal static SKTypeface Load(string file)
    {
        var font = SKTypeface.FromFile(file)
            ?? throw new ProfileException($"{file}: no font is there, or it cannot be read; tickets cannot be drawn. Put the font back that came with the program.");
        var missing = Missing(font, Signs);
        return missing.Length == 0 ? font
            : throw new ProfileException($"{file}: the font has no glyph for {missing.EnumerateRunes().Count()} signs of GB 2312, \"{missing.EnumerateRunes().First()}\" is the first; tickets cannot be drawn. Put the font back that came with the program.");
    }

    /// <summary>The signs of a text that a font would draw as an empty box.</summary>
    internal static string Missing(SKTypeface typeface, string text)
    {
        using var font = new SKFont(typeface);
        return string.Concat(text.EnumerateRunes().Where(rune => font.GetGlyph(rune.Value) == 0).Select(rune => rune.ToString()));
    }

    private static string AllSigns()
    {
        var signs = new StringBuilder();
        for (var ascii = ' '; ascii <= '~'; ascii++) signs.Append(ascii);
        for (var row = 0xB0; row <= 0xF7; row++)
            for (var cell = 0xA1; cell <= 0xFE; cell++)
                // Row 55 ends five cells early.
                if (row != 0xD7 || cell <= 0xF9) signs.Append(PaperText.Decode([(byte)row, (byte)cell]));
        return signs.ToString();
    }
}
