using Microsoft.Data.Sqlite;
using TidalHall.Core.Doors;
using TidalHall.Journal.People;

namespace TidalHall.Hub.People;

/// <summary>The vault of personal data: its file, its key beside it readable by its owner only, its retention job.</summary>
internal static partial class PeopleSetup
{
    public const string VaultFile = "people.db", KeyFile = "people.key";

    /// <exception cref="StartRefused">There is a vault and not its key.</exception>
    public static IServiceCollection AddPeople(this IServiceCollection services, DataFolder data)
    {
        // A new key would open nothing that is there, and the old one, found again, nothing that came since.
        if (!File.Exists(data.File(KeyFile)) && new FileInfo(data.File(VaultFile)) is { Exists: true, Length: > 0 })
            throw new StartRefused($"{data.File(KeyFile)}: is not there, and {VaultFile} is nothing without it. Put it back (a backup has it), or move {VaultFile} away: then nobody is known to the hall any more.");
        services.AddSingleton(all => PeopleVault.Open(data.File(VaultFile), data.Key(KeyFile), all.GetRequiredService<TimeProvider>(),
            () => TimeSpan.FromDays(all.GetRequiredService<IHalls>().Default.View.Plan.Cases.KeepApplicantDays)));
        return services.AddSingleton<IPeople>(all => all.GetRequiredService<PeopleVault>()).AddSingleton<IContacts>(all => all.GetRequiredService<PeopleVault>()).AddSingleton<IPostalAddresses>(all => all.GetRequiredService<PeopleVault>()).AddSingleton<INotes, Notes>().AddHostedService<Retention>();
    }

    private sealed partial class Retention(PeopleVault vault, IHalls halls, TimeProvider time, ILogger<Retention> log) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stopping)
        {
            // Not in the first minutes: a hall that comes back has better to do.
            using var timer = new PeriodicTimer(TimeSpan.FromMinutes(10), time);
            while (await timer.WaitForNextTickAsync(stopping))
            {
                try
                {
                    await vault.ForgetAsync(halls.All.SelectMany(h => h.View.Bookings.Bound(h.Now)).ToHashSet(), stopping);
                }
                catch (SqliteException e)
                {
                    // A full disk must not be the hub's end; what is overdue goes ten minutes later.
                    LogNotForgotten(log, e);
                }
            }
        }

        [LoggerMessage(1301, LogLevel.Error, "Personal data whose time is over could not be deleted; tried again in ten minutes.")]
        private static partial void LogNotForgotten(ILogger log, Exception e);
    }
}
