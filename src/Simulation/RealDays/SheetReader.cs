using System.Globalization;
using System.IO.Compression;

namespace TidalHall.Simulation.RealDays;

/// <summary>Reads a sheet with commas, packed or not, line by line, and refuses with its place what is not as it should be.</summary>
internal sealed class SheetReader : IDisposable
{
    private readonly StreamReader _lines;
    private readonly string _name;
    private readonly int[] _at;
    private string[] _fields = [];
    private int _line = 1;

    /// <param name="columns">Those that are read, by name; others may stand beside them.</param>
    /// <exception cref="FolderRefused">It cannot be read, or lacks a column.</exception>
    internal SheetReader(string path, params string[] columns)
    {
        _name = Path.GetFileName(path);
        try
        {
            var file = File.OpenRead(path);
            _lines = new(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
            Columns = Split(_lines.ReadLine() ?? "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            _lines?.Dispose();
            throw new FolderRefused($"{_name}: it cannot be read. {e.Message}");
        }
        _at = [.. columns.Select(c => Array.IndexOf(Columns, c))];
        if (Array.IndexOf(_at, -1) is var missing and >= 0)
        {
            _lines.Dispose();
            throw new FolderRefused($"{_name}:1: the column \"{columns[missing]}\" is missing. Allowed: {string.Join(',', columns)}, in any order.");
        }
    }

    internal string[] Columns { get; }

    internal bool Next()
    {
        try
        {
            if (_lines.ReadLine() is not { } line) return false;
            _line++;
            _fields = Split(line);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new FolderRefused($"{_name}:{_line + 1}: it cannot be read any further. {e.Message}");
        }
        if (_fields.Length != Columns.Length) throw Refuse($"{_fields.Length} fields", $"{Columns.Length}, as the first line has them");
        return true;
    }

    internal string Text(int column) => _fields[_at[column]];

    /// <param name="blank">What a blank field means; null: it is not allowed.</param>
    internal int Number(int column, int least, int most, int? blank = null)
    {
        var text = Text(column);
        if (text.Length == 0 && blank is { } meant) return meant;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most && value == Math.Floor(value)
            ? (int)value
            : throw Refuse($"{Columns[_at[column]]} \"{text}\"", $"{least} to {most}{(blank is null ? "" : ", or nothing")}");
    }

    internal double Decimal(int column, double most) => Text(column) is not { Length: > 0 } text ? 0
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0 && value <= most ? value
        : throw Refuse($"{Columns[_at[column]]} \"{text}\"", $"0 to {most}, or nothing");

    /// <summary>"HH:MM", or a whole date before it.</summary>
    internal (int Minutes, DateOnly? Date) Time(int column)
    {
        var text = Text(column);
        var clock = text.Length > 10 ? text[11..] : text;
        if (!TimeOnly.TryParseExact(clock.Length > 5 ? clock[..5] : clock, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) throw Refuse($"{Columns[_at[column]]} \"{text}\"", "HH:MM, or YYYY-MM-DD HH:MM");
        if (text.Length <= 10) return (time.Hour * 60 + time.Minute, null);
        return DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? (time.Hour * 60 + time.Minute, date)
            : throw Refuse($"{Columns[_at[column]]} \"{text}\"", "HH:MM, or YYYY-MM-DD HH:MM");
    }

    internal FolderRefused Refuse(string wrong, string allowed) => new($"{_name}:{_line}: {wrong} is not allowed. Allowed: {allowed}.");

    public void Dispose() => _lines.Dispose();

    // Names in these sheets hold no commas; where one is quoted, it is one field.
    private static string[] Split(string line)
    {
        if (!line.Contains('"', StringComparison.Ordinal)) return line.Split(',');
        var (fields, quoted, from) = (new List<string>(), false, 0);
        for (var i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"') quoted = !quoted;
            if (i < line.Length && (quoted || line[i] != ',')) continue;
            fields.Add(line[from..i].Trim('"'));
            from = i + 1;
        }
        return [.. fields];
    }
}
