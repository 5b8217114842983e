using System.Globalization;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Hub.Live;

/// <summary>A page that screens can show: all who show it get the same drawing.</summary>
internal sealed record LiveAddress(IHall Hall, ILivePage Page, string Key, CultureInfo Culture)
{
    private const int LongestKey = 64;

    /// <summary>From what a browser sent; null where there is no such page.</summary>
    public static LiveAddress? Find(IHalls halls, IEnumerable<ILivePage> pages, string? kind, string? key, string? hall, string? language)
    {
        if (key is not { Length: > 0 and <= LongestKey }) return null;
        if (language is not ("zh-CN" or "en")) return null;
        if (pages.FirstOrDefault(p => p.Kind == kind) is not { } page) return null;
        if (!TextId.TryParse<HallId>(hall, out var id) || halls.Find(id) is not { } found) return null;
        var culture = CultureInfo.GetCultureInfo(language);
        return page.Draw(found, key, culture) is null ? null : new(found, page, key, culture);
    }
}
