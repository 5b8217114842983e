using Microsoft.Extensions.DependencyInjection;

namespace TidalHall.Kiosk;

public static class KioskSetup
{
    /// <summary>What kiosks share: who stood where when a page was loaded again, and a search that knows the hall's items before the first key.</summary>
    public static IServiceCollection AddKiosk(this IServiceCollection services) =>
        services.AddSingleton<VisitorMemory>().AddHostedService<SearchWarmUp>();
}
