using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace TidalHall.CallerConsole;

public static class CallerConsoleSetup
{
    public static IServiceCollection AddCallerConsole(this IServiceCollection services) => services.AddMudServices(mud =>
    {
        // Over the lists, not over the buttons.
        mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.TopRight;
        mud.SnackbarConfiguration.VisibleStateDuration = 4000;
        mud.SnackbarConfiguration.PreventDuplicates = true;
        mud.SnackbarConfiguration.MaxDisplayedSnackbars = 2;
    });
}
