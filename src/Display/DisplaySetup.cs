using Microsoft.Extensions.DependencyInjection;
using TidalHall.Display.Halls;
using TidalHall.Display.Windows;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Display;

public static class DisplaySetup
{
    /// <summary>The live pages of hall displays and window displays.</summary>
    public static IServiceCollection AddDisplay(this IServiceCollection services) =>
        services.AddSingleton<ILivePage, HallPage>().AddSingleton<ILivePage, WindowPage>();
}
