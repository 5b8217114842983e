using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Announcing;
using TidalHall.Core.Halls;
using TidalHall.Hub.Voice;
using static TidalHall.Hub.Tests.Voice.SpokenCalls;

namespace TidalHall.Hub.Tests.Voice;

/// <summary>A hall's own recordings speak where they say the whole sentence.</summary>
public sealed class ClipSetSpecs
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clips").FullName;
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static Sentence Sentence => Saying(Call(12)).Sentences[0];

    [Fact]
    public void A_sentence_whose_parts_are_all_recorded_is_said_by_them_in_order()
    {
        Record(Sentence.Tokens);
        var said = new ClipSet(_folder, _time).Say(Sentence);
        Assert.NotNull(said);
        Assert.Equal(Sentence.Tokens.Count * 0.1 + (Sentence.Tokens.Count - 1) * 0.04, said.Length.TotalSeconds, 2);
    }

    [Fact]
    public async Task With_one_part_missing_the_synthesiser_says_the_whole()
    {
        Record(Sentence.Tokens.Skip(1));
        var say = VoiceSetup.ClipsFirst(new(_folder, _time), (_, _) => Task.FromResult<Wave?>(Wave.Silence(8000, TimeSpan.FromSeconds(9))));
        Assert.Equal(9, (await say(Sentence, Cancel))!.Length.TotalSeconds);
    }

    [Fact]
    public void A_clip_put_there_meanwhile_is_heard_after_half_a_minute()
    {
        Record(Sentence.Tokens.Skip(1));
        var clips = new ClipSet(_folder, _time);
        Assert.Null(clips.Say(Sentence));
        Record(Sentence.Tokens);
        Assert.Null(clips.Say(Sentence));
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.NotNull(clips.Say(Sentence));
    }

    [Fact]
    public void Clips_of_two_rates_or_that_are_no_sound_do_not_go_together()
    {
        Record(Sentence.Tokens);
        File.WriteAllBytes(FileOf(Sentence.Tokens[0]), Tone(16_000).ToFile());
        Assert.Null(new ClipSet(_folder, _time).Say(Sentence));
        File.WriteAllText(FileOf(Sentence.Tokens[0]), "no sound");
        Assert.Null(new ClipSet(_folder, _time).Say(Sentence));
    }

    [Fact]
    public void Without_a_folder_nothing_is_said_by_clips() => Assert.Null(new ClipSet(Path.Combine(_folder, "none"), _time).Say(Sentence));

    [Theory]
    [InlineData("重庆银行", "chong2 qing4 yin2 hang2", "ts.h'ong35", "X'a35N")]
    [InlineData("长治路", "chang2 zhi4 lu4", "ts.h'A35N")]
    public async Task A_reading_is_what_the_synthesiser_says(string name, string pinyin, params string[] phonemes)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/espeak-ng"), "espeak-ng is not installed: apt-get install espeak-ng.");
        var voice = new EspeakVoice(TimeProvider.System, NullLogger<EspeakVoice>.Instance);
        var sentence = Saying(Call(12, place: new(name, name)) with { PlacePinyin = pinyin }).Sentences[0];
        var said = await voice.PhonemesAsync(sentence, Cancel);
        Assert.All(phonemes, p => Assert.Contains(p, said, StringComparison.Ordinal));
        Assert.Equal(sentence.Tokens.Sum(t => t.Text.Count(char.IsLetterOrDigit)), said.Split("_|").Length - 1);
        Assert.DoesNotContain("(en)", said, StringComparison.Ordinal);
    }

    private static Wave Tone(int rate) => new(rate, [.. Enumerable.Range(0, rate / 10).Select(i => (short)(1000 * (i % 2)))]);
    private string FileOf(SpeechToken token) => Path.Combine(_folder, "zh-CN", new ScriptLine("zh-CN", token, token.Text).FileName);

    private void Record(IEnumerable<SpeechToken> tokens)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "zh-CN"));
        foreach (var token in tokens) File.WriteAllBytes(FileOf(token), Tone(22_050).ToFile());
    }
}
