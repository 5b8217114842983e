using Microsoft.Extensions.Logging;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;

namespace TidalHall.DeviceAgents.Agent;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Warning, "The hub at {Hub} cannot be reached: {Reason} Trying on.")]
    internal static partial void NotConnected(this ILogger log, Uri hub, string reason);
    [LoggerMessage(3002, LogLevel.Error, "The hub does not take this agent: {Reason} Trying on.")]
    internal static partial void NotWelcome(this ILogger log, string reason);
    [LoggerMessage(3003, LogLevel.Information, "{Device}: {Job}: {Outcome} {Fault}.")]
    internal static partial void Done(this ILogger log, DeviceId device, string job, JobOutcome outcome, DeviceFault? fault);
    [LoggerMessage(3004, LogLevel.Warning, "Not told to the hub yet: {Reason}")]
    internal static partial void NotTold(this ILogger log, string reason);
    [LoggerMessage(3005, LogLevel.Error, "{Device}: a job stopped in a way nobody foresaw.")]
    internal static partial void Broken(this ILogger log, Exception exception, DeviceId device);
    [LoggerMessage(3006, LogLevel.Error, "The outbox cannot be written: {Reason} Nothing new is done until it can.")]
    internal static partial void NotOnDisk(this ILogger log, string reason);
    [LoggerMessage(3007, LogLevel.Information, "In at the hub {Hub} with {Devices} devices.")]
    internal static partial void In(this ILogger log, Uri hub, int devices);
    [LoggerMessage(3008, LogLevel.Error, "The hub at {Hub} refuses the key. Make a new one there with: enrol NAME. Trying on.")]
    internal static partial void KeyRefused(this ILogger log, Uri hub);
    [LoggerMessage(3009, LogLevel.Warning, "{Device}: the picture of a paper has {Bytes} bytes and is not sent.")]
    internal static partial void TooLarge(this ILogger log, DeviceId device, int bytes);
    [LoggerMessage(3010, LogLevel.Warning, "Something did not end in time and was left behind; the agent stops without it.")]
    internal static partial void LeftBehind(this ILogger log);
    [LoggerMessage(3011, LogLevel.Warning, "{Device}: {Sentence}")]
    internal static partial void LineTrouble(this ILogger log, DeviceId device, string sentence);
    [LoggerMessage(3012, LogLevel.Information, "{Device}: its line works without this: {Note}.")]
    internal static partial void LineNote(this ILogger log, DeviceId device, LineNote note);
    [LoggerMessage(3013, LogLevel.Error, "Cabinet {Cabinet}: a pass list is not taken: {Why}.")]
    internal static partial void PassesRefused(this ILogger log, PlaceId cabinet, PassRefusal why);
    [LoggerMessage(3014, LogLevel.Information, "{Device}: the hub is away; lock {Lock} of {Board} is opened by the pass list.")]
    internal static partial void GivesOut(this ILogger log, DeviceId device, int @lock, DeviceId board);
    [LoggerMessage(3015, LogLevel.Information, "{Device}: the hub is away; the pass list opens nothing for this {Shown}: {Why}.")]
    internal static partial void GivesNothing(this ILogger log, DeviceId device, string shown, PassRefusal why);
    [LoggerMessage(3016, LogLevel.Information, "Cabinet {Cabinet}: {Count} can be given out without the hub until {Until}, by list {List}.")]
    internal static partial void PassesTaken(this ILogger log, PlaceId cabinet, int count, DateTimeOffset until, long list);
    [LoggerMessage(3017, LogLevel.Error, "The hub called {Call}, and this agent does not know it or could not read what came with it. Are both of one version?")]
    internal static partial void NotUnderstood(this ILogger log, string call);
    [LoggerMessage(3018, LogLevel.Error, "{Device} is not driven: {Mistake} The other devices are. Mend it and start the agent again.")]
    internal static partial void NotDriven(this ILogger log, DeviceId device, string mistake);
}
