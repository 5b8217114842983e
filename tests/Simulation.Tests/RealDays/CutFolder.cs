using System.IO.Compression;

namespace TidalHall.Simulation.Tests.RealDays;

/// <summary>A copy of the shipped cut, to be spoilt.</summary>
internal sealed class CutFolder : IDisposable
{
    internal static string Shipped => Path.Combine(AppContext.BaseDirectory, "Data", "warsaw");

    internal string Root { get; } = Directory.CreateTempSubdirectory("warsaw-").FullName;

    internal CutFolder()
    {
        foreach (var file in Directory.GetFiles(Shipped, "*.csv*"))
        {
            using var packed = File.OpenRead(file);
            using Stream plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(packed, CompressionMode.Decompress) : packed;
            using var copy = File.Create(Path.Combine(Root, Path.GetFileName(file).Replace(".gz", "", StringComparison.Ordinal)));
            plain.CopyTo(copy);
        }
    }

    /// <param name="change">Gets the fields of each line after the first; null drops the line.</param>
    internal void Change(string file, Func<int, string[], string[]?> change)
    {
        var path = Path.Combine(Root, file);
        var lines = File.ReadAllLines(path);
        File.WriteAllLines(path, lines.Index().Select(l => l.Index == 0 ? l.Item.Split(',') : change(l.Index + 1, l.Item.Split(','))).OfType<string[]>().Select(f => string.Join(',', f)));
    }

    /// <summary>One field of one line.</summary>
    internal void Write(string file, int line, int field, string text) => Change(file, (n, fields) =>
    {
        if (n == line) fields[field] = text;
        return fields;
    });

    internal void WriteHead(string file, string head)
    {
        var path = Path.Combine(Root, file);
        var lines = File.ReadAllLines(path);
        lines[0] = head;
        File.WriteAllLines(path, lines);
    }

    public void Dispose() => Directory.Delete(Root, true);
}
