using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Tests.Printing;

namespace TidalHall.DeviceAgents.Tests.Agent;

/// <summary>A hub's door, and agents that are stopped at the end.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    public static readonly PrinterFacts Facts = new() { PollSeconds = 1, ProofSeconds = 5, FourByteCharacters = true };
    private readonly List<AgentHost> _agents = [];

    private Workplace(HubDouble hub) => Hub = hub;

    public HubDouble Hub { get; private set; }
    public Heard Heard => Hub.Heard;
    public ConcurrentQueue<string> Log { get; } = [];

    public static async Task<Workplace> OpenAsync() => new(await HubDouble.StartAsync());

    public async Task<AgentHost> AgentAsync(params AgentDevice[] devices)
    {
        var agent = new AgentHost(new(Hub.Address, HubDouble.Key, Directory.CreateTempSubdirectory("agent").FullName, devices), TimeProvider.System, new Kept(Log));
        _agents.Add(agent);
        await agent.StartAsync(TestContext.Current.CancellationToken);
        return agent;
    }

    /// <summary>An agent's first words, or what it says after them, tell that the device is so.</summary>
    public async Task InAsync(string device, DeviceState state)
    {
        var told = (await Heard.NextAsync(Heard.Hellos)).Devices.First(d => d.Device.Value == device);
        while (told.Device.Value != device || told.State != state) told = await Heard.NextAsync(Heard.Health);
    }

    /// <summary>The hub dies; it comes back at the same place when told.</summary>
    public async Task<Uri> KillHubAsync()
    {
        var address = Hub.Address;
        await Hub.DisposeAsync();
        return address;
    }

    public async Task HubBackAsync(Uri address) => Hub = await HubDouble.StartAsync(address);

    public static AgentDevice Printer(string id, int port) => new(new(id), new() { Model = "p", Description = "", Family = DeviceFamily.Printer, Printer = Facts }, "127.0.0.1", port);
    public static AgentDevice Serial(string id, string port) => new(new(id), new() { Model = "p", Description = "", Family = DeviceFamily.Printer, Printer = Facts, Serial = new() }, SerialPort: port);
    /// <summary>One that is asked nothing before it is printed on.</summary>
    public static AgentDevice Unasked(string id, string port) => new(new(id), new() { Model = "u", Description = "", Family = DeviceFamily.Printer, Printer = Facts with { StatusQueries = [], Proof = PrintProof.None }, Serial = new() }, SerialPort: port);
    public static AgentDevice Simulated(string id, string profile) => new(new(id), ProfileFile.Shipped(profile));

    /// <summary>More than a line without a reader takes.</summary>
    public static PrintJob PrintLong(string printer) => Print(printer) with { Paper = Sample.Layouts.Sheet(Sample.Ticket with { Notes = [new string('长', 20_000)] }) };
    public static PrintJob Print(string printer, TimeSpan? within = null) => new(Guid.NewGuid(), new(printer), TimeProvider.System.GetUtcNow().AddMinutes(1), Sample.Sheet, within);

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents)
        {
            await agent.StopAsync(CancellationToken.None);
            agent.Dispose();
        }
        await Hub.DisposeAsync();
    }

    private sealed class Kept(ConcurrentQueue<string> lines) : ILogger<AgentHost>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel level) => true;
        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> text) => lines.Enqueue($"{level}: {text(state, exception)}");
    }
}
