using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Hub.Api;

/// <summary>One request of an integrator: its hall, its body, the id its command travels under.</summary>
internal sealed record ApiRequest(IHall Hall, byte[] Body, Guid Command, HttpRequest Http)
{
    /// <summary>64 KiB: the largest body any order needs is a few hundred bytes.</summary>
    private const int MaxBody = 64 * 1024;
    private const int MaxKey = 200;
    private static readonly Actor Integrator = new(ActorKind.Integrator, new(ApiKey.Name));
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false };

    public static async Task<(ApiRequest?, IResult?)> ReadAsync(HttpRequest http, IHalls halls, CancellationToken cancel)
    {
        var named = http.RouteValues["hall"] as string;
        var hall = named is null ? halls.Default : TextId.TryParse<HallId>(named, out var id) ? halls.Find(id) : null;
        if (hall is null) return (null, ApiProblem.Of(Refusal.Because(RefusalCode.UnknownHall, named), http));
        // Said before it is read: past a megabyte the server breaks off instead.
        if (http.ContentLength > MaxBody) return (null, TooLarge(http));
        using var body = new MemoryStream();
        var chunk = new byte[4096];
        for (int read; (read = await http.Body.ReadAsync(chunk, cancel)) > 0;)
        {
            body.Write(chunk, 0, read);
            if (body.Length > MaxBody) return (null, TooLarge(http));
        }
        string? key = http.Headers["Idempotency-Key"];
        if (key is { Length: > MaxKey }) return (null, ApiProblem.Form("KeyTooLong", MaxKey));
        var bytes = body.ToArray();
        var command = string.IsNullOrEmpty(key) ? Guid.CreateVersion7() : CommandOf(key);
        return (new(hall, bytes, command, http), null);
    }

    /// <summary>The server throws away what is still on its way, for a few seconds and of any size: a line that is cut at once may take the answer with it.</summary>
    private static IResult TooLarge(HttpRequest http)
    {
        if (http.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        return ApiProblem.Plain(413, "tooLarge", "TooLarge", MaxBody / 1024);
    }

    /// <summary>The command id of an idempotency key: the first half of its SHA-256.</summary>
    internal static Guid CommandOf(string key) => new(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));

    public Ticket? Find(string code) => TicketCode.TryParse(code, out var parsed) ? Hall.View.Find(parsed) : null;

    /// <summary>The body as a record; an empty body is <c>{}</c>.</summary>
    public bool TryBody<T>(out T value, out IResult? problem) where T : class
    {
        problem = null;
        try
        {
            value = JsonSerializer.Deserialize<T>(Body.Length == 0 ? "{}"u8 : Body, Strict) ?? throw new JsonException();
            return true;
        }
        catch (JsonException e)
        {
            value = null!;
            problem = BodyMisfit.Of<T>(Body, e, Strict);
            return false;
        }
    }

    /// <summary>Sends what a body without free text asks for.</summary>
    public Task<Answer> SendAsync(HallCommand command, CancellationToken cancel) => SendAsync(command, Encoding.UTF8.GetString(Body), cancel);

    /// <param name="said">What the request's fingerprint is made of. It stands in the journal, where a hash of free text could be guessed at: that is left out.</param>
    public Task<Answer> SendAsync(HallCommand command, string said, CancellationToken cancel)
    {
        var print = SHA256.HashData(Encoding.UTF8.GetBytes($"{Http.Method} {Http.Path}\n{said}"));
        return Hall.SendAsync(new(Command, Integrator, command, Fingerprint: BitConverter.ToInt64(print) | 1), cancel);
    }
}
