using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Tests.Transports;
using TidalHall.Hub.Tests.Halls;

namespace TidalHall.DeviceAgents.Tests.Agent;

/// <summary>Hub and agent find out in the first words whether they understand each other, and say so in theirs.</summary>
public sealed class HandshakeSpecs : IAsyncLifetime
{
    private Workplace _work = null!;

    [Theory]
    [InlineData(1, "This agent speaks protocol 2, newer than the hub's 1. Update the hub.")]
    [InlineData(3, "This agent speaks protocol 2, older than the hub's 3. Update the agent.")]
    public async Task A_hub_of_another_day_is_told_apart_though_it_says_yes(int protocol, string sentence)
    {
        _work.Heard.Welcome = new(true, protocol);
        await _work.AgentAsync(Workplace.Simulated("reader-1", "sim-reader"));
        await SaidAsync($"Error: The hub does not take this agent: {sentence} Trying on.");
    }

    [Fact]
    public async Task A_refusal_is_said_once_however_often_it_comes_and_when_taken_the_agent_is_in()
    {
        _work.Heard.Welcome = new(false, AgentProtocol.Version, "Another agent is in with the key of \"hall-1\". Give each its own: enrol NAME.");
        await _work.AgentAsync(Workplace.Simulated("reader-1", "sim-reader"));
        for (var tries = 0; tries < 3; tries++) await Heard.NextAsync(_work.Heard.Hellos);
        Assert.Single(_work.Log, l => l.Contains("does not take this agent", StringComparison.Ordinal));
        _work.Heard.Welcome = new(true, AgentProtocol.Version);
        await SaidAsync("In at the hub");
    }

    [Fact]
    public async Task A_call_the_agent_does_not_know_or_cannot_read_is_told_without_what_came_with_it_and_the_line_lives()
    {
        await _work.AgentAsync(Workplace.Simulated("reader-1", "sim-reader"));
        await Heard.NextAsync(_work.Heard.Hellos);
        await _work.Hub.CallAsync(AgentProtocol.Do, new { job = new { kind = "sing", song = "11010519491231002X" } });
        await _work.Hub.CallAsync("Dance", "11010519491231002X");
        await SaidAsync("Error: The hub called Do, and this agent does not know it or could not read what came with it. Are both of one version?");
        await SaidAsync("Error: The hub called Dance, and this agent does not know it or could not read what came with it. Are both of one version?");
        Assert.DoesNotContain(_work.Log, line => line.Contains("11010519491231002X", StringComparison.Ordinal));
        await _work.Hub.DoAsync(Workplace.Print("printer-9"));
        Assert.Equal(DeviceFault.NoSuchDevice, (await Heard.NextAsync(_work.Heard.Results)).Fault);
    }

    [Fact]
    public async Task An_agent_says_by_which_folder_it_is_known_and_how_its_devices_are_joined()
    {
        await _work.AgentAsync(Workplace.Printer("printer-1", 9));
        var hello = await Heard.NextAsync(_work.Heard.Hellos);
        Assert.NotEqual(Guid.Empty, hello.Instance);
        Assert.Equal(("p", "127.0.0.1:9"), Assert.Single(hello.Details!) is var d ? (d.Profile, d.Address) : default);
    }

    [Fact]
    public async Task A_card_read_while_the_hub_takes_its_time_to_answer_is_told_after_the_welcome()
    {
        var busy = new TaskCompletionSource();
        _work.Heard.BeforeWelcome = busy.Task;
        using var stop = new CancellationTokenSource();
        await using var line = new HubLine(new(_work.Hub.Address, HubDouble.Key, "", []), () => new(AgentProtocol.Version, "0", [], Guid.NewGuid()), TimeProvider.System, NullLogger.Instance);
        var connected = line.StayConnectedAsync(stop.Token);
        await Heard.NextAsync(_work.Heard.Hellos);
        line.TellOnce(AgentProtocol.ReportCard, new CardRead(new("reader-1"), "11010519491231002X", "李四"));
        busy.SetResult();
        Assert.Equal("李四", (await Heard.NextAsync(_work.Heard.Cards)).Name);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connected);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-24)]
    [InlineData(24)]
    public async Task An_agent_beats_on_whatever_its_clock_is_set_to(int hours)
    {
        var machine = new FakeTimeProvider();
        var clock = new SetClock(machine);
        using var stop = new CancellationTokenSource();
        await using var line = new HubLine(new(_work.Hub.Address, HubDouble.Key, "", []), () => new(AgentProtocol.Version, "0", [], Guid.NewGuid()), clock, NullLogger.Instance);
        var connected = line.StayConnectedAsync(stop.Token);
        await Heard.NextAsync(_work.Heard.Hellos);
        for (var beats = 0; beats < 3; machine.Advance(TimeSpan.FromSeconds(1)))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            while (_work.Heard.Beats.Reader.TryRead(out _)) beats++;
            // Set under a heart that beats.
            if (beats > 0) clock.By = TimeSpan.FromHours(hours);
        }
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connected);
    }

    [Fact]
    public void It_tries_for_ever_at_first_at_once_and_never_rarer_than_each_ten_seconds()
    {
        long[] tries = [0, 1, 4, 5, 19, 20, 1_000_000, long.MaxValue];
        Assert.All(tries, n => Assert.InRange(Pauses.After(n), TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10)));
        Assert.Equal(tries.Select(Pauses.After).Order(), tries.Select(Pauses.After));
    }

    private Task SaidAsync(string words) => Bench.UntilAsync(() => _work.Log.Any(l => l.Contains(words, StringComparison.Ordinal)), TimeSpan.FromSeconds(20), words);

    public async ValueTask InitializeAsync() => _work = await Workplace.OpenAsync();
    public ValueTask DisposeAsync() => _work.DisposeAsync();
}
