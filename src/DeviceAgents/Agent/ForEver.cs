using Microsoft.AspNetCore.SignalR.Client;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>Never gives up: the library's own policy ends after four tries. Pauses grow to 10 s.</summary>
internal sealed class ForEver : IRetryPolicy
{
    public TimeSpan? NextRetryDelay(RetryContext retryContext) => Pause(retryContext.PreviousRetryCount);

    internal static TimeSpan Pause(long tries) => tries switch
    {
        < 5 => TimeSpan.FromMilliseconds(300),
        < 20 => TimeSpan.FromSeconds(2),
        _ => TimeSpan.FromSeconds(10),
    };
}
