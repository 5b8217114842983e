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
    internal sealed record Receipt(string? Id, bool Arrived);

    public static IServiceCollection AddNotifying(this IServiceCollection services, IConfiguration settings, DataFolder data)
    {
        services.AddSingleton(_ => new MessageOutbox(data.File("messages.db"))).AddSingleton<IMessages>(all => all.GetRequiredService<MessageOutbox>());
        return services.AddSingleton<IChannel, LocalChannel>().AddChannels(NotifyingOptions.Read(settings)).AddHostedService<CaseFollower>().AddHostedService<Sender>();
    }

    /// <summary>The channels that the settings name.</summary>
    internal static IServiceCollection AddChannels(this IServiceCollection services, NotifyingOptions options)
    {
        services.AddSingleton(Options.Create(options));
        if (options.SmsUrl is not null)
            foreach (var name in (string[])[SmsChannel.Own, SmsChannel.Family])
                services.AddSingleton<IChannel>(all => new SmsChannel(Client(), all.GetRequiredService<IContacts>(), all.GetRequiredService<IOptions<NotifyingOptions>>(), name));
        if (options.WeChat is { } weChat) services.AddSingleton<IChannel>(all => new WeChatChannel(Client(), all.GetRequiredService<IContacts>(), weChat, all.GetRequiredService<TimeProvider>()));
        if (options.Mail is { } mail) services.AddSingleton<IChannel>(all => new MailChannel(all.GetRequiredService<IContacts>(), mail));
        return services;
    }

    /// <summary>One a channel, for as long as the hub lives; how long it waits is the channel's.</summary>
    private static HttpClient Client() => new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10) }) { Timeout = Timeout.InfiniteTimeSpan };

    public static void MapNotifying(this WebApplication app) =>
        app.MapPost("/notify/receipts", (Receipt receipt, HttpRequest http, MessageOutbox outbox, TimeProvider time, IOptions<NotifyingOptions> options) =>
        {
            if (options.Value.SmsKey is not { Length: > 0 } key || !IsKey(http.Headers.Authorization.ToString(), key)) return Results.Unauthorized();
            if (receipt.Id is not { Length: > 0 and <= MaxReceipt } id) return Results.BadRequest();
            outbox.Received(id, receipt.Arrived, time.GetUtcNow());
            return Results.NoContent();
        }).ExcludeFromDescription();

    private static bool IsKey(string header, string key) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(header)), SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {key}")));
}
