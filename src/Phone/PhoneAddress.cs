namespace TidalHall.Phone;

/// <summary>Links between the phone's pages, which keep language and type size without a cookie.</summary>
internal static class PhoneAddress
{
    internal static string Of(string path, string language, bool large) =>
        (language, large) switch
        {
            ("en", true) => path + "?lang=en&large=true",
            ("en", false) => path + "?lang=en",
            (_, true) => path + "?large=true",
            _ => path,
        };
}
