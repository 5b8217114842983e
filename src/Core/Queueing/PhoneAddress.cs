namespace TidalHall.Core.Queueing;

/// <summary>Addresses of the pages people follow a ticket on. They carry language and type size, so that no page needs a cookie.</summary>
public static class PhoneAddress
{
    /// <param name="path">"/t/CODE", or with a query of its own.</param>
    /// <param name="language">"en"; anything else is Chinese.</param>
    public static string Of(string path, string? language, bool large)
    {
        var chosen = string.Join('&', new[] { language is "en" ? "lang=en" : null, large ? "large=true" : null }.OfType<string>());
        return chosen.Length == 0 ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{chosen}";
    }
}
