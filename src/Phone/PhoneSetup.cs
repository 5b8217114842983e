using Microsoft.Extensions.DependencyInjection;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Phone;

public static class PhoneSetup
{
    /// <summary>The page of a ticket, drawn once for all phones that show it.</summary>
    public static IServiceCollection AddPhone(this IServiceCollection services) => services.AddSingleton<ILivePage, TicketLivePage>();
}
