using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Halls;
using TidalHall.Hub.Hosting;
using TidalHall.Hub.Tests.Durability;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Hub.Voice;

namespace TidalHall.Hub.Tests.Voice;

/// <summary>A hub with two halls: a speaker speaks for the hall whose file has it.</summary>
public sealed class SpeakerOfAnotherHallSpecs : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly HallId Second = new("second-hall");
    private static readonly DeviceId Speaker = new("speaker-2");
    private static readonly Actor Clerk = new(ActorKind.Staff, new("anna"), Roles.IntakeClerk);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("speakers-");
    private RunningHub _hub = null!;
    private HallWriter _second = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private IReadOnlyList<VoiceEntry> Heard => _hub.Services.GetRequiredService<HallVoices>().LogOf(Second)!;

    [Fact]
    public async Task The_speaker_of_the_second_hall_plays_that_halls_calls_and_none_of_the_first()
    {
        var given = new TaskCompletionSource<PlaySoundJob>();
        var key = _hub.Services.GetRequiredService<AgentKeys>().Enrol("hall-2");
        await using var line = new HubConnectionBuilder().WithUrl(new Uri(_hub.Address, AgentProtocol.Path), http => http.AccessTokenProvider = () => Task.FromResult<string?>(key)).Build();
        line.On<JobOrder>(AgentProtocol.Do, order => given.TrySetResult((PlaySoundJob)order.Job));
        await line.StartAsync(Cancel);
        Assert.True((await line.InvokeAsync<AgentWelcome>(AgentProtocol.Hello, new AgentHello(AgentProtocol.Version, "0.1.0", [new(Speaker, DeviceState.Ready)]), Cancel)).Accepted);
        await UntilAsync(() => _second.View.Devices.Any(d => d.Health == new DeviceHealth(Speaker, DeviceState.Ready)), "the second hall knows its speaker");

        await CallAsync(_hub.Hall);
        var called = await CallAsync(_second);
        var job = await given.Task.WaitAsync(Patience, Cancel);
        Assert.Equal(Speaker, job.Device);
        await line.InvokeAsync(AgentProtocol.ReportJob, new JobResult(job.Job, Speaker, JobOutcome.Done), Cancel);
        await UntilAsync(() => Heard.Count > 0, "the call is spoken");
        Assert.Equal((called, true), (Assert.Single(Heard).Sequence, Heard[0].Spoken));
        Assert.DoesNotContain(_hub.Hall.View.Devices, d => d.Health.Device == Speaker);
    }

    private static async Task<long> CallAsync(IHall hall)
    {
        var window = new WindowId("w01");
        await hall.SendAsync(new(Guid.CreateVersion7(), Clerk, new OpenWindow(window)), Cancel);
        var item = hall.View.Plan.Items.First(i => i.Category == hall.View.Map.Windows[window].Category);
        await hall.SendAsync(new(Guid.CreateVersion7(), Actor.Citizen("test"), new TakeTicket(item.Id)), Cancel);
        var called = await hall.SendAsync(new(Guid.CreateVersion7(), Clerk, new CallNext(window)), Cancel);
        Assert.Null(called.Refusal);
        return called.Sequence;
    }

    private static async Task UntilAsync(Func<bool> so, string what)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); !so(); await Task.Delay(10, Cancel))
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, $"Waited in vain: {what}.");
    }

    public async ValueTask InitializeAsync()
    {
        var path = LoadedHallFile.WriteTo(_folder.FullName).Path;
        var plan = JsonNode.Parse(await File.ReadAllTextAsync(path, Cancel))!;
        plan["id"] = Second.Value;
        plan["zones"]![0]!["speaker"] = Speaker.Value;
        plan["devices"]!.AsArray().Add(new JsonObject { ["id"] = Speaker.Value, ["kind"] = "Speaker", ["profile"] = "sim-speaker", ["name"] = new JsonObject { ["zh"] = "A 区广播" } });
        var file = Path.Combine(_folder.FullName, "second.json");
        await File.WriteAllTextAsync(file, plan.ToJsonString(), Cancel);
        var read = HallFiles.Read(file);
        _second = new(read.Plan, read.Hash, Path.Combine(_folder.FullName, "second.db"), TimeProvider.System, NullLogger<HallWriter>.Instance);
        _hub = await RunningHub.StartAsync(path, Path.Combine(_folder.FullName, "data"), cancel: Cancel, services: parts => parts
            .AddSingleton(new SoundShelf((_, _) => Task.FromResult<Wave?>(Wave.Silence(8000, TimeSpan.FromMilliseconds(50)))))
            .AddSingleton<HallDoors>().AddSingleton<IHalls>(made => new TwoHalls(made.GetRequiredService<HallDoors>(), _second)));
    }

    private sealed class TwoHalls(HallDoors first, IHall second) : IHalls
    {
        public IHall Default => first.Default;
        public IEnumerable<IHall> All => [Default, second];
        public IHall? Find(HallId id) => id == second.Id ? second : first.Find(id);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _second.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
