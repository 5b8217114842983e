using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Printing;

namespace TidalHall.DeviceAgents.Tests.Agent;

/// <summary>An agent between a hub's real socket and a printer's real socket.</summary>
public sealed class AgentSpecs : IAsyncLifetime
{
    private static readonly PrinterFacts Facts = new() { PollSeconds = 1, ProofSeconds = 2, FourByteCharacters = true };
    private readonly string _outbox = Directory.CreateTempSubdirectory("agent").FullName;
    private readonly SimulatedPrinter _printer = new(Facts);
    private readonly List<AgentHost> _agents = [];
    private HubDouble _hub = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_which_devices_it_carries()
    {
        await AgentAsync();
        var hello = await Next(_hub.Heard.Hellos);
        Assert.Equal(AgentProtocol.Version, hello.Protocol);
        Assert.Equal(["printer-1", "reader-1"], hello.Devices.Select(d => d.Device.Value).Order());
    }

    [Fact]
    public async Task Up_before_its_hub_it_comes_in_when_the_hub_does()
    {
        var address = _hub.Address;
        await _hub.DisposeAsync();
        await AgentAsync(at: address);
        _hub = await HubDouble.StartAsync(address);
        await Next(_hub.Heard.Hellos);
    }

    [Fact]
    public async Task When_the_hub_comes_back_it_says_again_who_it_is_and_prints_on()
    {
        var address = _hub.Address;
        await AgentAsync();
        await Next(_hub.Heard.Hellos);
        await _hub.DisposeAsync();
        _hub = await HubDouble.StartAsync(address);
        await Next(_hub.Heard.Hellos);
        await _hub.DoAsync(Job());
        Assert.Equal(JobOutcome.Done, (await Next(_hub.Heard.Results)).Outcome);
    }

    [Fact]
    public async Task Thrown_out_it_comes_in_again()
    {
        await AgentAsync();
        await Next(_hub.Heard.Hellos);
        _hub.Heard.Line!.Abort();
        await Next(_hub.Heard.Hellos);
    }

