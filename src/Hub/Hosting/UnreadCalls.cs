using Microsoft.Extensions.Logging.Abstractions;

namespace TidalHall.Hub.Hosting;

/// <summary>Says in one line who called what with arguments that the hub cannot read. SignalR itself says it at debug level alone, beside every argument of every call.</summary>
internal sealed partial class UnreadCalls(IServiceProvider services) : ILoggerProvider, ISupportExternalScope
{
    private const string Unread = "InvalidHubParameters";
    private const int LongestName = 40;

    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();
    private string? _last;

    public ILogger CreateLogger(string categoryName) => categoryName is CallArguments.Writer ? new Listener(this) : NullLogger.Instance;

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose() { }

    private void Say(string? method)
    {
        var (connection, name) = (Find("TransportConnectionId"), Plain(method));
        // A page that asks again and again is one line.
        if (Interlocked.Exchange(ref _last, $"{connection} {name}") == $"{connection} {name}") return;
        // Not before: the factory makes this provider.
        LogUnread(services.GetRequiredService<ILoggerFactory>().CreateLogger<UnreadCalls>(), connection, Find("RequestPath"), name);
    }

    private string? Find(string name)
    {
        var found = new string?[1];
        _scopes.ForEachScope(static (scope, state) =>
        {
            if (scope is not IEnumerable<KeyValuePair<string, object?>> pairs) return;
            foreach (var (key, value) in pairs)
                if (key == state.name) state.found[0] = value?.ToString();
        }, (name, found));
        return found[0];
    }

    /// <summary>The caller chose the name: no line of its own making gets into the log.</summary>
    private static string? Plain(string? name) => name is null ? null : string.Concat(name.Take(LongestName).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '?'));

    [LoggerMessage(1601, LogLevel.Warning, "Connection {Connection} ({Path}) called {Method} with arguments that this hub cannot read; nothing was done. Page or agent and hub are of different versions, perhaps.")]
    private static partial void LogUnread(ILogger log, string? connection, string? path, string? method);

    private sealed class Listener(UnreadCalls calls) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Debug;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name is Unread && state is IEnumerable<KeyValuePair<string, object?>> pairs) calls.Say(pairs.FirstOrDefault(p => p.Key is "HubMethod").Value as string);
        }
    }
}
