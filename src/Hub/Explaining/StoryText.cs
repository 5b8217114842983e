using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Explaining;

/// <summary>A story in lines.</summary>
internal static class StoryText
{
    internal static IEnumerable<string> Of(HallMap map, CallStory story, Ticket ticket)
    {
        yield return Line($"{ticket.Number}, {Of(ticket.Class)}, taken {map.Local(ticket.TakenAt):yyyy-MM-dd HH:mm}");
        foreach (var own in story.Own)
        {
            yield return Line($"called {map.Local(own.At):HH:mm:ss} to {At(own.Call.Window)} after {Minutes(own.Call.Waited)}: {Of(own.Call.Why)}");
            if (own.Call.Grounds is { } grounds)
            {
                yield return Line($"  level {Of(grounds.Level)}, key {grounds.Key}, first of {grounds.Compared} compared{(own.Against.Length > 0 ? "; next:" : "")}");
                foreach (var head in own.Against) yield return Line($"    {head.Number?.ToString() ?? "?"}  level {Of(head.Level)}, key {head.Key}");
            }
            if (own.Passed.Length > 0)
            {
                yield return Line($"  {own.Passed.Length} had waited longer and waited on{Cost(own.Took)}:");
                foreach (var passed in own.Passed) yield return Line($"    {passed.Number}  {Of(passed.Class)}, {Minutes(passed.Waited)} so far");
            }
        }
        if (story.Own.Count == 0) yield return "not called yet";
        var later = story.Before.Where(b => b.CameLater).ToList();
        yield return Line($"called before it: {story.Before.Count}, of them {later.Count} who came later");
        foreach (var before in story.Before)
            yield return Line($"  {map.Local(before.At):HH:mm:ss}  {before.Number}  {Of(before.Class)}, to {At(before.Window)}, {Minutes(before.Waited)}: {Of(before.Why)}{(before.CameLater ? $"; came later{Cost(before.Took)}" : "")}");

        string At(WindowId id) => map.Windows.TryGetValue(id, out var window) ? Line($"window {window.Number}") : id.Value;
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    private static string Minutes(long milliseconds) => Line($"{milliseconds / 60_000.0:0.0} min");
    private static string Cost(long? took) => took is { } known ? $", up to {Minutes(known)} more" : ", how long is not known yet";

    /// <summary>"LongestWaiting" → "longest waiting".</summary>
    private static string Of(Enum word) => string.Concat(word.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
