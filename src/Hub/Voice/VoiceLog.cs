using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TidalHall.Core.Announcing;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Voice;

/// <summary>What one hall's voice has begun and what became of each call: its own cursor into the journal, on disk.</summary>
/// <remarks>
/// A line before a page is told to play, and one at each end. So a hub that was killed knows on its return what was said,
/// what may have been heard, and what nobody heard yet. A disk that takes nothing silences nobody: then it is known in memory alone.
/// </remarks>
internal sealed class VoiceLog : IDisposable
{
    /// <summary>Ends kept to be looked at.</summary>
    public const int Kept = 200;
    /// <summary>Lines, at least, after which the file is written anew without what nobody asks for any more.</summary>
    private const int ManyLines = 2_000;
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter<NotSpokenWhy>() },
    };

    private sealed record Line(long? Cursor = null, BegunUtterance? Begun = null, VoiceEntry? Ended = null);

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly ILogger _log;
    private readonly Queue<VoiceEntry> _entries = [];
    private readonly HashSet<long> _ended = [];
    private readonly SortedDictionary<long, SpokenCall> _open = [];
    private readonly List<BegunUtterance> _begun = [];
    private long? _heard;
    private FileStream? _file;
    private int _lines;
    private int _mostLines = ManyLines;
    private bool _isUnkept;

    public VoiceLog(string path, ILogger log)
    {
        (_path, _log) = (path, log);
        Read();
    }

    /// <summary>The last calls with what became of them, oldest first.</summary>
    public IReadOnlyList<VoiceEntry> Entries { get { lock (_gate) return [.. _entries]; } }

    /// <summary>Where to go on reading: every call up to it has come to its end.</summary>
    /// <param name="newest">Of the journal; one that is behind what was spoken is another one, put in its place.</param>
    /// <param name="otherwise">For a voice that begins here.</param>
    public long Begin(long newest, long otherwise)
    {
        lock (_gate)
        {
            if (_heard is null || _ended.Append(_heard.Value).Max() > newest)
            {
                _entries.Clear();
                _ended.Clear();
                _begun.Clear();
                _heard = otherwise;
            }
            WriteAnew();
            return _heard.Value;
        }
    }

    public bool HasEnded(long sequence) { lock (_gate) return _ended.Contains(sequence); }

    /// <summary>The utterance with this call that was begun before the hub went, and whose end is not known; null for any other call.</summary>
    public BegunUtterance? BegunBefore(long sequence) { lock (_gate) return _begun.Find(b => b.Calls.Contains(sequence)); }

    /// <summary>Calls of a ticket that have not come to their end.</summary>
    public IReadOnlyList<SpokenCall> OpenOf(TicketId ticket) { lock (_gate) return [.. _open.Values.Where(c => c.Ticket == ticket)]; }

    /// <summary>A call is on its way to be spoken.</summary>
    public void Take(SpokenCall call) { lock (_gate) _open[call.Sequence] = call; }

    /// <summary>The journal was read up to here.</summary>
    public void Heard(long sequence) { lock (_gate) _heard = sequence; }

    /// <summary>On disk before a page hears of it: else a killed hub would say it twice.</summary>
    public void Begun(BegunUtterance utterance)
    {
        lock (_gate)
        {
            _begun.Add(utterance);
            Append([new(Begun: utterance)]);
        }
    }

    public void Ended(params IReadOnlyList<VoiceEntry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                Keep(entry);
                _open.Remove(entry.Sequence);
                _begun.RemoveAll(b => b.Calls.Contains(entry.Sequence));
            }
            if (entries.Count > 0) Append([.. entries.Select(e => new Line(Ended: e))]);
        }
    }

    // What is open holds the cursor back: it is read again after a kill.
    private long Cursor => _open.Count > 0 ? _open.First().Key - 1 : _heard ?? 0;

    private void Keep(VoiceEntry entry)
    {
        _entries.Enqueue(entry);
        _ended.Add(entry.Sequence);
        while (_entries.Count > Kept && _entries.Peek().Sequence <= Cursor) _ended.Remove(_entries.Dequeue().Sequence);
    }

    private void Read()
    {
        if (!File.Exists(_path)) return;
        foreach (var text in File.ReadLines(_path))
        {
            try
            {
                var line = JsonSerializer.Deserialize<Line>(text, Form);
                if (line?.Cursor is { } cursor) _heard = cursor;
                if (line?.Begun is { Calls.Length: > 0 } begun) _begun.Add(begun);
                if (line?.Ended is not { } ended) continue;
                Keep(ended);
                _begun.RemoveAll(b => b.Calls.Contains(ended.Sequence));
            }
            catch (JsonException)
            {
                // Torn by the kill: it was not told to anybody either.
            }
        }
    }

    private void Append(IReadOnlyList<Line> lines)
    {
        if (_file is null || _lines + lines.Count > _mostLines)
        {
            WriteAnew();
            return;
        }
        Try(() => Write(_file, lines));
    }

    private void WriteAnew() => Try(() =>
    {
        _file?.Dispose();
        _file = null;
        Line[] lines = [new(Cursor: Cursor), .. _entries.Select(e => new Line(Ended: e)), .. _begun.Select(b => new Line(Begun: b))];
        var making = _path + ".new";
        using (var file = new FileStream(making, FileMode.Create, FileAccess.Write)) Write(file, lines);
        File.Move(making, _path, overwrite: true);
        _file = new(_path, FileMode.Append, FileAccess.Write);
        // Twice what is kept, so that it is seldom done however much is open.
        (_lines, _mostLines) = (lines.Length, Math.Max(ManyLines, 2 * lines.Length));
    });

    private void Write(FileStream file, IReadOnlyList<Line> lines)
    {
        foreach (var line in lines)
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(line, Form));
            file.WriteByte((byte)'\n');
        }
        file.Flush(flushToDisk: true);
        _lines += lines.Count;
    }

    private void Try(Action write)
    {
        try
        {
            write();
            _isUnkept = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_isUnkept) Log.NotKept(_log, e, _path);
            _isUnkept = true;
            // The next one writes all that is known anew: what this one left may be torn.
            try { _file?.Dispose(); }
            catch (IOException) { }   // it closes on a full disk
            _file = null;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            // Told as read to here, so that the next start need not go over it.
            if (_heard is not null) WriteAnew();
            _file?.Dispose();
            _file = null;
        }
    }
}
