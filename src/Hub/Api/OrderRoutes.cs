using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>How an order with a body of its own becomes a command and its answer a reply.</summary>
internal static class OrderRoutes
{
    /// <param name="command">Made of the body; not sent where a part did not fit.</param>
    /// <param name="reply">Of the view that holds what was done.</param>
    public static RouteHandlerBuilder MapOrder<TBody>(this RouteGroupBuilder group, string path, string summary,
        Func<OrderBody, TBody, Task<HallCommand>> command, Func<OrderBody, HallView, Answer, IResult> reply) where TBody : class =>
        group.MapPlain(HttpMethod.Post, path, async (http, cancel) =>
        {
            var (request, problem) = await ApiRequest.ReadAsync(http, http.Get<IHalls>(), cancel);
            if (request is null || !request.TryBody<TBody>(out var read, out problem)) return problem!;
            // What a body lacks altogether was told by the part that needs it.
            return await AnswerAsync(request, body => command(body, read)!, reply, cancel);
        }).WithSummary(summary).WithMetadata(ApiBody.Typed<TBody>()).ChangesTheHall();

    /// <summary>An order whose body is a file of another hall.</summary>
    /// <param name="command">Reads it; null: a problem was told.</param>
    public static RouteHandlerBuilder MapFile<TFile>(this RouteGroupBuilder group, string path, string summary, Func<OrderBody, Task<HallCommand?>> command, Func<OrderBody, HallView, Answer, IResult> reply) where TFile : class =>
        group.MapPlain(HttpMethod.Post, path, async (http, cancel) =>
        {
            var (request, problem) = await ApiRequest.ReadAsync(http, http.Get<IHalls>(), cancel);
            return request is null ? problem! : await AnswerAsync(request, command, reply, cancel);
        }).WithSummary(summary).WithMetadata(ApiBody.Typed<TFile>()).ChangesTheHall();

    private static async Task<IResult> AnswerAsync(ApiRequest request, Func<OrderBody, Task<HallCommand?>> command, Func<OrderBody, HallView, Answer, IResult> reply, CancellationToken cancel)
    {
        var http = request.Http;
        var body = new OrderBody(request, http.Get<INotes>(), http.Get<IPeople>(), http.Get<IContacts>(), http.Get<IPostalAddresses>(), cancel);
        var order = await command(body);
        if (body.Problem is { } notFit)
        {
            await body.DropNotesAsync(null);
            return notFit;
        }
        var answer = await body.SendAsync(order!);
        if (answer.Refusal is not { } refusal) return reply(body, await request.Hall.ViewAtAsync(answer.Sequence, cancel), answer);
        await body.DropNotesAsync(refusal);
        return ApiProblem.Of(refusal, http);
    }

    public static RouteHandlerBuilder MapLook(this RouteGroupBuilder group, string path, string summary, Func<HallView, HttpRequest, DateTimeOffset, IResult> look) =>
        group.MapPlain(HttpMethod.Get, path, async (http, cancel) =>
        {
            var (request, problem) = await ApiRequest.ReadAsync(http, http.Get<IHalls>(), cancel);
            return request is null ? problem! : look(request.Hall.View, http, request.Hall.Now);
        }).WithSummary(summary);
}
