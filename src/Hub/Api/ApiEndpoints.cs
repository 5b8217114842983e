using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>The one door for integrators, under /api/v1 for the default hall and /api/v1/halls/{hall} for any.</summary>
internal static class ApiEndpoints
{
    public static void MapApi(this WebApplication app)
    {
        foreach (var root in (string[])["/api/v1", "/api/v1/halls/{hall}"])
        {
            var group = app.MapGroup(root).AddEndpointFilter(async (context, next) =>
                context.HttpContext.RequestServices.GetRequiredService<ApiKey>().Matches(BearerOf(context.HttpContext.Request))
                    ? await next(context)
                    : Results.Problem("A bearer key is needed: Authorization: Bearer KEY.", statusCode: 401, title: "Unauthorized", extensions: new Dictionary<string, object?> { ["code"] = "unauthorized" }));
            group.MapTickets();
            group.MapWindows();
            group.MapDay();
            group.MapReading();
        }
    }

    private static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;

    private static void MapTickets(this RouteGroupBuilder group)
    {
        group.MapPost("/tickets", TakeAsync).WithSummary("Takes a ticket.");
        group.MapGet("/tickets/{code}", async (string code, HttpRequest http, IHalls halls, CancellationToken cancel) =>
        {
            var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
            return request is null ? problem! : Find(request, code) is { } ticket ? Results.Ok(TicketReply.Of(request.Hall.View, ticket)) : ApiProblem.Of(Refusal.Because(RefusalCode.UnknownTicket, code), http);
        }).WithSummary("A ticket with its live position.");
        group.MapPost("/tickets/{code}/cancel", (string code, HttpRequest http, IHalls halls, CancellationToken cancel) => OnTicketAsync(code, http, halls, id => new CancelTicket(id), cancel));
        group.MapPost("/tickets/{code}/reinstate", (string code, HttpRequest http, IHalls halls, CancellationToken cancel) => OnTicketAsync(code, http, halls, id => new ReinstateTicket(id), cancel));
    }

    private static async Task<IResult> TakeAsync(HttpRequest http, IHalls halls, CancellationToken cancel)
    {
        var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
        if (request is null || !request.TryBody<TakeRequest>(out var body, out problem)) return problem!;
        if (!TextId.TryParse<ItemId>(body.Item, out var item)) return ApiProblem.Form("item: the code of a service item is needed.");
        if (!ApiWords.TryRead<TicketClass>(body.Class ?? "ordinary", out var @class)) return ApiProblem.Form($"class: \"{body.Class}\" is not allowed. Allowed: {ApiWords.Allowed<TicketClass>()}.");
        if (!ApiWords.TryRead<TicketChannel>(body.Channel ?? "api", out var channel)) return ApiProblem.Form($"channel: \"{body.Channel}\" is not allowed. Allowed: {ApiWords.Allowed<TicketChannel>()}.");
        var answer = await request.SendAsync(new TakeTicket(item, @class, channel), cancel);
        if (answer.Refusal is { } refusal) return ApiProblem.Of(refusal, http);
        var view = await request.Hall.ViewAtAsync(answer.Sequence, cancel);
        var reply = TicketReply.Of(view, view.Find(answer.Ticket!.Value)!);
        return Results.Created($"{http.Path}/{reply.Code}", reply);
    }

    private static async Task<IResult> OnTicketAsync(string code, HttpRequest http, IHalls halls, Func<TicketId, HallCommand> command, CancellationToken cancel)
    {
        var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
        if (request is null) return problem!;
        if (Find(request, code) is not { } ticket) return ApiProblem.Of(Refusal.Because(RefusalCode.UnknownTicket, code), http);
        var answer = await request.SendAsync(command(ticket.Id), cancel);
        if (answer.Refusal is { } refusal) return ApiProblem.Of(refusal, http);
        var view = await request.Hall.ViewAtAsync(answer.Sequence, cancel);
        return Results.Ok(TicketReply.Of(view, view.Find(ticket.Id)!));
    }

    private static void MapWindows(this RouteGroupBuilder group) => group.MapPost("/windows/{id}/{verb}", async (string id, string verb, HttpRequest http, IHalls halls, CancellationToken cancel) =>
    {
        var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
        if (request is null || !request.TryBody<WindowRequest>(out var body, out problem)) return problem!;
        if (!TextId.TryParse<WindowId>(id, out var window) || !request.Hall.View.Windows.ContainsKey(window)) return ApiProblem.Of(Refusal.Because(RefusalCode.UnknownWindow, id), http);
        var (command, wrong) = WindowVerbs.Read(verb, window, body, code => Find(request, code));
        if (command is null) return wrong!(http);
        var answer = await request.SendAsync(command, cancel);
        if (answer.Refusal is { Code: RefusalCode.NobodyWaiting } && command is CallNext) return Results.NoContent();
        if (answer.Refusal is { } refusal) return ApiProblem.Of(refusal, http);
        var view = await request.Hall.ViewAtAsync(answer.Sequence, cancel);
        return Results.Ok(new CurrentReply(view.CurrentAt(window) is { } current ? TicketReply.Of(view, current) : null));
    }).WithSummary("open, pause, resume, close, call-next, call, recall, start, complete, miss, hold, resume-ticket, transfer, return-to-queue, serve, assign");

    private static void MapDay(this RouteGroupBuilder group) => group.MapPost("/day/{verb}", async (string verb, HttpRequest http, IHalls halls, CancellationToken cancel) =>
    {
        var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
        if (request is null) return problem!;
        HallCommand? command = verb switch { "open" => new OpenDay(), "stop" => new StopTicketing(), "close" => new CloseDay(), _ => null };
        if (command is null) return Results.NotFound();
        var answer = await request.SendAsync(command, cancel);
        if (answer.Refusal is { } refusal) return ApiProblem.Of(refusal, http);
        var day = (await request.Hall.ViewAtAsync(answer.Sequence, cancel)).Day;
        return Results.Ok(new { day = day?.Date, ticketingStopped = day?.TicketingStopped, closed = day?.Closed });
    });

    internal static Ticket? Find(ApiRequest request, string? code) => TicketCode.TryParse(code, out var parsed) ? request.Hall.View.Find(parsed) : null;
}
