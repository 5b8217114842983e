using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Pads;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Frames;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Tests.Pads;

/// <summary>The clerk's keys and the citizen's.</summary>
public sealed class PadSpecs
{
    private static readonly DeadlineFacts Deadlines = new() { AnswerMs = 200, GapMs = 60 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CallerPadCodec.Ff68)]
    [InlineData(CallerPadCodec.Lines)]
    public async Task A_key_is_pressed_once_and_an_unknown_one_never(CallerPadCodec codec)
    {
        var facts = new CallerPadFacts { Codec = codec, Keys = new Dictionary<string, CallerKey> { ["1"] = CallerKey.Next, ["2"] = CallerKey.Recall }, BounceMs = 5000 };
        var pad = new SimulatedCallerPad(facts, TimeProvider.System);
        await using var cable = new Plugged(pad);
        var driver = new CallerPad(new("pad-1"), facts, cable, TimeProvider.System);
        var pressed = new Heard<CallerKey>();
        driver.Pressed += pressed.Add;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = driver.RunAsync(stop.Token);
        await Heard<int>.UntilAsync(() => cable.IsServed);
        foreach (byte code in new byte[] { 1, 1, 9, 2 }) pad.Press(code);
        Assert.Equal([CallerKey.Next, CallerKey.Recall], [await pressed.NextAsync(), await pressed.NextAsync()]);
        await Heard<int>.UntilAsync(() => driver.Health.State is DeviceState.Ready);
        pad.Fault = SimulatedFault.Garbage;
        pad.Press(1);
        pad.Fault = SimulatedFault.None;
        // The first may have noise before it on its line; however many come, they are one press.
        pad.Press(1);
        pad.Press(1);
        Assert.Equal(CallerKey.Next, await pressed.NextAsync());
        Assert.True(pressed.IsEmpty);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_rating_has_a_level_and_reasons()
    {
        await using var pad = new Pad();
        pad.Device.Ready = (2, [1, 9]);
        var given = Assert.IsType<Rating.Given>(await pad.Driver.AskAsync(Cancel));
        Assert.Equal((2, "1 9"), (given.Level, string.Join(' ', given.Reasons)));
    }

    [Fact]
    public async Task Whoever_takes_their_time_is_waited_for()
    {
        await using var pad = new Pad();
        var asking = pad.Driver.AskAsync(Cancel);
        await Heard<int>.UntilAsync(() => pad.Device.IsInviting);
        pad.Device.Press(5);
        Assert.Equal(5, Assert.IsType<Rating.Given>(await asking).Level);
    }

    [Fact]
    public async Task On_a_line_that_echoes_a_rating_is_heard_too()
    {
        await using var pad = new Pad();
        pad.Device.Fault = SimulatedFault.Echo;
        pad.Device.Ready = (4, []);
        Assert.Equal(4, Assert.IsType<Rating.Given>(await pad.Driver.AskAsync(Cancel)).Level);
    }

    [Fact]
    public async Task Not_rated_is_a_normal_result()
    {
        await using var pad = new Pad();
        pad.Device.Declines = true;
        Assert.IsType<Rating.NotRated>(await pad.Driver.AskAsync(Cancel));
        Assert.Equal(DeviceState.Ready, pad.Driver.Health.State);
    }

    [Theory]
    [InlineData(nameof(SimulatedFault.Silent))]
    [InlineData(nameof(SimulatedFault.Garbage))]
    [InlineData(nameof(SimulatedFault.Half))]
    [InlineData(nameof(SimulatedFault.Disconnect))]
    public async Task A_pad_that_is_not_there_asked_nobody(string fault)
    {
        await using var pad = new Pad();
        pad.Device.Fault = Enum.Parse<SimulatedFault>(fault);
        Assert.IsType<Rating.Unreachable>(await pad.Driver.AskAsync(Cancel));
        Assert.NotEqual(DeviceState.Ready, pad.Driver.Health.State);
    }

    [Fact]
    public async Task Asked_who_is_there_it_says_so_and_invites_nobody()
    {
        await using var pad = new Pad();
        await using var line = await pad.Cable.OpenAsync(Cancel);
        Assert.Equal("evaluation pad", await RatingPad.IdentifyAsync(line, Deadlines, TimeProvider.System, Cancel));
        Assert.Equal(0, pad.Device.Invited);
    }

    [Theory]
    [InlineData("5A 04 82 00 00 00 E0")]
    [InlineData("5A 04 82 06 00 00 E6")]
    public void There_are_five_levels(string frame) => Assert.NotEqual(System.Buffers.OperationStatus.Done, RatingFrames.Read(Codec.Hex(frame), out _, out _));

    private sealed class Pad : IAsyncDisposable
    {
        private static readonly RatingPadFacts Facts = new() { WaitSeconds = 5, Reasons = 16 };
        public SimulatedRatingPad Device { get; } = new(TimeProvider.System);
        public Plugged Cable { get; }
        public RatingPad Driver { get; }

        public Pad()
        {
            Cable = new(Device);
            Driver = new(new("rating-1"), Facts, Deadlines, Cable, TimeProvider.System);
        }

        public async ValueTask DisposeAsync()
        {
            Driver.Dispose();
            await Cable.DisposeAsync();
        }
    }
}
