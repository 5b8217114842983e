using System.Collections.Frozen;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Waiting;
using TidalHall.Hub.Halls;

namespace TidalHall.Hub.Waits;

/// <summary>Looks ahead for all halls of this hub.</summary>
internal sealed class HallsAhead(IHalls halls, HallClock clock, TimeProvider time, ILogger<HallsAhead> log) : BackgroundService
{
    private readonly FrozenDictionary<HallId, HallAhead> _halls = halls.All.OfType<HallWriter>().ToFrozenDictionary(h => h.Id, h => new HallAhead(h, clock, time, log));

    /// <summary>How good the waits told in a hall were.</summary>
    public IReadOnlyList<WaitScore> ScoresOf(HallId hall) => _halls.GetValueOrDefault(hall)?.Scores ?? [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(_halls.Values.Select(h => h.RunAsync(stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The hub stops.
        }
    }
}
