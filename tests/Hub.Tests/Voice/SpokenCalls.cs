using TidalHall.Core.Announcing;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Tests.Voice;

/// <summary>Calls of one zone as the voice gets them.</summary>
internal static class SpokenCalls
{
    public static readonly ZoneId Zone = new("a");

    public static SpokenCall Call(int n, string prefix = "A", LocalText? place = null, bool english = false) =>
        new(n, Zone, new(n), new(prefix, n), new($"w{n}"), n, place, english);

    public static Utterance Saying(params SpokenCall[] calls) => Saying(DigitOne.Yao, calls);
    public static Utterance Saying(DigitOne one, params SpokenCall[] calls) => new(calls[0].Sequence, Zone, calls, 1, one);
}
