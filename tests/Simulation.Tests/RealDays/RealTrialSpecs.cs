using TidalHall.Simulation.RealDays;

namespace TidalHall.Simulation.Tests.RealDays;

/// <summary>Waits told on two real days of one office. `replay` runs all offices and days.</summary>
public sealed class RealTrialSpecs
{
    private static readonly QueueFolder Folder = QueueFolder.Read(CutFolder.Shipped);
    private static List<RealTold> Long(List<RealTold> all) => [.. all.Where(t => t.Waited >= 15)];

    [Fact]
    public void What_is_told_is_nearer_than_what_the_office_states()
    {
        var told = Long(RealTrial.Run(Folder));
        var error = RealTrial.Error(told, t => t.Told.P50Minutes);
        Assert.InRange(error, 5, 40);
        Assert.True(error < RealTrial.Error(told, t => t.Stated) / 1.5);
    }

    [Fact]
    public void Every_wait_is_told_from_0_up_and_p90_is_not_below_p50() =>
        Assert.All(RealTrial.Run(Folder), t => Assert.True(t.Told.P50Minutes >= 0 && t.Told.P90Minutes >= t.Told.P50Minutes));

    /// <summary>A folder that ends at a moment tells until then what the whole one told: nothing of later was known.</summary>
    [Theory]
    [InlineData("2019-12-30", "10:30")]
    [InlineData("2019-12-30", "13:00")]
    [InlineData("2019-12-31", "11:00")]
    public void Only_what_was_known_at_the_time_is_used(string day, string time)
    {
        using var cut = new CutFolder();
        foreach (var file in Directory.GetFiles(cut.Root, "snapshots-*"))
        {
            var date = Path.GetFileNameWithoutExtension(file)["snapshots-".Length..];
            if (string.CompareOrdinal(date, day) > 0) File.Delete(file);
            // What comes after is another world.
            else if (date == day) cut.Change(Path.GetFileName(file), (_, f) =>
            {
                if (string.CompareOrdinal(f[2], time) > 0) (f[3], f[4], f[5]) = ("0", "9", "A999");
                return f;
            });
        }
        var until = TimeOnly.ParseExact(time, "HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        string[] Told(QueueFolder folder) => [.. RealTrial.Run(folder).Where(t => (t.Day.Date, t.Day.Sights[t.At].Time).CompareTo((DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), until.Hour * 60 + until.Minute)) <= 0)
            .Select(t => $"{t.Day.Date:O} {t.Day.Queue} {t.Day.Sights[t.At].Time}: {t.Told}")];
        var whole = Told(Folder);
        Assert.True(whole.Length > 100);
        Assert.Equal(whole, Told(QueueFolder.Read(cut.Root)));
    }

    [Fact]
    public void On_the_rush_before_the_years_end_the_tide_moves_counters_to_the_long_queue()
    {
        Assert.Equal(new DateOnly(2019, 12, 30), OfficeTide.RushOf(Folder));
        var office = Assert.Single(OfficeTide.Of(Folder, new(2019, 12, 30), 7));
        Assert.True(office.MeanMoved < office.MeanStill / 2);
        Assert.Equal(658, office.Moves[0].To);
        Assert.InRange(office.Moves[0].Time, 8 * 60, 9 * 60);
        Assert.All(office.Moves, m => Assert.True(m.PressureTo > m.PressureFrom));
        var text = OfficeTideText.Of([office], Folder, 1);
        Assert.Contains("X: Przekształcenie Użytkowania Wieczystego (pressure", text, StringComparison.Ordinal);
        Assert.Equal(text, OfficeTideText.Of(OfficeTide.Of(Folder, new(2019, 12, 30), 7), Folder, 1));
    }
}
