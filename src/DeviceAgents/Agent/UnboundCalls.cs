using Microsoft.Extensions.Logging;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>Tells of calls of the hub that this agent could not read or does not know: SignalR drops them without a word to anybody.</summary>
/// <remarks>The names of the calls alone. What SignalR writes besides, and below a warning, is not heard: its debug log holds arguments, people's cards among them.</remarks>
internal sealed class UnboundCalls(ILogger log) : ILoggerProvider, ILogger
{
    private static readonly HashSet<string?> Told = ["ArgumentBindingFailure", "MissingHandler"];

    public ILogger CreateLogger(string categoryName) => this;
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    public bool IsEnabled(LogLevel level) => level >= LogLevel.Warning;

    public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> text)
    {
        if (!IsEnabled(level) || !Told.Contains(id.Name)) return;
        var method = (state as IEnumerable<KeyValuePair<string, object?>>)?.FirstOrDefault(p => p.Key is "MethodName" or "Target").Value;
        log.NotUnderstood(method?.ToString() ?? text(state, null));
    }

    public void Dispose() { }
}
