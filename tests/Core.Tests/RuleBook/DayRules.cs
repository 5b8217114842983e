using TidalHall.Core.Devices;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.RuleBook;

/// <summary>Every order about the day and the hall, and those the day decides about. Hours are 09:00 to 17:00.</summary>
internal static class DayRules
{
    private static readonly DateTimeOffset Eight = Nine.AddHours(-1);
    private static readonly DeviceHealth Ready = new(new("printer-1"), DeviceState.Ready);
    private static readonly Actor Technician = new(ActorKind.Staff, new("zhou"), Roles.Technician);
    private static readonly Actor Agent = new(ActorKind.Device, new("agent"));

    internal static HallPlan WithHours => Plan with
    {
        Hours = [new(Enum.GetValues<DayOfWeek>(), new(9, 0), new(17, 0))],
        Devices = [new(Ready.Device, DeviceKind.Printer, "sim-printer-80", new("打印机"))],
    };

    public static RuleTable<TicketId> Table => new("order", Columns, Rows);

    private static Column<TicketId>[] Columns =>
    [
        new("no day yet, 08:00", () => HallScenario.BeforeItsFirstDay(WithHours, Eight), _ => new(1)),
        Of("open, nobody holds a ticket", _ => { }),
        Of("open, somebody waits", h => h.Ticket()),
        Of("open, somebody missed", Missed),
        Of("open, a ticket is held", Held),
        Of("open, a held one is carried", h => { Held(h); h.Given(Chief, new CarryTicket(new(1))); }),
        Of("ticketing stopped", h => h.Given(Chief, new StopTicketing())),
        Of("17:00, not stopped", h => h.Later(TimeSpan.FromHours(8))),
        Of("closed", h => h.Given(Chief, new CloseDay())),
        Of("left open, next day 08:00", h => { h.Ticket(); h.Later(TimeSpan.FromHours(23)); }),
        Of("left open, next day 09:00", h => { h.Ticket(); h.Later(TimeSpan.FromHours(24)); }),
    ];

    private static Row<TicketId>[] Rows =>
    [
        new("OpenDay", Chief, _ => new OpenDay()),
        new("StopTicketing", Chief, _ => new StopTicketing()),
        new("ExtendDay to 18:30", Chief, _ => new ExtendDay(Nine.AddHours(9.5), Noted)),
        new("ExtendDay to 16:00", Chief, _ => new ExtendDay(Nine.AddHours(7), Noted)),
        new("ExtendDay without a reason", Chief, _ => new ExtendDay(Nine.AddHours(9.5), null)),
        new("CloseDay", Chief, _ => new CloseDay()),
        new("TimeCame", Actor.Hub, _ => new TimeCame()),
        new("MinuteCame", Actor.Hub, _ => new MinuteCame()),
        new("SetTideMode to automatic", Chief, _ => new SetTideMode(TideMode.Automatic)),
        new("SetTideMode as it is", Chief, _ => new SetTideMode(TideMode.Propose)),
        new("TakeTicket", Citizen, _ => new TakeTicket(Tax)),
        new("TakeTicket, pre-printed, of 09:30", Chief, _ => new TakeTicket(Tax, Channel: TicketChannel.PrePrinted, PrePrinted: new TicketNumber("T", 9001), ReportedAt: Nine.AddMinutes(30))),
        new("ReinstateTicket", Chief, t => new ReinstateTicket(t)),
        new("OpenWindow", Bo, _ => new OpenWindow(W3)),
        new("ServeWithoutTicket", Chief, _ => new ServeWithoutTicket(W1)),
        new("ConfigureHall, the same", Actor.Hub, _ => new ConfigureHall(WithHours, "one")),
        new("ConfigureHall, another", Actor.Hub, _ => new ConfigureHall(WithHours, "two")),
        new("ReportClockStep", Actor.Hub, _ => new ReportClockStep(-3_600_000)),
        new("ReportDevice, as before", Agent, _ => new ReportDevice(Ready)),
        new("ReportDevice, changed", Agent, _ => new ReportDevice(Ready with { State = DeviceState.Faulty, Fault = DeviceFault.PaperOut })),
        new("QuietAlarm of a device without trouble", Chief, _ => new QuietAlarm(Ready.Device, 30)),
        new("TryDevice", Technician, _ => new TryDevice(Ready.Device)),
    ];

    private static Column<TicketId> Of(string name, Action<HallScenario> step) => new(name, () =>
    {
        var hall = new HallScenario(WithHours).Given(Anna, new OpenWindow(W1)).Given(Agent, new ReportDevice(Ready));
        step(hall);
        return hall;
    }, _ => new(1));

    private static void Missed(HallScenario hall)
    {
        hall.Ticket();
        hall.Given(Anna, new CallNext(W1)).Given(Anna, new RecallTicket(W1)).Later(TimeSpan.FromMinutes(1)).Given(Anna, new MissTicket(W1));
    }

    private static void Held(HallScenario hall)
    {
        hall.Ticket();
        hall.Given(Anna, new CallNext(W1)).Given(Anna, new HoldTicket(W1, HoldKind.StepElsewhere));
    }
}
