using System.Globalization;
using System.Resources;

namespace TidalHall.Display.Tests;

public sealed class ReadableColourSpecs
{
    [Theory]
    [InlineData("#ffd54f")]
    [InlineData("#ffffff")]
    [InlineData("#6d7b8a")]
    [InlineData("#b06a00")]
    [InlineData("#1f5fa8")]
    [InlineData("red")]
    public void Every_colour_a_hall_file_may_give_reads_on_white(string colour)
    {
        var rgb = int.Parse(ReadableColour.Of(colour)[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        Assert.InRange(ReadableColour.AgainstWhite(rgb >> 16, rgb >> 8 & 255, rgb & 255), ReadableColour.Contrast, 21);
    }

    [Fact]
    public void A_colour_that_reads_already_stays_as_it_is() => Assert.Equal("#1f5fa8", ReadableColour.Of("#1f5fa8"));

    [Fact]
    public void Every_text_is_there_in_both_languages()
    {
        var texts = new ResourceManager(typeof(DisplayTexts));
        var (chinese, english) = (Keys(texts, "zh-CN"), Keys(texts, "en"));
        Assert.NotEmpty(chinese);
        Assert.Equal(chinese, english);
    }

    private static SortedSet<string> Keys(ResourceManager texts, string language)
    {
        // Chinese is the neutral language: it lies under the invariant culture.
        var culture = language is "zh-CN" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language);
        return [.. texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<System.Collections.DictionaryEntry>().Select(e => (string)e.Key)];
    }
}
