namespace TidalHall.Hub.Api;

/// <summary>Routes whose handlers take the request as it is. The framework's binder compiles two methods for each of the others, before a hub listens: at ninety routes under two roots a tenth of its start.</summary>
internal static class PlainRoutes
{
    public static RouteHandlerBuilder MapPlain(this RouteGroupBuilder group, HttpMethod method, string path, Func<HttpRequest, CancellationToken, Task<IResult>> handle) =>
        // The method's name is what puts a route into the description.
        new([group.MapMethods(path, [method.Method], async http => await (await handle(http.Request, http.RequestAborted)).ExecuteAsync(http)).WithMetadata(handle.Method)]);

    public static T Get<T>(this HttpRequest http) where T : notnull => http.HttpContext.RequestServices.GetRequiredService<T>();
}
