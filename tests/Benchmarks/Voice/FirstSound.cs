using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Hosting;

namespace TidalHall.Benchmarks.Voice;

/// <summary>From the clerk's call to the first sample that comes out of a speaker device's player, each call one that nobody has heard before.</summary>
/// <remarks>The whole way: command, commit, synthesiser, SignalR over loopback, the sound fetched, SoX started. Not the sound card's own buffer: a script named sox stands first on the path, lets SoX make samples and notes when the first is there.</remarks>
internal static class FirstSound
{
    private const double GoalMilliseconds = 300;
    private static readonly DeviceId Speaker = new("speaker-1");
    private static readonly WindowId Window = new("w01");
    private static readonly Actor Clerk = new(ActorKind.Staff, new("bench"), Roles.IntakeClerk);

    public static async Task PrintAsync(string hallFile, int calls)
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("The script before SoX is a shell's.");
        var folder = Directory.CreateTempSubdirectory("first-sound-");
        var stamp = Path.Combine(folder.FullName, "stamp");
        StandBefore(folder.FullName, stamp);
        await using var hub = await QuietHub.StartAsync(HallWithSpeaker(hallFile, folder.FullName), Path.Combine(folder.FullName, "hub"));
        var key = hub.App.Services.GetRequiredService<AgentKeys>().Enrol("bench");
        using var agent = new AgentHost(new(new(hub.App.Urls.First()), key, Path.Combine(folder.FullName, "outbox"), [new(Speaker, ProfileFile.Shipped("speaker"))]), TimeProvider.System, NullLogger<AgentHost>.Instance);
        await agent.StartAsync(CancellationToken.None);
        var hall = hub.App.Services.GetRequiredService<IHalls>().Default;
        await foreach (var view in hall.WatchNewestAsync(CancellationToken.None))
            if (view.Devices.Any(d => d.Device == Speaker && d.Health.State is DeviceState.Ready)) break;
        await SendAsync(hall, Clerk, new OpenWindow(Window));
        // Some for the compiler.
        for (var i = 0; i < 5; i++) await CallAsync(hall, hub, stamp);
        var times = new List<double>();
        for (var i = 0; i < calls; i++) times.Add((await CallAsync(hall, hub, stamp)).TotalMilliseconds);
        times.Sort();
        var p99 = times[calls * 99 / 100];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"call → first sample of a speaker device, {calls} calls: p50 {times[calls / 2]:0} ms, p99 {p99:0} ms = {p99 / GoalMilliseconds:0.00} of {GoalMilliseconds} ms"));
        await agent.StopAsync(CancellationToken.None);
    }

    private static async Task<TimeSpan> CallAsync(IHall hall, StartedHub hub, string stamp)
    {
        await SendAsync(hall, Actor.Citizen("bench"), new TakeTicket(hall.View.Plan.Items.First(i => i.Category == hall.View.Map.Windows[Window].Category).Id));
        File.Delete(stamp);
        var (done, called) = (hub.App.Services.GetRequiredService<DeviceDesk>().TallyOf(Speaker).Done, TimeProvider.System.GetUtcNow());
        await SendAsync(hall, Clerk, new CallNext(Window));
        // Played to its end: the next call waits for nothing.
        for (var wait = 0; hub.App.Services.GetRequiredService<DeviceDesk>().TallyOf(Speaker).Done == done; wait++)
            if (wait < 2000) await Task.Delay(10);
            else throw new InvalidOperationException("The speaker played nothing within 20 s. Is espeak-ng there, and sox?");
        var first = DateTimeOffset.UnixEpoch.AddTicks(long.Parse(await File.ReadAllTextAsync(stamp), CultureInfo.InvariantCulture) / 100);
        await SendAsync(hall, Clerk, new StartService(Window));
        await SendAsync(hall, Clerk, new CompleteVisit(Window));
        return first - called;
    }

    private static async Task SendAsync(IHall hall, Actor actor, HallCommand command)
    {
        var answer = await hall.SendAsync(new(Guid.CreateVersion7(), actor, command));
        if (answer.Refusal is { } refusal) throw new InvalidOperationException($"{command}: {refusal.Code}");
    }

    /// <summary>SoX makes raw samples of what it is given; when the first is there the time is noted.</summary>
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private static void StandBefore(string folder, string stamp)
    {
        var path = Environment.GetEnvironmentVariable("PATH")!;
        var sox = path.Split(Path.PathSeparator).Select(p => Path.Combine(p, "sox")).FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("sox is not installed: apt-get install sox.");
        var script = Path.Combine(folder, "sox");
        File.WriteAllText(script, $"#!/bin/sh\n\"{sox}\" -q -t wav - -t raw - | {{ head -c 2 >/dev/null; date +%s%N > {stamp}.new; mv {stamp}.new {stamp}; cat >/dev/null; }}\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable("PATH", folder + Path.PathSeparator + path);
    }

    /// <summary>The hall with a speaker in the window's zone, and everything beside its file.</summary>
    private static string HallWithSpeaker(string hallFile, string folder)
    {
        var halls = Directory.CreateDirectory(Path.Combine(folder, "halls")).FullName;
        var from = Path.GetDirectoryName(hallFile)!;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(halls, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        var copy = Path.Combine(halls, Path.GetFileName(hallFile));
        var plan = JsonNode.Parse(File.ReadAllText(copy))!;
        plan["zones"]![0]!["speaker"] = Speaker.Value;
        plan["devices"]!.AsArray().Add(new JsonObject { ["id"] = Speaker.Value, ["kind"] = "Speaker", ["profile"] = "speaker", ["name"] = new JsonObject { ["zh"] = "广播" } });
        File.WriteAllText(copy, plan.ToJsonString());
        return copy;
    }
}
