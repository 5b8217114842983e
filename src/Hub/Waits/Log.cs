using TidalHall.Core.Halls;

namespace TidalHall.Hub.Waits;

internal static partial class Log
{
    [LoggerMessage(2301, LogLevel.Warning, "Hall {Hall}: its journal could not be read to look ahead; people are told by the length of their line until it can.")]
    public static partial void NotAhead(ILogger log, Exception e, HallId hall);
}
