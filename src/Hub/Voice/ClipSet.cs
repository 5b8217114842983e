using System.Collections.Concurrent;
using TidalHall.Core.Announcing;

namespace TidalHall.Hub.Voice;

/// <summary>A hall's own recordings: the folder "clips" beside the hall file, a folder a language, a file a part of a sentence as <see cref="RecordingScript"/> names them.</summary>
/// <remarks>WAV, PCM, 16 bit, one channel, one sample rate for all. A sentence is said by clips when all its parts are there, else by the synthesiser: two voices in one sentence are harder to understand than either.</remarks>
internal sealed class ClipSet(string folder, TimeProvider time)
{
    /// <summary>Between two parts.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(40);
    /// <summary>A clip that was put there meanwhile is heard after so long.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);
    private const int LargestClip = 2 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, (Wave? Clip, long At)> _clips = [];

    public string Folder => folder;

    public bool Has(ScriptLine line) => Clip(line) is not null;

    /// <summary>Null where a part is missing, or they do not go together.</summary>
    public Wave? Say(Sentence sentence)
    {
        if (!Directory.Exists(folder) || sentence.Tokens.Count == 0) return null;
        var parts = new List<Wave>();
        foreach (var token in sentence.Tokens)
        {
            if (Clip(new(sentence.Language, token, token.Text)) is not { } clip || (parts.Count > 0 && clip.Rate != parts[0].Rate)) return null;
            if (parts.Count > 0) parts.Add(Wave.Silence(clip.Rate, Gap));
            parts.Add(clip);
        }
        return Wave.Join(parts);
    }

    public Wave? Clip(ScriptLine line)
    {
        var file = Path.Combine(folder, line.Language, line.FileName);
        if (_clips.TryGetValue(file, out var known) && time.GetElapsedTime(known.At) < LookAgain) return known.Clip;
        var clip = Read(file);
        _clips[file] = (clip, time.GetTimestamp());
        return clip;
    }

    private static Wave? Read(string file)
    {
        try
        {
            return new FileInfo(file) is { Exists: true, Length: <= LargestClip } && Wave.Read(File.ReadAllBytes(file)) is { Samples.Length: > 0 } wave ? wave.Normalised() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
