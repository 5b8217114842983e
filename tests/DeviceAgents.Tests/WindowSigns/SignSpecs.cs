using System.Text;
using CsCheck;
using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Frames;
using TidalHall.DeviceAgents.Transports;
using TidalHall.DeviceAgents.WindowSigns;

namespace TidalHall.DeviceAgents.Tests.WindowSigns;

/// <summary>What stands above a window.</summary>
public sealed class SignSpecs
{
    private static readonly WindowSignFacts Eight = new() { Codec = WindowSignCodec.GbkLine, Hanzi = 8 }, Twelve = Eight with { Hanzi = 12 };
    private static readonly WindowSignFacts Counter = new() { Codec = WindowSignCodec.Counter3A, Hanzi = 0 }, Board = new() { Codec = WindowSignCodec.NumberBoard, Address = 5, Hanzi = 0 };
    private static readonly string[] Forms = ["请A012号到3号窗口办理", "A012到3号窗口", "A012"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Frames_are_as_others_quote_them()
    {
        Assert.Equal("3A 00 78 03 01 B6 0A", Codec.Hex(SignFrames.Show(Counter, ["888"])));
        Assert.Equal("05 03 E7 EF", Codec.Hex(SignFrames.Show(Board, ["999"])));
        Assert.Equal("02 01 04 D7 DB 41 31 29 03", Codec.Hex(SignFrames.Show(Eight, ["综A1"])));
    }

    [Theory]
    [InlineData(8, "A012到3号窗口")]
    [InlineData(12, "请A012号到3号窗口办理")]
    [InlineData(2, "A012")]
    [InlineData(1, "A0")]
    public void The_first_form_that_fits_is_shown_and_the_last_cut_if_none_does(int hanzi, string shown) => Assert.Equal(shown, Read(SignText.Fit(Forms, 2 * hanzi)));

    [Fact]
    public void No_line_is_too_long_or_ends_in_half_a_Hanzi() => Gen.Select(Gen.Char["综合业务A09 ·—\u0007"].Array[0, 40], Gen.Int[1, 32]).Sample((signs, hanzi) =>
    {
        var bytes = SignText.Fit([new string(signs)], 2 * hanzi);
        Assert.InRange(bytes.Length, 0, 2 * hanzi);
        Assert.StartsWith(Read(bytes), new string(signs).Replace("\u0007", "", StringComparison.Ordinal), StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("A012", 12)]
    [InlineData("暂停服务", null)]
    [InlineData("A1234", null)]
    [InlineData("99999999999", null)]
    public void A_sign_of_numbers_shows_the_number_it_can(string text, int? number) =>
        Assert.Equal(number, SignFrames.Show(Counter, [text]) is { } frame ? frame[2] | frame[3] << 8 : null);

    [Fact]
    public void Of_a_call_the_number_is_the_tickets_not_the_windows() => Assert.Equal(12, SignText.Number(Forms));

    [Fact]
    public async Task Each_sign_shows_what_it_is_sent()
    {
        foreach (var (facts, shown) in new[] { (Eight, "A012到3号窗口"), (Twelve, "请A012号到3号窗口办理"), (Counter, "12"), (Board, "12") })
        {
            var sign = new SimulatedWindowSign(facts, TimeProvider.System);
            await using var cable = new Plugged(sign);
            using var driver = new WindowSign(new("sign-1"), facts, cable, TimeProvider.System);
            Assert.Equal(SignOutcome.Sent, await driver.ShowAsync(Forms, Cancel));
            await Heard<int>.UntilAsync(() => sign.Shown == shown);
            // It said nothing, so nothing is known.
            Assert.Equal(DeviceState.Unknown, driver.Health.State);
        }
    }

    [Fact]
    public async Task A_sign_back_from_a_power_cut_shows_again_what_it_should()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var sign = new SimulatedWindowSign(Eight, TimeProvider.System);
        await using var cable = new Plugged(sign);
        using var driver = new WindowSign(new("sign-1"), Eight, cable, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = driver.RunAsync(stop.Token);
        await driver.ShowAsync(["A012"], Cancel);
        await Heard<int>.UntilAsync(() => sign.Shown == "A012");
        sign.Blank();
        time.Advance(TimeSpan.FromSeconds(Eight.RefreshSeconds));
        await Heard<int>.UntilAsync(() => sign.Shown == "A012");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task That_a_text_leaves_is_on_disk_before_it_does_or_it_stays()
    {
        var sign = new SimulatedWindowSign(Eight, TimeProvider.System);
        await using var cable = new Plugged(sign);
        var line = new WatchedTransport(cable, new(TraceMask.Of(DeviceFamily.WindowSign), TimeProvider.System)) { Leaving = () => throw new IOException("The disk is full.") };
        using var driver = new WindowSign(new("sign-1"), Eight, line, TimeProvider.System);
        await Assert.ThrowsAsync<IOException>(() => driver.ShowAsync(["A012"], Cancel));
        line.Leaving = null;
        await driver.ShowAsync(["A013"], Cancel);
        await Heard<int>.UntilAsync(() => sign.Shown == "A013");
        Assert.Equal(1, sign.Taken);
    }

    [Fact]
    public async Task A_sign_that_cannot_be_reached_is_offline()
    {
        await using var cable = new Plugged(new SimulatedWindowSign(Eight, TimeProvider.System));
        using var driver = new WindowSign(new("sign-1"), Eight, cable, TimeProvider.System);
        cable.Pull(isOut: true);
        Assert.Equal(SignOutcome.Failed, await driver.ShowAsync(["A012"], Cancel));
        Assert.Equal(DeviceState.Offline, driver.Health.State);
    }

    private static string Read(byte[] gbk) => CodePagesEncodingProvider.Instance.GetEncoding(936)!.GetString(gbk);
}
