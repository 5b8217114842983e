using System.Globalization;
using System.Text.RegularExpressions;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Tests.Wire;

public sealed partial class RefusalTextSpecs
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN"), English = CultureInfo.GetCultureInfo("en");

    public static TheoryData<RefusalCode> Codes => [.. Enum.GetValues<RefusalCode>()];

    [GeneratedRegex("[\u4e00-\u9fff]")]
    private static partial Regex Hanzi();

    private static string Sentence(RefusalCode code, CultureInfo culture, params string[] arguments) => RefusalText.Of(new(code, arguments), culture);

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_refusal_is_a_sentence_in_both_languages(RefusalCode code)
    {
        var (zh, en) = (Sentence(code, Chinese), Sentence(code, English));
        Assert.True(RefusalText.Has(code, Chinese) && RefusalText.Has(code, English), $"{code} has no text in both RefusalTexts.resx and RefusalTexts.en.resx.");
        Assert.Matches(Hanzi(), zh);
        Assert.DoesNotMatch(Hanzi(), en);
        Assert.EndsWith("。", zh, StringComparison.Ordinal);
        Assert.EndsWith(".", en, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Both_languages_tell_the_same_places(RefusalCode code)
    {
        string[] places = ["①", "②", "③", "④"];
        string[] Told(CultureInfo culture) => [.. places.Where(Sentence(code, culture, places).Contains)];
        Assert.Equal(Told(Chinese), Told(English));
    }

    [Fact]
    public void A_matter_is_named_in_the_reader_s_language_where_it_has_a_name_there()
    {
        var refusal = Refusal.Because(RefusalCode.NobodyCanServe, new LocalText("结婚登记", "Marriage registration"));
        Assert.Equal("现在没有窗口可办理“结婚登记”。请到咨询台。", RefusalText.Of(refusal, Chinese));
        Assert.Equal("No window can serve \"Marriage registration\" now. Please go to the information desk.", RefusalText.Of(refusal, English));
        Assert.Equal(["结婚登记"], refusal.Arguments);
    }

    [Fact]
    public void Braces_and_markup_in_a_place_are_text_and_nothing_else() =>
        Assert.Equal("没有窗口“{0}<b>”。", Sentence(RefusalCode.UnknownWindow, Chinese, "{0}<b>"));
}
