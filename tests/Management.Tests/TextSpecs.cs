using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace TidalHall.Management.Tests;

/// <summary>Both languages say everything.</summary>
public sealed partial class TextSpecs
{
    private static readonly ResourceManager Resources = new(typeof(ManagementTexts));

    [Fact]
    public void Every_text_is_there_in_both_languages_with_the_same_places()
    {
        var (zh, en) = (Read("zh-CN"), Read("en"));
        Assert.Equal(zh.Keys.Order(), en.Keys.Order());
        Assert.All(zh, pair => Assert.Equal(Places(pair.Value), Places(en[pair.Key])));
    }

    [Fact]
    public void Every_page_of_the_navigation_has_a_name() => Assert.All(ManagementPages.All, p => Assert.Contains($"Page_{p.Name}", Read("en").Keys));

    private static Dictionary<string, string> Read(string language) =>
        Resources.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: language is "zh-CN")!
            .Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(m => m.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
