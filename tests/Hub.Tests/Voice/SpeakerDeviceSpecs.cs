using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Hub.Tests.Live;
using TidalHall.Hub.Voice;
using static TidalHall.Hub.Tests.Voice.SpeakerHall;

namespace TidalHall.Hub.Tests.Voice;

/// <summary>A zone whose calls a speaker device plays: the real agent, over its own door, with the sound fetched from the hub.</summary>
public sealed class SpeakerDeviceSpecs : IAsyncLifetime
{
    private static readonly DeviceId Speaker = new("speaker-1");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("speaker-");
    private RunningHub _hub = null!;
    private string _key = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private IReadOnlyList<VoiceEntry> Heard => _hub.Services.GetRequiredService<HallVoices>().LogOf(_hub.Hall.Id)!;
    private DeviceDesk Desk => _hub.Services.GetRequiredService<DeviceDesk>();

    [Fact]
    public async Task The_speaker_plays_the_calls_its_pages_are_silent_and_speak_when_it_goes()
    {
        await using var page = await LiveClient.WatchingAsync(_hub.Address, "display", "zone-a", hall: "provincial-centre");
        await page.TellAsync("Able");
        using (var agent = Agent())
        {
            await agent.StartAsync(Cancel);
            await UntilAsync(() => IsReady);
            var first = await CallAsync("w01");
            await UntilAsync(() => Heard.Count == 1);
            Assert.Equal(first, Heard[0].Sequence);
            Assert.True(Heard[0].Spoken, Heard[0].WhyText);
            Assert.Equal(1, Desk.TallyOf(Speaker).Done);
            await agent.StopAsync(Cancel);
        }
        await UntilAsync(() => Desk.ConnectionOf(Speaker) is null);
        var again = await _hub.Hall.SendAsync(new(Guid.CreateVersion7(), Clerk, new RecallTicket(new("w01"))), Cancel);
        Assert.Equal($"{again.Sequence}", (await page.SpeakAsync()).Id);
    }

    [Fact]
    public async Task An_end_told_after_a_restart_is_that_calls_and_it_is_not_spoken_again()
    {
        var given = new TaskCompletionSource<PlaySoundJob>();
        long called;
        await using (var line = await LineAsync(given.SetResult))
        {
            called = await CallAsync("w01");
            await given.Task.WaitAsync(Patience, Cancel);
            await _hub.DisposeAsync();
        }
        _hub = await StartAsync();
        await using var back = await LineAsync(_ => Assert.Fail("It is spoken again."));
        await back.InvokeAsync(AgentProtocol.ReportJob, new JobResult((await given.Task).Job, Speaker, JobOutcome.Done), Cancel);
        await UntilAsync(() => Heard.Count > 0);
        Assert.Equal(called, Assert.Single(Heard).Sequence);
        Assert.True(Heard[0].Spoken, Heard[0].WhyText);
    }

    [Fact]
    public async Task One_that_cannot_play_gives_the_call_to_a_page()
    {
        await using var page = await LiveClient.WatchingAsync(_hub.Address, "display", "zone-a", hall: "provincial-centre");
        await page.TellAsync("Able");
        var given = new TaskCompletionSource<PlaySoundJob>();
        await using var line = await LineAsync(given.SetResult);
        var called = await CallAsync("w01");
        await line.InvokeAsync(AgentProtocol.ReportJob, new JobResult((await given.Task.WaitAsync(Patience, Cancel)).Job, Speaker, JobOutcome.Failed, DeviceFault.NoSound), Cancel);
        Assert.Equal($"{called}", (await page.SpeakAsync()).Id);
    }

    private Task<HubConnection> LineAsync(Action<PlaySoundJob> given) => SpeakerHall.LineAsync(_hub, _hub.Hall, _key, Speaker, given);

    private bool IsReady => _hub.Hall.Knows(Speaker);

    private AgentHost Agent() => new(new(_hub.Address, _key, Path.Combine(_folder.FullName, "outbox"), [new(Speaker, ProfileFile.Shipped("sim-speaker"))]), TimeProvider.System, NullLogger<AgentHost>.Instance);

    private Task<long> CallAsync(string window) => SpeakerHall.CallAsync(_hub.Hall, window);

    private Task<RunningHub> StartAsync() => RunningHub.StartAsync(Path.Combine(_folder.FullName, "hall.json"), Path.Combine(_folder.FullName, "data"), cancel: Cancel,
        services: parts => parts.Mute());

    public async ValueTask InitializeAsync()
    {
        await WriteAsync(_folder.FullName, Speaker);
        _hub = await StartAsync();
        _key = _hub.Services.GetRequiredService<AgentKeys>().Enrol("hall-1");
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
