using System.Collections.Concurrent;
using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Agent;
using TidalHall.DeviceAgents.Tests.Transports;
using TidalHall.DeviceAgents.Transports;
using TidalHall.DeviceAgents.Workbench;

namespace TidalHall.DeviceAgents.Tests.Workbench;

/// <summary>What a technician does at the command line before a device is in the hall.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class WorkbenchSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Probing_finds_a_locker_board_and_a_printer_opens_no_door_and_prints_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pseudo-terminals are Linux's.");
        var facts = ProfileFile.Shipped("kerong-cu16").LockerBoard!;
        var board = new SimulatedLockerBoard(facts, TimeProvider.System);
        await using var socket = new SimulatedSocket(board);
        await using var printer = new SimulatedPrinter(new());
        await using var lead = new SerialLead(socket.Port, TimeProvider.System);
        var probe = new Probe(TimeProvider.System, Bench.Folder("probe"));
        Assert.Equal([("Cu16 locker board 0", "19200 8N1", "kerong-cu16")], (await probe.PortAsync(lead.Port, Cancel)).Select(a => (a.What, a.Set!, Assert.Single(a.Models))));
        Assert.Equal(["Cu16 locker board 0"], (await probe.AddressAsync("127.0.0.1", socket.Port, Cancel)).Select(a => a.What));
        Assert.Equal(["ESC/POS printer"], (await probe.AddressAsync("127.0.0.1", printer.Port, Cancel)).Select(a => a.What));
        Assert.Equal(0, Enumerable.Range(1, facts.Locks).Sum(board.Pulses));
        Assert.Empty(printer.Papers);
    }

    [Fact]
    public async Task Probing_a_port_that_is_not_there_says_what_to_do() =>
        Assert.Equal("There is no port /dev/ttyNOT0. Plug the device in, or take a name from: list.",
            (await Assert.ThrowsAsync<PortException>(() => new Probe(TimeProvider.System, Bench.Folder("probe")).PortAsync("/dev/ttyNOT0", Cancel))).Message);

    [Fact]
    public async Task A_device_is_played_on_a_port_of_its_own_takes_faults_by_name_and_ends_with_its_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pseudo-terminals are Linux's.");
        var link = Path.Combine(Bench.Folder("play"), "tty");
        var said = new ConcurrentQueue<string>();
        await using var playing = AgentProcess.Begin(said, "simulate", "sim-printer-80", "--pty", link);
        await Bench.UntilAsync(() => said.Contains(link), TimeSpan.FromSeconds(30), "it says where it is");
        await using var serial = new SerialTransport(link, new(), TimeProvider.System, Bench.Folder("locks"));
        using var driver = new EscPosPrinter(new("printer-1"), Workplace.Facts, serial, TimeProvider.System);
        await driver.CheckAsync(Cancel);
        Assert.Equal(DeviceState.Ready, driver.Health.State);
        playing.Order("cover-open");
        await Bench.UntilAsync(() => said.Contains("cover-open: so it is."), TimeSpan.FromSeconds(10), "the order is taken");
        await driver.CheckAsync(Cancel);
        Assert.Equal(DeviceFault.CoverOpen, driver.Health.Fault);
        playing.Order("dance");
        await Bench.UntilAsync(() => said.Any(l => l.StartsWith("Allowed: ", StringComparison.Ordinal)), TimeSpan.FromSeconds(10), "what it does is listed");
        await playing.KillAsync();
        await Bench.UntilAsync(() => serial.Trouble is not null, TimeSpan.FromSeconds(5), "the port is gone with it");
    }

    [Fact]
    public async Task A_cable_pulled_by_order_takes_the_serial_port_away_and_brings_it_back_and_a_played_device_ends_when_it_is_told_to()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pseudo-terminals are Linux's.");
        var link = Path.Combine(Bench.Folder("pull"), "tty");
        var said = new ConcurrentQueue<string>();
        await using var playing = AgentProcess.Begin(said, "simulate", "sim-printer-80", "--pty", link);
        await Bench.UntilAsync(() => said.Contains(link), TimeSpan.FromSeconds(30), "it says where it is");
        await using var serial = new SerialTransport(link, new(), TimeProvider.System, Bench.Folder("locks"));
        using var driver = new EscPosPrinter(new("printer-1"), Workplace.Facts, serial, TimeProvider.System);
        await driver.CheckAsync(Cancel);
        Assert.Equal(DeviceState.Ready, driver.Health.State);
        var wasAway = false;
        serial.Changed += () => wasAway |= serial.Trouble is not null;
        playing.Order("disconnect");
        await Bench.UntilAsync(() => wasAway && serial.Trouble is null, TimeSpan.FromSeconds(60), "the port was away and is back");
        await driver.CheckAsync(Cancel);
        Assert.Equal(DeviceState.Ready, driver.Health.State);
        playing.Terminate();
        Assert.Equal(0, await playing.EndAsync());
    }

    [Theory]
    [InlineData("validate kerong-cu16 escpos-80-tcp", 0, "kerong-cu16: good. LockerBoard, bytes from a source, no hardware.")]
    [InlineData("validate kerong-cu16 no-such", 2, "There is no profile \"no-such\".")]
    [InlineData("list", 0, "simulated only")]
    [InlineData("probe --tcp nonsense", 2, "--tcp: \"nonsense\" is no address. Allowed: HOST:PORT, port 1 to 65535.")]
    [InlineData("simulate speaker", 2, "is not played here")]
    [InlineData("simulate --help", 0, "--pty")]
    [InlineData("probe --help", 0, "Opens no door, prints nothing.")]
    public async Task Each_command_says_what_it_found_and_ends_with_2_for_a_mistake(string line, int code, string words)
    {
        var said = new ConcurrentQueue<string>();
        await using var process = AgentProcess.Begin(said, line.Split(' '));
        Assert.Equal(code, await process.EndAsync());
        Assert.Contains(said, l => l.Contains(words, StringComparison.Ordinal));
    }
}
