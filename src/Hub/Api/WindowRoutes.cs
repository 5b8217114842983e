using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>The window's verbs as paths: windows/{id}/call-next and its like, each answered with who is there now.</summary>
internal static class WindowRoutes
{
    public static void MapWindows(this RouteGroupBuilder group)
    {
        foreach (var verb in WindowVerb.All)
        {
            var route = group.MapPlain(HttpMethod.Post, $"/windows/{{id}}/{verb.Name}", (http, cancel) => OrderAsync(verb, http, cancel))
                .WithSummary(verb.Summary).WithMetadata(new ApiBody(verb.Takes, verb.Needs)).Produces<CurrentReply>().ChangesTheHall();
            if (verb.Name is "call-next") route.Produces(204);
        }
    }

    private static async Task<IResult> OrderAsync(WindowVerb verb, HttpRequest http, CancellationToken cancel)
    {
        var (request, problem) = await ApiRequest.ReadAsync(http, http.Get<IHalls>(), cancel);
        if (request is null) return problem!;
        var (view, id) = (request.Hall.View, http.RouteValues["id"]?.ToString() ?? "");
        if (!TextId.TryParse<WindowId>(id, out var window) || !view.Windows.TryGetValue(window, out var before)) return ApiProblem.Of(Refusal.Because(RefusalCode.UnknownWindow, id), http);
        if (!WindowOrder.TryRead(verb, window, request, out var order, out problem)) return problem!;
        var kept = await http.Get<INotes>().KeepAsync(order.Reason, request.Command, cancel);
        if (kept.Refusal is { } notKept) return ApiProblem.Of(notKept, http);
        if (verb.Command(order, kept.Reason) is not { } command) return ApiProblem.Of(Refusal.Because(RefusalCode.NobodyWaiting, view.Map.Windows[window].Number), http);
        var answer = await request.SendAsync(command, $"{order.Rest}\n{kept.Reason}", cancel);
        if (answer.Refusal is { Code: RefusalCode.NobodyWaiting } && command is CallNext) return Results.NoContent();
        if (answer.Refusal is { } refusal)
        {
            await http.Get<INotes>().DropAsync(kept.Reason, refusal, cancel);
            return ApiProblem.Of(refusal, http);
        }
        var after = await request.Hall.ViewAtAsync(answer.Sequence, cancel);
        return Results.Ok(new CurrentReply(answer.Current is { } current && after.Find(current) is { } ticket ? TicketReply.Of(after, ticket) : null));
    }
}
