using TidalHall.Core.Doors;

namespace TidalHall.Hub.Pickup;

/// <summary>Pickup cabinets: their codes, their doors, what they give out by themselves.</summary>
internal static class PickupSetup
{
    public static IServiceCollection AddPickup(this IServiceCollection services, DataFolder data) => services
        .AddSingleton(_ => PickupCodes.In(data)).AddSingleton<IPickup, PickupDesk>()
        .AddSingleton<DoorDesk>().AddHostedService(all => all.GetRequiredService<DoorDesk>()).AddHostedService<PassDesk>()
        .AddSingleton<CodeFields>().AddHostedService<CodeGiver>();
}
