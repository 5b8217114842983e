using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Tests.Durability;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Hub.Voice;

namespace TidalHall.Hub.Tests.Voice;

/// <summary>A hall with a speaker device in its first zone, an agent's line for it, and calls that it is to play.</summary>
internal static class SpeakerHall
{
    /// <summary>Bounds a failure: what comes at all comes in a second.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    public static readonly Actor Clerk = new(ActorKind.Staff, new("anna"), Roles.IntakeClerk);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The path of its file.</summary>
    public static async Task<string> WriteAsync(string folder, DeviceId speaker, HallId? id = null)
    {
        var path = LoadedHallFile.WriteTo(folder).Path;
        var plan = JsonNode.Parse(await File.ReadAllTextAsync(path, Cancel))!;
        if (id is { } other) plan["id"] = other.Value;
        plan["zones"]![0]!["speaker"] = speaker.Value;
        plan["devices"]!.AsArray().Add(new JsonObject { ["id"] = speaker.Value, ["kind"] = "Speaker", ["profile"] = "sim-speaker", ["name"] = new JsonObject { ["zh"] = "A 区广播" } });
        await File.WriteAllTextAsync(path, plan.ToJsonString(), Cancel);
        return path;
    }

    /// <summary>Sounds without a voice: what is said is not what is tested.</summary>
    public static IServiceCollection Mute(this IServiceCollection parts) => parts.AddSingleton(new SoundShelf((_, _) => Task.FromResult<Wave?>(Wave.Silence(8000, TimeSpan.FromMilliseconds(50)))));

    /// <summary>An agent's line without an agent: it is given sounds and ends none by itself.</summary>
    public static async Task<HubConnection> LineAsync(RunningHub hub, IHall hall, string key, DeviceId speaker, Action<PlaySoundJob> given)
    {
        var line = new HubConnectionBuilder().WithUrl(new Uri(hub.Address, AgentProtocol.Path), http => http.AccessTokenProvider = () => Task.FromResult<string?>(key)).Build();
        line.On<JobOrder>(AgentProtocol.Do, order => given((PlaySoundJob)order.Job));
        await line.StartAsync(Cancel);
        Assert.True((await line.InvokeAsync<AgentWelcome>(AgentProtocol.Hello, new AgentHello(AgentProtocol.Version, "0.1.0", [new(speaker, DeviceState.Ready)]), Cancel)).Accepted);
        await UntilAsync(() => hall.Knows(speaker));
        return line;
    }

    public static bool Knows(this IHall hall, DeviceId speaker) => hall.View.Devices.Any(d => d.Health is { State: DeviceState.Ready } health && health.Device == speaker);

    /// <summary>Somebody is called to a window; where that is in the journal.</summary>
    public static async Task<long> CallAsync(IHall hall, string window = "w01")
    {
        var id = new WindowId(window);
        await hall.SendAsync(new(Guid.CreateVersion7(), Clerk, new OpenWindow(id)), Cancel);
        var item = hall.View.Plan.Items.First(i => i.Category == hall.View.Map.Windows[id].Category);
        await hall.SendAsync(new(Guid.CreateVersion7(), Actor.Citizen("test"), new TakeTicket(item.Id)), Cancel);
        var called = await hall.SendAsync(new(Guid.CreateVersion7(), Clerk, new CallNext(id)), Cancel);
        Assert.Null(called.Refusal);
        return called.Sequence;
    }

    public static async Task UntilAsync(Func<bool> so, [CallerArgumentExpression(nameof(so))] string what = "")
    {
        for (var begun = TimeProvider.System.GetTimestamp(); !so(); await Task.Delay(10, Cancel))
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, $"Waited in vain for {what}.");
    }
}
