using TidalHall.Core.Announcing;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Tests.Announcing;

/// <summary>Calls as tests need them: number n of category A to window n.</summary>
internal static class Calls
{
    public static readonly ZoneId ZoneA = new("a");

    public static SpokenCall Of(int n, string prefix = "A", int? window = null, LocalText? place = null, bool english = false) =>
        new(n, ZoneA, new(n), new(prefix, n), new($"w{window ?? n}"), window ?? n, place, english);

    public static SpokenCall[] Many(int count) => [.. Enumerable.Range(1, count).Select(n => Of(n))];

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
