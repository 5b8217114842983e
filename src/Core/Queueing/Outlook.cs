using TidalHall.Core.Halls;
using TidalHall.Core.Waiting;

namespace TidalHall.Core.Queueing;

/// <summary>What a citizen may expect of an item before taking a ticket. A look ahead: the hall decides when the ticket is taken.</summary>
/// <param name="Refusal">Why no ticket would be given now, as far as the day and the windows tell; null = one would.</param>
/// <param name="Ahead">Tickets of its line.</param>
public sealed record Outlook(Refusal? Refusal, int Ahead, ToldWait Wait)
{
    public static Outlook Of(HallView view, ServiceItem item, DateTimeOffset at)
    {
        int open = 0, manned = 0, helping = 0;
        foreach (var window in view.Map.ServedBy(item.Category))
        {
            var state = view.Windows.GetValueOrDefault(window.Id);
            if (!Issuing.Serves(view.Map, window, state, item.Category) || !Issuing.IsManned(view.Map, window, state, at)) continue;
            if (window.Category != item.Category && state?.Assigned != item.Category) helping++;
            else if (state is { IsOpen: true }) open++;
            else manned++;
        }
        var refusal = OfHall(view, at) ?? (open + manned + helping == 0 ? Queueing.Refusal.Because(RefusalCode.NobodyCanServe, item.Name) : null);
        var ahead = view.Waiting(item.Category).Count();
        return new(refusal, ahead, ColdStart.Tell(ahead, item.Minutes, Math.Max(1, open > 0 ? open : manned)));
    }

    /// <summary>Why the whole hall gives no ticket now, or null.</summary>
    public static Refusal? OfHall(HallView view, DateTimeOffset at) => Issuing.RefusesDay(view.Map, view.Day, at);
}
