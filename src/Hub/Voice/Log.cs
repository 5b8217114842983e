using TidalHall.Core.Announcing;
using TidalHall.Core.Halls;

namespace TidalHall.Hub.Voice;

internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Warning, "\"{Program}\" cannot speak, so calls are announced by the chime alone. On Debian: apt-get install espeak-ng.")]
    public static partial void NoVoice(ILogger log, string program);

    [LoggerMessage(2102, LogLevel.Warning, "Call of {Number} in zone {Zone} was not spoken: {Why}.")]
    public static partial void NotSpoken(ILogger log, string number, ZoneId zone, NotSpokenWhy why);

    [LoggerMessage(2103, LogLevel.Warning, "The browser on connection {Connection} plays no sound until somebody touches it; start it with --autoplay-policy=no-user-gesture-required.")]
    public static partial void SoundOff(ILogger log, string connection);

    [LoggerMessage(2104, LogLevel.Error, "An announcement of zone {Zone} failed; the zone goes on with the next.")]
    public static partial void ZoneFailed(ILogger log, Exception e, ZoneId zone);

    [LoggerMessage(2105, LogLevel.Error, "The voice could not read the journal after {Sequence}; it tries again.")]
    public static partial void JournalNotRead(ILogger log, Exception e, long sequence);

    [LoggerMessage(2106, LogLevel.Error, "{File}: what was spoken cannot be written down; calls go on, but after a restart some may be spoken again. Make room, or look after the disk.")]
    public static partial void NotKept(ILogger log, Exception e, string file);
}
