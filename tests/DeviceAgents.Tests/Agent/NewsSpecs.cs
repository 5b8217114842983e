using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Transports;

namespace TidalHall.DeviceAgents.Tests.Agent;

/// <summary>What happens at a device without a job.</summary>
public sealed class NewsSpecs : IAsyncLifetime
{
    private static readonly LockerFacts Board = new() { Codec = LockerCodec.Cu16, PollMs = 100 };
    private readonly SimulatedLockerBoard _board = new(Board, TimeProvider.System);
    private readonly SimulatedLineSender _scanner = new(TimeProvider.System, System.Text.Encoding.UTF8);
    private SimulatedSocket _lockers = null!, _codes = null!;
    private Workplace _work = null!;

    private AgentDevice Locker => new(new("locker-1"), new() { Model = "l", Description = "", Family = DeviceFamily.LockerBoard, LockerBoard = Board }, "127.0.0.1", _lockers.Port);
    private AgentDevice Scanner => new(new("scanner-1"), new() { Model = "s", Description = "", Family = DeviceFamily.CodeScanner, CodeScanner = new() }, "127.0.0.1", _codes.Port);

    [Fact]
    public async Task A_door_opened_while_the_hub_is_away_is_told_when_it_is_back_and_how_long_ago_it_was()
    {
        await _work.AgentAsync(Locker);
        await _work.InAsync("locker-1", DeviceState.Ready);
        var address = await _work.KillHubAsync();
        _board.ForceOpen(5);
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        await _work.HubBackAsync(address);
        var news = await Heard.NextAsync(_work.Heard.News);
        var doors = Assert.IsType<DoorsChanged>(news.Event).Doors;
        Assert.Equal([5], doors.Where(d => d.IsOpen == true).Select(d => d.Lock));
        Assert.InRange(news.Ago, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_hub_that_comes_back_is_told_how_the_doors_stand_though_none_has_moved()
    {
        _board.ForceOpen(2);
        await _work.AgentAsync(Locker);
        Assert.Equal([2], OpenIn(await Heard.NextAsync(_work.Heard.Doors)));
        await _work.HubBackAsync(await _work.KillHubAsync());
        Assert.Equal([2], OpenIn(await Heard.NextAsync(_work.Heard.Doors)));
    }

    [Fact]
    public async Task News_the_hub_does_not_take_are_told_until_it_does_with_the_same_id()
    {
        await _work.AgentAsync(Locker);
        await Heard.NextAsync(_work.Heard.Doors);
        _work.Heard.BusyFor = 2;
        _board.ForceOpen(3);
        await NextAsync<DoorsChanged>();
        Assert.True(_work.Heard.BusyFor < 0);
    }

    [Fact]
    public async Task A_compartment_is_opened_once_and_its_door_was_seen_open()
    {
        await _work.AgentAsync(Locker);
        await Heard.NextAsync(_work.Heard.Hellos);
        var job = new OpenCompartmentJob(Guid.NewGuid(), new("locker-1"), TimeProvider.System.GetUtcNow().AddMinutes(1), 7);
        await _work.Hub.DoAsync(job);
        await _work.Hub.DoAsync(job);
        Assert.Equal(new(job.Job, job.Device, JobOutcome.Done, null, new DoorAnswer(SeenOpen: true)), await Heard.NextAsync(_work.Heard.Results));
        Assert.Equal(1, _board.Pulses(7));
    }

    [Fact]
    public async Task A_jammed_door_is_not_opened_though_the_board_says_ok()
    {
        _board.Jam(7);
        await _work.AgentAsync(Locker);
        await Heard.NextAsync(_work.Heard.Hellos);
        await _work.Hub.DoAsync(new OpenCompartmentJob(Guid.NewGuid(), new("locker-1"), TimeProvider.System.GetUtcNow().AddMinutes(1), 7));
        var result = await Heard.NextAsync(_work.Heard.Results);
        Assert.Equal((JobOutcome.Failed, DeviceFault.DoorNotOpened, new DoorAnswer(SeenOpen: false)), (result.Outcome, result.Fault, result.Answer));
    }

    [Fact]
    public async Task A_code_scanned_while_the_hub_is_away_is_forgotten()
    {
        await _work.AgentAsync(Scanner, Locker);
        await Heard.NextAsync(_work.Heard.Doors);
        // Until its line is open nobody hears what it says; said again within a second and a half it is one scan.
        await Bench.UntilAsync(() => _scanner.Order("send OLD") && _work.Heard.News.Reader.Count > 0, TimeSpan.FromSeconds(10), "the scanner is heard");
        Assert.Equal("OLD", Assert.IsType<CodeScanned>((await Heard.NextAsync(_work.Heard.News)).Event).Code);
        var address = await _work.KillHubAsync();
        _scanner.Order("send LOST");
        _board.ForceOpen(1);
        await _work.HubBackAsync(address);
        await NextAsync<DoorsChanged>();
        _scanner.Order("send NEW");
        Assert.Equal("NEW", (await NextAsync<CodeScanned>()).Code);
    }

    /// <summary>As at another baud.</summary>
    [Fact]
    public async Task What_a_scanner_says_and_nobody_can_read_is_told_with_what_to_look_at_until_it_is_understood()
    {
        await _work.AgentAsync(Scanner);
        await Heard.NextAsync(_work.Heard.Hellos);
        _scanner.Fault = SimulatedFault.Garbage;
        await Bench.UntilAsync(() => _scanner.Order("send CODE") && _work.Heard.Details.Reader.Count > 0, TimeSpan.FromSeconds(30), "the scanner is heard");
        Assert.True((await Heard.NextAsync(_work.Heard.Details)).IsGarbled);
        Assert.Contains("Warning: scanner-1: Nothing of what it says is understood. Look whether it is set as its adapter is and speaks as s says.", _work.Log);
        _scanner.Fault = SimulatedFault.None;
        // Noise may still stand before the first.
        await Bench.UntilAsync(() => _scanner.Order("send CODE") && _work.Heard.Details.Reader.Count > 0, TimeSpan.FromSeconds(30), "it is understood");
        Assert.False((await Heard.NextAsync(_work.Heard.Details)).IsGarbled);
        Assert.Equal("CODE", (await NextAsync<CodeScanned>()).Code);
    }

    [Fact]
    public async Task A_job_for_another_kind_of_device_has_failed()
    {
        await _work.AgentAsync(Locker);
        await Heard.NextAsync(_work.Heard.Hellos);
        await _work.Hub.DoAsync(Workplace.Print("locker-1"));
        Assert.Equal((JobOutcome.Failed, DeviceFault.NotThisKind), await Heard.NextAsync(_work.Heard.Results) is var r ? (r.Outcome, r.Fault) : default);
    }

    [Fact]
    public async Task A_citizen_who_does_not_want_to_rate_is_a_job_done()
    {
        var pad = new SimulatedRatingPad(TimeProvider.System);
        await using var socket = new SimulatedSocket(pad);
        await _work.AgentAsync(new AgentDevice(new("pad-1"), new() { Model = "r", Description = "", Family = DeviceFamily.RatingPad, RatingPad = new() }, "127.0.0.1", socket.Port));
        await Heard.NextAsync(_work.Heard.Hellos);
        await _work.Hub.DoAsync(new AskRatingJob(Guid.NewGuid(), new("pad-1"), TimeProvider.System.GetUtcNow().AddMinutes(1)));
        await Bench.UntilAsync(() => pad.IsInviting, TimeSpan.FromSeconds(10), "the citizen is asked");
        pad.Order("decline");
        var result = await Heard.NextAsync(_work.Heard.Results);
        Assert.Equal(JobOutcome.Done, result.Outcome);
        Assert.Null(Assert.IsType<RatingAnswer>(result.Answer).Level);
    }

    private static IEnumerable<int> OpenIn(DoorsChanged doors) => doors.Doors.Where(d => d.IsOpen == true).Select(d => d.Lock);

    /// <summary>The next of a kind; what else is told goes by.</summary>
    private async Task<T> NextAsync<T>() where T : DeviceEvent
    {
        while (true)
            if ((await Heard.NextAsync(_work.Heard.News)).Event is T next) return next;
    }

    public async ValueTask InitializeAsync() => (_lockers, _codes, _work) = (new(_board), new(_scanner), await Workplace.OpenAsync());

    public async ValueTask DisposeAsync()
    {
        await _work.DisposeAsync();
        await _lockers.DisposeAsync();
        await _codes.DisposeAsync();
    }
}
