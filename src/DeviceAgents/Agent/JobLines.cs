using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>Has each job done once, in order at each device; devices do not wait for one another.</summary>
internal sealed class JobLines(IEnumerable<CarriedDevice> devices, Outbox outbox, TimeProvider time, ILogger log)
{
    /// <summary>More than a device can do before their deadlines.</summary>
    private const int Waiting = 64;

    private readonly Dictionary<DeviceId, (CarriedDevice Device, Channel<(DeviceJob Job, long TakenAt)> Jobs)> _lines =
        devices.ToDictionary(d => d.Device, d => (d, Channel.CreateBounded<(DeviceJob, long)>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.Wait })));
    private readonly ConcurrentDictionary<Guid, byte> _inHand = [];

    /// <summary>There is an outcome to tell.</summary>
    public event Action? Finished;
    /// <summary>What came of a job, as soon as it is known.</summary>
    public event Action<JobResult>? Ended;

    /// <summary>Outcomes the hub has not taken.</summary>
    public IReadOnlyList<JobResult> Untold => outbox.Untold(_inHand.Keys.ToHashSet());

    public void Take(DeviceJob job)
    {
        // A repeat of one in hand: its outcome is on its way.
        if (!_inHand.TryAdd(job.Job, 0)) return;
        if (outbox.TellsAgain(job.Job)) Leave(job);
        else if (!_lines.TryGetValue(job.Device, out var line)) Finish(new(job.Job, job.Device, JobOutcome.Failed, DeviceFault.NoSuchDevice), job);
        else if (!line.Jobs.Writer.TryWrite((job, time.GetTimestamp()))) Finish(new(job.Job, job.Device, JobOutcome.Expired), job);
    }

    public Task RunAsync(CancellationToken stopping) => Task.WhenAll(_lines.Values.Select(line => RunAsync(line.Device, line.Jobs.Reader, stopping)));

    private async Task RunAsync(CarriedDevice device, ChannelReader<(DeviceJob, long)> jobs, CancellationToken stopping)
    {
        await foreach (var (asked, takenAt) in jobs.ReadAllAsync(stopping))
        {
            // By what has passed since, not by the clock, which somebody may have set meanwhile.
            var job = asked.Within is { } within ? asked with { Deadline = time.GetUtcNow() + within - time.GetElapsedTime(takenAt) } : asked;
            Finish(await DoAsync(device, job, stopping), job);
        }
    }

    private async Task<JobResult> DoAsync(CarriedDevice device, DeviceJob job, CancellationToken stopping)
    {
        // Asked for long ago: not even begun, so that it does not count as unknown.
        if (time.GetUtcNow() >= job.Deadline) return new(job.Job, job.Device, JobOutcome.Expired);
        var hasLeft = false;
        try
        {
            if (device.Line is { } line)
                line.Leaving = () =>
                {
                    outbox.Leave(job);
                    hasLeft = true;
                    return ValueTask.CompletedTask;
                };
            return await device.DoAsync(job, stopping);
        }
        catch (Exception e) when (!hasLeft && e is IOException or UnauthorizedAccessException)
        {
            log.NotOnDisk(e.Message);
            return new(job.Job, job.Device, JobOutcome.Failed);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            // One odd job must not stop a device for the rest of the day.
            log.Broken(e, job.Device);
            return new(job.Job, job.Device, hasLeft ? JobOutcome.Unknown : JobOutcome.Failed);
        }
        finally
        {
            if (device.Line is { } line) line.Leaving = null;
        }
    }

    private void Finish(JobResult result, DeviceJob job)
    {
        try
        {
            outbox.Finish(result);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.NotOnDisk(e.Message);
        }
        Ended?.Invoke(result);
        log.Done(job.Device, job.GetType().Name, result.Outcome, result.Fault);
        Leave(job);
    }

    private void Leave(DeviceJob job)
    {
        _inHand.TryRemove(job.Job, out _);
        Finished?.Invoke();
    }
}
