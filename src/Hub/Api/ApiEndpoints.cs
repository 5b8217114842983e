using System.Globalization;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Explaining;
using TidalHall.Hub.Pickup;
using TidalHall.Hub.Waits;

namespace TidalHall.Hub.Api;

/// <summary>The one door for integrators, under /api/v1 for the default hall and /api/v1/halls/{hall} for any.</summary>
internal static class ApiEndpoints
{
    public static IServiceCollection AddApi(this IServiceCollection services) =>
        services.AddSingleton<HallStories>().AddProblemDetails().AddOpenApi(options => options.AddDocumentTransformer(ApiDocument.DescribeAsync).AddOperationTransformer(ApiDocument.DescribeAsync));

    public static void MapApi(this WebApplication app)
    {
        foreach (var root in (string[])["/api/v1", "/api/v1/halls/{hall}"])
        {
            var group = app.MapGroup(root).AddEndpointFilter(AskForKeyAsync).WithTags(root is "/api/v1" ? "The default hall" : "Any hall")
                .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
            group.MapTickets();
            group.MapExplanation();
            group.MapAppointments();
            group.MapCases();
            group.MapCabinets(app.Services.GetRequiredService<PickupCodes>());
            group.MapRatings();
            group.MapHandbook();
            group.MapErrands();
            group.MapWindows();
            group.MapDay();
            group.MapTide();
            group.MapReading();
            group.MapWaits();
        }
        // As a plain delegate: the code that is generated for others drops a fallback's pattern and order, and this one would answer for every page that is not there.
        RequestDelegate unknown = TellUnknownAsync;
        app.MapFallback("/api/{**path}", unknown).ExcludeFromDescription();
    }

    private static async ValueTask<object?> AskForKeyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => KeyMissing(context.HttpContext) ?? await next(context);

    private static Task TellUnknownAsync(HttpContext http) => (KeyMissing(http) ?? ApiProblem.UnknownPath($"{http.Request.Method} {http.Request.Path}")).ExecuteAsync(http);

    /// <summary>Null: the key is there.</summary>
    private static IResult? KeyMissing(HttpContext http)
    {
        if (http.RequestServices.GetRequiredService<ApiKey>().Matches(BearerOf(http.Request))) return null;
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return ApiProblem.Plain(401, "unauthorized", "BearerNeeded");
    }

    private static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;

    private static void MapDay(this RouteGroupBuilder group)
    {
        group.MapOrder("/day/open", "Opens the business day.", new OpenDay());
        group.MapOrder("/day/stop", "Stops giving tickets; who has one is served.", new StopTicketing());
        group.MapOrder("/day/close", "Closes the day; refused while somebody holds a ticket without an outcome.", new CloseDay());
        group.MapPost("/day/extend", ExtendAsync)
            .WithSummary("After-hours service: tickets are given until later today, also where that had ended. For a reason; may be set anew.")
            .WithMetadata(new ApiBody(["until", "reason"], ["until", "reason"])).Produces<DayReply>().ChangesTheHall();
    }

    private static async Task<IResult> ExtendAsync(HttpRequest http, IHalls halls, INotes notes, CancellationToken cancel)
    {
        var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
        if (request is null || !request.TryBody<ExtendRequest>(out var body, out problem)) return problem!;
        if (!TimeOnly.TryParseExact(body.Until, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)) return ApiProblem.Needed("until", ApiText.Allowed("until"));
        if (request.Hall.View is not { Day.Date: var day } view) return ApiProblem.Of(Refusal.Because(RefusalCode.DayNotOpen), http);
        var kept = await notes.KeepAsync(body.Reason ?? "", request.Command, cancel);
        if (kept.Refusal is { } notKept) return ApiProblem.Of(notKept, http);
        var answer = await request.SendAsync(new ExtendDay(view.Map.OnDay(day, until), kept.Reason), $"{until}\n{kept.Reason}", cancel);
        if (answer.Refusal is not { } refusal) return await TellDayAsync(request, answer, cancel);
        await notes.DropAsync(kept.Reason, refusal, cancel);
        return ApiProblem.Of(refusal, http);
    }

    private static async Task<IResult> TellDayAsync(ApiRequest request, Answer answer, CancellationToken cancel)
    {
        var view = await request.Hall.ViewAtAsync(answer.Sequence, cancel);
        return Results.Ok(new DayReply(view.Day?.Date, view.Day is { TicketingStopped: true }, view.Day is { Closed: true }, view.Day?.Extended?.Until));
    }

    private static void MapOrder(this RouteGroupBuilder group, string path, string summary, HallCommand command) =>
        group.MapPlain(HttpMethod.Post, path, async (http, cancel) =>
        {
            var (request, problem) = await ApiRequest.ReadAsync(http, http.Get<IHalls>(), cancel);
            if (request is null || !request.TryBody<NoBody>(out _, out problem)) return problem!;
            var answer = await request.SendAsync(command, cancel);
            return answer.Refusal is { } refusal ? ApiProblem.Of(refusal, http) : await TellDayAsync(request, answer, cancel);
        }).WithSummary(summary).WithMetadata(ApiBody.None).Produces<DayReply>().ChangesTheHall();

    /// <summary>What every order may answer beside its own.</summary>
    internal static RouteHandlerBuilder ChangesTheHall(this RouteHandlerBuilder route) => route.ProducesProblem(409).ProducesProblem(413).ProducesProblem(422).ProducesProblem(503);
}
