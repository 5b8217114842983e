using TidalHall.Core.Announcing;

namespace TidalHall.Hub.Voice;

/// <summary>An announcement that was given to a page.</summary>
/// <param name="Calls">Their sequences; the first names the utterance, as in <see cref="Utterance.Id"/>.</param>
/// <param name="HasSpeech">False: only the chime.</param>
internal sealed record BegunUtterance(long[] Calls, bool HasSpeech)
{
    public static BegunUtterance Of(Utterance utterance, Sound sound) => new([.. utterance.Calls.Select(c => c.Sequence)], sound.HasSpeech);
}
