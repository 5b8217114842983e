using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>What was begun, what came of it and what happened meanwhile, on disk: a job is done once, and what must not be lost is told until the hub has it.</summary>
/// <remarks>
/// <para>A job is written down at the moment its own bytes leave: found without an outcome after a crash it is unknown, and one that is not in here has done nothing and may still be done.</para>
/// <para>Plain SQLite, not EF: two tables and five statements, and an agent starts in a third of the time. In WAL with <c>synchronous=FULL</c>, both read back. Held exclusively, so that two agents
/// do not share a folder.</para>
/// </remarks>
internal sealed class Outbox : IDisposable
{
    /// <summary>How long a finished job is remembered, so that its repeat is not done.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(2);
    /// <summary>News that wait at most; then the oldest go. A locker's doors over a week without a hub.</summary>
    internal const int MaxNews = 10_000;
    private const int Form = 1;
    // SQLite 3.7.0 to 3.51.2 can lose pages when a write and a checkpoint meet.
    private const int TrustedVersion = 3_051_003;

    private sealed record Entry(JobResult Result, DateTimeOffset At, bool Taken);
    /// <summary>Something that happened and that the hub does not have yet.</summary>
    internal sealed record News(Guid Id, DateTimeOffset At, DeviceEvent Event);

    private readonly string _file;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly SqliteConnection _disk;
    private readonly Dictionary<Guid, Entry> _jobs = [];
    private readonly LinkedList<News> _news = [];
    private readonly List<string> _passes = [];

    /// <exception cref="IOException">The folder cannot be used; the message says why.</exception>
    public Outbox(string folder, TimeProvider time)
    {
        (_file, _time) = (Path.Combine(folder, "outbox.db"), time);
        Directory.CreateDirectory(folder);
        _disk = new($"Data Source={_file};Pooling=False;Default Timeout=1");
        try
        {
            Open();
        }
        catch (SqliteException e)
        {
            _disk.Dispose();
            throw new IOException(e.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED
                ? $"{folder} is in use by another agent. Give each its own: --data DIR."
                : $"{_file} cannot be used: {e.Message} Move it away to start with an empty one; jobs of the last minutes may then be done twice.", e);
        }
    }

    /// <summary>Made with the folder: tells this agent come back from another one with its key.</summary>
    public Guid Instance { get; private set; }

    private void Open()
    {
        _disk.Open();
        if (raw.sqlite3_libversion_number() < TrustedVersion) throw new IOException($"SQLite {raw.sqlite3_libversion().utf8_to_string()} is too old to trust; 3.51.3 is needed.");
        // Before the first read, so that it takes the lock.
        Run("PRAGMA locking_mode = exclusive");
        Run("PRAGMA synchronous = full");
        if (!"wal".Equals(Value("PRAGMA journal_mode = wal") as string, StringComparison.OrdinalIgnoreCase)) throw new IOException($"{_file} cannot be kept in WAL. Put --data on a local disk.");
        if (Value("PRAGMA synchronous") is not 2L) throw new IOException($"{_file}: synchronous is not FULL.");
        if (Value("PRAGMA user_version") is long form and > Form) throw new IOException($"{_file} was written by a newer agent (form {form}). Update this one.");
        Run($"""
            BEGIN IMMEDIATE;
            CREATE TABLE IF NOT EXISTS jobs (job TEXT PRIMARY KEY, at INTEGER NOT NULL, taken INTEGER NOT NULL, result TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS news (id TEXT PRIMARY KEY, at INTEGER NOT NULL, event TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS passes (cabinet TEXT PRIMARY KEY, kept TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS instance (id TEXT NOT NULL);
            INSERT INTO instance SELECT '{Guid.NewGuid()}' WHERE NOT EXISTS (SELECT 1 FROM instance);
            PRAGMA user_version = {Form};
            COMMIT
            """);
        Instance = Guid.Parse((string)Value("SELECT id FROM instance")!);
        Load("SELECT result, at, taken FROM jobs", row => Remember(new(Read<JobResult>(row.GetString(0)), new(row.GetInt64(1), TimeSpan.Zero), row.GetBoolean(2))));
        Load("SELECT id, at, event FROM news ORDER BY at, id", row => _news.AddLast(new News(Guid.Parse(row.GetString(0)), new(row.GetInt64(1), TimeSpan.Zero), Read<DeviceEvent>(row.GetString(2)))));
        Load("SELECT kept FROM passes", row => _passes.Add(row.GetString(0)));
        Forget();
    }

    /// <summary>What was kept of each cabinet's pass list when the agent came up.</summary>
    public IReadOnlyList<string> Passes => _passes;

