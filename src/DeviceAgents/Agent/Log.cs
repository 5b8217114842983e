using Microsoft.Extensions.Logging;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;

namespace TidalHall.DeviceAgents.Agent;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Warning, "The hub at {Hub} cannot be reached: {Reason} Trying on.")]
    internal static partial void NotConnected(this ILogger log, Uri hub, string reason);
    [LoggerMessage(3002, LogLevel.Error, "The hub does not take this agent: {Reason}")]
    internal static partial void NotWelcome(this ILogger log, string reason);
    [LoggerMessage(3003, LogLevel.Information, "{Device}: ticket {Number}: {Outcome} {Fault}.")]
    internal static partial void Done(this ILogger log, DeviceId device, string number, JobOutcome outcome, DeviceFault? fault);
    [LoggerMessage(3004, LogLevel.Warning, "Not told to the hub yet: {Reason}")]
    internal static partial void NotTold(this ILogger log, string reason);
    [LoggerMessage(3005, LogLevel.Error, "{Device}: a job stopped in a way nobody foresaw; its outcome is unknown.")]
    internal static partial void Broken(this ILogger log, Exception exception, DeviceId device);
    [LoggerMessage(3006, LogLevel.Error, "The outbox cannot be written: {Reason} Nothing new is printed until it can.")]
    internal static partial void NotOnDisk(this ILogger log, string reason);
    [LoggerMessage(3007, LogLevel.Information, "In at the hub {Hub} with {Devices} devices.")]
    internal static partial void In(this ILogger log, Uri hub, int devices);
    [LoggerMessage(3008, LogLevel.Error, "The hub at {Hub} refuses the key. Make a new one there with: enrol NAME. Trying on.")]
    internal static partial void KeyRefused(this ILogger log, Uri hub);
    [LoggerMessage(3009, LogLevel.Warning, "{Device}: the picture of a paper has {Bytes} bytes and is not sent.")]
    internal static partial void TooLarge(this ILogger log, DeviceId device, int bytes);
}
