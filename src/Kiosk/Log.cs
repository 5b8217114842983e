using Microsoft.Extensions.Logging;
using TidalHall.Core.Halls;

namespace TidalHall.Kiosk;

internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Warning, "Kiosk {Place}: a card was read and could not be kept; the citizen goes on without it.")]
    internal static partial void CardNotKept(ILogger log, Exception error, PlaceId place);
}
