using TidalHall.Core.Doors;
using TidalHall.Hub.Api;

namespace TidalHall.Hub.Waits;

/// <summary>What the hub needs to tell waits, and to say how good they were.</summary>
internal static class WaitsSetup
{
    public static IServiceCollection AddWaits(this IServiceCollection services) =>
        services.AddSingleton<HallsAhead>().AddHostedService(all => all.GetRequiredService<HallsAhead>());

    public static void MapWaits(this RouteGroupBuilder group) =>
        group.MapGet("/waits/score", async (HttpRequest http, IHalls halls, HallsAhead ahead) =>
        {
            var (request, problem) = await ApiRequest.ReadAsync(http, halls, http.HttpContext.RequestAborted);
            return request is null ? problem! : Results.Ok(new WaitScoresReply(ahead.ScoresOf(request.Hall.Id).Select(WaitScoreReply.Of)));
        }).WithSummary("How good told waits were, by category: how many have ended, the shares that waited p50 and p90 or less, and the median error of p50 over waits from 2 minutes on.").Produces<WaitScoresReply>();
}
