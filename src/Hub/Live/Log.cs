namespace TidalHall.Hub.Live;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "Live page on connection {Connection} took nothing for {Seconds} s and was cut; it comes back by itself.")]
    public static partial void Cut(ILogger log, string connection, double seconds);

    [LoggerMessage(2002, LogLevel.Error, "Page {Kind}/{Key} could not be drawn; its screens show the last drawing.")]
    public static partial void NotDrawn(ILogger log, Exception e, string kind, string key);
}
