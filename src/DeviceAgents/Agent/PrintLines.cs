using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Printing;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>Has each job done once, in order at each printer; printers do not wait for one another.</summary>
internal sealed class PrintLines(IEnumerable<IPrinter> printers, Outbox outbox, TimeProvider time, ILogger log)
{
    /// <summary>More than a printer can do before their deadlines.</summary>
    private const int Waiting = 64;

    private readonly Dictionary<DeviceId, (IPrinter Printer, Channel<PrintJob> Jobs)> _lines =
        printers.ToDictionary(p => p.Device, p => (p, Channel.CreateBounded<PrintJob>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.Wait })));
    private readonly ConcurrentDictionary<Guid, byte> _inHand = [];

    /// <summary>There is an outcome to tell.</summary>
    public event Action? Finished;

    /// <summary>Outcomes the hub has not taken.</summary>
    public IReadOnlyList<JobResult> Untold => outbox.Untold(_inHand.Keys.ToHashSet());

    public void Take(PrintJob job)
    {
        // A repeat of one in hand: its outcome is on its way.
        if (!_inHand.TryAdd(job.Job, 0)) return;
        if (job.Within is { } within) job = job with { Deadline = time.GetUtcNow() + within };
        if (outbox.TellsAgain(job.Job)) Leave(job);
        else if (!_lines.TryGetValue(job.Device, out var line)) Finish(job, new(job.Job, job.Device, JobOutcome.Failed, DeviceFault.NoSuchDevice));
        else if (!line.Jobs.Writer.TryWrite(job)) Finish(job, new(job.Job, job.Device, JobOutcome.Expired));
    }

    public Task RunAsync(CancellationToken stopping) => Task.WhenAll(_lines.Values.Select(line => RunAsync(line.Printer, line.Jobs.Reader, stopping)));

    private async Task RunAsync(IPrinter printer, ChannelReader<PrintJob> jobs, CancellationToken stopping)
    {
        await foreach (var job in jobs.ReadAllAsync(stopping)) Finish(job, await DoAsync(printer, job, stopping));
    }

    private async Task<JobResult> DoAsync(IPrinter printer, PrintJob job, CancellationToken stopping)
    {
        try
        {
            // Asked for long ago: not even begun, so that it does not count as unknown.
            if (time.GetUtcNow() >= job.Deadline) return new(job.Job, job.Device, JobOutcome.Expired);
            outbox.TryBegin(job);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.NotOnDisk(e.Message);
            return new(job.Job, job.Device, JobOutcome.Failed);
        }
        try
        {
            return await printer.PrintAsync(job, stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            // One odd ticket must not stop a printer for the rest of the day.
            log.Broken(e, job.Device);
            return new(job.Job, job.Device, JobOutcome.Unknown);
        }
    }

    private void Finish(PrintJob job, JobResult result)
    {
        try
        {
            outbox.Finish(result);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.NotOnDisk(e.Message);
        }
        log.Done(job.Device, job.Paper.Number, result.Outcome, result.Fault);
        Leave(job);
    }

    private void Leave(PrintJob job)
    {
        _inHand.TryRemove(job.Job, out _);
        Finished?.Invoke();
    }
}
