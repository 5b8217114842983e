using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Relays;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Frames;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Tests.Relays;

/// <summary>No coil stays hot, whatever happens between on and off.</summary>
public sealed class RelaySpecs : IAsyncDisposable
{
    private static readonly RelayFacts Ours = new() { PulseMs = 60 }, Theirs = Ours with { TimedAddress = 512 };
    private static readonly DeadlineFacts Deadlines = new() { AnswerMs = 200, GapMs = 60 };
    private readonly List<IAsyncDisposable> _plugged = [];

    public static TheoryData<bool, bool> TimedAndEcho => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Frames_are_as_others_quote_them()
    {
        Assert.Equal("01 05 00 00 FF 00 8C 3A", Codec.Hex(ModbusFrames.Write(1, 0, ModbusFrames.On)));
        Assert.Equal("01 05 02 00 00 07 8D B0", Codec.Hex(ModbusFrames.Write(1, 0x200, 7)));
        Assert.Equal("01 05 02 01 00 08 9C 74", Codec.Hex(ModbusFrames.Write(1, 0x201, 8)));
        Assert.Equal("01 01 00 00 00 08 3D CC", Codec.Hex(ModbusFrames.Read(1, ModbusFrames.ReadCoils, 0, 8)));
    }

    [Fact]
    public void The_check_is_that_of_Modbus() => Assert.Equal(0x4B37, ModbusFrames.Crc("123456789"u8));

    [Theory, MemberData(nameof(TimedAndEcho))]
    public async Task A_relay_is_on_once_and_off_again_whether_the_line_echoes_or_not(bool timed, bool echoes)
    {
        var (board, driver, _) = Plug(timed ? Theirs : Ours);
        if (echoes) board.Fault = SimulatedFault.Echo;
        Assert.Equal(PulseOutcome.Pulsed, await driver.PulseAsync(3, Cancel));
        await Heard<int>.UntilAsync(() => !board.IsOn(3));
        Assert.Equal((1, 0), (board.Pulses(3), board.Pulses(2)));
        Assert.Equal(DeviceState.Ready, driver.Health.State);
    }

    [Fact]
    public async Task What_was_left_on_is_off_within_a_second_of_the_start()
    {
        var (board, driver, _) = Plug(Ours);
        board.LeaveOn(5);
        await RunningAsync(driver, () => Heard<int>.UntilAsync(() => !board.IsOn(5), TimeSpan.FromSeconds(1)));
        Assert.Equal(0, Enumerable.Range(1, 8).Sum(board.Pulses));
    }

    [Theory]
    [InlineData(nameof(SimulatedFault.Silent))]
    [InlineData(nameof(SimulatedFault.Disconnect))]
    [InlineData(nameof(SimulatedFault.Garbage))]
    [InlineData(nameof(SimulatedFault.Half))]
    public async Task A_fault_between_on_and_off_is_unknown_and_the_relay_off_as_soon_as_the_board_answers(string fault)
    {
        var (board, driver, cable) = Plug(Ours);
        await driver.ReadInputsAsync(Cancel);
        // The question before it and on are answered, off is not; and a board that hung up is away.
        board.FaultAfter(Enum.Parse<SimulatedFault>(fault), 2);
        var pulsing = driver.PulseAsync(2, Cancel);
        Assert.Equal(PulseOutcome.Unknown, await pulsing);
        board.LeaveOn(2);
        board.Fault = SimulatedFault.None;
        await RunningAsync(driver, () => Heard<int>.UntilAsync(() => !board.IsOn(2), TimeSpan.FromSeconds(2)));
        Assert.True(cable.Opened > 0);
        Assert.Equal(1, board.Pulses(2));
    }

    [Fact]
    public async Task Stopped_in_the_middle_it_still_switches_off()
    {
        var (board, driver, _) = Plug(Ours with { PulseMs = 300 });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var pulsing = driver.PulseAsync(1, stop.Token);
        await Heard<int>.UntilAsync(() => board.IsOn(1));
        await stop.CancelAsync();
        Assert.Equal(PulseOutcome.Pulsed, await pulsing);
        Assert.False(board.IsOn(1));
    }

    [Fact]
    public async Task A_board_that_is_not_there_gets_no_order()
    {
        foreach (var facts in new[] { Ours, Theirs, Ours with { Echo = LineEcho.No } })
        {
            var (board, driver, cable) = Plug(facts);
            board.Fault = SimulatedFault.Silent;
            Assert.Equal(PulseOutcome.Failed, await driver.PulseAsync(1, Cancel));
            cable.Pull(isOut: true);
            Assert.Equal(PulseOutcome.Failed, await driver.PulseAsync(1, Cancel));
            Assert.Equal(DeviceState.Offline, driver.Health.State);
            Assert.Equal(0, board.Pulses(1));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public async Task A_relay_it_does_not_have_is_refused(int relay) => Assert.Equal(PulseOutcome.Refused, await Plug(Ours).Driver.PulseAsync(relay, Cancel));

    [Fact]
    public async Task Inputs_are_read()
    {
        var (board, driver, _) = Plug(Ours);
        board.Inputs = 0b1000_0010;
        Assert.Equal(0b1000_0010UL, await driver.ReadInputsAsync(Cancel));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Asked_who_is_there_it_says_so_and_switches_nothing(bool echoes)
    {
        var (board, _, cable) = Plug(Ours);
        if (echoes) board.Fault = SimulatedFault.Echo;
        await using var line = await cable.OpenAsync(Cancel);
        Assert.Equal($"Modbus-RTU board 1{(echoes ? ", the line echoes" : "")}", await ModbusRelays.IdentifyAsync(line, Ours, Deadlines, TimeProvider.System, Cancel));
        Assert.Equal(0, Enumerable.Range(1, 8).Sum(board.Pulses));
    }

    private static async Task RunningAsync(ModbusRelays driver, Func<Task> until)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = driver.RunAsync(stop.Token);
        await until();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private (SimulatedRelayBoard Board, ModbusRelays Driver, Plugged Cable) Plug(RelayFacts facts)
    {
        var board = new SimulatedRelayBoard(facts, TimeProvider.System);
        var cable = new Plugged(board);
        _plugged.Add(cable);
        return (board, new ModbusRelays(new("relay-1"), facts, Deadlines, cable, TimeProvider.System), cable);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var plugged in _plugged) await plugged.DisposeAsync();
    }
}
