using TidalHall.Core.Pickup;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Cases;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Pickup.CabinetSteps;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Pickup;

/// <summary>What a hall's cabinets did in a period.</summary>
public sealed class CabinetPeriodSpecs
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    private static CabinetFigures Figures(HallScenario hall, DateOnly from, DateOnly to)
    {
        var period = new CabinetPeriod(hall.State.Map!, from, to);
        foreach (var r in hall.Journal) period.Take(r);
        return period.Figures;
    }

    [Fact]
    public void What_was_put_in_and_taken_counts_with_the_hours_it_lay_there_and_whether_the_hall_was_closed()
    {
        var hall = Open();
        PickupSecret[] secrets = [CabinetSpecs.Secret, CabinetSpecs.Newer, new(Hash("salt-3"), Hash("hash-3"))];
        foreach (var secret in secrets) hall.InCabinet(secret: secret);
        var put = hall.State.Cabinets.Find(Box, 1).Inside!.Since;
        // The hall closes at 17:00.
        foreach (var (hours, n) in ((int, int)[])[(2, 0), (13, 1), (14, 2)]) hall.Until(put.AddHours(hours)).Taken(n + 1, new PickupProof.Code(n + 1, secrets[n].Hash));
        var figures = Figures(hall, Monday, Monday);
        Assert.Equal((3, 0, 0, 6, 0), (figures.Deposits, figures.Dropped, figures.Overdue, figures.Openings, figures.Failed));
        Assert.Equal(13, figures.MedianHours!.Value, 0.1);
        Assert.Equal(2 / 3.0, figures.OutOfHours);
    }

    [Fact]
    public void A_day_has_what_happened_on_it_and_a_day_without_anything_has_no_shares()
    {
        var hall = Open();
        hall.InCabinet();
        var put = hall.State.Cabinets.Find(Box, 1).Inside!.Since;
        hall.Until(put.AddDays(1)).Taken(1, new PickupProof.Code(1, CabinetSpecs.Secret.Hash));
        Assert.Equal((1, (double?)null, (double?)null), (Figures(hall, Monday, Monday).Deposits, Figures(hall, Monday, Monday).MedianHours, Figures(hall, Monday, Monday).OutOfHours));
        var next = Figures(hall, Monday.AddDays(1), Monday.AddDays(1));
        Assert.Equal((0, 1), (next.Deposits, next.Openings));
        Assert.Equal(24, next.MedianHours!.Value, 0.1);
        Assert.Equal(new(0, 0, null, 0, null, 0, 0), Figures(hall, Monday.AddDays(2), Monday.AddDays(9)));
    }

    [Fact]
    public void A_result_that_stays_is_overdue_once_and_a_door_that_does_not_open_is_counted()
    {
        var hall = Open();
        hall.InCabinet();
        var due = hall.State.Cabinets.Find(Box, 1).Inside!.OverdueAt!.Value;
        hall.Until(due.AddDays(1));
        hall.Given(Dora, new LoadCabinet(Box, hall.Ready(ForCabinet), CompartmentSize.Small)).Given(Board, new ReportDoor(Box, 2, DoorReport.Jammed));
        var figures = Figures(hall, Monday, Monday.AddDays(60));
        Assert.Equal((1, 1, 2, 1), (figures.Deposits, figures.Overdue, figures.Openings, figures.Failed));
        Assert.Null(figures.MedianHours);
    }

    [Fact]
    public void Papers_put_into_a_drop_box_are_no_results()
    {
        var hall = Open();
        DropBoxSpecs.Dropped(hall);
        var figures = Figures(hall, Monday, Monday);
        Assert.Equal((0, 1), (figures.Deposits, figures.Dropped));
    }
}
