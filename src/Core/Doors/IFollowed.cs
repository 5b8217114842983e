using TidalHall.Core.Queueing;

namespace TidalHall.Core.Doors;

/// <summary>Which tickets somebody has on a phone just now.</summary>
public interface IFollowed
{
    /// <summary>A page shows it: whoever holds it has scanned it.</summary>
    bool IsFollowed(TicketCode ticket);
}
