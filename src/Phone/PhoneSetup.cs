using Microsoft.Extensions.DependencyInjection;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Phone;

public static class PhoneSetup
{
    /// <summary>The pages of tickets and of cases, each drawn once for all phones that show it, and the gate before bookings.</summary>
    public static IServiceCollection AddPhone(this IServiceCollection services) =>
        services.AddSingleton<ILivePage, TicketLivePage>().AddSingleton<ILivePage, CaseLivePage>().AddSingleton<BookingGate>();
}
