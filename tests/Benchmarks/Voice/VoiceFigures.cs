using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using TidalHall.Core.Announcing;
using TidalHall.Core.Halls;
using TidalHall.Hub.Voice;

namespace TidalHall.Benchmarks.Voice;

/// <summary>How long a call's sound takes to be made that nobody has heard before: by the synthesiser, and by clips.</summary>
/// <remarks>Of the 300 ms to the first sound it is the hub's part; the rest is the way to the page and its player.</remarks>
internal static class VoiceFigures
{
    private const int Calls = 100;

    public static async Task PrintAsync()
    {
        var clips = new ClipSet(Record(), TimeProvider.System);
        var espeak = new EspeakVoice(TimeProvider.System, NullLogger<EspeakVoice>.Instance);
        foreach (var (name, shelf) in new[] { ("espeak-ng", new SoundShelf(espeak.SayAsync)), ("clips", new SoundShelf(VoiceSetup.ClipsFirst(clips, espeak.SayAsync))) })
        {
            await shelf.MakeAsync(Saying(999), default);
            var times = new List<double>();
            for (var n = 1; n <= Calls; n++)
            {
                var begun = Stopwatch.GetTimestamp();
                if (!(await shelf.MakeAsync(Saying(n), default)).HasSpeech) throw new InvalidOperationException($"{name} said nothing.");
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
            times.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a call said by {name}: p50 {times[Calls / 2]:0.0} ms, p99 {times[Calls * 99 / 100]:0.0} ms, best {times[0]:0.0} ms"));
        }
    }

    private static Utterance Saying(int n) => new(n, new("a"), [new(n, new("a"), new(n), new("A", n), new("w12"), 12)], 2, DigitOne.Yao);

    /// <summary>Half a second of silence for every part.</summary>
    private static string Record()
    {
        var folder = Directory.CreateTempSubdirectory("clips").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "zh-CN"));
        foreach (var token in Enumerable.Range(1, Calls).Append(999).SelectMany(n => Saying(n).Sentences[0].Tokens).Distinct())
            File.WriteAllBytes(Path.Combine(folder, "zh-CN", new ScriptLine("zh-CN", token, token.Text).FileName), Wave.Silence(22_050, TimeSpan.FromSeconds(0.5)).ToFile());
        return folder;
    }
}
