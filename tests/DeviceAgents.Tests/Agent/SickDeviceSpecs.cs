using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Transports;

namespace TidalHall.DeviceAgents.Tests.Agent;

/// <summary>What one device does not do is its own matter.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class SickDeviceSpecs : IAsyncLifetime
{
    private readonly SimulatedPrinter _well = new(Workplace.Facts);
    private Workplace _work = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_that_hangs_holds_up_no_other()
    {
        using var deaf = new Deaf();
        await _work.AgentAsync(Workplace.Printer("printer-1", deaf.Port), Workplace.Printer("printer-2", _well.Port));
        await Heard.NextAsync(_work.Heard.Hellos);
        for (var i = 0; i < 5; i++) await _work.Hub.DoAsync(Workplace.Print("printer-1"));
        var watch = Stopwatch.StartNew();
        await _work.Hub.DoAsync(Workplace.Print("printer-2"));
        while ((await Heard.NextAsync(_work.Heard.Results)).Device.Value != "printer-2") { }
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Single(_well.Papers);
    }

    [Fact]
    public async Task What_waited_while_there_was_no_paper_never_comes_out()
    {
        _well.Troubles.PaperOut = true;
        await _work.AgentAsync(Workplace.Printer("printer-1", _well.Port));
        await Heard.NextAsync(_work.Heard.Hellos);
        for (var i = 0; i < 5; i++) await _work.Hub.DoAsync(Workplace.Print("printer-1"));
        for (var i = 0; i < 5; i++) Assert.Equal((JobOutcome.Failed, DeviceFault.PaperOut), await Heard.NextAsync(_work.Heard.Results) is var r ? (r.Outcome, r.Fault) : default);
        _well.Troubles.PaperOut = false;
        await _work.Hub.DoAsync(Workplace.Print("printer-1"));
        Assert.Equal(JobOutcome.Done, (await Heard.NextAsync(_work.Heard.Results)).Outcome);
        Assert.Single(_well.Papers);
    }

    [Fact]
    public async Task What_was_wanted_before_a_device_hung_is_not_done_when_it_wakes()
    {
        // Two seconds a question, so the second job is past its time before the first is over.
        using var deaf = new Deaf();
        await _work.AgentAsync(Workplace.Printer("printer-1", deaf.Port));
        await Heard.NextAsync(_work.Heard.Hellos);
        await _work.Hub.DoAsync(Workplace.Print("printer-1"));
        await _work.Hub.DoAsync(Workplace.Print("printer-1", within: TimeSpan.FromSeconds(1)));
        Assert.Equal(JobOutcome.Failed, (await Heard.NextAsync(_work.Heard.Results)).Outcome);
        Assert.Equal(JobOutcome.Expired, (await Heard.NextAsync(_work.Heard.Results)).Outcome);
    }

    [Fact]
    public async Task An_agent_with_sixteen_devices_of_which_eight_hang_stops_within_five_seconds()
    {
        var devices = new List<AgentDevice>();
        var hung = new List<IDisposable>();
        for (var i = 0; i < 8; i++) devices.Add(Workplace.Printer($"well-{i}", _well.Port));
        for (var i = 0; i < 4; i++)
        {
            // Four serial ones whose other end does not read, four that took the connection and say nothing.
            var terminal = new PseudoTerminal();
            var deaf = new Deaf();
            hung.AddRange([terminal, deaf]);
            devices.AddRange([Workplace.Unasked($"serial-{i}", terminal.Port), Workplace.Printer($"deaf-{i}", deaf.Port)]);
        }
        var agent = await _work.AgentAsync([.. devices]);
        await Heard.NextAsync(_work.Heard.Hellos);
        // All of them have something in hand.
        foreach (var device in devices) await _work.Hub.DoAsync(device.SerialPort is null ? Workplace.Print(device.Id.Value) : Workplace.PrintLong(device.Id.Value));
        for (var i = 0; i < 8; i++) await Heard.NextAsync(_work.Heard.Results);
        var watch = Stopwatch.StartNew();
        await agent.StopAsync(Cancel);
        TestContext.Current.TestOutputHelper?.WriteLine($"Stopped in {watch.Elapsed.TotalSeconds:0.00} s");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        hung.ForEach(h => h.Dispose());
    }

    [Fact]
    public async Task A_port_pulled_and_plugged_in_again_is_told_in_time()
    {
        var link = Path.Combine(Bench.Folder("pull"), "tty");
        var lead = new SerialLead(_well.Port, TimeProvider.System, link);
        await _work.AgentAsync(Workplace.Serial("printer-1", link));
        await _work.InAsync("printer-1", DeviceState.Ready);
        await lead.DisposeAsync();
        var watch = Stopwatch.StartNew();
        await HealthAsync(DeviceState.Offline);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(LineTrouble.Broken, (await Heard.NextAsync(_work.Heard.Details)).Trouble);
        await using var again = new SerialLead(_well.Port, TimeProvider.System, link);
        watch.Restart();
        await HealthAsync(DeviceState.Ready);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        await _work.Hub.DoAsync(Workplace.Print("printer-1"));
        Assert.Equal(JobOutcome.Done, (await Heard.NextAsync(_work.Heard.Results)).Outcome);
        Assert.Single(_well.Papers);
    }

    [Fact]
    public async Task A_port_that_cannot_be_opened_is_told_with_why_and_the_others_work()
    {
        var file = Path.Combine(Bench.Folder("no-port"), "notes.txt");
        await File.WriteAllTextAsync(file, "", Cancel);
        await _work.AgentAsync(Workplace.Serial("printer-1", "/dev/ttyNOT0"), Workplace.Serial("printer-2", file), Workplace.Printer("printer-3", _well.Port));
        // In its first words or after them.
        var told = (await Heard.NextAsync(_work.Heard.Hellos)).Details!.Where(d => d.Trouble is not null).ToDictionary(d => d.Device.Value, d => d.Trouble);
        while (told.Count < 2) if (await Heard.NextAsync(_work.Heard.Details) is { Trouble: not null } detail) told[detail.Device.Value] = detail.Trouble;
        Assert.Equal((LineTrouble.Missing, LineTrouble.NotAPort), (told["printer-1"], told["printer-2"]));
        Assert.Contains("Warning: printer-1: There is no port /dev/ttyNOT0. Plug the device in, or take a name from: list.", _work.Log);
        await _work.Hub.DoAsync(Workplace.Print("printer-3"));
        Assert.Equal(JobOutcome.Done, (await Heard.NextAsync(_work.Heard.Results)).Outcome);
    }

    [Fact]
    public async Task A_serial_device_that_does_not_answer_is_told_with_how_its_port_is_set_and_what_to_look_at()
    {
        using var terminal = new PseudoTerminal();
        var agent = await _work.AgentAsync(Workplace.Serial("printer-1", terminal.Port), Workplace.Printer("printer-2", _well.Port));
        Assert.Equal(["9600 8N1", null], (await Heard.NextAsync(_work.Heard.Hellos)).Details!.Select(d => d.Setting));
        await Bench.UntilAsync(() => _work.Log.Contains($"Warning: printer-1: It does not answer. Look at power and cable, and whether it is set to 9600 8N1 as p says: probe --port {terminal.Port} tells at which it answers."),
            TimeSpan.FromSeconds(30), "the log says what to look at");
        await _work.Hub.DoAsync(Workplace.Print("printer-2"));
        Assert.Equal(JobOutcome.Done, (await Heard.NextAsync(_work.Heard.Results)).Outcome);
        // Before the terminal goes: its name is the next one's.
        await agent.StopAsync(Cancel);
    }

    private async Task HealthAsync(DeviceState state)
    {
        while ((await Heard.NextAsync(_work.Heard.Health)).State != state) { }
    }

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pseudo-terminals are Linux's.");
        _work = await Workplace.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _work.DisposeAsync();
        await _well.DisposeAsync();
    }

    /// <summary>Takes every connection and never says or hears anything.</summary>
    private sealed class Deaf : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Deaf() => _listener.Start();
        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
        public void Dispose() => _listener.Dispose();
    }
}
