using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Lockers;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Frames;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Tests.Lockers;

/// <summary>The driver over a real socket against boards with troubles, each family alike.</summary>
public sealed class LockerSpecs : IAsyncDisposable
{
    /// <summary>Where every answer comes: however slow the machine, none is taken for silence.</summary>
    private static readonly DeadlineFacts Deadlines = new() { AnswerMs = 20_000, GapMs = 10_000 };
    /// <summary>Where some come, and some are waited for in vain.</summary>
    private static readonly DeadlineFacts Impatient = new() { AnswerMs = 1_000, GapMs = 300 };
    /// <summary>Where none comes.</summary>
    private static readonly DeadlineFacts Hasty = new() { AnswerMs = 200, GapMs = 60 };
    private readonly List<IAsyncDisposable> _plugged = [];

    public static TheoryData<string> Boards => ["Cu16", "EightA", "EightA turned", "EightA 8", "Wkly"];
    public static TheoryData<string, bool> BoardsAndEcho => new(Boards.SelectMany(b => new[] { (b.Data, false), (b.Data, true) }));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(BoardsAndEcho))]
    public async Task A_door_is_opened_by_one_pulse_and_seen_open_whether_the_line_echoes_or_not(string name, bool echoes)
    {
        var (board, driver) = Plug(name);
        if (echoes) board.Fault = SimulatedFault.Echo;
        var told = new Heard<DoorChange>();
        driver.Changed += told.Add;
        Assert.Equal(OpenOutcome.Opened, await driver.OpenAsync(3, Cancel));
        Assert.Equal((1, 3, DoorEvent.Opened), (board.Pulses(3), (await told.NextAsync()) is var change ? change.Locker : 0, change.What));
        Assert.Equal([DoorPosition.Closed, DoorPosition.Open, DoorPosition.Closed], new[] { 2, 3, 4 }.Select(driver.Doors.Map.Door));
        Assert.Equal(DeviceState.Ready, driver.Health.State);
    }

    [Theory, MemberData(nameof(BoardsAndEcho))]
    public async Task Said_to_be_open_but_jammed_is_not_opened(string name, bool echoes)
    {
        var (board, driver) = Plug(name);
        if (echoes) board.Fault = SimulatedFault.Echo;
        board.Jam(3);
        Assert.Equal(OpenOutcome.NotOpened, await driver.OpenAsync(3, Cancel));
        Assert.Equal((1, DoorPosition.Closed), (board.Pulses(3), driver.Doors.Map.Door(3)));
    }

    [Theory, MemberData(nameof(Boards))]
    public async Task A_door_opened_by_hand_is_seen_and_booked_to_nobody(string name)
    {
        var (board, driver) = Plug(name);
        var told = new Heard<DoorChange>();
        driver.Changed += told.Add;
        await driver.ReadAsync(Cancel);
        board.ForceOpen(2);
        await driver.ReadAsync(Cancel);
        Assert.Equal((2, DoorEvent.OpenedByHand), await told.NextAsync() is var change ? (change.Locker, change.What) : default);
        Assert.True(told.IsEmpty);
    }

    [Theory, MemberData(nameof(Boards))]
    public async Task A_board_that_is_not_there_gets_no_order(string name)
    {
        var (board, driver) = Plug(name, Hasty);
        foreach (var fault in new[] { SimulatedFault.Silent, SimulatedFault.Garbage, SimulatedFault.Half, SimulatedFault.Late, SimulatedFault.Disconnect })
        {
            board.Fault = fault;
            Assert.Equal(OpenOutcome.Failed, await driver.OpenAsync(3, Cancel));
            Assert.False(driver.Doors.Map.IsKnown);
            Assert.NotEqual(DeviceState.Ready, driver.Health.State);
        }
        Assert.Equal(0, board.Pulses(3));
    }

    [Theory, MemberData(nameof(Boards))]
    public async Task An_order_that_left_and_was_not_seen_to_work_is_unknown(string name)
    {
        foreach (var fault in new[] { SimulatedFault.Silent, SimulatedFault.Disconnect, SimulatedFault.Garbage })
        {
            var (board, driver) = Plug(name, Impatient);
            await driver.ReadAsync(Cancel);
            board.FaultAfter(fault, 1);
            Assert.Equal(OpenOutcome.Unknown, await driver.OpenAsync(3, Cancel));
            Assert.Equal(1, board.Pulses(3));
        }
    }

    [Theory, MemberData(nameof(Boards))]
    public async Task A_late_answer_is_not_taken_for_the_next_one(string name)
    {
        var (board, driver) = Plug(name, Impatient);
        await driver.ReadAsync(Cancel);
        board.LateBy = Impatient.Answer * 1.75;
        board.FaultFor(SimulatedFault.Late, 1);
        Assert.False((await driver.ReadAsync(Cancel)).Map.IsKnown);
        board.ForceOpen(1);
        Assert.Equal(DoorPosition.Open, (await driver.ReadAsync(Cancel)).Map.Door(1));
    }

    [Theory, MemberData(nameof(Boards))]
    public async Task An_unplugged_board_is_unknown_and_no_door_of_it_open(string name)
    {
        var (board, driver, cable) = PlugWithCable(name);
        var told = new Heard<DoorChange>();
        driver.Changed += told.Add;
        await driver.ReadAsync(Cancel);
        cable.Pull(isOut: true);
        await driver.ReadAsync(Cancel);
        Assert.All(Enumerable.Range(1, 8), l => Assert.Equal(DoorPosition.Unknown, driver.Doors.Map.Door(l)));
        Assert.Equal((DeviceState.Offline, DeviceFault.Unreachable), (driver.Health.State, driver.Health.Fault));
        Assert.True(told.IsEmpty);
        cable.Pull(isOut: false);
        Assert.Equal(DoorPosition.Closed, (await driver.ReadAsync(Cancel)).Map.Door(1));
        Assert.True(told.IsEmpty);
    }

    [Fact]
    public async Task Boards_that_answer_no_order_open_all_the_same()
    {
        foreach (var name in new[] { "EightA", "Wkly" })
        {
            var (board, driver) = Plug(name);
            board.IgnoresOrders = true;
            Assert.Equal(OpenOutcome.Opened, await driver.OpenAsync(3, Cancel));
        }
    }

    [Fact]
    public async Task An_8_way_board_with_groups_too_many_is_understood()
    {
        var (board, driver) = Plug("EightA 8");
        board.ExtraGroups = 2;
        Assert.Equal(OpenOutcome.Opened, await driver.OpenAsync(8, Cancel));
        Assert.Equal(1, driver.Doors.Map.OpenCount);
    }

    [Fact]
    public async Task All_doors_are_opened_only_where_the_profile_allows_and_one_after_the_other()
    {
        var (board, driver) = Plug("Cu16");
        Assert.Equal(OpenOutcome.Refused, await driver.OpenAllAsync(Cancel));
        Assert.All(Enumerable.Range(1, 16), l => Assert.Equal(0, board.Pulses(l)));
        var (allowed, all) = Plug(Facts("Cu16") with { OpenAll = true });
        Assert.Equal(OpenOutcome.Opened, await all.OpenAllAsync(Cancel));
        Assert.All(Enumerable.Range(1, 16), l => Assert.Equal(1, allowed.Pulses(l)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(-1)]
    public async Task A_lock_it_does_not_have_is_refused(int locker) => Assert.Equal(OpenOutcome.Refused, await Plug("Cu16").Driver.OpenAsync(locker, Cancel));

    [Fact]
    public async Task A_door_that_stands_open_gets_no_second_pulse()
    {
        var (board, driver) = Plug("Cu16");
        board.ForceOpen(3);
        Assert.Equal(OpenOutcome.Opened, await driver.OpenAsync(3, Cancel));
        Assert.Equal(0, board.Pulses(3));
    }

    [Fact]
    public async Task What_lies_inside_is_told_where_there_are_sensors()
    {
        var (board, driver) = Plug("Cu16");
        board.Put(5);
        Assert.Equal([Occupancy.Empty, Occupancy.Occupied], new[] { 4, 5 }.Select((await driver.ReadAsync(Cancel)).Map.Behind));
        var (other, eightA) = Plug("EightA");
        other.Put(5);
        Assert.Equal(Occupancy.Unknown, (await eightA.ReadAsync(Cancel)).Map.Behind(5));
    }

    [Fact]
    public async Task Watched_it_tells_by_itself_within_a_period()
    {
        var (board, driver) = Plug(Facts("Wkly") with { PollMs = 100 });
        var told = new Heard<DoorChange>();
        driver.Changed += told.Add;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var watching = driver.RunAsync(stop.Token);
        await Heard<int>.UntilAsync(() => driver.Doors.Map.IsKnown);
        board.ForceOpen(7);
        Assert.Equal(DoorEvent.OpenedByHand, (await told.NextAsync(TimeSpan.FromSeconds(2))).What);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Theory, MemberData(nameof(BoardsAndEcho))]
    public async Task Asked_who_is_there_it_says_so_and_opens_nothing(string name, bool echoes)
    {
        var (board, _, cable) = PlugWithCable(name);
        if (echoes) board.Fault = SimulatedFault.Echo;
        await using var line = await cable.OpenAsync(Cancel);
        var said = await LockerBus.IdentifyAsync(line, Facts(name), Deadlines, TimeProvider.System, Cancel);
        Assert.Contains("locker board", said, StringComparison.Ordinal);
        Assert.Equal(echoes, said!.Contains("echoes", StringComparison.Ordinal));
        Assert.All(Enumerable.Range(1, 8), l => Assert.Equal(0, board.Pulses(l)));
        board.Fault = SimulatedFault.Silent;
        Assert.Null(await LockerBus.IdentifyAsync(line, Facts(name), Hasty, TimeProvider.System, Cancel));
    }

    private static LockerFacts Facts(string name) => name switch
    {
        "Cu16" => new() { Codec = LockerCodec.Cu16, Senses = true, OpenWithinMs = 300 },
        "EightA" => new() { Codec = LockerCodec.EightA, Board = 1, Locks = 24, OpenWithinMs = 300 },
        "EightA turned" => new() { Codec = LockerCodec.EightA, Board = 1, Locks = 24, Polarity = LockerPolarity.ClosedWhenOpen, OpenWithinMs = 300 },
        "EightA 8" => new() { Codec = LockerCodec.EightA, Board = 1, Locks = 8, OpenWithinMs = 300 },
        "Wkly" => new() { Codec = LockerCodec.Wkly, Locks = 24, OpenWithinMs = 300 },
        _ => throw new InvalidOperationException(name),
    };

    private (SimulatedLockerBoard Board, LockerBus Driver) Plug(string name, DeadlineFacts? deadlines = null) => Plug(Facts(name), deadlines);
    private (SimulatedLockerBoard Board, LockerBus Driver) Plug(LockerFacts facts, DeadlineFacts? deadlines = null) => PlugWithCable(facts, deadlines) is var (board, driver, _) ? (board, driver) : default;
    private (SimulatedLockerBoard Board, LockerBus Driver, Plugged Cable) PlugWithCable(string name) => PlugWithCable(Facts(name));

    private (SimulatedLockerBoard Board, LockerBus Driver, Plugged Cable) PlugWithCable(LockerFacts facts, DeadlineFacts? deadlines = null)
    {
        var board = new SimulatedLockerBoard(facts, TimeProvider.System);
        var cable = new Plugged(board);
        _plugged.Add(cable);
        return (board, new LockerBus(new("locker-1"), facts, deadlines ?? Deadlines, cable, TimeProvider.System), cable);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var plugged in _plugged) await plugged.DisposeAsync();
    }
}
