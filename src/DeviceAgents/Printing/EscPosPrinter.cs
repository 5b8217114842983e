using System.Buffers;
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
    private readonly TicketLayout _layout = new(facts);

    public DeviceId Device => device;
    public DeviceHealth Health { get; private set; } = new(device, DeviceState.Unknown);
    public event Action<DeviceHealth>? HealthChanged;

    public async Task<JobResult> PrintAsync(PrintJob job, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            if (time.GetUtcNow() >= job.Deadline) return new(job.Job, device, JobOutcome.Expired);
            var (outcome, fault) = await PrintAsync(_layout.Set(job.Paper), cancel);
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
            await AskAsync(line, cancel);
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

    private async Task<(JobOutcome, DeviceFault?)> PrintAsync(byte[] ticket, CancellationToken cancel)
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
        {
            try
            {
                // Before any byte of the ticket leaves: half-open lines swallow tickets, and the first bytes after power-on are eaten.
                var before = await AskAsync(line, cancel);
                if (facts.StatusQueries.Length > 0 && !before.IsKnown) return (JobOutcome.Failed, DeviceFault.NoAnswer);
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
                await line.WriteAsync(ticket, cancel);
                if (await ProveAsync(line, cancel)) return (JobOutcome.Done, null);
                // Whatever it says now, how much is on paper stays unknown; why may be told.
                return (JobOutcome.Unknown, (await AskAsync(line, cancel)).Fault ?? DeviceFault.NoAnswer);
            }
            catch (LineException)
            {
                // Bytes have left: it may be on paper or not, and is never sent again by itself.
                Is(new(device, DeviceState.Offline, DeviceFault.Unreachable));
                return (JobOutcome.Unknown, DeviceFault.NoAnswer);
            }
        }
    }

    private async Task<bool> ProveAsync(ILine line, CancellationToken cancel)
    {
        switch (facts.Proof)
        {
            case PrintProof.None:
                return false;
            case PrintProof.RealTime:
                return await AskAsync(line, cancel) is { IsKnown: true, Fault: null };
            case PrintProof.InOrder:
                await line.WriteAsync(EscPosWriter.InOrderRequest(), cancel);
                return await ReadAsync(line, StatusReplies.ReadInOrder, TimeSpan.FromSeconds(facts.ProofSeconds), cancel) is not null;
            default:
                throw new InvalidOperationException($"No proof {facts.Proof}.");
        }
    }

    /// <summary>One question in flight: the next is sent when the last is answered, so no answer is read for another.</summary>
    private async Task<PrinterStatus> AskAsync(ILine line, CancellationToken cancel)
    {
        var status = default(PrinterStatus);
        foreach (var query in facts.StatusQueries)
        {
            await line.DropUnreadAsync(cancel);
            await line.WriteAsync(EscPosWriter.StatusRequest(query), cancel);
            if (await ReadAsync(line, StatusReplies.ReadRealTime, StatusDeadline, cancel) is not { } reply)
            {
                status = default;
                break;
            }
            status = status.With(query, reply);
        }
        Is(new(device, status.State, status.IsKnown || facts.StatusQueries.Length == 0 ? status.Fault : DeviceFault.NoAnswer));
        return status;
    }

    private delegate OperationStatus Reader(ReadOnlySpan<byte> bytes, out byte reply, out int consumed);

    private async Task<byte?> ReadAsync(ILine line, Reader read, TimeSpan within, CancellationToken cancel)
    {
        using var deadline = new Deadline(within, time, cancel);
        var buffer = new byte[256];
        var filled = 0;
        try
        {
            while (true)
            {
                if (filled == buffer.Length) return null;
                filled += await line.ReadAsync(buffer.AsMemory(filled), deadline.Token);
                while (filled > 0)
                {
                    var status = read(buffer.AsSpan(0, filled), out var reply, out var consumed);
                    buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
                    filled -= consumed;
                    if (status is OperationStatus.Done) return reply;
                    if (status is OperationStatus.NeedMoreData) break;
                }
            }
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            return null;
        }
    }

    private void Is(DeviceHealth health)
    {
        if (health == Health) return;
        Health = health;
        HealthChanged?.Invoke(health);
    }

    public void Dispose() => _oneAtATime.Dispose();
}
