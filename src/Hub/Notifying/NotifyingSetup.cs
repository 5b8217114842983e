using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using TidalHall.Core.Doors;

namespace TidalHall.Hub.Notifying;

/// <summary>Telling people of their cases: outbox, channels, and the door by which a gateway tells what arrived.</summary>
internal static class NotifyingSetup
{
    private const int MaxReceipt = 200;

    /// <summary>What a gateway tells of a message it took.</summary>
    private sealed record Receipt(string? Id, bool Arrived);

    public static IServiceCollection AddNotifying(this IServiceCollection services, IConfiguration settings, DataFolder data)
    {
        var options = settings.GetSection(NotifyingOptions.Section);
        services.AddOptions<NotifyingOptions>().Bind(options).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(_ => new MessageOutbox(data.File("messages.db"))).AddSingleton<IMessages>(all => all.GetRequiredService<MessageOutbox>());
        services.AddSingleton<IChannel, LocalChannel>();
        if (options[nameof(NotifyingOptions.SmsUrl)] is not null)
            services.AddSingleton<IChannel>(all => new SmsChannel(new HttpClient { Timeout = Timeout.InfiniteTimeSpan }, all.GetRequiredService<IPeople>(), all.GetRequiredService<IOptions<NotifyingOptions>>()));
        return services.AddHostedService<CaseFollower>().AddHostedService<Sender>();
    }

    public static void MapNotifying(this WebApplication app) =>
        app.MapPost("/notify/receipts", (Receipt receipt, HttpRequest http, MessageOutbox outbox, IOptions<NotifyingOptions> options) =>
        {
            if (options.Value.SmsKey is not { Length: > 0 } key || !IsKey(http.Headers.Authorization.ToString(), key)) return Results.Unauthorized();
            if (receipt.Id is not { Length: > 0 and <= MaxReceipt } id) return Results.BadRequest();
            outbox.Received(id, receipt.Arrived);
            return Results.NoContent();
        }).ExcludeFromDescription();

    private static bool IsKey(string header, string key) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(header)), SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {key}")));
}
