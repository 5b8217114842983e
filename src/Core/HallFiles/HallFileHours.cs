using static TidalHall.Core.HallFiles.HallFileMistakeCode;

namespace TidalHall.Core.HallFiles;

/// <summary>The spans of a hall file: each begins before it ends, none meets another, none begins before the day does.</summary>
internal sealed class HallFileHours(List<HallFileMistake> mistakes)
{
    internal void Check(HallFileEntry hall, HallFileEntry[] windows, HallFileEntry[] quotas)
    {
        CheckSpans(hall.List("hours"));
        foreach (var window in windows) CheckSpans(window.List("rostered"));
        foreach (var quota in quotas) CheckSpans(quota.List("segments"), endsAtMidnight: false);

        // The day of 4 May turns at 04:00: hours that begin before that would belong to the day before.
        var turn = hall.Time("dayTurnsAt") ?? new(4, 0);
        foreach (var span in hall.List("hours"))
            if (span.Time("from") is { } from && from < turn) Tell(span.Member("from")!.Value, HoursBeforeTurn, $"{from:HH:mm}", $"{turn:HH:mm}");
    }

    private void CheckSpans(HallFileEntry[] spans, bool endsAtMidnight = true)
    {
        var before = new List<(HallFileEntry Entry, TimeOnly From, TimeOnly To)>();
        foreach (var span in spans)
        {
            foreach (var twice in span.List("days").GroupBy(d => d.AsText).Where(g => g.Key is not null && g.Count() > 1))
                Tell(twice.Last(), Duplicate, twice.Key!, twice.First().Place);
            if (span.Time("from") is not { } from || span.Time("to") is not { } to) continue;
            if (to == default && endsAtMidnight) to = TimeOnly.MaxValue;
            if (to <= from)
            {
                Tell(span, SpanEmpty, $"{from:HH:mm}", $"{to:HH:mm}");
                continue;
            }
            if (before.Where(b => from < b.To && b.From < to && ShareADay(b.Entry, span)).Select(b => b.Entry.Place).FirstOrDefault() is { } other)
                Tell(span, SpanOverlaps, other);
            before.Add((span, from, to));
        }
    }

    /// <summary>Segments name no days: they mean every day.</summary>
    private static bool ShareADay(HallFileEntry one, HallFileEntry other) =>
        one.Member("days") is null || one.List("days").Select(d => d.AsText).Intersect(other.List("days").Select(d => d.AsText)).Any();

    private void Tell(HallFileEntry entry, HallFileMistakeCode code, params object[] arguments) => mistakes.Add(new(entry.File, entry.Place, code, arguments));
}
