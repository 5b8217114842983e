using TidalHall.Core.Doors;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Hub.Pickup;

/// <summary>Gives a result that lies in a cabinet its first code, by which its applicant is told; any later one is asked for.</summary>
internal sealed class CodeGiver(IHalls halls, PickupCodes codes) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        var hall = halls.Default;
        try
        {
            await foreach (var view in hall.WatchNewestAsync(stopping))
                foreach (var at in view.Cabinets.Used.Where(c => c.Inside is { Case: not null, Receipt: null, Codes.Length: 0 }))
                    await GiveAsync(hall, at, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    /// <summary>A refusal is no trouble: it was taken out meanwhile, or the disk is full and the next change tries again.</summary>
    private async Task GiveAsync(IHall hall, CompartmentState at, CancellationToken cancel)
    {
        var command = Guid.CreateVersion7();
        var answer = await hall.SendAsync(new(command, Actor.Hub, new IssueCode(at.Inside!.Case!.Value, codes.Make(at.Cabinet, command).Secret), at.Cabinet), cancel);
        // Else the next view may be of before it.
        if (answer.Refusal is null) await hall.ViewAtAsync(answer.Sequence, cancel);
    }
}
