using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using TidalHall.CallerConsole.Desks;
using TidalHall.Core.Queueing;

namespace TidalHall.CallerConsole.Tests;

/// <summary>Both languages say everything.</summary>
public sealed partial class TextSpecs
{
    private static readonly ResourceManager Resources = new(typeof(ConsoleTexts));

    [Fact]
    public void Every_text_is_there_in_both_languages_with_the_same_places()
    {
        var zh = Read("zh-CN");
        var en = Read("en");
        Assert.Equal(zh.Keys.Order(), en.Keys.Order());
        Assert.All(zh, pair => Assert.Equal(Places(pair.Value), Places(en[pair.Key])));
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public void Every_word_that_the_page_may_say_has_its_text(string language)
    {
        var wording = new Wording(CultureInfo.GetCultureInfo(language));
        IEnumerable<Enum> words =
        [
            .. Enum.GetValues<DeskAction>().Cast<Enum>(), .. Enum.GetValues<TicketClass>().Cast<Enum>(), .. Enum.GetValues<TicketChannel>().Cast<Enum>(),
            .. Enum.GetValues<HoldKind>().Cast<Enum>(), .. Enum.GetValues<VisitOutcome>().Cast<Enum>(), .. Enum.GetValues<TransferPosition>().Cast<Enum>(), .. Enum.GetValues<ReasonWord>().Cast<Enum>(),
            PaperState.NotOnPaper, PaperState.Unknown, WaitOrigin.Reinstated, WaitOrigin.Transferred, WaitOrigin.Returned, WaitOrigin.SentOn,
        ];
        Assert.All(words, word => Assert.NotEqual("", wording.Of(word)));
    }

    private static Dictionary<string, string> Read(string language) =>
        Resources.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: language is "zh-CN")!
            .Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(m => m.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
