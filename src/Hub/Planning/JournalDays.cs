using Microsoft.Data.Sqlite;
using TidalHall.Core.Halls;
using TidalHall.Core.History;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Hosting;
using TidalHall.Journal;

namespace TidalHall.Hub.Planning;

/// <summary>Days of a journal named on the command line, read a page at a time beside its writer, which is never held up.</summary>
internal static class JournalDays
{
    private const int Page = 5_000;

    /// <summary>The days of a data folder named on the command line, those on which nobody came left out.</summary>
    /// <exception cref="StartRefused">It has none of this hall.</exception>
    internal static IReadOnlyList<RecordedDay> Known(string option, string data, HallId hall, CancellationToken cancel)
    {
        var file = Path.Combine(Path.GetFullPath(data), "journal.db");
        try
        {
            return Read(file, hall, cancel).Where(d => d.Waits.Count > 0).ToList() is [_, ..] days ? days
                : throw new StartRefused($"{option}: {file} has no day of the hall \"{hall}\" on which somebody came. Give the hall's own file with --hall.");
        }
        catch (IOException e)
        {
            throw new StartRefused($"{option}: {e.Message} Give a hub's data folder.", e);
        }
    }

    private static IReadOnlyList<RecordedDay> Read(string file, HallId hall, CancellationToken cancel)
    {
        try
        {
            using var reader = new JournalReader(file, hall);
            return RecordedDays.Of(Entries(reader, cancel));
        }
        catch (SqliteException e)
        {
            throw new IOException($"{file}: the journal cannot be read ({e.Message}).", e);
        }
    }

    private static IEnumerable<Recorded> Entries(JournalReader reader, CancellationToken cancel)
    {
        for (var after = 0L; ;)
        {
            cancel.ThrowIfCancellationRequested();
            var page = reader.ReadAfter(after, Page);
            foreach (var entry in page) yield return entry.Recorded;
            if (page.Count < Page) yield break;
            after = page[^1].Recorded.Sequence;
        }
    }
}
