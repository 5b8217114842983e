namespace TidalHall.Core.Queueing;

/// <summary>Addresses of the pages people follow a ticket on. They carry language and type size, so that no page needs a cookie.</summary>
public static class PhoneAddress
{
    /// <param name="path">"/t/CODE".</param>
    /// <param name="language">"en"; anything else is Chinese.</param>
    public static string Of(string path, string? language, bool large) =>
        (language, large) switch
        {
            ("en", true) => path + "?lang=en&large=true",
            ("en", false) => path + "?lang=en",
            (_, true) => path + "?large=true",
            _ => path,
        };
}
