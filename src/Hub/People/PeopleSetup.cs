using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using TidalHall.Core.Doors;
using TidalHall.Journal.People;

namespace TidalHall.Hub.People;

/// <summary>The vault of personal data: its file, its key beside it readable by its owner only, its retention job.</summary>
internal static partial class PeopleSetup
{
    private const string KeyFile = "people.key";

    public static IServiceCollection AddPeople(this IServiceCollection services, DataFolder data)
    {
        if (!File.Exists(data.File(KeyFile))) data.WriteSecret(KeyFile, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        services.AddSingleton(all => PeopleVault.Open(data.File("people.db"), ReadKey(data), all.GetRequiredService<TimeProvider>(),
            () => TimeSpan.FromDays(all.GetRequiredService<IHalls>().Default.View.Plan.Cases.KeepApplicantDays)));
        return services.AddSingleton<IPeople>(all => all.GetRequiredService<PeopleVault>()).AddSingleton<IContacts>(all => all.GetRequiredService<PeopleVault>()).AddSingleton<INotes, Notes>().AddHostedService<Retention>();
    }

    private static byte[] ReadKey(DataFolder data)
    {
        var key = new byte[32];
        return Convert.TryFromBase64String(File.ReadAllText(data.File(KeyFile)).Trim(), key, out var read) && read == 32
            ? key
            : throw new StartRefused($"{data.File(KeyFile)} is no key of 32 bytes in Base64. Put back the one that belongs to people.db; a new one cannot read it.");
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
