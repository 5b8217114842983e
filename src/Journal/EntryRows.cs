using Microsoft.Data.Sqlite;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Journal;

/// <summary>Rows as entries. A plain SELECT: SQLite's read transaction lasts as long as the reader and locks nobody out.</summary>
internal static class EntryRows
{
    internal static IEnumerable<JournalEntry> ReadAfter(SqliteConnection connection, HallId hall, long sequence, long limit)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT seq, at, tick, command, fingerprint, actor, place, kind, payload FROM events WHERE hall = $h AND seq > $s ORDER BY seq LIMIT $l";
        command.Parameters.AddWithValue("$h", hall.Value);
        command.Parameters.AddWithValue("$s", sequence);
        command.Parameters.AddWithValue("$l", limit);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var e = HallEventJson.Read(reader.GetString(7), reader.GetFieldValue<byte[]>(8));
            var recorded = new Recorded(reader.GetInt64(0), new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero), reader.GetInt64(2), e);
            yield return new(recorded, new Guid(reader.GetFieldValue<byte[]>(3)), reader.GetInt64(4), new(reader.GetString(5)), reader.IsDBNull(6) ? null : new PlaceId(reader.GetString(6)));
        }
    }
}
