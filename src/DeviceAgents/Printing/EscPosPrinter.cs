using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Printing;

/// <summary>Drives one ESC/POS printer: one piece of work at a time, a status round trip before it, a proof after it.</summary>
internal sealed class EscPosPrinter(DeviceId device, PrinterFacts facts, ITransport transport, TimeProvider time) : IPrinter, IDisposable
{
    /// <summary>A real-time answer comes within a second, from a slow printer within two.</summary>
    private static readonly TimeSpan StatusDeadline = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly SheetLayout _layout = new(facts);

    public DeviceId Device => device;
    public DeviceHealth Health { get; private set; } = new(device, DeviceState.Unknown);
    public event Action<DeviceHealth>? HealthChanged;

    public async Task<JobResult> PrintAsync(PrintJob job, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            if (time.GetUtcNow() >= job.Deadline) return new(job.Job, device, JobOutcome.Expired);
            var (outcome, fault) = await PrintAsync(_layout.SetInParts(job.Paper), cancel);
            return new(job.Job, device, outcome, fault);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Asks an idle printer how it is.</summary>
    public async Task CheckAsync(CancellationToken cancel)
    {
        if (!await _oneAtATime.WaitAsync(TimeSpan.Zero, cancel)) return;
        try
        {
            await using var line = await transport.OpenAsync(cancel);
            await using var replies = new PrinterReplies(line, time);
            await AskAsync(replies, cancel);
        }
        catch (LineException)
        {
            // No answer of before counts any more.
            Is(new(device, DeviceState.Offline, DeviceFault.Unreachable));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public async Task RunAsync(CancellationToken cancel)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromSeconds(facts.PollSeconds), time);
        do await CheckAsync(cancel);
        while (await poll.WaitForNextTickAsync(cancel));
    }

    private async Task<(JobOutcome, DeviceFault?)> PrintAsync(IReadOnlyList<ReadOnlyMemory<byte>> paper, CancellationToken cancel)
    {
        ILine line;
        try
        {
            line = await transport.OpenAsync(cancel);
        }
        catch (LineException)
        {
            Is(new(device, DeviceState.Offline, DeviceFault.Unreachable));
            return (JobOutcome.Failed, DeviceFault.Unreachable);
        }
        await using (line)
        await using (var replies = new PrinterReplies(line, time))
        {
            try
            {
                // Before any byte of the ticket leaves: half-open lines swallow tickets, and the first bytes after power-on are eaten.
                var before = await AskAsync(replies, cancel);
                if (facts.TellsStatus && !before.IsKnown) return (JobOutcome.Failed, DeviceFault.NoAnswer);
                if (before.Fault is { } fault) return (JobOutcome.Failed, fault);
            }
            catch (LineException)
            {
                Is(new(device, DeviceState.Offline, DeviceFault.Unreachable));
                return (JobOutcome.Failed, DeviceFault.Unreachable);
            }
            try
            {
                await line.LeavingAsync(cancel);
                var isProved = true;
                foreach (var (at, part) in paper.Index())
                {
                    await line.WriteAsync(part, cancel);
                    // Between two parts the answer means that the buffer is empty again.
                    if (isProved = await ProveAsync(replies, isLast: at == paper.Count - 1, cancel)) continue;
                    break;
                }
                if (isProved) return (JobOutcome.Done, null);
                // Whatever it says now, how much is on paper stays unknown; why may be told.
                return (JobOutcome.Unknown, (await AskAsync(replies, cancel)).Fault ?? replies.Automatic.Fault ?? DeviceFault.NoAnswer);
            }
            catch (LineException)
            {
                // Bytes have left: it may be on paper or not, and is never sent again by itself.
                Is(new(device, DeviceState.Offline, DeviceFault.Unreachable));
                return (JobOutcome.Unknown, DeviceFault.NoAnswer);
            }
        }
    }

    private async Task<bool> ProveAsync(PrinterReplies replies, bool isLast, CancellationToken cancel)
    {
        switch (facts.Proof)
        {
            case PrintProof.InOrder:
                await replies.AskAsync(EscPosWriter.InOrderRequest(), cancel);
                return !replies.IsEchoing && await replies.ReadAsync(StatusReplies.ReadInOrder, TimeSpan.FromSeconds(facts.ProofSeconds), cancel) is not null;
            case PrintProof.None or PrintProof.RealTime when !isLast:
                return true;
            case PrintProof.None:
                return false;
            case PrintProof.RealTime:
                return await AskAsync(replies, cancel) is { IsKnown: true, Fault: null };
            default:
                throw new InvalidOperationException($"No proof {facts.Proof}.");
        }
    }

    /// <summary>One question in flight: the next is sent when the last is answered, so no answer is read for another.</summary>
    private async Task<PrinterStatus> AskAsync(PrinterReplies replies, CancellationToken cancel)
    {
        var status = default(PrinterStatus);
        foreach (var query in facts.StatusQueries)
        {
            await replies.AskAsync(EscPosWriter.StatusRequest(query), cancel);
            if (await replies.ReadAsync(StatusReplies.ReadRealTime, StatusDeadline, cancel) is not { } reply)
            {
                status = default;
                break;
            }
            status = status.With(query, reply);
        }
        if (facts is { StatusQueries: [], AutomaticStatus: true })
        {
            await replies.AskAsync(EscPosWriter.AutomaticStatus(), cancel);
            status = await replies.ReadBlockAsync(StatusDeadline, cancel);
        }
        Is(new(device, status.State, status.IsKnown || !facts.TellsStatus ? status.Fault : DeviceFault.NoAnswer));
        return status;
    }

    private void Is(DeviceHealth health)
    {
        if (health == Health) return;
        Health = health;
        HealthChanged?.Invoke(health);
    }

    public void Dispose() => _oneAtATime.Dispose();
}
