using Microsoft.Extensions.Logging.Abstractions;
using TidalHall.Core.Announcing;
using TidalHall.Core.Halls;
using TidalHall.Hub.Voice;
using static TidalHall.Hub.Tests.Voice.SpokenCalls;

namespace TidalHall.Hub.Tests.Voice;

public sealed class EspeakVoiceSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly EspeakVoice _voice = new(TimeProvider.System, NullLogger<EspeakVoice>.Instance);

    private static void NeedsEspeak()
    {
        var there = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "espeak-ng")));
        Assert.SkipUnless(there, "espeak-ng is not installed: apt-get install espeak-ng.");
    }

    public static TheoryData<string> Prefixes => [.. "ABCDEFGHJKLMNPQRSTUVWXYZ".Select(c => c.ToString())];

    [Theory]
    [MemberData(nameof(Prefixes))]
    public async Task A_sentence_holds_no_English_and_each_sign_is_one_syllable(string prefix)
    {
        NeedsEspeak();
        foreach (var n in (int[])[1, 12, 105, 990])
        {
            var sentence = Saying(Call(n, prefix)).Sentences[0];
            var phonemes = await _voice.PhonemesAsync(sentence, Cancel);
            // It marks where it falls back to English; "_|" ends a syllable.
            Assert.DoesNotContain("(en)", phonemes, StringComparison.Ordinal);
            Assert.Equal(sentence.Text.Count(char.IsLetterOrDigit), phonemes.Split("_|").Length - 1);
        }
    }

    [Fact]
    public async Task Merged_calls_and_rooms_are_spoken_in_Chinese_too()
    {
        NeedsEspeak();
        var phonemes = await _voice.PhonemesAsync(Saying(Call(3), Call(14, "F", new("办不成事反映室", "unresolved matters room"))).Sentences[0], Cancel);
        Assert.DoesNotContain("(en)", phonemes, StringComparison.Ordinal);
        Assert.NotEmpty(phonemes);
    }

    public static MatrixTheoryData<DigitOne, int, bool, bool> Forms { get; } = new(Enum.GetValues<DigitOne>(), [1, 2, 10, 12, 20, 101, 110, 999], [false, true], [false, true]);

    /// <summary>By itself and among others, to a window of every kind of number and to a room, with either one.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Every_form_of_sentence_is_Chinese_and_each_of_its_signs_one_syllable(DigitOne one, int window, bool isMerged, bool isToRoom)
    {
        NeedsEspeak();
        var call = Call(911) with { WindowNumber = window, Place = isToRoom ? new("办不成事反映室", "unresolved matters room") : null };
        var sentence = Saying(one, isMerged ? [call, Call(12, "B") with { WindowNumber = 3 }] : [call]).Sentences[0];
        var phonemes = await _voice.PhonemesAsync(sentence, Cancel);
        Assert.DoesNotContain("(en)", phonemes, StringComparison.Ordinal);
        Assert.Equal(sentence.Text.Count(char.IsLetterOrDigit), phonemes.Split("_|").Length - 1);
    }

    [Fact]
    public async Task Who_chose_English_hears_a_second_sentence_in_the_English_voice()
    {
        NeedsEspeak();
        var sentences = Saying(Call(12, english: true)).Sentences;
        Assert.Equal(["zh-CN", "en"], sentences.Select(s => s.Language));
        Assert.Contains("t'IkI2t", await _voice.PhonemesAsync(sentences[1], Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_says_has_a_length_near_the_expected_one()
    {
        NeedsEspeak();
        var sentence = Saying(Call(12)).Sentences[0];
        var wave = await _voice.SayAsync(sentence, Cancel);
        Assert.InRange(wave!.Length, sentence.Length * 0.6, sentence.Length * 1.6);
        Assert.True(_voice.Works);
    }

    [Fact]
    public async Task Without_the_program_there_is_no_speech_and_no_error()
    {
        var missing = new EspeakVoice(TimeProvider.System, NullLogger<EspeakVoice>.Instance, "no-such-espeak");
        Assert.Null(await missing.SayAsync(Saying(Call(1)).Sentences[0], Cancel));
        Assert.False(missing.Works);
        var sound = await new SoundShelf(missing.SayAsync).MakeAsync(Saying(Call(1)), Cancel);
        Assert.False(sound.HasSpeech);
        Assert.Equal(Utterance.Chime, sound.Length);
    }
}
