using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace TidalHall.Management;

public static class ManagementSetup
{
    public static IServiceCollection AddManagement(this IServiceCollection services) => services.AddMudServices();
}
