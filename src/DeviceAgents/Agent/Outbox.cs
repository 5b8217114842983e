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
            if (Read(file) is { } entry && time.GetUtcNow() - entry.At < Remembered) _entries[entry.Result.Job] = entry;
            else File.Delete(file);
        }
    }

    /// <summary>False: this job was begun before.</summary>
    public bool TryBegin(PrintJob job)
    {
        lock (_lock)
        {
            if (_entries.ContainsKey(job.Job)) return false;
            // Until it is known otherwise.
            Write(new(new(job.Job, job.Device, JobOutcome.Unknown, DeviceFault.NoAnswer), _time.GetUtcNow(), Taken: false));
            return true;
        }
    }

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

    private void Write(Entry entry)
    {
        _entries[entry.Result.Job] = entry;
        var file = Path.Combine(_folder, $"{entry.Result.Job:N}.json");
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