    [Fact]
    public async Task With_a_wrong_key_it_gets_no_job()
    {
        await AgentAsync(key: "wrong", outbox: Directory.CreateTempSubdirectory("agent").FullName);
        await AgentAsync(printer: "printer-2");
        // Only the right one came in, though it started later.
        Assert.Contains((await Next(_hub.Heard.Hellos)).Devices, d => d.Device.Value == "printer-2");
        Assert.False(_hub.Heard.Hellos.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_job_sent_twice_is_printed_once()
    {
        await InAsync();
        var job = Job();
        await _hub.DoAsync(job);
        await _hub.DoAsync(job);
        Assert.Equal(new(job.Job, job.Device, JobOutcome.Done), await Next(_hub.Heard.Results));
        await _hub.DoAsync(Job());
        await Next(_hub.Heard.Results);
        Assert.Equal(2, _printer.Papers.Count);
    }

    [Fact]
    public async Task A_job_sent_again_after_a_restart_is_told_again_and_not_printed()
    {
        var agent = await InAsync();
        var job = Job();
        await _hub.DoAsync(job);
        var done = await Next(_hub.Heard.Results);
        await agent.StopAsync(Cancel);
        await InAsync();
        await _hub.DoAsync(job);
        Assert.Equal(done, await Next(_hub.Heard.Results));
        Assert.Single(_printer.Papers);
    }

    [Fact]
    public async Task An_outcome_is_told_until_the_hub_takes_it()
    {
        await InAsync();
        _hub.Heard.BusyFor = 2;
        var job = Job();
        await _hub.DoAsync(job);
        Assert.Equal(job.Job, (await Next(_hub.Heard.Results)).Job);
        Assert.True(_hub.Heard.BusyFor < 0);
        Assert.Single(_printer.Papers);
    }

    [Fact]
    public async Task A_job_for_a_device_it_does_not_carry_has_failed()
    {
        await InAsync();
        await _hub.DoAsync(Job() with { Device = new("printer-9") });
        Assert.Equal((JobOutcome.Failed, DeviceFault.NoSuchDevice), await Next(_hub.Heard.Results) is var r ? (r.Outcome, r.Fault) : default);
    }

    [Fact]
    public async Task What_was_left_when_the_hub_sent_it_counts_not_the_clocks()
    {
        await InAsync();
        await _hub.DoAsync(Job() with { Deadline = TimeProvider.System.GetUtcNow().AddDays(-1), Within = TimeSpan.FromSeconds(20) });
        Assert.Equal(JobOutcome.Done, (await Next(_hub.Heard.Results)).Outcome);
        await _hub.DoAsync(Job() with { Deadline = TimeProvider.System.GetUtcNow().AddDays(1), Within = TimeSpan.Zero });
        Assert.Equal(JobOutcome.Expired, (await Next(_hub.Heard.Results)).Outcome);
        Assert.Single(_printer.Papers);
    }

    [Fact]
    public async Task A_printers_state_is_told_when_it_changes_and_only_then()
    {
        await AgentAsync();
        var told = (await Next(_hub.Heard.Hellos)).Devices.Where(d => d.Device.Value == "printer-1").ToList();
        while (told[^1].State != DeviceState.Ready) told.Add(await Next(_hub.Heard.Health));
        _printer.Troubles.PaperOut = true;
        while (told[^1].State != DeviceState.Faulty) told.Add(await Next(_hub.Heard.Health));
        Assert.Equal(DeviceFault.PaperOut, told[^1].Fault);
        for (var i = 1; i < told.Count; i++) Assert.NotEqual(told[i - 1], told[i]);
    }

    [Fact]
    public async Task A_card_held_to_a_simulated_reader_is_read_and_to_anything_else_is_not()
    {
        await InAsync();
        await _hub.PresentAsync(new(new("printer-1"), "11010519491231002X", "张三"));
        await _hub.PresentAsync(new(new("reader-1"), "11010519491231002X", "李四"));
        Assert.Equal("李四", (await Next(_hub.Heard.Cards)).Name);
    }

    [Fact]
    public async Task The_last_paper_of_a_simulated_printer_is_shown_and_again_to_a_hub_that_comes_back()
    {
        var address = _hub.Address;
        await AgentAsync(simulated: true);
        await Next(_hub.Heard.Hellos);
        await _hub.DoAsync(Job());
        var picture = await Next(_hub.Heard.Pictures);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], picture[..4]);
        Assert.InRange(picture.Length, 1_000, AgentProtocol.MaxPictureBytes);
        await _hub.DisposeAsync();
        _hub = await HubDouble.StartAsync(address);
        Assert.Equal(picture, await Next(_hub.Heard.Pictures));
    }

    private static Task<T> Next<T>(Channel<T> told) => Heard.NextAsync(told);

    private async Task<AgentHost> InAsync()
    {
        var agent = await AgentAsync();
        await Next(_hub.Heard.Hellos);
        return agent;
    }

    private async Task<AgentHost> AgentAsync(Uri? at = null, string key = HubDouble.Key, bool simulated = false, string printer = "printer-1", string? outbox = null)
    {
        var profile = new DeviceProfile { Model = "p", Description = "", Family = DeviceFamily.Printer, Simulated = simulated, Printer = Facts };
        var devices = new AgentDevice[] { new(new(printer), profile, "127.0.0.1", simulated ? null : _printer.Port), new(new("reader-1"), ProfileFile.Shipped("sim-reader")) };
        var agent = new AgentHost(new(at ?? _hub.Address, key, outbox ?? _outbox, devices), TimeProvider.System, NullLogger<AgentHost>.Instance);
        _agents.Add(agent);
        await agent.StartAsync(Cancel);
        return agent;
    }

    private static PrintJob Job() => new(Guid.NewGuid(), new("printer-1"), TimeProvider.System.GetUtcNow().AddMinutes(1), Sample.Sheet);

    public async ValueTask InitializeAsync() => _hub = await HubDouble.StartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents) await agent.StopAsync(CancellationToken.None);
        await _hub.DisposeAsync();
        await _printer.DisposeAsync();
    }
}
