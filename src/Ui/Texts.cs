using System.Globalization;
using System.Resources;

namespace TidalHall.Ui;

/// <summary>Texts of one surface in one language. The culture is explicit: a push from the hall runs in the publisher's.</summary>
/// <example><c>Texts.Of&lt;KioskTexts&gt;(Culture)["Confirm"]</c>, from KioskTexts.resx (zh) and KioskTexts.en.resx.</example>
public sealed class Texts
{
    private readonly ResourceManager _resources;
    private readonly CultureInfo _culture;

    private Texts(ResourceManager resources, CultureInfo culture) => (_resources, _culture) = (resources, culture);

    /// <param name="culture">"zh-CN" or "en".</param>
    public static Texts Of<TAnchor>(CultureInfo culture) => new(Held<TAnchor>.Resources, culture);

    /// <exception cref="MissingManifestResourceException">No language has the text.</exception>
    public string this[string key] => _resources.GetString(key, _culture) ?? throw new MissingManifestResourceException($"No text \"{key}\" in {_resources.BaseName}.");
    public string this[string key, params object?[] arguments] => string.Format(_culture, this[key], arguments);

    private static class Held<TAnchor>
    {
        internal static readonly ResourceManager Resources = new(typeof(TAnchor));
    }
}
