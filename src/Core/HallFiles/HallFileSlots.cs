using static TidalHall.Core.HallFiles.HallFileMistakeCode;

namespace TidalHall.Core.HallFiles;

/// <summary>The bookable slots of a hall file: whole slots, within the hall's hours, each moment of a category booked once.</summary>
internal sealed class HallFileSlots(List<HallFileMistake> mistakes)
{
    private sealed record Series(HallFileEntry Entry, string? Category, string[] Days, TimeOnly From, TimeOnly To);

    internal void Check(HallFileEntry hall)
    {
        var (hours, turn) = (hall.List("hours"), hall.Time("dayTurnsAt") ?? new(4, 0));
        var before = new List<Series>();
        foreach (var entry in hall.Member("appointments")?.List("slots") ?? [])
        {
            foreach (var twice in entry.List("days").GroupBy(d => d.AsText).Where(g => g.Key is not null && g.Count() > 1))
                Tell(twice.Last(), Duplicate, twice.Key!, twice.First().Place);
            if (entry.Time("from") is not { } from || entry.Time("to") is not { } to) continue;
            var series = new Series(entry, entry.Text("category"), [.. entry.List("days").Select(d => d.AsText).OfType<string>()], from, to);
            if (to <= from)
            {
                Tell(entry, SpanEmpty, $"{from:HH:mm}", $"{to:HH:mm}");
                continue;
            }
            if (from < turn) Tell(entry.Member("from")!.Value, HoursBeforeTurn, $"{from:HH:mm}", $"{turn:HH:mm}");
            CheckLength(series);
            if (hours.Length > 0) CheckHours(series, hours);
            if (before.FirstOrDefault(b => b.Category == series.Category && from < b.To && b.From < to && b.Days.Intersect(series.Days).Any()) is { } other)
                Tell(entry, SlotsOverlap, other.Entry.Place, $"{other.From:HH:mm}", $"{other.To:HH:mm}");
            before.Add(series);
        }
    }

    private void CheckLength(Series series)
    {
        if (series.Entry.Number("minutes") is not (>= 5 and <= 240 and var minutes)) return;
        var whole = (int)((series.To - series.From).TotalMinutes / minutes) * minutes;
        if (series.From.AddMinutes(whole) == series.To) return;
        Tell(series.Entry, SlotsDoNotFit, $"{series.From:HH:mm}", $"{series.To:HH:mm}", minutes, $"{series.From.AddMinutes(Math.Max(whole, minutes)):HH:mm}", $"{series.From.AddMinutes(Math.Max(whole, minutes) + minutes):HH:mm}");
    }

    /// <summary>A slot in the lunch hour would be a promise that nobody keeps.</summary>
    private void CheckHours(Series series, HallFileEntry[] hours)
    {
        foreach (var day in series.Days)
        {
            var open = hours.Where(h => h.List("days").Any(d => d.AsText == day)).Select(h => (From: h.Time("from"), To: h.Time("to"))).Where(h => h.From is not null && h.To is not null).ToList();
            if (open.Any(h => h.From <= series.From && (series.To <= h.To || h.To == default(TimeOnly)))) continue;
            Tell(series.Entry, SlotsOutsideHours, day, $"{series.From:HH:mm}", $"{series.To:HH:mm}", open.Select(h => $"{h.From:HH:mm}–{h.To:HH:mm}").DefaultIfEmpty("–").ToList());
            return;
        }
    }

    private void Tell(HallFileEntry entry, HallFileMistakeCode code, params object[] arguments) => mistakes.Add(new(entry.File, entry.Place, code, arguments));
}
