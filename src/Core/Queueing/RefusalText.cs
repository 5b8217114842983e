using System.Globalization;
using System.Resources;

namespace TidalHall.Core.Queueing;

/// <summary>A refusal as a sentence that says what to do, in the reader's language.</summary>
public static class RefusalText
{
    private static readonly ResourceManager Texts = new("TidalHall.Core.Queueing.RefusalTexts", typeof(RefusalText).Assembly);

    /// <param name="culture">Explicit always: a push from the hall runs in the publisher's culture, not the page's.</param>
    public static string Of(Refusal refusal, CultureInfo culture) =>
        string.Format(culture, Texts.GetString(refusal.Code.ToString(), culture) ?? refusal.Code.ToString(), [.. refusal.ArgumentsIn(culture).Concat(Enumerable.Repeat("", 4))]);

    /// <summary>Whether a code has a sentence in a language of its own.</summary>
    public static bool Has(RefusalCode code, CultureInfo culture) => Texts.GetResourceSet(culture, true, culture.Name is "zh-CN")?.GetString(code.ToString()) is not null;
}
