using System.Diagnostics;
using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Printing;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Tests.Transports;

/// <summary>The real driver over a real serial port of the system, whose other end is a simulated printer.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class SerialSpecs : IAsyncLifetime
{
    private static readonly PrinterFacts Facts = new() { ProofSeconds = 5, FourByteCharacters = true };
    private readonly string _folder = Bench.Folder("serial");
    private readonly SimulatedPrinter _printer = new(Facts);
    private readonly List<IAsyncDisposable> _open = [];
    private SerialLead? _lead;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private string Link => Path.Combine(_folder, "tty");

    [Fact]
    public async Task A_ticket_comes_out_whole_and_the_driver_knows()
    {
        Plug();
        using var printer = Driver(Serial());
        Assert.Equal(JobOutcome.Done, (await printer.PrintAsync(Job(), Cancel)).Outcome);
        Assert.Contains(Assert.Single(_printer.Papers), ink => ink is Ink.Text { Line: "A012" });
    }

    [Fact]
    public async Task A_cable_pulled_while_nothing_happens_is_noticed_and_plugged_in_again_the_next_ticket_comes_once()
    {
        Plug();
        var serial = Serial();
        using var printer = Driver(serial);
        await printer.CheckAsync(Cancel);
        Assert.Equal(DeviceState.Ready, printer.Health.State);
        await _lead!.DisposeAsync();
        // Nobody asks anything meanwhile.
        await Bench.UntilAsync(() => serial.Trouble is not null, TimeSpan.FromSeconds(5), "the hang-up is noticed");
        Assert.Equal((JobOutcome.Failed, DeviceFault.Unreachable), await printer.PrintAsync(Job(), Cancel) is var r ? (r.Outcome, r.Fault) : default);
        Assert.Equal(DeviceState.Offline, printer.Health.State);
        Plug();
        await Bench.UntilAsync(() => serial.Trouble is null, TimeSpan.FromSeconds(10), "the port is open again");
        Assert.Equal(JobOutcome.Done, (await printer.PrintAsync(Job(), Cancel)).Outcome);
        Assert.Single(_printer.Papers);
    }

    [Fact]
    public async Task Hung_up_in_mid_write_it_stops_in_time_and_other_devices_print_on()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("TIDALHALL_HANGUPS") ?? "6", System.Globalization.CultureInfo.InvariantCulture);
        Plug();
        using var other = Driver(new TcpTransport("127.0.0.1", _printer.Port, TimeProvider.System));
        for (var round = 0; round < rounds; round++)
        {
            // Nobody reads at its other end, so the write fills the line and hangs.
            var terminal = new PseudoTerminal();
            var serial = new SerialTransport(terminal.Port, new(), TimeProvider.System, _folder);
            var line = await serial.OpenAsync(Cancel);
            var writing = line.WriteAsync(new byte[256 * 1024], Cancel);
            await Task.Delay(round % 3 * 20, Cancel);
            Assert.False(writing.IsCompleted);
            var watch = Stopwatch.StartNew();
            if (round % 2 == 0) terminal.Dispose();
            await line.DisposeAsync();
            await serial.DisposeAsync();
            await Assert.ThrowsAnyAsync<LineException>(() => writing);
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
            terminal.Dispose();
            Assert.Equal(JobOutcome.Done, (await other.PrintAsync(Job(), Cancel)).Outcome);
        }
        Assert.Equal(rounds, _printer.Papers.Count);
    }

    [Fact]
    public async Task A_silent_device_costs_each_question_its_deadline_and_no_more()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("TIDALHALL_SILENT_QUESTIONS") ?? "6", System.Globalization.CultureInfo.InvariantCulture);
        using var terminal = new PseudoTerminal();
        var serial = Serial(terminal.Port);
        var (threads, took) = (0, new List<TimeSpan>());
        for (var round = 0; round < rounds; round++)
        {
            await using var line = await serial.OpenAsync(Cancel);
            var watch = Stopwatch.StartNew();
            var exchange = new Exchange(line, new() { AnswerMs = 800 }, TimeProvider.System);
            Assert.Null(await exchange.AskAsync<byte>(EscPosWriter.StatusRequest(1), StatusReplies.ReadRealTime, Cancel));
            took.Add(watch.Elapsed);
            if (round == 2) threads = Process.GetCurrentProcess().Threads.Count;
        }
        Assert.All(took, t => Assert.True(t >= TimeSpan.FromSeconds(0.79), $"{t}"));
        // The middle one: a loud machine wakes some late, two deadlines for a question make all of them late.
        Assert.True(took.Order().ElementAt(rounds / 2) <= TimeSpan.FromSeconds(1.2), string.Join(' ', took));
        Assert.InRange(Process.GetCurrentProcess().Threads.Count, 1, threads + 8);
        Assert.Null(serial.Trouble);
    }

    [Fact]
    public async Task A_line_without_modem_pins_works_and_says_what_it_lacks()
    {
        Plug();
        var serial = Serial(settings: new() { Dtr = true, Rts = true });
        using var printer = Driver(serial);
        Assert.Equal(JobOutcome.Done, (await printer.PrintAsync(Job(), Cancel)).Outcome);
        Assert.Equal([LineNote.DtrRefused, LineNote.RtsRefused], serial.Notes.Order());
    }

    [Fact]
    public async Task What_a_port_refuses_for_has_four_sentences()
    {
        using var terminal = new PseudoTerminal();
        var file = Path.Combine(_folder, "notes.txt");
        await File.WriteAllTextAsync(file, "no port", Cancel);
        await using (await Serial(terminal.Port).OpenAsync(Cancel))
            Assert.Equal($"Port {terminal.Port} is taken by process {Environment.ProcessId}. End it, or give this device another port.", await RefusalOf(terminal.Port));
        Assert.Equal($"There is no port {Link}. Plug the device in, or take a name from: list.", await RefusalOf(Link));
        Assert.Equal($"{file} is no serial port. Take a name from: list.", await RefusalOf(file));
        // As root nothing is refused, so the system's own word for it is given here.
        Assert.Equal(LineTrouble.NoRight, PortLook.Of(13));
        Assert.Equal("Port /dev/ttyUSB0 may not be used by this account. Add it to the group that owns the port (mostly: usermod -aG dialout USER) and start the agent again.", PortException.Sentence(LineTrouble.NoRight, "/dev/ttyUSB0"));
    }

    [Fact]
    public async Task A_lock_left_by_one_that_died_holds_nobody_up()
    {
        using var terminal = new PseudoTerminal();
        using (PortLock.Take(terminal.Port, _folder)) { }
        foreach (var file in Directory.GetFiles(_folder, "*.pid")) await File.WriteAllTextAsync(file, "999999", Cancel);
        await using var line = await Serial(terminal.Port).OpenAsync(Cancel);
    }

    [Fact]
    public async Task A_pace_holds_bytes_up_between_chunks()
    {
        Plug();
        var serial = Serial(settings: new() { Chunk = 100, Pause = TimeSpan.FromMilliseconds(20) });
        await using var line = await serial.OpenAsync(Cancel);
        var watch = Stopwatch.StartNew();
        await line.WriteAsync(new byte[1000], Cancel);
        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(9 * 20));
    }

    [Fact]
    public async Task Devices_on_one_bus_take_turns()
    {
        Plug();
        var serial = Serial();
        var first = await serial.OpenAsync(Cancel);
        var second = serial.OpenAsync(Cancel);
        Assert.False(second.IsCompleted);
        await first.DisposeAsync();
        await (await second).DisposeAsync();
    }

    [Theory]
    [InlineData(0, 250)]
    [InlineData(2, 1000)]
    [InlineData(4, 4000)]
    [InlineData(9000, 4000)]
    public void A_port_that_stays_away_is_tried_ever_more_seldom_up_to_a_limit(int tries, int milliseconds)
    {
        Assert.Equal(milliseconds, SerialTransport.PauseAfter(tries, 0).TotalMilliseconds);
        Assert.Equal(milliseconds * 1.25, SerialTransport.PauseAfter(tries, 1).TotalMilliseconds);
    }

    [Fact]
    public void A_port_is_known_by_the_name_that_stays()
    {
        var dev = Path.Combine(_folder, "dev");
        Directory.CreateDirectory(Path.Combine(dev, "serial", "by-id"));
        Directory.CreateDirectory(Path.Combine(dev, "serial", "by-path"));
        foreach (var name in (string[])["ttyUSB0", "ttyUSB1", "ttyS0"]) File.WriteAllText(Path.Combine(dev, name), "");
        var byId = Path.Combine(dev, "serial", "by-id", "usb-maker-77");
        File.CreateSymbolicLink(byId, "../../ttyUSB1");
        File.CreateSymbolicLink(Path.Combine(dev, "serial", "by-path", "pci-1"), "../../ttyUSB1");
        var byPath = Path.Combine(dev, "serial", "by-path", "pci-0");
        File.CreateSymbolicLink(byPath, "../../ttyUSB0");
        Assert.Equal(byId, PortNames.StableOf(Path.Combine(dev, "ttyUSB1"), dev));
        Assert.Equal(byPath, PortNames.StableOf(Path.Combine(dev, "ttyUSB0"), dev));
        Assert.Equal(Path.Combine(dev, "ttyS0"), PortNames.StableOf(Path.Combine(dev, "ttyS0"), dev));
        Assert.Equal(byPath, PortNames.StableOf(byPath, dev));
    }

    [Fact]
    public void No_source_listens_to_the_librarys_event()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "TidalHall.slnx"))) root = root.Parent!;
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(root.FullName, "src"), "*.cs", SearchOption.AllDirectories), f => File.ReadAllText(f).Contains("DataReceived", StringComparison.Ordinal));
    }

    private async Task<string> RefusalOf(string port) =>
        (await Assert.ThrowsAsync<PortException>(() => Serial(port).OpenAsync(Cancel))).Message;

    private void Plug() => _lead = new(_printer.Port, TimeProvider.System, Link);

    private SerialTransport Serial(string? port = null, SerialSettings? settings = null)
    {
        var serial = new SerialTransport(port ?? Link, settings ?? new(), TimeProvider.System, _folder);
        _open.Add(serial);
        return serial;
    }

    private static EscPosPrinter Driver(ITransport transport) => new(new("printer-1"), Facts, transport, TimeProvider.System);
    private static PrintJob Job() => new(Guid.NewGuid(), new("printer-1"), TimeProvider.System.GetUtcNow().AddMinutes(1), Sample.Sheet);

    public ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pseudo-terminals are Linux's.");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var open in _open) await open.DisposeAsync();
        if (_lead is not null) await _lead.DisposeAsync();
        await _printer.DisposeAsync();
    }
}
