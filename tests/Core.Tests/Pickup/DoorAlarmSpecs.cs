using TidalHall.Core.Devices;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Cases;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Pickup.CabinetSteps;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Pickup;

/// <summary>A door in trouble calls for somebody, as a printer without paper does.</summary>
public sealed class DoorAlarmSpecs
{
    [Fact]
    public void A_door_opened_without_an_order_is_an_alarm_until_a_clerk_has_looked()
    {
        var hall = Forced();
        var alarm = Assert.Single(Alarms(hall));
        Assert.Equal((Box, 1, DoorTroubleKind.Forced, true), (alarm.Cabinet.Id, alarm.Number, alarm.Kind, alarm.IsUrgent));
        Assert.Empty(Alarms(hall.Given(Dora, new ResolveCompartment(Box, 1, FoundInside.Thing, Noted))));
    }

    [Fact]
    public void A_door_left_open_is_urgent_and_one_that_somebody_shut_without_taking_can_wait()
    {
        Assert.True(Assert.Single(Alarms(Collecting(DoorReport.StillOpen))).IsUrgent);
        Assert.False(Assert.Single(Alarms(Collecting(DoorReport.Closed, occupied: true))).IsUrgent);
    }

    [Fact]
    public void Whoever_knows_of_it_quiets_it_for_a_time_and_its_clerk_must_still_look()
    {
        var hall = Forced().Given(Chief, new QuietDoor(Box, 1, 30));
        Assert.Equal(Chief.Id, Assert.Single(Alarms(hall)).Quiet?.By);
        Assert.IsType<DoorState.Trouble>(hall.State.Cabinets.Find(Box, 1).Door);
        Assert.Null(Assert.Single(Alarms(hall.Later(TimeSpan.FromMinutes(30)))).Quiet);
        Assert.IsType<DoorQuieted>(hall.Journal[^1].Event);
    }

    [Fact]
    public void Quiet_is_for_this_trouble_and_not_for_the_next()
    {
        var hall = Forced().Given(Chief, new QuietDoor(Box, 1, 30)).Given(Dora, new ResolveCompartment(Box, 1, FoundInside.Thing, Noted)).Given(Board, new ReportDoor(Box, 1, DoorReport.Opened));
        Assert.Null(Assert.Single(Alarms(hall)).Quiet);
    }

    [Fact]
    public void What_has_no_alarm_is_not_quieted_and_none_is_for_good()
    {
        Assert.Equal(RefusalCode.NoDoorAlarm, Open().Refused(Chief, new QuietDoor(Box, 1, 30)));
        Assert.Equal(RefusalCode.QuietOutOfRange, Forced().Refused(Chief, new QuietDoor(Box, 1, 481)));
        Assert.Equal(RefusalCode.NotAllowed, Forced().Refused(Citizen, new QuietDoor(Box, 1, 30)));
    }

    private static HallScenario Forced()
    {
        var hall = Open();
        hall.InCabinet();
        return hall.Given(Board, new ReportDoor(Box, 1, DoorReport.Opened));
    }

    private static HallScenario Collecting(DoorReport end, bool? occupied = null)
    {
        var hall = Open();
        hall.InCabinet();
        return hall.Given(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))).Given(Board, new ReportDoor(Box, 1, DoorReport.Opened)).Given(Board, new ReportDoor(Box, 1, end, occupied));
    }

    private static IReadOnlyList<DoorAlarm> Alarms(HallScenario hall) => [.. Alarm.Of(new HallView(hall.State), hall.At).OfType<DoorAlarm>()];
}
