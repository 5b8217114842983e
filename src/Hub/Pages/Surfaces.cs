using System.Reflection;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using TidalHall.CallerConsole;
using TidalHall.Display;
using TidalHall.Guide;
using TidalHall.Kiosk;
using TidalHall.Management;
using TidalHall.Phone;
using TidalHall.Pickup;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Hub.Pages;

/// <summary>The surfaces of the product, each an assembly of its own.</summary>
internal static class Surfaces
{
    public static Assembly[] Assemblies { get; } =
    [
        typeof(CallerConsoleSetup).Assembly,
        typeof(DisplaySetup).Assembly,
        typeof(GuidePage).Assembly,
        typeof(KioskPage).Assembly,
        typeof(ManagementSetup).Assembly,
        typeof(TicketPage).Assembly,
        typeof(PickupPage).Assembly,
    ];

    public static IServiceCollection AddSurfaces(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            // Above the number of screens: a switch that restarts drops all of them at once.
            circuits.DisconnectedCircuitMaxRetained = 400;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromSeconds(30);
        });
        services.AddCallerConsole().AddDisplay().AddPhone().AddKiosk().AddManagement();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture("zh-CN").AddSupportedCultures("zh-CN", "en").AddSupportedUICultures("zh-CN", "en");
            // Chinese first on every screen; another language is somebody's choice, not the browser's.
            options.RequestCultureProviders = [
                new QueryStringRequestCultureProvider { QueryStringKey = "lang", UIQueryStringKey = "lang" },
                new CookieRequestCultureProvider { CookieName = "th-lang" },
            ];
        });
        return services;
    }

    public static void MapSurfaces(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseAntiforgery();
        app.Use((http, next) => http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } && http.GetEndpoint()?.Metadata.GetMetadata<SurfaceAttribute>() is not null
            ? new RazorComponentResult<FormTooOld> { StatusCode = StatusCodes.Status400BadRequest }.ExecuteAsync(http)
            : next(http));
        app.MapStaticAssets();
        // The papers' font draws the Hanzi that the screens' own leaves out.
        app.MapGet("/fonts/rare.ttf", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=604800";
            return Results.File(Path.Combine(AppContext.BaseDirectory, "Fonts", "NotoSansSC_400Regular.ttf"), "font/ttf");
        }).ExcludeFromDescription();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode().AddAdditionalAssemblies(Assemblies);
        // The router in it finds no page of that name, and shows the one that says so.
        RequestDelegate absent = http => new RazorComponentResult<App> { StatusCode = StatusCodes.Status404NotFound }.ExecuteAsync(http);
        app.MapFallback(absent).WithMetadata(typeof(NotFound).GetCustomAttribute<SurfaceAttribute>()!).ExcludeFromDescription();
    }
}
