using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using TidalHall.Core.Halls;

namespace TidalHall.Journal;

/// <summary>What a look over a whole journal found.</summary>
/// <param name="Gap">The first sequence that does not follow the one before, or null.</param>
/// <param name="Broken">The first sequence whose hash is not that of its payload and the row before, or null.</param>
public sealed record JournalCheck(long Events, long? Gap, long? Broken)
{
    public bool IsWhole => Gap is null && Broken is null;

    /// <summary>Reads every row of a hall from the first on.</summary>
    public static JournalCheck Run(string file, HallId hall)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT seq, payload, hash FROM events WHERE hall = $h ORDER BY seq";
        command.Parameters.AddWithValue("$h", hall.Value);
        using var reader = command.ExecuteReader();
        var found = new JournalCheck(0, null, null);
        for (var before = new byte[SHA256.HashSizeInBytes]; reader.Read();)
        {
            var (sequence, hash) = (reader.GetInt64(0), reader.GetFieldValue<byte[]>(2));
            if (sequence != found.Events + 1) found = found with { Gap = found.Gap ?? sequence };
            if (!HallJournal.Chain(before, reader.GetFieldValue<byte[]>(1)).AsSpan().SequenceEqual(hash)) found = found with { Broken = found.Broken ?? sequence };
            found = found with { Events = found.Events + 1 };
            before = hash;
        }
        return found;
    }
}
