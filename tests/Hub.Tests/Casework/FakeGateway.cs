using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TidalHall.Hub.Tests.Casework;

/// <summary>An SMS gateway and WeChat's server on a port of their own, over real HTTP: they can answer 500, hang, refuse, take a message and not say so, and have tokens run out.</summary>
internal sealed class FakeGateway : IAsyncDisposable
{
    internal enum Answer { Good, Error, Hang, Refuse, TakenButHangs, TokenStale, TryLater, Garbled }

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Answer> _answers = [];
    private readonly SemaphoreSlim _came = new(0);
    private int _token = 1;

    private FakeGateway(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());
    /// <summary>Each try at the SMS gateway, in order.</summary>
    public ConcurrentQueue<(Guid Id, string Phone, string Template, string Key)> Tries { get; } = [];
    /// <summary>Ids of what the SMS gateway has put on its way: a repeat is the same message.</summary>
    public ConcurrentDictionary<Guid, string> Delivered { get; } = [];
    /// <summary>Each try at WeChat, in order.</summary>
    public ConcurrentQueue<(string To, string Template, string Token, string Page, Dictionary<string, string> Data)> WeChatTries { get; } = [];
    /// <summary>Each token that was asked for: by force?</summary>
    public ConcurrentQueue<bool> TokensAsked { get; } = [];

    public static async Task<FakeGateway> StartAsync(params Answer[] first)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var gateway = new FakeGateway(builder.Build());
        foreach (var answer in first) gateway._answers.Enqueue(answer);
        gateway._app.MapPost("/", gateway.TakeAsync);
        gateway._app.MapPost("/cgi-bin/stable_token", gateway.GiveTokenAsync);
        gateway._app.MapPost("/cgi-bin/message/subscribe/send", gateway.TakeWeChatAsync);
        await gateway._app.StartAsync();
        return gateway;
    }

    /// <summary>So many tries have come.</summary>
    public async Task AwaitAsync(int tries, CancellationToken cancel)
    {
        for (var n = 0; n < tries; n++) await _came.WaitAsync(cancel);
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        var id = body.RootElement.GetProperty("id").GetGuid();
        var phone = body.RootElement.GetProperty("phone").GetString()!;
        Tries.Enqueue((id, phone, body.RootElement.GetProperty("template").GetString()!, http.Request.Headers.Authorization.ToString()));
        _came.Release();
        var answer = Next();
        if (answer is Answer.Good or Answer.TakenButHangs) Delivered[id] = phone;
        if (answer is Answer.Hang or Answer.TakenButHangs) await HangAsync(http);
        else if (answer is Answer.Garbled) await GarbleAsync(http);
        else if (answer is Answer.Good) await http.Response.WriteAsJsonAsync(new { receipt = $"r-{id}" });
        else http.Response.StatusCode = answer is Answer.Refuse ? 400 : 500;
    }

    private async Task GiveTokenAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        var asked = body.RootElement;
        if (asked.GetProperty("grant_type").GetString() != "client_credential" || asked.GetProperty("appid").GetString() != "wx-app" || asked.GetProperty("secret").GetString() != "wx-secret")
        {
            await http.Response.WriteAsJsonAsync(new { errcode = 40125, errmsg = "invalid appsecret" });
            return;
        }
        var force = asked.GetProperty("force_refresh").GetBoolean();
        TokensAsked.Enqueue(force);
        if (force) _token++;
        await http.Response.WriteAsJsonAsync(new { access_token = $"token-{_token}", expires_in = 7200 });
    }

    private async Task TakeWeChatAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        var (order, token) = (body.RootElement, http.Request.Query["access_token"].ToString());
        WeChatTries.Enqueue((order.GetProperty("touser").GetString()!, order.GetProperty("template_id").GetString()!, token, order.GetProperty("page").GetString()!,
            order.GetProperty("data").EnumerateObject().ToDictionary(d => d.Name, d => d.Value.GetProperty("value").GetString()!)));
        _came.Release();
        var answer = Next();
        if (answer is Answer.Hang or Answer.TakenButHangs) await HangAsync(http);
        else if (answer is Answer.Garbled) await GarbleAsync(http);
        else if (answer is Answer.Error) http.Response.StatusCode = 500;
        else await http.Response.WriteAsJsonAsync(new { errcode = answer switch { Answer.Refuse => 43101, Answer.TokenStale => 42001, Answer.TryLater => 45009, _ => 0 }, errmsg = "" });
    }

    private Answer Next() => _answers.TryDequeue(out var next) ? next : Answer.Good;

    /// <summary>As a proxy's error page under a wrong name.</summary>
    private static Task GarbleAsync(HttpContext http)
    {
        http.Response.Headers.ContentType = "application/json; charset=nonsense";
        return http.Response.Body.WriteAsync("<html>"u8.ToArray(), http.RequestAborted).AsTask();
    }

    private static Task HangAsync(HttpContext http) => Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _came.Dispose();
    }
}
