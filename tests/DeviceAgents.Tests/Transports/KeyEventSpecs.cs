using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Cards;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Frames;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Tests.Transports;

/// <summary>A reader that types is read from its device file, key by key, and its keys reach nobody else.</summary>
public sealed class KeyEventSpecs : IAsyncLifetime
{
    private const int Down = 1, Up = 0, Held = 2;
    private const string Plain = "1234567890-=qwertyuiop[]asdfghjkl;'`\\zxcvbnm,./ ";
    private const string Shifted = "!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:\"~|ZXCVBNM<>? ";
    // Of linux/input-event-codes.h, in the order of the two above.
    private static readonly int[] Codes = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 57];

    private readonly string _folder = Bench.Folder("keys");
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private string Fifo => Path.Combine(_folder, "event-kbd");

    public ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Event devices are Linux's.");
        using var make = Process.Start("mkfifo", [Fifo]);
        make.WaitForExit();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void A_typed_line_is_read_whole_and_cut_at_every_place()
    {
        var events = Typed("110105194912310021\n");
        Assert.Equal("110105194912310021\n", Text(events));
        Assert.All(Enumerable.Range(1, events.Length - 1), cut => Assert.Equal("110105194912310021\n", Text(events[..cut], events[cut..])));
    }

    [Fact]
    public void Every_key_of_the_layout_types_its_sign_with_and_without_either_shift()
    {
        Assert.Equal(Plain, Text(Typed(Plain)));
        Assert.Equal(Shifted, Text([.. Event(1, 42, Down), .. Typed(Plain), .. Event(1, 42, Up)]));
        Assert.Equal(Shifted, Text([.. Event(1, 54, Down), .. Typed(Plain), .. Event(1, 54, Up)]));
        Assert.Equal("789-456+1230.*/\n", Text([.. new[] { 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 55, 98, 96 }.SelectMany(c => Event(1, c, Down))]));
    }

    [Fact]
    public void A_shift_is_over_when_it_is_let_go_and_a_held_key_types_once() =>
        Assert.Equal("Xx1", Text([.. Event(1, 42, Down), .. Event(1, 42, Held), .. Event(1, 45, Down), .. Event(1, 45, Up), .. Event(1, 42, Up), .. Event(1, 45, Down), .. Event(1, 45, Held), .. Event(1, 45, Held), .. Event(1, 45, Up), .. Event(1, 2, Down)]));

    [Fact]
    public async Task What_the_simulated_device_types_is_what_is_read()
    {
        const string all = "0123456789ABCXYZabcxyz !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
        await using var played = PlayedDevice.Start(ProfileFile.Shipped("qr-scanner-usb"), 0, TimeProvider.System);
        await using var line = await new TcpTransport("127.0.0.1", played.Port, TimeProvider.System).OpenAsync(Cancel);
        await Bench.UntilAsync(() => played.Device!.IsServed, TimeSpan.FromSeconds(30), "it has a line");
        played.Order($"send {all}");
        var (heard, buffer) = (new List<byte>(), new byte[4096]);
        while (!Ends(heard)) heard.AddRange(buffer[..await line.ReadAsync(buffer, Cancel)]);
        Assert.Equal(all + "\n", Text([.. heard]));

        static bool Ends(List<byte> events) => events.Count >= 48 && events.Count % 24 == 0 && events[^30] == 28 && events[^28] == 0;
    }

    [Theory]
    [InlineData(0, 0, 0)]    // end of a packet
    [InlineData(4, 4, 30)]   // the scan code of a key
    [InlineData(17, 1, 1)]   // a lamp
    [InlineData(2, 0, 5)]    // a mouse moves
    [InlineData(1, 0x110, 1)] // a mouse's button
    [InlineData(1, 0, 1)]
    [InlineData(1, 59, 1)]   // F1
    [InlineData(1, 29, 1)]   // control
    public void What_types_nothing_is_passed_over(int type, int code, int value) => Assert.Equal("12", Text([.. Typed("1"), .. Event(type, code, value), .. Typed("2")]));

    [Fact]
    public void Where_the_system_lost_events_the_line_is_no_text_and_no_shift_is_left_held()
    {
        var text = Text([.. Event(1, 42, Down), .. Event(1, 2, Down), .. Event(0, 3, 0), .. Typed("2\n")]);
        Assert.Equal("!\u00072\n", text);
        Assert.Null(LineText.Read(Encoding.ASCII.GetBytes(text.TrimEnd()), TextCode.Utf8));
    }

    [Fact]
    public async Task A_card_typed_into_the_device_file_is_read_and_a_wrong_number_is_to_be_held_again()
    {
        var driver = new KeyboardCardReader(new("reader-1"), ProfileFile.Shipped("id-keyboard-usb").CardReader!, Transport(), TimeProvider.System);
        var (read, troubled) = (new Heard<CardRead>(), new Heard<CardTrouble>());
        driver.Read += read.Add;
        driver.Troubled += troubled.Add;
        _running.Add(driver.RunAsync(_stop.Token));
        await using var keyboard = await PlugAsync();
        await keyboard.WriteAsync(Typed("11010519491231002"), Cancel);
        await keyboard.WriteAsync((byte[])[.. Event(1, 42, Down), .. Event(1, 45, Down), .. Event(1, 45, Up), .. Event(1, 42, Up), .. Typed("\n")], Cancel);
        Assert.Equal(new(driver.Device, "11010519491231002X", ""), await read.NextAsync());
        await keyboard.WriteAsync(Typed("110105194912310021\n"), Cancel);
        Assert.Equal(CardTrouble.PresentAgain, await troubled.NextAsync());
    }

    [Fact]
    public async Task A_line_longer_than_any_code_is_no_code_and_the_next_is_read()
    {
        var (driver, scanned) = Scanner(TimeProvider.System);
        await using var keyboard = await PlugAsync();
        await keyboard.WriteAsync(Typed(new string('9', 3000) + "\na012\n"), Cancel);
        Assert.Equal("a012", await scanned.NextAsync());
        Assert.True(scanned.IsEmpty);
        Assert.Equal(DeviceState.Ready, driver.Health.State);
    }

    [Fact]
    public async Task A_line_half_typed_when_the_keys_stop_is_no_part_of_the_next()
    {
        var (time, listened) = (new FakeTimeProvider(), new Listened(Transport()));
        var driver = new LineScanner(new("scanner-1"), new(), listened, time);
        var scanned = new Heard<string>();
        driver.Scanned += scanned.Add;
        _running.Add(driver.RunAsync(_stop.Token));
        await using var keyboard = await PlugAsync();
        await keyboard.WriteAsync(Typed("c00123"), Cancel);
        while (await listened.AskedAfter.NextAsync() < 6) { }
        time.Advance(TimeSpan.FromSeconds(1));
        await keyboard.WriteAsync(Typed("d004\n"), Cancel);
        Assert.Equal("d004", await scanned.NextAsync());
    }

    [Fact]
    public async Task A_device_that_is_pulled_out_is_offline_and_read_again_when_it_is_back()
    {
        var (driver, scanned) = Scanner(TimeProvider.System);
        await using (var keyboard = await PlugAsync())
        {
            await keyboard.WriteAsync(Typed("1\n"), Cancel);
            Assert.Equal("1", await scanned.NextAsync());
            await keyboard.WriteAsync(Typed("half"), Cancel);
        }
        await Bench.UntilAsync(() => driver.Health.State is DeviceState.Offline, TimeSpan.FromSeconds(30), "it is offline");
        await using var again = await PlugAsync();
        await again.WriteAsync(Typed("2\n"), Cancel);
        Assert.Equal("2", await scanned.NextAsync());
    }

    [Fact]
    public async Task What_cannot_be_read_says_why_and_what_to_do()
    {
        var missing = Path.Combine(_folder, "by-id-none-event-kbd");
        Assert.Equal($"There is no port {missing}. Plug the device in, or take a name from: list.", await WhyAsync(new KeyboardTransport(missing, _ => 0, _folder)));
        Assert.Equal($"Port {Fifo} may not be used by this account. Add it to the group that owns the port (mostly: usermod -aG dialout USER) and start the agent again.", await WhyAsync(Transport(grab: _ => 13)));
        Assert.Equal($"Port {Fifo} is taken by another program. End it, or give this device another port.", await WhyAsync(Transport(grab: _ => 16)));
        // No event device: the system itself refuses to take its keys away.
        Assert.Equal($"{Fifo} is no serial port. Take a name from: list.", await WhyAsync(new KeyboardTransport(Fifo, locks: _folder)));
        Assert.Equal($"{_folder} is no serial port. Take a name from: list.", await WhyAsync(new KeyboardTransport(_folder, _ => 0, Bench.Folder("locks"))));
        await using var held = await Transport().OpenAsync(Cancel);
        Assert.Equal($"Port {Fifo} is taken by process {Environment.ProcessId}. End it, or give this device another port.", await WhyAsync(Transport()));
    }

    [Fact]
    public void Of_a_device_that_types_the_sentences_name_its_own_group_and_kind()
    {
        const string device = "/dev/input/by-id/usb-Reader-event-kbd";
        Assert.Equal($"Device {device} may not be used by this account. Add it to the group that owns the device (mostly: usermod -aG input USER) and start the agent again.", PortException.Sentence(LineTrouble.NoRight, device));
        Assert.Equal($"{device} is no device that types. Take a name from: list.", PortException.Sentence(LineTrouble.NotAPort, device));
    }

    [Fact]
    public async Task After_a_refusal_the_device_is_free_for_the_next_who_tries()
    {
        await WhyAsync(Transport(grab: _ => 16));
        await using var line = await Transport().OpenAsync(Cancel);
        Assert.NotNull(line);
    }

    [Fact]
    public void An_agent_wants_the_name_of_the_device_and_a_device_that_types_is_not_probed()
    {
        var profile = ProfileFile.Shipped("id-keyboard-usb");
        Assert.Equal("reader-1: id-keyboard-usb names no device. Write --profile reader-1=id-keyboard-usb@/dev/input/by-id/NAME-event-kbd; list shows them.",
            Assert.Throws<ProfileException>(() => new DeviceSet([new(new("reader-1"), profile)], (_, _) => Task.FromResult<ReadOnlyMemory<byte>?>(null), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance)).Message);
        Assert.Null(TidalHall.DeviceAgents.Workbench.HarmlessQuestion.Of(profile));
    }

    [Fact]
    public void Names_that_stay_are_listed_once_each()
    {
        var dev = Bench.Folder("dev");
        foreach (var kind in new[] { "by-id", "by-path" }) Directory.CreateDirectory(Path.Combine(dev, "input", kind));
        File.WriteAllText(Path.Combine(dev, "input", "event3"), "");
        File.WriteAllText(Path.Combine(dev, "input", "event4"), "");
        string Link(string kind, string name, string to)
        {
            var link = Path.Combine(dev, "input", kind, name);
            File.CreateSymbolicLink(link, Path.Combine(dev, "input", to));
            return link;
        }
        var reader = Link("by-id", "usb-Reader-event-kbd", "event3");
        Link("by-path", "pci-0-event-kbd", "event3");
        Link("by-path", "pci-1-event-mouse", "event4");
        Assert.Equal([reader], PortNames.AllThatType(dev));
    }

    private (LineScanner Driver, Heard<string> Scanned) Scanner(TimeProvider time)
    {
        var driver = new LineScanner(new("scanner-1"), ProfileFile.Shipped("qr-scanner-usb").CodeScanner!, Transport(), time);
        var scanned = new Heard<string>();
        driver.Scanned += scanned.Add;
        _running.Add(driver.RunAsync(_stop.Token));
        return (driver, scanned);
    }

    // A pipe has no keys to take away.
    private KeyboardTransport Transport(Func<int, int>? grab = null) => new(Fifo, grab ?? (_ => 0), _folder);

    /// <summary>Waits for the reader at the other end.</summary>
    private Task<FileStream> PlugAsync() => Task.Run(() => new FileStream(Fifo, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0), Cancel);

    private static async Task<string> WhyAsync(KeyboardTransport transport) => (await Assert.ThrowsAsync<PortException>(() => transport.OpenAsync(Cancel))).Message;

    private static string Text(params byte[][] pieces)
    {
        var (keys, buffer, text) = (new KeyEvents(), new List<byte>(), new StringBuilder());
        foreach (var piece in pieces)
        {
            buffer.AddRange(piece);
            while (keys.Read(buffer.ToArray(), out var typed, out var consumed) is OperationStatus.Done)
            {
                buffer.RemoveRange(0, consumed);
                if (typed != 0) text.Append((char)typed);
            }
        }
        Assert.Empty(buffer);
        return text.ToString();
    }

    /// <summary>As a reader sends it: scan code, key down, packet's end, key up, packet's end.</summary>
    private static byte[] Typed(string text) => [.. text.SelectMany(Press)];

    private static byte[] Press(char sign)
    {
        var code = sign == '\n' ? 28 : Codes[Plain.IndexOf(sign)];
        return [.. Event(4, 4, code), .. Event(1, code, Down), .. Event(0, 0, 0), .. Event(1, code, Up), .. Event(0, 0, 0)];
    }

    private static byte[] Event(int type, int code, int value)
    {
        var bytes = new byte[24];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, 1_790_000_000);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), 123_456);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(16), (ushort)type);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(18), (ushort)code);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(20), value);
        return bytes;
    }

    /// <summary>Tells at each wait for more how much was read before it.</summary>
    private sealed class Listened(ITransport inner) : ITransport
    {
        internal Heard<int> AskedAfter { get; } = new();

        public async Task<ILine> OpenAsync(CancellationToken cancellation) => new Line(await inner.OpenAsync(cancellation), AskedAfter);

        private sealed class Line(ILine inner, Heard<int> askedAfter) : ILine
        {
            private int _read;

            public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => inner.WriteAsync(bytes, cancellation);
            public ValueTask DropUnreadAsync(CancellationToken cancellation) => inner.DropUnreadAsync(cancellation);
            public ValueTask DisposeAsync() => inner.DisposeAsync();

            public async ValueTask<int> ReadAsync(Memory<byte> bytes, CancellationToken cancellation)
            {
                askedAfter.Add(_read);
                var count = await inner.ReadAsync(bytes, cancellation);
                _read += count;
                return count;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
