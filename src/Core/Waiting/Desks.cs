using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Waiting;

/// <summary>The windows a category's line may hope for. One count for all who tell a wait: confirm screen, paper, phone, API.</summary>
/// <param name="Open">Its own windows, or tidal ones turned to it, with a clerk who serves now.</param>
/// <param name="Manned">Of those, the ones paused, or rostered and not open yet.</param>
/// <param name="Helping">Manned windows that come to it when their own line is empty.</param>
internal readonly record struct Desks(int Open, int Manned, int Helping)
{
    /// <summary>Nobody could serve it.</summary>
    internal bool AreNone => Open + Manned + Helping == 0;

    /// <summary>What a wait is told by, 1 or more: the open ones, before anybody opened the rostered ones. Help is not counted on.</summary>
    internal int Told => Math.Max(1, Open > 0 ? Open : Manned);

    internal static Desks Of(HallMap map, IReadOnlyDictionary<WindowId, WindowState> windows, CategoryId category, DateTimeOffset at)
    {
        int open = 0, manned = 0, helping = 0;
        foreach (var window in map.ServedBy(category))
        {
            var state = windows.GetValueOrDefault(window.Id);
            if (!Issuing.Serves(map, window, state, category) || !Issuing.IsManned(map, window, state, at)) continue;
            if (window.Category != category && state?.Assigned != category) helping++;
            else if (state is { IsOpen: true }) open++;
            else manned++;
        }
        return new(open, manned, helping);
    }
}
