using System.Text.Json;
using TidalHall.Core.Devices;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>What was begun and what came of it, on disk: a job is done once, and its outcome is told until the hub has it.</summary>
/// <remarks>A file per job. Written before the first byte goes to the printer: a job found begun without an outcome after a crash is unknown.</remarks>
internal sealed class Outbox
{
    /// <summary>How long a finished job is remembered, so that its repeat is not printed.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(2);

    private sealed record Entry(JobResult Result, DateTimeOffset At, bool Taken);

    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Entry> _entries = [];

    public Outbox(string folder, TimeProvider time)
    {
        (_folder, _time) = (folder, time);
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(folder, "*.json"))
        {
            // Cut off by a crash in mid-write: the job had not begun.
            if (Read(file) is { } entry) _entries[entry.Result.Job] = entry;
            else File.Delete(file);
        }
        Forget();
    }

    /// <summary>Whether this job was begun before; then its outcome is told once more.</summary>
    public bool TellsAgain(Guid job)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(job, out var entry)) return false;
            // Not on disk: after a crash the hub asks again.
            _entries[job] = entry with { Taken = false };
            return true;
        }
    }

    /// <summary>False: this job was begun before.</summary>
    /// <exception cref="IOException">It cannot be put on disk: do not begin.</exception>
    public bool TryBegin(PrintJob job)
    {
        lock (_lock)
        {
            if (_entries.ContainsKey(job.Job)) return false;
            Forget();
            // Until it is known otherwise.
            Write(new(new(job.Job, job.Device, JobOutcome.Unknown, DeviceFault.NoAnswer), _time.GetUtcNow(), Taken: false));
            return true;
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
            if (_entries.TryGetValue(result.Job, out var entry) && entry.Result == result) Write(entry with { Taken = true });
    }

    /// <summary>Outcomes the hub has not taken yet.</summary>
    /// <param name="inHand">Jobs being printed now: their outcome is still to come.</param>
    public IReadOnlyList<JobResult> Untold(IReadOnlySet<Guid> inHand)
    {
        lock (_lock) return [.. _entries.Values.Where(e => !e.Taken && !inHand.Contains(e.Result.Job)).Select(e => e.Result)];
    }

    /// <summary>What the hub has not taken is kept, however old.</summary>
    private void Forget()
    {
        foreach (var (job, entry) in _entries.Where(e => e.Value.Taken && _time.GetUtcNow() - e.Value.At >= Remembered).ToList())
        {
            _entries.Remove(job);
            File.Delete(FileOf(job));
        }
    }

    private string FileOf(Guid job) => Path.Combine(_folder, $"{job:N}.json");

    private void Write(Entry entry)
    {
        _entries[entry.Result.Job] = entry;
        var file = FileOf(entry.Result.Job);
        var draft = file + ".new";
        using (var stream = new FileStream(draft, FileMode.Create))
        {
            JsonSerializer.Serialize(stream, entry);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, file, overwrite: true);
    }

    private static Entry? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry>(File.ReadAllText(file));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
