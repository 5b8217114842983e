using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Hub.Halls;

namespace TidalHall.Hub.Hosting;

/// <summary>The halls this process hosts. Opening them is part of starting: a hub without its journal does not listen.</summary>
internal sealed class HallDoors : IHalls, IAsyncDisposable
{
    private readonly Dictionary<HallId, HallWriter> _halls;

    public HallDoors(LoadedHall loaded, DataFolder data, HallClock clock, ILogger<HallWriter> log)
    {
        var hall = new HallWriter(loaded.Plan, loaded.Hash, data.File("journal.db"), clock.Time, log);
        _halls = new() { [hall.Id] = hall };
        Default = hall;
    }

    public IHall Default { get; }
    public IHall? Find(HallId id) => _halls.GetValueOrDefault(id);

    public async ValueTask DisposeAsync()
    {
        foreach (var hall in _halls.Values) await hall.DisposeAsync();
    }
}

/// <summary>A hall file that was read and found right.</summary>
internal sealed record LoadedHall(HallPlan Plan, string Hash);
