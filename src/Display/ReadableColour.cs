using System.Globalization;

namespace TidalHall.Display;

/// <summary>A category's colour as the hall file gives it, darkened until it can be read from afar.</summary>
/// <remarks>Contrast as WCAG 2.2 defines it: (L1 + 0.05) / (L2 + 0.05) of relative luminances.</remarks>
internal static class ReadableColour
{
    /// <summary>4.5:1 against white, as text on paper and as ground under white text.</summary>
    public const double Contrast = 4.5;

    /// <param name="colour">"#rrggbb"; anything else becomes the hall's ink.</param>
    public static string Of(string colour)
    {
        if (colour is not ['#', .. { Length: 6 } hex] || !int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)) return "#14213a";
        var (r, g, b) = (rgb >> 16, rgb >> 8 & 255, rgb & 255);
        while (AgainstWhite(r, g, b) < Contrast) (r, g, b) = (r * 15 / 16, g * 15 / 16, b * 15 / 16);
        return string.Create(CultureInfo.InvariantCulture, $"#{r:x2}{g:x2}{b:x2}");
    }

    public static double AgainstWhite(int r, int g, int b) => 1.05 / (0.2126 * Linear(r) + 0.7152 * Linear(g) + 0.0722 * Linear(b) + 0.05);

    private static double Linear(int channel) => channel / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
}
