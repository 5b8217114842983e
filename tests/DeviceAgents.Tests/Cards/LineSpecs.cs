using System.Text;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Cards;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Pads;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Frames;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Tests.Cards;

/// <summary>Readers and scanners that send lines.</summary>
public sealed class LineSpecs : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _plugged = [];
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly List<Task> _running = [];

    [Theory]
    [InlineData("ab\r\ncd\n\n\rE\r", "ab cd E")]
    [InlineData("ab", "")]
    public void Lines_end_by_either_sign_and_empty_ones_are_none(string text, string lines) => Assert.Equal(lines, string.Join(' ', Lines([Encoding.ASCII.GetBytes(text)])));

    [Fact]
    public void A_line_is_read_wherever_it_is_cut()
    {
        var text = "abc\r\ndef\r\n"u8.ToArray();
        for (var cut = 0; cut <= text.Length; cut++) Assert.Equal(["abc", "def"], Lines([text[..cut], text[cut..]]));
    }

    [Fact]
    public void A_line_too_long_is_passed_over_with_all_its_rest()
    {
        var longer = Encoding.ASCII.GetBytes(new string('x', 3 * TextLines.MaxLength));
        Assert.Equal(["ok"], Lines([longer, "tail\r\nok\r\n"u8.ToArray()]));
        Assert.Equal(["ok"], Lines([[.. longer, .. "tail\r\nok\r\n"u8]]));
        Assert.Equal([new string('x', TextLines.MaxLength)], Lines([Encoding.ASCII.GetBytes(new string('x', TextLines.MaxLength) + "\r")]));
    }

    [Theory]
    [InlineData(TextCode.Utf8, new byte[] { 0xE5, 0xBC, 0xA0 }, "张")]
    [InlineData(TextCode.Gbk, new byte[] { 0xD5, 0xC5 }, "张")]
    [InlineData(TextCode.Utf8, new byte[] { 0xD5, 0xC5 }, null)]
    [InlineData(TextCode.Utf8, new byte[] { 0x41, 0x1B, 0x41 }, null)]
    [InlineData(TextCode.Utf8, new byte[] { 0x20, 0x20 }, null)]
    public void What_cannot_be_read_or_commands_is_no_text(TextCode code, byte[] bytes, string? text) => Assert.Equal(text, LineText.Read(bytes, code));

    [Fact]
    public async Task A_card_typed_as_a_line_is_read_and_a_wrong_one_is_presented_again()
    {
        var facts = new CardReaderFacts { Codec = CardReaderCodec.Keyboard, NameField = 2 };
        var (sender, cable) = Plug(CodePagesEncodingProvider.Instance.GetEncoding(936)!);
        var driver = new KeyboardCardReader(new("reader-1"), facts, cable, TimeProvider.System);
        var (read, troubled) = (new Heard<CardRead>(), new Heard<CardTrouble>());
        driver.Read += read.Add;
        driver.Troubled += troubled.Add;
        await RunAsync(driver, cable);
        Assert.Equal(DeviceState.Unknown, driver.Health.State);
        sender.Send("11010519491231002x,张三");
        Assert.Equal(new(driver.Device, "11010519491231002X", "张三"), await read.NextAsync());
        Assert.Equal(DeviceState.Ready, driver.Health.State);
        sender.Send("110105194912310021,张三");
        Assert.Equal(CardTrouble.PresentAgain, await troubled.NextAsync());
        Assert.True(read.IsEmpty);
    }

    [Fact]
    public async Task A_code_held_before_a_scanner_is_one_scan()
    {
        var (sender, cable) = Plug(Encoding.UTF8);
        var driver = new LineScanner(new("scanner-1"), new() { AgainMs = 10_000 }, cable, TimeProvider.System);
        var scanned = new Heard<string>();
        driver.Scanned += scanned.Add;
        await RunAsync(driver, cable);
        sender.Send("A012");
        sender.Send("A012");
        sender.Send("B001");
        Assert.Equal(["A012", "B001"], [await scanned.NextAsync(), await scanned.NextAsync()]);
    }

    [Fact]
    public async Task Half_a_code_whose_rest_does_not_come_is_no_part_of_the_next()
    {
        var (time, line, scanned) = (new FakeTimeProvider(), new SpokenLine(), new Heard<string>());
        var driver = new LineScanner(new("scanner-1"), new(), line, time);
        driver.Scanned += scanned.Add;
        _running.Add(driver.RunAsync(_stop.Token));
        await line.SayAsync("C00123"u8.ToArray());
        await line.AskedAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        await line.SayAsync("D004\r\n"u8.ToArray());
        Assert.Equal("D004", await scanned.NextAsync());
    }

    /// <summary>Of a device at another baud, or another device, lines come too; that it speaks is no proof that it is well.</summary>
    [Theory]
    [InlineData(nameof(LineScanner), new byte[] { 0xF8, 0x80, 0x0D }, "A012\r")]
    [InlineData(nameof(LineScanner), new byte[] { 0xF8, 0x80, 0x78 }, "A012\r")]
    [InlineData(nameof(KeyboardCardReader), new byte[] { 0x1B, 0x80, 0x0D }, "11010519491231002X\r")]
    [InlineData(nameof(CallerPad), new byte[] { 0x41, 0x42, 0x0D }, "K1\r")]
    public async Task What_cannot_be_read_makes_no_device_ready_and_is_known_until_something_is(string kind, byte[] garbled, string said)
    {
        var (time, line) = (new FakeTimeProvider(new(2026, 11, 29, 0, 0, 0, TimeSpan.Zero)), new SpokenLine());
        ListeningDriver driver = kind switch
        {
            nameof(LineScanner) => new LineScanner(new("d-1"), new(), line, time),
            nameof(KeyboardCardReader) => new KeyboardCardReader(new("d-1"), new() { Codec = CardReaderCodec.Keyboard }, line, time),
            _ => new CallerPad(new("d-1"), new() { Codec = CallerPadCodec.Lines, Keys = new Dictionary<string, CallerKey> { ["1"] = CallerKey.Next } }, line, time),
        };
        _running.Add(driver.RunAsync(_stop.Token));
        await line.SayAsync(garbled);
        await line.AskedAsync();
        // Half of something is given its time.
        time.Advance(TimeSpan.FromSeconds(1));
        await Heard<int>.UntilAsync(() => driver.IsGarbled);
        Assert.Equal(DeviceState.Unknown, driver.Health.State);
        await line.SayAsync(Encoding.ASCII.GetBytes(said));
        await Heard<int>.UntilAsync(() => !driver.IsGarbled);
        Assert.Equal(DeviceState.Ready, driver.Health.State);
        // Once understood, noise is only noise.
        await line.SayAsync(garbled);
        await line.AskedAsync();
        Assert.False(driver.IsGarbled);
    }

    private static List<string> Lines(byte[][] pieces)
    {
        var (lines, buffer, found) = (new TextLines(), new List<byte>(), new List<string>());
        foreach (var piece in pieces)
        {
            buffer.AddRange(piece);
            while (lines.Read(buffer.ToArray(), out var length, out var consumed) is var status && consumed > 0)
            {
                if (status is System.Buffers.OperationStatus.Done) found.Add(Encoding.ASCII.GetString([.. buffer[..length]]));
                buffer.RemoveRange(0, consumed);
            }
        }
        return found;
    }

    /// <summary>A line on which a test speaks when it is listened to.</summary>
    private sealed class SpokenLine : ITransport, ILine
    {
        private readonly Heard<TaskCompletionSource<byte[]>> _asked = new();
        private TaskCompletionSource<byte[]>? _open;

        public Task<ILine> OpenAsync(CancellationToken cancellation) => Task.FromResult<ILine>(this);
        public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => Task.CompletedTask;
        public ValueTask DropUnreadAsync(CancellationToken cancellation) => ValueTask.CompletedTask;
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public async ValueTask<int> ReadAsync(Memory<byte> bytes, CancellationToken cancellation)
        {
            var said = new TaskCompletionSource<byte[]>();
            _asked.Add(said);
            await using var stop = cancellation.Register(() => said.TrySetCanceled(cancellation));
            var spoken = await said.Task;
            spoken.CopyTo(bytes);
            return spoken.Length;
        }

        /// <summary>Until it is listened to.</summary>
        public async Task AskedAsync() => _open = await _asked.NextAsync();

        public async Task SayAsync(byte[] bytes)
        {
            if (_open is null or { Task.IsCompleted: true }) await AskedAsync();
            _open!.SetResult(bytes);
        }
    }

    private (SimulatedLineSender, Plugged) Plug(Encoding encoding)
    {
        var sender = new SimulatedLineSender(TimeProvider.System, encoding);
        var cable = new Plugged(sender);
        _plugged.Add(cable);
        return (sender, cable);
    }

    private async Task RunAsync(IDriver driver, Plugged cable)
    {
        _running.Add(driver.RunAsync(_stop.Token));
        await Heard<int>.UntilAsync(() => cable.IsServed);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var running in _running) await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var plugged in _plugged) await plugged.DisposeAsync();
        _stop.Dispose();
    }
}
