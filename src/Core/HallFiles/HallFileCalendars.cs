using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using TidalHall.Core.Cases;
using static TidalHall.Core.HallFiles.HallFileMistakeCode;

namespace TidalHall.Core.HallFiles;

/// <summary>The calendar files that a hall file names by their years: calendars/2026.json.</summary>
internal sealed class HallFileCalendars(List<HallFileMistake> mistakes)
{
    internal List<CalendarYear> Years { get; } = [];

    /// <param name="files">Gets each file's name with its text.</param>
    internal void Read(HallFileEntry hall, Func<string, string?>? readBeside, Dictionary<string, string> files)
    {
        foreach (var same in hall.List("calendarYears").Where(y => y.Element.ValueKind is JsonValueKind.Number).GroupBy(y => y.Element.GetRawText()))
        {
            foreach (var again in same.Skip(1)) mistakes.Add(new(again.File, again.Place, Duplicate, same.Key, same.First().Place));
            if (!int.TryParse(same.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var year)) continue;
            var name = FormattableString.Invariant($"calendars/{year}.json");
            if (readBeside?.Invoke(name) is not { } text) mistakes.Add(new(same.First().File, same.First().Place, FileMissing, name));
            else
            {
                files[name] = text;
                Read(year, name, text);
            }
        }
    }

    private void Read(int year, string name, string text)
    {
        var before = mistakes.Count;
        using var file = HallFileSyntax.Parse(text, name, mistakes);
        if (file is null) return;
        new HallFileShape(name, mistakes).Check(file.RootElement, HallFileJson.Options.GetTypeInfo(typeof(CalendarDocument)));
        var root = new HallFileEntry(name, file.RootElement);
        if (root.Number("year") is { } said && said != year) mistakes.Add(new(name, "year", DateOfOtherYear, said, year));
        var seen = new Dictionary<string, string>();
        foreach (var entry in root.List("days").Select(d => d.Member("date")).OfType<HallFileEntry>()) CheckDay(entry, year, root, seen);
        if (mistakes.Count == before) Years.Add(new(year, file.RootElement.Deserialize<CalendarDocument>(HallFileJson.Options)!.Days));
    }

    private void CheckDay(HallFileEntry entry, int year, HallFileEntry root, Dictionary<string, string> seen)
    {
        if (entry.AsText is not { } text || !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return;
        if (!seen.TryAdd(text, entry.Place)) mistakes.Add(new(entry.File, entry.Place, Duplicate, text, seen[text]));
        if (date.Year != year) mistakes.Add(new(entry.File, entry.Place, DateOfOtherYear, text, year));
        var isWorked = root.List("days").Any(d => d.Member("date")?.Place == entry.Place && d.Member("isOffDay") is { Element.ValueKind: JsonValueKind.False });
        if (isWorked && date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) mistakes.Add(new(entry.File, entry.Place, WorkedWeekday, text));
    }
}

/// <summary>A year's file, in the form of the project it comes from.</summary>
internal sealed record CalendarDocument
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }
    [JsonPropertyName("$id")]
    public string? Id { get; init; }
    public required int Year { get; init; }
    public string[] Papers { get; init; } = [];
    public required CalendarDay[] Days { get; init; }
}
