namespace TidalHall.DeviceAgents.Agent;

/// <summary>How long the agent waits between tries to reach the hub, which it never gives up: from 300 ms to 10 s.</summary>
internal static class Pauses
{
    /// <param name="tries">Failed ones in a row, from 0.</param>
    internal static TimeSpan After(long tries) => tries switch
    {
        < 5 => TimeSpan.FromMilliseconds(300),
        < 20 => TimeSpan.FromSeconds(2),
        _ => TimeSpan.FromSeconds(10),
    };
}
