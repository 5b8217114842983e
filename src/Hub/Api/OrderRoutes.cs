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
        group.MapPost(path, async (HttpRequest http, IHalls halls, INotes notes, IPeople people, IContacts contacts, CancellationToken cancel) =>
        {
            var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
            if (request is null || !request.TryBody<TBody>(out var read, out problem)) return problem!;
            var body = new OrderBody(request, notes, people, contacts, cancel);
            // What a body lacks altogether was told by the part that needs it.
            var order = await command(body, read);
            if (body.Problem is { } notFit) return notFit;
            var answer = await body.SendAsync(order);
            return answer.Refusal is { } refusal ? ApiProblem.Of(refusal, http) : reply(body, await request.Hall.ViewAtAsync(answer.Sequence, cancel), answer);
        }).WithSummary(summary).WithMetadata(ApiBody.Typed<TBody>()).ChangesTheHall();

    public static RouteHandlerBuilder MapLook(this RouteGroupBuilder group, string path, string summary, Func<HallView, HttpRequest, DateTimeOffset, IResult> look) =>
        group.MapGet(path, async (HttpRequest http, IHalls halls, CancellationToken cancel) =>
        {
            var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
            return request is null ? problem! : look(request.Hall.View, http, request.Hall.Now);
        }).WithSummary(summary);
}
