using System.Collections.Concurrent;
using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Transports;

namespace TidalHall.DeviceAgents.Tests.Agent;

/// <summary>A profile that cannot be used keeps its own device out: it is told with what is wrong, in the log and to the hub, and the others work.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class MistakenProfileSpecs : IAsyncLifetime
{
    private const string Well = """{"model":"p","description":"","family":"Printer","printer":{"pollSeconds":1,"fourByteCharacters":true}}""";
    private readonly string _folder = Bench.Folder("mistaken");
    private readonly SimulatedPrinter _printer = new(Workplace.Facts);
    private readonly ConcurrentQueue<string> _said = [];
    private HubDouble _hub = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"model":"l","description":"","family":"LockerBoard","lockerBoard":{"codec":"Cu17"}}""", "\"Cu17\" is not allowed. Allowed: Cu16, EightA, Wkly.")]
    [InlineData("""{"model":"l","description":"","family":"LockerBoard","lockerBoard":{"codec":"Cu16","board":99}}""", "lockerBoard.board: 99 is not allowed with Cu16. Allowed: 0 to 15.")]
    [InlineData("""{"model":"l","description":"","family":"LockerBoard","lockerBoard":{"codec":"Cu16"}}""", "locker-1: l names no host and no serial port. Write --profile locker-1=l@HOST:PORT or locker-1=l@/dev/ttyUSB0.")]
    public async Task Its_device_is_told_with_what_is_wrong_and_the_others_work(string profile, string mistake)
    {
        var (locker, printer) = (Path.Combine(_folder, "l.json"), Path.Combine(_folder, "p.json"));
        await File.WriteAllTextAsync(locker, profile, Cancel);
        await File.WriteAllTextAsync(printer, Well, Cancel);
        await using var agent = AgentProcess.Begin(_said, "--hub", _hub.Address.ToString(), "--key", HubDouble.Key, "--data", Path.Combine(_folder, "data"),
            "--profile", $"locker-1={locker}", "--profile", $"printer-1={printer}@127.0.0.1:{_printer.Port}");
        var hello = await Heard.NextAsync(_hub.Heard.Hellos);
        Assert.Equal((DeviceState.Faulty, DeviceFault.NotThisKind), hello.Devices.Single(d => d.Device.Value == "locker-1") is var told ? (told.State, told.Fault) : default);
        Assert.Contains(mistake, hello.Details!.Single(d => d.Device.Value == "locker-1").Mistake, StringComparison.Ordinal);
        await Bench.UntilAsync(() => _said.Any(l => l.Contains("locker-1 is not driven: ", StringComparison.Ordinal) && l.Contains(mistake, StringComparison.Ordinal)), TimeSpan.FromSeconds(30), "the log says why");
        await _hub.DoAsync(new OpenCompartmentJob(Guid.NewGuid(), new("locker-1"), TimeProvider.System.GetUtcNow().AddMinutes(1), 1));
        Assert.Equal((JobOutcome.Failed, DeviceFault.NotThisKind), await Heard.NextAsync(_hub.Heard.Results) is var refused ? (refused.Outcome, refused.Fault) : default);
        await _hub.DoAsync(Workplace.Print("printer-1"));
        Assert.Equal(JobOutcome.Done, (await Heard.NextAsync(_hub.Heard.Results)).Outcome);
        Assert.Single(_printer.Papers);
    }

    [Fact]
    public async Task Of_two_devices_that_set_one_port_differently_the_first_is_driven_and_the_second_told_why_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pseudo-terminals are Linux's.");
        using var terminal = new PseudoTerminal();
        var first = Workplace.Serial("printer-1", terminal.Port);
        await using var work = await Workplace.OpenAsync();
        await work.AgentAsync(first, first with { Id = new("printer-2"), Profile = first.Profile with { Serial = new() { Baud = 19200 } } });
        var details = (await Heard.NextAsync(work.Heard.Hellos)).Details!;
        Assert.Equal([null, $"{terminal.Port}: two devices on one port must set it alike; their \"serial\" sections differ."], details.Select(d => d.Mistake));
    }

    public async ValueTask InitializeAsync() => _hub = await HubDouble.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _printer.DisposeAsync();
    }
}
