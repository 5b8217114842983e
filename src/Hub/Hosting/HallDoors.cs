using System.Text.Json;
using Microsoft.Data.Sqlite;
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
        var hall = Open(loaded, data.File("journal.db"), clock, log);
        _halls = new() { [hall.Id] = hall };
        Default = hall;
    }

    private static HallWriter Open(LoadedHall loaded, string file, HallClock clock, ILogger<HallWriter> log)
    {
        try
        {
            return new(loaded.Plan, loaded.Hash, file, clock.Time, log);
        }
        catch (Exception e) when (e is SqliteException or InvalidOperationException or JsonException)
        {
            throw new StartRefused($"{file}: the journal cannot be opened ({e.Message}). Make room or look after the disk; if the file itself is harmed, put back the last backup of the whole data folder.", e);
        }
    }

    public IHall Default { get; }
    public IEnumerable<IHall> All => [Default, .. _halls.Values.Where(h => h != Default)];
    public IHall? Find(HallId id) => _halls.GetValueOrDefault(id);

    public async ValueTask DisposeAsync()
    {
        foreach (var hall in _halls.Values) await hall.DisposeAsync();
    }
}

/// <summary>A hall file that was read and found right.</summary>
internal sealed record LoadedHall(HallPlan Plan, string Hash)
{
    /// <summary>What whoever starts the hub should know of its file, in his language.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
