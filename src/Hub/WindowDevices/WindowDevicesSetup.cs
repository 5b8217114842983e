namespace TidalHall.Hub.WindowDevices;

internal static class WindowDevicesSetup
{
    public static IServiceCollection AddWindowDevices(this IServiceCollection services) => services.AddSingleton<PressedKeys>()
        .AddHostedService<WindowDesk>().AddSingleton<RatingDesk>().AddHostedService(all => all.GetRequiredService<RatingDesk>());
}
