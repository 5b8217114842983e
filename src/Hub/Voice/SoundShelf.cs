using System.Security.Cryptography;
using System.Text;
using TidalHall.Core.Announcing;

namespace TidalHall.Hub.Voice;

/// <summary>One announcement as a file, ready to be fetched.</summary>
/// <param name="Id">Of its text: the same words are the same file.</param>
/// <param name="HasSpeech">False: only the chime.</param>
internal sealed record Sound(string Id, byte[] File, TimeSpan Length, bool HasSpeech)
{
    public string Url => $"/voice/{Id}.wav";
}

/// <summary>One sentence as sound, or null where nobody can say it.</summary>
internal delegate Task<Wave?> SaySentence(Sentence sentence, CancellationToken cancel);

/// <summary>Makes announcements and keeps the newest in memory.</summary>
internal sealed class SoundShelf(SaySentence say)
{
    /// <summary>Sounds kept, 32: some 15 MB.</summary>
    public const int Kept = 32;
    private const int Rate = 22_050;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Sound> _sounds = [];
    private readonly Queue<string> _order = [];

    public Sound? Find(string id) { lock (_gate) return _sounds.GetValueOrDefault(id); }

    public Task<Sound> MakeAsync(Utterance utterance, CancellationToken cancel) => MakeAsync(utterance.Sentences, cancel);

    /// <summary>A chime and the sentences after it.</summary>
    public async Task<Sound> MakeAsync(IReadOnlyList<Sentence> sentences, CancellationToken cancel)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', sentences.Select(s => $"{s.Language} {s.Text}")))))[..24];
        // A chime alone is not kept: the voice may be there the next time.
        if (Find(id) is { HasSpeech: true } known) return known;
        var parts = new List<Wave>();
        var spoken = new Dictionary<Sentence, Wave?>();
        foreach (var sentence in sentences)
        {
            if (!spoken.TryGetValue(sentence, out var said)) spoken[sentence] = said = await say(sentence, cancel);
            if (said is null) { parts.Clear(); break; }
            parts.AddRange(parts.Count > 0 ? [Wave.Silence(said.Rate, Utterance.Pause), said] : [said]);
        }
        var chime = Chime.Make(parts.Count > 0 ? parts[0].Rate : Rate);
        var whole = Wave.Join([chime, .. parts]);
        return Keep(new(id, whole.ToFile(), whole.Length, parts.Count > 0));
    }

    private Sound Keep(Sound sound)
    {
        lock (_gate)
        {
            if (!_sounds.ContainsKey(sound.Id)) _order.Enqueue(sound.Id);
            _sounds[sound.Id] = sound;
            if (_order.Count > Kept) _sounds.Remove(_order.Dequeue());
            return sound;
        }
    }
}
