namespace TidalHall.Hub.Hosting;

/// <summary>Keeps the arguments of SignalR calls out of every log: cards that are read and what people type come by such calls.</summary>
internal static class CallArguments
{
    // From debug level down it writes each call out in full.
    internal const string Writer = "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher";

    public static ILoggingBuilder WithoutCallArguments(this ILoggingBuilder logging)
    {
        // Last, and for each provider by its name: a setting made for one provider would win otherwise.
        logging.Services.PostConfigure<LoggerFilterOptions>(filters =>
        {
            foreach (var provider in filters.Rules.Select(r => r.ProviderName).Append(null).Distinct().ToArray())
                filters.Rules.Add(new(provider, Writer, LogLevel.Information, null));
            filters.Rules.Add(new(typeof(UnreadCalls).FullName, Writer, LogLevel.Debug, null));
        });
        logging.Services.AddSingleton<ILoggerProvider, UnreadCalls>();
        return logging;
    }
}
