using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Play;
using TidalHall.Core.Queueing;
using TidalHall.Core.Sheets;
using TidalHall.Core.Tests.HallFiles;
using static TidalHall.Core.Tests.HallFiles.SmallFile;

namespace TidalHall.Core.Tests.Play;

public sealed class PlayedDaySpecs
{
    private static readonly HallPlan Small = TidalHall.Core.HallFiles.HallFile.Read(SmallFile.Hall, "small.json", Items, "small.items.json").Plan;

    private static SheetResult<PlayedArrival, PlayedDayMistakeCode> Read(params string[] lines) => PlayedDay.Read(string.Join('\n', lines.Prepend(PlayedDay.Header)) + "\n", "day.csv", Small);

    [Fact]
    public void The_ordinary_day_brings_1500_people_for_items_the_centre_has()
    {
        var plan = ShippedHalls.Read("provincial-centre.json").Plan;
        var day = PlayedDay.Read(ShippedHalls.Text("days/ordinary.csv"), "ordinary.csv", plan);
        Assert.Empty(day.Mistakes.Select(m => m.In(English)));
        Assert.Equal(1_500, day.Rows.Count);
        Assert.All(day.Rows, a => Assert.InRange(a.At, new TimeOnly(8, 55), new TimeOnly(17, 0)));
        Assert.True(day.Rows.Select(a => a.Item).Distinct().Count() > 200);
        Assert.All(Enum.GetValues<TicketClass>(), c => Assert.Contains(day.Rows, a => a.Class == c));
    }

    [Fact]
    public void The_work_of_the_ordinary_day_fits_into_the_windows_of_the_centre()
    {
        var plan = ShippedHalls.Read("provincial-centre.json").Plan;
        var work = PlayedDay.Read(ShippedHalls.Text("days/ordinary.csv"), "ordinary.csv", plan).Rows.Sum(a => (a.Walk + a.Service).TotalHours);
        Assert.InRange(work / (plan.Windows.Length * 8), 0.6, 0.85);
    }

    [Fact]
    public void A_line_says_who_comes()
    {
        var day = Read("09:00:00,id-card,Ordinary,20,300,", "09:05:30,tax-return,Appointment,0,600,25");
        Assert.Equal(
        [
            new(new(9, 0), new("id-card"), TicketClass.Ordinary, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(5), null),
            new PlayedArrival(new(9, 5, 30), new("tax-return"), TicketClass.Appointment, TimeSpan.Zero, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(25)),
        ], day.Rows);
        Assert.Equal([null, new TimeOnly(9, 15)], day.Rows.Select(a => a.Slot));
    }

    [Fact]
    public void A_booked_person_on_the_quarter_has_that_slot_and_none_lies_on_the_next_day()
    {
        var day = Read("09:15:00,id-card,Appointment,20,300,", "23:50:00,id-card,Appointment,20,300,");
        Assert.Equal([new TimeOnly(9, 15), new TimeOnly(23, 50)], day.Rows.Select(a => a.Slot));
    }

    [Theory]
    [InlineData("9:00,id-card,Ordinary,20,300,", "day.csv:2: \"9:00\" is no time. Allowed: 00:00:00 to 23:59:59.")]
    [InlineData("25:00:00,id-card,Ordinary,20,300,", "day.csv:2: \"25:00:00\" is no time. Allowed: 00:00:00 to 23:59:59.")]
    [InlineData("09:00:00,passport,Ordinary,20,300,", "day.csv:2: \"passport\" is no item of the hall \"small\".")]
    [InlineData("09:00:00,<b>,Ordinary,20,300,", "day.csv:2: \"<b>\" is no item of the hall \"small\".")]
    [InlineData("09:00:00,id-card,1,20,300,", "day.csv:2: \"1\" is not allowed. Allowed: Ordinary, Appointment, GreenChannel.")]
    [InlineData("09:00:00,id-card,ordinary,20,300,", "day.csv:2: \"ordinary\" is not allowed. Allowed: Ordinary, Appointment, GreenChannel.")]
    [InlineData("09:00:00,id-card,Ordinary,-1,300,", "day.csv:2: \"walkSeconds\" is \"-1\". Allowed: a whole number from 0 to 600.")]
    [InlineData("09:00:00,id-card,Ordinary,20,9,", "day.csv:2: \"serviceSeconds\" is \"9\". Allowed: a whole number from 10 to 14400.")]
    [InlineData("09:00:00,id-card,Ordinary,20,300,0", "day.csv:2: \"patienceMinutes\" is \"0\". Allowed: a whole number from 1 to 600.")]
    [InlineData("09:00:00,id-card,Ordinary", "day.csv:2: 3 cells. Allowed: 6.")]
    public void A_bad_line_is_told_with_its_number(string line, string sentence) => Assert.Equal([sentence], Read(line).Mistakes.Select(m => m.In(English)));

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var day = Read("09:00:00,id-card,Ordinary,20,300,", "08:59:59,passport,Late,20,300,", "", "09:01:00,id-card,Ordinary,20,x,");
        Assert.False(day.IsGood);
        Assert.Throws<InvalidOperationException>(() => day.Rows);
        Assert.Equal(
        [
            "day.csv:3: 08:59:59 is before 09:00:00 of the line above. Put the lines in the order of time.",
            "day.csv:3: \"passport\" is no item of the hall \"small\".",
            "day.csv:3: \"Late\" is not allowed. Allowed: Ordinary, Appointment, GreenChannel.",
            "day.csv:5: \"serviceSeconds\" is \"x\". Allowed: a whole number from 10 to 14400.",
        ], day.Mistakes.Select(m => m.In(English)));
    }

    [Fact]
    public void A_file_without_its_header_or_without_anybody_is_a_mistake()
    {
        Assert.Equal(["day.csv:1: this is not the header. Allowed: time,item,class,walkSeconds,serviceSeconds,patienceMinutes"], PlayedDay.Read("", "day.csv", Small).Mistakes.Select(m => m.In(English)));
        Assert.Equal(PlayedDayMistakeCode.NobodyComes, Assert.Single(Read().Mistakes).Code);
    }

    [Fact]
    public void The_shipped_day_cut_in_the_middle_is_told_with_the_line()
    {
        var lines = ShippedHalls.Text("days/ordinary.csv").Split('\n')[..500];
        var mistake = Assert.Single(PlayedDay.Read(string.Join('\n', lines.Append("11:30:00,hall-adv")), "ordinary.csv", ShippedHalls.Read("provincial-centre.json").Plan).Mistakes);
        Assert.Equal("ordinary.csv:501: 2 cells. Allowed: 6.", mistake.In(English));
    }

    [Fact]
    public void Lines_may_end_as_windows_ends_them() =>
        Assert.Single(PlayedDay.Read($"{PlayedDay.Header}\r\n09:00:00,id-card,Ordinary,20,300,\r\n", "day.csv", Small).Rows);

    [Fact]
    public void Every_mistake_is_said_in_both_languages_and_without_control_characters()
    {
        foreach (var code in Enum.GetValues<PlayedDayMistakeCode>())
        {
            var mistake = new SheetMistake<PlayedDayMistakeCode>("day.csv", 2, code, "\u001b", "b", "c", "d");
            Assert.NotEqual(mistake.In(Chinese), mistake.In(new CultureInfo("en")));
            Assert.DoesNotContain('\u001b', mistake.In(Chinese));
        }
    }
}
