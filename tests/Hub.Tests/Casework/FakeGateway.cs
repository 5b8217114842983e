using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TidalHall.Hub.Tests.Casework;

/// <summary>An SMS gateway on a port of its own, over real HTTP: it can answer 500, hang, refuse, and tell of one message twice.</summary>
internal sealed class FakeGateway : IAsyncDisposable
{
    internal enum Answer { Good, Error, Hang, Refuse }

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Answer> _answers = [];
    private readonly SemaphoreSlim _came = new(0);

    private FakeGateway(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());
    /// <summary>Each try, in order.</summary>
    public ConcurrentQueue<(Guid Id, string Phone, string Template, string Key)> Tries { get; } = [];

    public static async Task<FakeGateway> StartAsync(params Answer[] first)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var gateway = new FakeGateway(builder.Build());
        foreach (var answer in first) gateway._answers.Enqueue(answer);
        gateway._app.MapPost("/", gateway.TakeAsync);
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
        Tries.Enqueue((id, body.RootElement.GetProperty("phone").GetString()!, body.RootElement.GetProperty("template").GetString()!, http.Request.Headers.Authorization.ToString()));
        _came.Release();
        var answer = _answers.TryDequeue(out var next) ? next : Answer.Good;
        if (answer is Answer.Hang) await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        else if (answer is Answer.Good) await http.Response.WriteAsJsonAsync(new { receipt = $"r-{id}" });
        else http.Response.StatusCode = answer is Answer.Error ? 500 : 400;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _came.Dispose();
    }
}
