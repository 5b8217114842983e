using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Play;
using TidalHall.Hub.Halls;
using TidalHall.Hub.Hosting;

namespace TidalHall.Hub.Play;

/// <summary>Puts a played day into the hub: the hall's clock at that day's opening, running at the speed, and who comes.</summary>
internal static class PlaySetup
{
    private const string LastDayFile = "played-day";

    public static IServiceCollection AddHallClock(this IServiceCollection services, HubOptions options, LoadedHall hall, DataFolder data)
    {
        if (options.Play is not { } file) return services.AddSingleton(new HallClock(TimeProvider.System));
        var day = Read(file, hall.Plan);
        var map = new HallMap(hall.Plan);
        var date = NextDay(map, data);
        // A little before the first comes, so that the windows are open.
        var start = map.Instant(date.ToDateTime(day.Arrivals[0].At)).AddMinutes(-5);
        var clock = new PlayClock(start, options.Speed, TimeProvider.System);
        return services.AddSingleton(clock).AddSingleton(new HallClock(clock)).AddSingleton(day).AddHostedService<DayPlayer>();
    }

    /// <exception cref="StartRefused">The day file is missing or has mistakes; all of them are in the message.</exception>
    private static DayToPlay Read(string file, HallPlan plan)
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefused($"{file}: the day cannot be read ({e.Message}).", e);
        }
        var result = PlayedDay.Read(text, Path.GetFileName(file), plan);
        return result.IsGood
            ? new(Path.GetFileNameWithoutExtension(file), result.Rows)
            : throw new StartRefused(string.Join(Environment.NewLine, result.Mistakes.Select(m => m.In(CultureInfo.GetCultureInfo(HallFiles.Language)))));
    }

    /// <summary>Today, or the day after the one played last in this folder: a hall's days never go back.</summary>
    private static DateOnly NextDay(HallMap map, DataFolder data)
    {
        var file = data.File(LastDayFile);
        var day = map.DayOf(TimeProvider.System.GetUtcNow());
        if (File.Exists(file) && DateOnly.TryParseExact(File.ReadAllText(file).Trim(), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last) && last >= day) day = last.AddDays(1);
        File.WriteAllText(file, day.ToString("O", CultureInfo.InvariantCulture));
        return day;
    }
}
