using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;

namespace TidalHall.Hub.Agents;

/// <summary>Has a device do something somebody waits for, as a technician's test or a compartment to be opened.</summary>
/// <remarks>In memory: who asked is gone with the hub. What must outlive it is asked again from the journal under the same id, as <see cref="PrintDesk"/> does.</remarks>
internal sealed class JobDesk(DeviceDesk desk, IHubContext<AgentHub, IAgent> agents, SteadyTime time)
{
    /// <summary>What a begun job may take past its deadline; a citizen has half a minute to rate.</summary>
    private static readonly TimeSpan Finish = TimeSpan.FromSeconds(45);

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<JobResult>> _waiting = [];
    private readonly ConcurrentDictionary<(DeviceId, int), DateTimeOffset> _opened = [];

    /// <summary>When a lock was last told to open from here, by a technician who tries it.</summary>
    public DateTimeOffset? OpenedAt(DeviceId device, int atLock) => _opened.TryGetValue((device, atLock), out var at) ? at : null;

    /// <summary>Sends the job to whoever carries the device, again if they come anew, and waits for what came of it.</summary>
    /// <returns>Expired: nobody carried the device before the deadline. Unknown: it was sent and nothing was heard.</returns>
    public async Task<JobResult> DoAsync(DeviceJob job, CancellationToken cancel)
    {
        var result = _waiting.GetOrAdd(job.Job, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        if (job is OpenCompartmentJob open) _opened[(job.Device, open.Lock)] = time.GetUtcNow();
        var changed = new SemaphoreSlim(1, 1);
        void Wake() { if (changed.CurrentCount == 0) changed.Release(); }
        desk.Changed += Wake;
        HashSet<string> sentTo = [];
        try
        {
            while (time.GetUtcNow() < job.Deadline + (sentTo.Count > 0 ? Finish : TimeSpan.Zero))
            {
                await Task.WhenAny(result, changed.WaitAsync(cancel), Task.Delay(TimeSpan.FromSeconds(1), time, cancel));
                cancel.ThrowIfCancellationRequested();
                if (result.IsCompleted) return await result;
                if (desk.ConnectionOf(job.Device) is not { } connection || time.GetUtcNow() >= job.Deadline || !sentTo.Add(connection)) continue;
                await agents.Clients.Client(connection).Do(new(job with { Within = job.Deadline - time.GetUtcNow() }));
            }
            return new(job.Job, job.Device, sentTo.Count > 0 ? JobOutcome.Unknown : JobOutcome.Expired);
        }
        finally
        {
            desk.Changed -= Wake;
            _waiting.TryRemove(job.Job, out _);
        }
    }

    /// <summary>False: nobody here waits for it.</summary>
    public bool TryEnd(JobResult result) => _waiting.TryGetValue(result.Job, out var waiting) && waiting.TrySetResult(result);
}
