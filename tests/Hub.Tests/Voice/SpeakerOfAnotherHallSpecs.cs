using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Halls;
using TidalHall.Hub.Hosting;
using TidalHall.Hub.Tests.Durability;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Hub.Voice;
using static TidalHall.Hub.Tests.Voice.SpeakerHall;

namespace TidalHall.Hub.Tests.Voice;

/// <summary>A hub with two halls: a speaker speaks for the hall whose file has it.</summary>
public sealed class SpeakerOfAnotherHallSpecs : IAsyncLifetime
{
    private static readonly HallId Second = new("second-hall");
    private static readonly DeviceId Speaker = new("speaker-2");

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
        await using var line = await LineAsync(_hub, _second, key, Speaker, job => given.TrySetResult(job));

        await CallAsync(_hub.Hall);
        var called = await CallAsync(_second);
        var job = await given.Task.WaitAsync(Patience, Cancel);
        Assert.Equal(Speaker, job.Device);
        await line.InvokeAsync(AgentProtocol.ReportJob, new JobResult(job.Job, Speaker, JobOutcome.Done), Cancel);
        await UntilAsync(() => Heard.Count > 0);
        Assert.Equal((called, true), (Assert.Single(Heard).Sequence, Heard[0].Spoken));
        Assert.DoesNotContain(_hub.Hall.View.Devices, d => d.Health.Device == Speaker);
    }

    public async ValueTask InitializeAsync()
    {
        var path = LoadedHallFile.WriteTo(_folder.FullName).Path;
        var file = await WriteAsync(Directory.CreateDirectory(Path.Combine(_folder.FullName, "second")).FullName, Speaker, Second);
        var read = HallFiles.Read(file);
        _second = new(read.Plan, read.Hash, Path.Combine(_folder.FullName, "second.db"), TimeProvider.System, NullLogger<HallWriter>.Instance);
        _hub = await RunningHub.StartAsync(path, Path.Combine(_folder.FullName, "data"), cancel: Cancel, services: parts => parts.Mute()
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
