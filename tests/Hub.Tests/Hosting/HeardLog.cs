using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TidalHall.Hub.Tests.Hosting;

/// <summary>All that a hub says into its log when an operator asks for everything.</summary>
internal sealed class HeardLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = [];

    public string Text => string.Join('\n', _lines);

    /// <summary>Listens at trace level, by settings as they stand in a file: before the hub's own word.</summary>
    public void Everything(IServiceCollection services)
    {
        services.AddLogging(logging => logging.AddProvider(this));
        services.Configure<LoggerFilterOptions>(filters =>
        {
            filters.MinLevel = LogLevel.Trace;
            foreach (var category in (string[])["", "Microsoft.AspNetCore", "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", "Microsoft.EntityFrameworkCore"])
                filters.Rules.Insert(0, new(typeof(HeardLog).FullName, category, LogLevel.Trace, null));
        });
    }

    public ILogger CreateLogger(string categoryName) => new Listener(this, categoryName);
    public void Dispose() { }

    private sealed class Listener(HeardLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            log._lines.Enqueue($"{category} scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // What a structured log would keep beside the sentence, too.
            var places = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(p => $"{p.Key}={p.Value}")) : "";
            log._lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {places} {exception}");
        }
    }
}
