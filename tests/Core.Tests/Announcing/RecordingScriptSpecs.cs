using TidalHall.Core.Announcing;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.HallFiles;

namespace TidalHall.Core.Tests.Announcing;

/// <summary>Who reads the script of a hall has recorded all that its voice may ever say.</summary>
public sealed class RecordingScriptSpecs
{
    private static readonly HallPlan Plan = ShippedHalls.Read("provincial-centre.json").Plan;

    [Theory]
    [InlineData(DigitOne.Yao)]
    [InlineData(DigitOne.Yi)]
    public void Every_part_of_every_sentence_is_in_the_script(DigitOne one)
    {
        var script = RecordingScript.Of(Plan with { Rules = Plan.Rules with { DigitOne = one } }).Select(l => (l.Language, l.Token)).ToHashSet();
        foreach (var window in Plan.Windows)
            foreach (var category in Plan.Categories)
                foreach (var count in (int[])[1, 234, 567, 890])
                    foreach (var others in (int[])[0, 1, 3])
                    {
                        SpokenCall Call(int n) => new(n, window.Zone, new(n + 1), new(category.Prefix, count), window.Id, window.Number, window.SpokenPlace, AlsoEnglish: true);
                        foreach (var sentence in new Utterance(1, window.Zone, [.. Enumerable.Range(0, others + 1).Select(Call)], 1, one).Sentences)
                            Assert.All(sentence.Tokens, token => Assert.Contains((sentence.Language, token), script));
                    }
    }

    [Fact]
    public void Each_part_stands_in_it_once_under_a_file_name_of_its_own()
    {
        var script = RecordingScript.Of(Plan);
        Assert.Equal(script.Count, script.Select(l => (l.Language, l.FileName)).Distinct().Count());
        Assert.Contains(script, l => l is { Language: "zh-CN", FileName: "digit-幺.wav" });
        Assert.Contains(script, l => l is { Language: "zh-CN", FileName: "place-办不成事反映室.wav" });
        Assert.All(script, l => Assert.DoesNotContain(l.FileName, Path.GetInvalidFileNameChars().Contains));
    }

    [Fact]
    public void A_place_with_a_reading_is_spoken_by_it_and_shown_by_its_name()
    {
        var call = new SpokenCall(1, new("a"), new(1), new("A", 12), new("w1"), 1, new("重庆银行", "Bank of Chongqing"), AlsoEnglish: true, PlacePinyin: "chong2 qing4 yin2 hang2");
        var utterance = new Utterance(1, call.Zone, [call], 1, DigitOne.Yao);
        Assert.Equal(["请 A 零 幺 二 号，到 chong2 qing4 yin2 hang2 办理。", "Ticket A, 0 1 2, please go to Bank of Chongqing."], utterance.Sentences.Select(s => s.Text));
        Assert.Equal("A012 到 重庆银行", utterance.CaptionIn("zh-CN"));
        Assert.Contains(new(SpeechTokenKind.Place, "重庆银行"), utterance.Sentences[0].Tokens);
    }
}