    /// <exception cref="IOException">It cannot be put on disk: open nothing by it.</exception>
    public void KeepPasses(PlaceId cabinet, string kept)
    {
        lock (_lock) Run("INSERT OR REPLACE INTO passes VALUES ($0, $1)", cabinet.Value, kept);
    }

    /// <summary>Whether the bytes of this job left before; then its outcome is told once more.</summary>
    public bool TellsAgain(Guid job)
    {
        lock (_lock)
        {
            if (!_jobs.TryGetValue(job, out var entry)) return false;
            // Not on disk: after a crash the hub asks again.
            _jobs[job] = entry with { Taken = false };
            return true;
        }
    }

    /// <summary>The job's own bytes are about to leave: from here on it is unknown until it is known.</summary>
    /// <exception cref="IOException">It cannot be put on disk: send nothing.</exception>
    public void Leave(DeviceJob job)
    {
        lock (_lock)
        {
            Forget();
            Write(new(new(job.Job, job.Device, JobOutcome.Unknown, DeviceFault.NoAnswer), _time.GetUtcNow(), Taken: false));
        }
    }

    /// <exception cref="IOException">It is told all the same, but after a crash as unknown.</exception>
    public void Finish(JobResult result)
    {
        lock (_lock) Write(new(result, _time.GetUtcNow(), Taken: false));
    }

    /// <summary>The hub has the outcome on disk.</summary>
    public void Taken(JobResult result)
    {
        lock (_lock)
            if (_jobs.TryGetValue(result.Job, out var entry) && entry.Result.Outcome == result.Outcome) Write(entry with { Taken = true });
    }

    /// <summary>Outcomes the hub has not taken yet.</summary>
    /// <param name="inHand">Jobs being done now: their outcome is still to come.</param>
    public IReadOnlyList<JobResult> Untold(IReadOnlySet<Guid> inHand)
    {
        lock (_lock) return [.. _jobs.Values.Where(e => !e.Taken && !inHand.Contains(e.Result.Job)).Select(e => e.Result)];
    }

    /// <summary>Keeps what happened until the hub has it.</summary>
    /// <exception cref="IOException">It is told, but lost if the agent dies before.</exception>
    public void Keep(DeviceEvent happened)
    {
        lock (_lock)
        {
            var news = new News(Guid.NewGuid(), _time.GetUtcNow(), happened);
            _news.AddLast(news);
            Run("INSERT INTO news VALUES ($0, $1, $2)", news.Id.ToString(), news.At.UtcTicks, JsonSerializer.Serialize(happened));
            if (_news.Count > MaxNews) Drop(_news.First!.Value);
        }
    }

    /// <summary>What happened and the hub does not have, oldest first.</summary>
    public IReadOnlyList<News> Kept { get { lock (_lock) return [.. _news]; } }

    /// <summary>The hub has it.</summary>
    public void Taken(News news)
    {
        lock (_lock) Drop(news);
    }

    private void Drop(News news)
    {
        _news.Remove(news);
        Run("DELETE FROM news WHERE id = $0", news.Id.ToString());
    }

    /// <summary>What the hub has not taken is kept, however old.</summary>
    private void Forget()
    {
        foreach (var (job, _) in _jobs.Where(e => e.Value.Taken && _time.GetUtcNow() - e.Value.At >= Remembered).ToList())
        {
            _jobs.Remove(job);
            Run("DELETE FROM jobs WHERE job = $0", job.ToString());
        }
    }

    private void Write(Entry entry)
    {
        Remember(entry);
        Run("INSERT OR REPLACE INTO jobs VALUES ($0, $1, $2, $3)", entry.Result.Job.ToString(), entry.At.UtcTicks, entry.Taken, JsonSerializer.Serialize(entry.Result));
    }

    private void Remember(Entry entry) => _jobs[entry.Result.Job] = entry;

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json) ?? throw new IOException("The outbox holds an empty row.");

    private void Run(string sql, params object[] values)
    {
        try
        {
            using var command = Command(sql, values);
            command.ExecuteNonQuery();
        }
        catch (SqliteException e) when (_disk.State is System.Data.ConnectionState.Open && values.Length > 0)
        {
            throw new IOException($"{_file}: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new IOException($"{_file} is closed.", e);
        }
    }

    private object? Value(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteScalar();
    }

    private void Load(string sql, Action<SqliteDataReader> each)
    {
        using var command = Command(sql);
        using var rows = command.ExecuteReader();
        while (rows.Read()) each(rows);
    }

    private SqliteCommand Command(string sql, params object[] values)
    {
        var command = _disk.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i}", values[i]);
        return command;
    }

    public void Dispose()
    {
        lock (_lock) _disk.Dispose();
    }
}
