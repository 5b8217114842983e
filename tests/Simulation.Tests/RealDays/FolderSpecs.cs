using TidalHall.Simulation.RealDays;

namespace TidalHall.Simulation.Tests.RealDays;

/// <summary>A folder of real days is read as it is, and refused with its place where it is not of the form.</summary>
public sealed class FolderSpecs : IDisposable
{
    private const string First = "snapshots-2019-12-30.csv", Waits = "waits-2019-12-30.csv";
    private readonly CutFolder _folder = new();

    [Fact]
    public void The_shipped_days_are_read_packed_or_not()
    {
        var (packed, plain) = (QueueFolder.Read(CutFolder.Shipped), QueueFolder.Read(_folder.Root));
        foreach (var folder in (QueueFolder[])[packed, plain])
        {
            Assert.Equal([new(2019, 12, 30), new(2019, 12, 31)], folder.Days.Select(d => d.Date).Distinct());
            Assert.Equal("X: Przekształcenie Użytkowania Wieczystego", folder.Names[("UD_Mokotow_1", 658)]);
            Assert.Contains(folder.HalfHours, h => h is { Queue: 658, Waiting: > 270 });
            Assert.DoesNotContain(folder.Days, d => d.HasOddClock);
        }
        var rush = packed.Days.First(d => d.Queue == 658);
        Assert.Equal(new QueueSight(724, 1, 288, 207, 15), rush.Sights.Single(s => s.Time == 724));
        Assert.Equal(new TrueWait(211, 221), rush.Truths[Array.FindIndex(rush.Sights, s => s.Time == 724)]);
    }

    [Fact]
    public void A_blank_number_is_none_and_not_a_mistake()
    {
        _folder.Write(First, 2, 5, "");
        _folder.Write(First, 3, 6, "");
        var sights = QueueFolder.Read(_folder.Root).Days[0].Sights;
        Assert.Equal(-1, sights[0].Called);
    }

    [Fact]
    public void A_clock_in_2012_is_read_on_by_its_time_of_day_and_marked()
    {
        _folder.Change(First, (_, f) =>
        {
            if (f[1] == "645") f[2] = "2012-01-03 " + f[2];
            return f;
        });
        var folder = QueueFolder.Read(_folder.Root);
        Assert.Equal([645], folder.Days.Where(d => d.HasOddClock).Select(d => d.Queue));
        var told = RealTrial.Run(folder);
        Assert.Contains(told, t => t.Day.HasOddClock);
        Assert.Matches(@"15 and more, odd clock +\| +[1-9]", RealTrial.Text(told));
    }

    [Fact]
    public void A_queue_that_gave_its_last_ticket_before_10_is_told_and_scored_apart()
    {
        // 658 as if its places had been gone by 9:30: whoever stands there then is called, and nobody comes any more.
        var most = 0;
        _folder.Change(First, (_, f) =>
        {
            if (f[1] != "658" || f[5].Length == 0) return f;
            var called = int.Parse(f[5][1..], System.Globalization.CultureInfo.InvariantCulture);
            if (string.CompareOrdinal(f[2], "09:30") < 0) most = Math.Max(most, called + int.Parse(f[4], System.Globalization.CultureInfo.InvariantCulture));
            else
            {
                f[4] = Math.Max(0, most - called).ToString(System.Globalization.CultureInfo.InvariantCulture);
                f[5] = "X" + Math.Min(most, called).ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
            return f;
        });
        var folder = QueueFolder.Read(_folder.Root);
        Assert.Equal([658], folder.Days.Where(d => d.EndedEarly && d.Date.Day == 30).Select(d => d.Queue));
        Assert.Matches(@"15 and more, ended by 10:00 +\| +[1-9]", RealTrial.Text(RealTrial.Run(folder)));
    }

    [Theory]
    [InlineData(First, 5, 4, "many", "snapshots-2019-12-30.csv:5: waiting \"many\" is not allowed. Allowed: 0 to 10000, or nothing.")]
    [InlineData(First, 5, 4, "-1", "snapshots-2019-12-30.csv:5: waiting \"-1\" is not allowed. Allowed: 0 to 10000, or nothing.")]
    [InlineData(First, 5, 3, "1.5", "snapshots-2019-12-30.csv:5: open_counters \"1.5\" is not allowed. Allowed: 0 to 500, or nothing.")]
    [InlineData(First, 5, 2, "25:00", "snapshots-2019-12-30.csv:5: time \"25:00\" is not allowed. Allowed: HH:MM, or YYYY-MM-DD HH:MM.")]
    [InlineData(First, 5, 5, "A-12", "snapshots-2019-12-30.csv:5: last_called \"A-12\" is not allowed. Allowed: letters A–Z and a number up to 99999, or nothing.")]
    [InlineData(First, 5, 6, "soon", "snapshots-2019-12-30.csv:5: service_min \"soon\" is not allowed. Allowed: 0 to 1440, or nothing.")]
    [InlineData(First, 5, 1, "", "snapshots-2019-12-30.csv:5: queue_id \"\" is not allowed. Allowed: 0 to 2147483647.")]
    [InlineData(First, 5, 6, "1,2", "snapshots-2019-12-30.csv:5: 9 fields is not allowed. Allowed: 8, as the first line has them.")]
    [InlineData(Waits, 3, 7, "900", "waits-2019-12-30.csv:3: wait_min_low \"900\" with wait_min_high")]
    [InlineData("half-hours.csv", 2, 0, "30.12.2019", "half-hours.csv:2: date \"30.12.2019\" is not allowed. Allowed: YYYY-MM-DD.")]
    public void What_is_not_of_the_form_is_refused_with_file_line_and_what_is_allowed(string file, int line, int field, string text, string sentence)
    {
        _folder.Write(file, line, field, text);
        Assert.StartsWith(sentence, Assert.Throws<FolderRefused>(() => QueueFolder.Read(_folder.Root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_column_an_unnamed_day_and_an_empty_folder_are_refused()
    {
        string Refused() => Assert.Throws<FolderRefused>(() => QueueFolder.Read(_folder.Root)).Message;
        _folder.WriteHead(First, "office,queue_id,clock,open_counters,waiting,last_called,service_min,status");
        Assert.Equal("snapshots-2019-12-30.csv:1: the column \"time\" is missing. Allowed: office,queue_id,time,open_counters,waiting,last_called,service_min, in any order.", Refused());
        File.Move(Path.Combine(_folder.Root, First), Path.Combine(_folder.Root, "snapshots-monday.csv"));
        Assert.Equal("snapshots-monday.csv: its name has no date. Allowed: snapshots-YYYY-MM-DD.csv or .csv.gz.", Assert.Throws<FolderRefused>(() => QueueFolder.Read(_folder.Root)).Message);
        foreach (var file in Directory.GetFiles(_folder.Root)) File.Delete(file);
        Assert.Equal($"\"{_folder.Root}\" has no snapshots. Allowed: snapshots-DATE.csv or .csv.gz, one a day.", Refused());
    }

    public void Dispose() => _folder.Dispose();
}
