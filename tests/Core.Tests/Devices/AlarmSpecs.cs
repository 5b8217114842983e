using System.Globalization;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Devices;

/// <summary>What people are told of devices that need them, and how they say that they know.</summary>
public sealed class AlarmSpecs
{
    private static readonly DeviceId Printer = new("printer-1"), Reader = new("reader-1");
    private static readonly Actor Agent = new(ActorKind.Device, new("agent"));
    private static readonly Actor Technician = new(ActorKind.Staff, new("zhou"), Roles.Technician), Auditor = new(ActorKind.Staff, new("wu"), Roles.Auditor);

    private static HallScenario Hall => new(Plan with
    {
        Devices = [new(Printer, DeviceKind.Printer, "sim-printer-80", new("一号打印机")), new(Reader, DeviceKind.IdReader, "sim-reader", new("一号读卡器"))],
    });

    [Fact]
    public void A_printer_without_paper_is_an_alarm_until_it_has_some()
    {
        var hall = Tell(Hall, Printer, DeviceState.Faulty, DeviceFault.PaperOut);
        var alarm = Assert.Single(Alarms(hall.Later(TimeSpan.FromMinutes(3))));
        Assert.Equal((Printer, DeviceFault.PaperOut, Nine), (alarm.Device.Id, alarm.Fault, alarm.Since));
        Assert.Empty(Alarms(Tell(hall, Printer, DeviceState.Ready)));
    }

    [Fact]
    public void A_roll_near_its_end_is_told_after_what_stops_people_now()
    {
        var hall = Tell(Hall, Printer, DeviceState.NearEnd).Later(TimeSpan.FromMinutes(5));
        Tell(hall, Reader, DeviceState.Offline);
        Assert.Equal([(Reader, true), (Printer, false)], Alarms(hall).Select(a => (a.Device.Id, a.IsUrgent)));
    }

    [Fact]
    public void A_device_of_which_nothing_is_known_is_no_alarm() => Assert.Empty(Alarms(Tell(Hall, Printer, DeviceState.Unknown)));

    [Fact]
    public void A_device_that_should_answer_and_is_silent_is_an_alarm_when_that_lasts()
    {
        var hall = Tell(Hall, Reader, DeviceState.Unknown, DeviceFault.NoAnswer).Later(Alarm.LongestSilence - TimeSpan.FromSeconds(1));
        Assert.Empty(Alarms(hall));
        Assert.Equal(RefusalCode.NoAlarm, hall.Refused(Chief, new QuietAlarm(Reader, 10)));
        hall.Later(TimeSpan.FromSeconds(1));
        Assert.Equal((Reader, DeviceFault.NoAnswer, Nine, true), Assert.Single(Alarms(hall)) is var alarm ? (alarm.Device.Id, alarm.Fault, alarm.Since, alarm.IsUrgent) : default);
        Assert.NotNull(Assert.Single(Alarms(hall.Given(Chief, new QuietAlarm(Reader, 10)))).Quiet);
        Assert.Empty(Alarms(Tell(hall, Reader, DeviceState.Ready)));
    }

    [Fact]
    public void A_quieted_alarm_stays_on_the_list_goes_behind_the_loud_ones_and_is_loud_again_when_its_time_is_up()
    {
        var hall = Tell(Hall, Printer, DeviceState.Faulty, DeviceFault.CoverOpen);
        Tell(hall.Later(TimeSpan.FromMinutes(1)), Reader, DeviceState.Offline);
        hall.Given(Anna, new QuietAlarm(Printer, 30));
        Assert.Equal([(Reader, null), (Printer, Anna.Id)], Alarms(hall).Select(a => (a.Device.Id, a.Quiet?.By)));
        Assert.Equal([Printer, Reader], Alarms(hall.Later(TimeSpan.FromMinutes(30))).Select(a => a.Device.Id));
        Assert.All(Alarms(hall), a => Assert.Null(a.Quiet));
    }

    [Fact]
    public void Quiet_is_for_the_trouble_it_was_said_of_and_not_for_the_next()
    {
        var hall = Tell(Hall, Printer, DeviceState.Faulty, DeviceFault.CoverOpen).Given(Chief, new QuietAlarm(Printer, 30));
        Assert.Null(Assert.Single(Alarms(Tell(hall, Printer, DeviceState.Faulty, DeviceFault.PaperOut))).Quiet);
    }

    [Fact]
    public void Who_quieted_and_who_tried_a_device_stays_in_the_record()
    {
        var hall = Tell(Hall, Printer, DeviceState.Faulty, DeviceFault.PaperOut).Given(Anna, new QuietAlarm(Printer, 15)).Given(Technician, new TryDevice(Printer));
        Assert.Equal([new AlarmQuieted(Printer, Nine.AddMinutes(15), Anna.Id), new DeviceTried(Printer, null, Technician.Id)], hall.Journal.TakeLast(2).Select(r => r.Event));
    }

    [Theory]
    [InlineData(0), InlineData(481), InlineData(-5)]
    public void Nobody_quiets_an_alarm_for_good(int minutes)
    {
        var hall = Tell(Hall, Printer, DeviceState.Faulty, DeviceFault.PaperOut);
        Assert.Equal(RefusalCode.QuietOutOfRange, hall.Refused(Chief, new QuietAlarm(Printer, minutes)));
        Assert.Equal("报警静音时间应在 1 至 480 分钟之间。", RefusalText.Of(hall.Decide(Chief, new QuietAlarm(Printer, minutes)).Refusal!, CultureInfo.GetCultureInfo("zh-CN")));
    }

    [Fact]
    public void What_has_no_alarm_or_is_no_device_of_the_hall_is_refused()
    {
        Assert.Equal(RefusalCode.NoAlarm, Hall.Refused(Chief, new QuietAlarm(Printer, 10)));
        Assert.Equal(RefusalCode.UnknownDevice, Hall.Refused(Chief, new QuietAlarm(new("toaster"), 10)));
        Assert.Equal(RefusalCode.UnknownDevice, Hall.Refused(Technician, new TryDevice(new("toaster"))));
    }

    [Fact]
    public void Only_a_technician_tries_a_device_and_an_auditor_quiets_nothing()
    {
        Assert.Equal(RefusalCode.NotAllowed, Hall.Refused(Chief, new TryDevice(Printer)));
        Assert.Equal(RefusalCode.NotAllowed, Hall.Refused(Auditor, new QuietAlarm(Printer, 10)));
        Assert.Equal(RefusalCode.NotAllowed, Hall.Refused(Citizen, new TryDevice(Printer)));
    }

    private static HallScenario Tell(HallScenario hall, DeviceId device, DeviceState state, DeviceFault? fault = null) => hall.Given(Agent, new ReportDevice(new(device, state, fault)));

    private static IReadOnlyList<DeviceAlarm> Alarms(HallScenario hall) => [.. Alarm.Of(new HallView(hall.State), hall.At).Cast<DeviceAlarm>()];
}
