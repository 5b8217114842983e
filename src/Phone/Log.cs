using Microsoft.Extensions.Logging;

namespace TidalHall.Phone;

internal static partial class Log
{
    [LoggerMessage(2401, LogLevel.Error, "A booking by phone was refused: who it is for could not be kept.")]
    public static partial void NotKept(ILogger log, Exception e);
}
