using Microsoft.Extensions.Logging;
using TidalHall.Core.Halls;

namespace TidalHall.Pickup;

internal static partial class Log
{
    [LoggerMessage(2301, LogLevel.Warning, "Cabinet {Cabinet}: a card was read and could not be looked up; codes still open.")]
    internal static partial void CardNotKept(ILogger log, Exception error, PlaceId cabinet);
}
