using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>The journal as server-sent events: every event after a sequence and then as they come, each once; its sequence is its id.</summary>
/// <remarks>Written here and not by the framework, whose stream knows no comments: its headers go out with the first event, and in a quiet hall a proxy ends it.</remarks>
internal sealed class JournalStream(IHall hall, long after, CancellationToken stopping) : IResult
{
    /// <summary>A comment line after so much silence, 15 s: proxies cut a connection after 30 s or more.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    /// <summary>How long until a journal that could not be read is tried again, 1 s.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private const int Page = 500;
    // As the pages are written.
    private JsonSerializerOptions _json = JsonSerializerOptions.Web;

    public async Task ExecuteAsync(HttpContext http)
    {
        var response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache,no-store";
        // nginx would hold it back until a buffer is full.
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        _json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, http.RequestAborted);
        try
        {
            await RunAsync(response.BodyWriter, time, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The reader left, or the hub stops.
        }
    }

    private async Task RunAsync(PipeWriter body, TimeProvider time, CancellationToken cancel)
    {
        await CommentAsync(body, "the journal", cancel);
        Task? more = null;
        while (true)
        {
            more ??= hall.ViewAtAsync(after + 1, cancel);
            try
            {
                await more.WaitAsync(Heartbeat, time, cancel);
                more = null;
                foreach (var recorded in await hall.ReadJournalAsync(after, Page, cancel)) Write(body, recorded);
                await body.FlushAsync(cancel);
            }
            catch (TimeoutException)
            {
                await CommentAsync(body, "nothing new", cancel);
            }
            catch (SqliteException)
            {
                // Not ended: a browser's EventSource takes a 503 at its next try for good and never asks again.
                await CommentAsync(body, "the journal cannot be read now", cancel);
                await Task.Delay(Again, time, cancel);
            }
        }
    }

    private void Write(PipeWriter body, Recorded recorded)
    {
        after = recorded.Sequence;
        body.Write("data: "u8);
        body.Write(JsonSerializer.SerializeToUtf8Bytes(EventReply.Of(recorded), _json));
        body.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\nid: {after}\n\n")));
    }

    private static async Task CommentAsync(PipeWriter body, string text, CancellationToken cancel)
    {
        body.Write(Encoding.ASCII.GetBytes($": {text}\n\n"));
        await body.FlushAsync(cancel);
    }
}
