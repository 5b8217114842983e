using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace TidalHall.Hub.Agents;

/// <summary>Sends to an agent without waiting until it has taken it: one that takes nothing is cut, and holds up nobody else's paper or door meanwhile.</summary>
internal sealed partial class AgentConnections(TimeProvider time, ILogger<AgentConnections> log, ILogger<DefaultHubLifetimeManager<AgentHub>> lifetimeLog)
    : DefaultHubLifetimeManager<AgentHub>(lifetimeLog), IAsyncDisposable
{
    /// <summary>How long an agent may take for one message, 10 s.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, HubConnectionContext> _lines = [];
    // What is on its way, and bounded by the patience with it.
    private readonly ConcurrentDictionary<Task, Task> _sending = [];

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        _lines[connection.ConnectionId] = connection;
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        _lines.TryRemove(connection.ConnectionId, out _);
        return base.OnDisconnectedAsync(connection);
    }

    /// <returns>Done where nothing is amiss at once; what becomes of it the agent reports.</returns>
    public override Task SendConnectionAsync(string connectionId, string methodName, object?[] args, CancellationToken cancellationToken = default)
    {
        var sending = base.SendConnectionAsync(connectionId, methodName, args, cancellationToken);
        if (sending.IsCompleted) return sending;
        _sending[sending] = CutAsync(connectionId, sending);
        // Else it had ended before it was noted.
        if (sending.IsCompleted) _sending.TryRemove(sending, out _);
        return Task.CompletedTask;
    }

    private async Task CutAsync(string connection, Task sending)
    {
        try
        {
            await sending.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            LogCut(log, connection, Patience.TotalSeconds);
            if (_lines.TryGetValue(connection, out var line)) line.Abort();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // It left.
        }
        finally
        {
            _sending.TryRemove(sending, out _);
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_sending.Values).WaitAsync(TimeSpan.FromSeconds(1), time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(1111, LogLevel.Warning, "The agent on connection {Connection} took nothing for {Seconds} s and was cut; it comes back by itself.")]
    private static partial void LogCut(ILogger log, string connection, double seconds);
}
