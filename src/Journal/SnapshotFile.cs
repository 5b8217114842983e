using System.Security.Cryptography;
using System.Text.Json;

namespace TidalHall.Journal;

/// <summary>A cache beside the journal: one line about it, then its body. What does not fit the journal to the hash is no snapshot.</summary>
/// <param name="Format">Of the body; another one is not read.</param>
/// <param name="RowHash">Of the journal's row at the sequence, in hex: ties the snapshot to this very journal.</param>
/// <param name="BodyHash">SHA-256 of the body, in hex: a torn or changed file is seen.</param>
public sealed record SnapshotFile(int Format, string Hall, long Sequence, string RowHash, string BodyHash)
{
    private const int MaxHead = 4096;

    /// <summary>Puts a snapshot in place of the one before, whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full or away; the one before is still there.</exception>
    public static void Write(string path, int format, string hall, long sequence, byte[] rowHash, ReadOnlyMemory<byte> body)
    {
        var head = new SnapshotFile(format, hall, sequence, Convert.ToHexStringLower(rowHash), Convert.ToHexStringLower(SHA256.HashData(body.Span)));
        var making = path + ".new";
        using (var file = new FileStream(making, FileMode.Create, FileAccess.Write))
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(head));
            file.Write("\n"u8);
            file.Write(body.Span);
            file.Flush(flushToDisk: true);
        }
        File.Move(making, path, overwrite: true);
    }

    /// <returns>Null where there is none that can be trusted; the reason is said.</returns>
    public static (SnapshotFile Head, byte[] Body)? TryRead(string path, int format, string hall, out string? reason)
    {
        reason = null;
        try
        {
            if (!File.Exists(path)) return null;
            var bytes = File.ReadAllBytes(path);
            var end = bytes.AsSpan(0, Math.Min(bytes.Length, MaxHead)).IndexOf((byte)'\n');
            if (end < 0 || JsonSerializer.Deserialize<SnapshotFile>(bytes.AsSpan(0, end)) is not { } head) reason = "it has no first line";
            else if (head.Format != format) reason = $"its format is {head.Format}, not {format}";
            else if (head.Hall != hall) reason = $"it is of {head.Hall}";
            else if (head.BodyHash != Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(end + 1)))) reason = "its body is not what was written";
            else return (head, bytes[(end + 1)..]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            reason = e.Message;
        }
        return null;
    }
}
