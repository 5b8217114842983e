using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using TidalHall.Hub.Live;

namespace TidalHall.Hub.Tests.Live;

/// <summary>What a page is told; <see cref="Html"/> is null where only the sequence is.</summary>
internal sealed record Told(long Sequence, string? Html);

/// <summary>A page as the hub sees it, without a browser.</summary>
internal sealed class LiveClient : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly Channel<Told> _told = Channel.CreateUnbounded<Told>();
    private readonly Channel<(string Id, string Url, string Text)> _speak = Channel.CreateUnbounded<(string, string, string)>();

    private LiveClient(Uri hub)
    {
        _connection = new HubConnectionBuilder().WithUrl(new Uri(hub, LiveHub.Path)).Build();
        _connection.On<long, string, long>("Show", (sequence, html, _) => _told.Writer.WriteAsync(new(sequence, html)).AsTask());
        _connection.On<long, long>("Alive", (sequence, _) => _told.Writer.WriteAsync(new(sequence, null)).AsTask());
        _connection.On<string, string, string>("Speak", (id, url, text) => _speak.Writer.WriteAsync((id, url, text)).AsTask());
    }

    public List<Told> Seen { get; } = [];

    public static async Task<LiveClient> ConnectAsync(Uri hub)
    {
        var client = new LiveClient(hub);
        await client._connection.StartAsync(TestContext.Current.CancellationToken);
        return client;
    }

    public static async Task<LiveClient> WatchingAsync(Uri hub, string kind = "counted", string key = "one", string language = "zh-CN", long sequence = -1, string hall = "small")
    {
        var client = await ConnectAsync(hub);
        Assert.NotNull(await client.WatchAsync(kind, key, hall, language, sequence));
        return client;
    }

    public Task<LiveAnswer?> WatchAsync(string? kind, string? key, string? hall, string? language, long sequence = -1) =>
        _connection.InvokeAsync<LiveAnswer?>("Watch", kind, key, hall, language, sequence, TestContext.Current.CancellationToken);

    public Task TellAsync(string method, params object?[] arguments) => _connection.InvokeCoreAsync(method, arguments, TestContext.Current.CancellationToken);

    public async Task<Told> NextAsync()
    {
        var told = await _told.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Seen.Add(told);
        return told;
    }

    /// <summary>Reads until the page is told a sequence at least as new.</summary>
    public async Task<Told> UntilAsync(long sequence)
    {
        var told = await NextAsync();
        while (told.Sequence < sequence) told = await NextAsync();
        return told;
    }

    /// <summary>Reads until the page is told a drawing.</summary>
    public async Task<Told> UntilDrawnAsync()
    {
        var told = await NextAsync();
        while (told.Html is null) told = await NextAsync();
        return told;
    }

    public async Task<(string Id, string Url, string Text)> SpeakAsync() => await _speak.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
