using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Transports;

namespace TidalHall.DeviceAgents.Tests.Simulators;

/// <summary>Each word a person can order of a simulated device does what it says, over TCP and over a pseudo-terminal.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class OrderedFaultSpecs
{
    private const string Card = "110105194912310021";

    // "A1" in the frame of our own.
    private static readonly byte[] Sign = [0x02, 0x01, 0x02, 0x41, 0x31, 0x75, 0x03];

    /// <summary>How a device is brought to say something, and what it says when it is well.</summary>
    private sealed record Talk(Func<Wired, Task> Ask, byte[] Answer);

    private static readonly Dictionary<string, Talk> Talks = new()
    {
        ["sim-printer-80"] = Question([0x1D, 0x61, 0xFF], [0x14, 0x00, 0x00, 0x0F]),
        ["sim-reader"] = Question(Sam(0x20, 0x01), SamAnswer(0x80)),
        ["sim-locker"] = Question([0x02, 0x00, 0x30, 0x03, 0x35], Doors(0xFF, 0xFF, 0, 0)),
        ["sim-relay"] = Question(Crc(1, 2, 0, 0, 0, 8), Crc(1, 2, 1, 0)),
        ["sim-rating-pad"] = Question([0x5A, 1, 0x00, 0x5B], [0x5A, 1, 0x80, 0xDB]),
        ["sim-scanner"] = Hand("send ABC", "ABC\r\n"u8),
        ["sim-keyboard-reader"] = Hand("send ABC", "ABC\r\n"u8),
        ["sim-caller-pad"] = Hand("press 1", "K1\r\n"u8),
        ["sim-sign"] = new(w => w.SendAsync(Sign), []),
    };

    /// <summary>What every device that speaks can be ordered.</summary>
    private static readonly Dictionary<string, Func<Wired, Talk, Task>> Common = new()
    {
        ["silent"] = async (w, talk) =>
        {
            w.Order("silent");
            await talk.Ask(w);
            await w.HearsNothingAsync();
        },
        ["half-frame"] = async (w, talk) =>
        {
            w.Order("half-frame");
            await talk.Ask(w);
            Assert.Equal(talk.Answer[..(talk.Answer.Length / 2)], await w.HearAsync(talk.Answer.Length / 2));
            await w.HearsNothingAsync();
        },
        ["late"] = async (w, talk) =>
        {
            w.Order("late 20");
            await talk.Ask(w);
            await w.HearsNothingAsync();
            Assert.Equal(talk.Answer, await w.HearInAsync(TimeSpan.FromSeconds(20)));
        },
        ["power-off"] = async (w, talk) =>
        {
            w.Order("power-off 3");
            await w.SendAsync(0, 0, 0);
            await w.LosesItsLineAsync(() => talk.Ask(w), talk.Answer);
        },
        ["disconnect"] = async (w, talk) =>
        {
            w.Order("disconnect");
            await w.LosesItsLineAsync(() => talk.Ask(w), talk.Answer);
        },
        ["well"] = async (w, talk) =>
        {
            foreach (var order in new[] { "garbage", "echo", "silent", "half-frame", "late 600", "power-off 2", "well" }) w.Order(order);
            await talk.Ask(w);
            Assert.Equal(talk.Answer, await w.HearAsync(talk.Answer.Length));
        },
    };

    /// <summary>The same words of all devices but the printer.</summary>
    private static readonly Dictionary<string, Func<Wired, Talk, Task>> OfDevices = new(Common)
    {
        ["garbage"] = async (w, talk) =>
        {
            w.Order("garbage");
            await talk.Ask(w);
            Assert.NotEqual(talk.Answer[..4], await w.HearAsync(4));
        },
        ["slow"] = async (w, talk) =>
        {
            w.Order("slow 2");
            await talk.Ask(w);
            await w.HearsNothingAsync();
            List<byte> heard = [];
            while (heard.Count < talk.Answer.Length)
            {
                var next = await w.HearInAsync(TimeSpan.FromSeconds(0.5));
                Assert.Single(next);
                heard.AddRange(next);
            }
            Assert.Equal(talk.Answer, heard);
        },
        ["echo"] = async (w, _) =>
        {
            w.Order("echo");
            await w.SendAsync(1, 2, 3);
            Assert.Equal([1, 2, 3], await w.HearAsync(3));
        },
    };

    private static readonly Dictionary<string, Dictionary<string, Func<Wired, Talk, Task>>> Table = new()
    {
        ["sim-printer-80"] = new(Common)
        {
            ["no-paper"] = (w, talk) => StatusAsync(w, talk, "no-paper", [0x1C, 0x00, 0x0C, 0x0F]),
            ["near-end"] = (w, talk) => StatusAsync(w, talk, "near-end", [0x14, 0x00, 0x03, 0x0F]),
            ["cover-open"] = (w, talk) => StatusAsync(w, talk, "cover-open", [0x3C, 0x00, 0x00, 0x0F]),
            ["cutter-jam"] = (w, talk) => StatusAsync(w, talk, "cutter-jam", [0x1C, 0x08, 0x00, 0x0F]),
            ["slow"] = async (w, talk) =>
            {
                w.Order("slow 3 1");
                await talk.Ask(w);
                await w.HearsNothingAsync();
                Assert.Equal(talk.Answer, await w.HearInAsync(TimeSpan.FromSeconds(3)));
            },
            ["garbage"] = async (w, talk) =>
            {
                w.Order("garbage");
                await talk.Ask(w);
                Assert.Equal([0xFF, 0x00, 0x8F, 0x31, 0xA5, 0xFF, .. talk.Answer], await w.HearAsync(6 + talk.Answer.Length));
            },
            ["echo"] = async (w, talk) =>
            {
                w.Order("echo");
                await talk.Ask(w);
                Assert.Equal([0x1D, 0x61, 0xFF, .. talk.Answer], await w.HearAsync(3 + talk.Answer.Length));
            },
            ["swallow"] = async (w, talk) =>
            {
                w.Order("swallow");
                await talk.Ask(w);
                await w.HearsNothingAsync();
            },
            // Its first 200 bytes are eaten when it is back.
            ["power-off"] = async (w, talk) =>
            {
                w.Order("power-off 3");
                await w.SendAsync(0, 0, 0);
                await w.LosesItsLineAsync(() => w.SendAsync([.. new byte[200], 0x1D, 0x61, 0xFF]), talk.Answer);
            },
        },
        ["sim-reader"] = new(OfDevices)
        {
            ["card"] = async (w, _) =>
            {
                w.Order($"card {Card} 张三");
                await ExpectAsync(w, Sam(0x20, 0x01), SamAnswer(0x9F, 0, 0, 0, 0));
            },
            ["other"] = async (w, _) =>
            {
                w.Order($"other {Card} 张三");
                Assert.Equal((byte)'I', (await ReadAsync(w))[14 + 248]);
            },
            ["lift"] = async (w, talk) =>
            {
                w.Order($"card {Card} 张三");
                w.Order("lift");
                await ExpectAsync(w, Sam(0x20, 0x01), talk.Answer);
            },
            ["pull"] = async (w, talk) =>
            {
                w.Order($"pull 30 {Card} 张三");
                await FindAsync(w);
                await w.SendAsync(Sam(0x30, 0x01));
                await w.HearAsync(1284 * 30 / 100);
                await w.HearsNothingAsync();
                await ExpectAsync(w, Sam(0x20, 0x01), talk.Answer);
            },
            ["service"] = async (w, _) =>
            {
                w.Order("service");
                await ExpectAsync(w, Sam(0x11, 0xFF), SamAnswer(0x66));
            },
        },
        ["sim-locker"] = new(OfDevices)
        {
            ["jam"] = (w, talk) => OpenAsync(w, ["jam 3"], talk.Answer),
            ["free"] = (w, _) => OpenAsync(w, ["jam 3", "free 3"], Doors(0xFB, 0xFF, 0, 0)),
            ["force"] = (w, talk) => LookAsync(w, talk, ["force 3"], Doors(0xFB, 0xFF, 0, 0)),
            ["shut"] = (w, talk) => LookAsync(w, talk, ["force 3", "shut 3"], Doors(0xFF, 0xFF, 0, 0)),
            ["put"] = (w, talk) => LookAsync(w, talk, ["put 9"], Doors(0xFF, 0xFF, 0, 1)),
            ["take"] = (w, talk) => LookAsync(w, talk, ["put 9", "take 9"], Doors(0xFF, 0xFF, 0, 0)),
        },
        ["sim-relay"] = new(OfDevices) { ["input"] = (w, talk) => LookAsync(w, talk, ["input 2"], Crc(1, 2, 1, 2)) },
        ["sim-rating-pad"] = new(OfDevices)
        {
            ["rate"] = (w, _) => InviteAsync(w, "rate 5", [0x5A, 4, 0x82, 5, 0, 0, 0xE5]),
            ["decline"] = (w, _) => InviteAsync(w, "decline", [0x5A, 1, 0x83, 0xDE]),
        },
        ["sim-scanner"] = new(OfDevices) { ["send"] = AskedAsync },
        ["sim-keyboard-reader"] = new(OfDevices) { ["send"] = AskedAsync },
        ["sim-caller-pad"] = new(OfDevices) { ["press"] = AskedAsync },
        ["sim-sign"] = new()
        {
            ["echo"] = OfDevices["echo"],
            ["silent"] = async (w, talk) =>
            {
                w.Order("silent");
                await talk.Ask(w);
                await w.HearsNothingAsync();
                Assert.Equal("", Shown(w));
            },
            ["blank"] = async (w, talk) =>
            {
                await ShownAsync(w, talk);
                w.Order("blank");
                Assert.Equal("", Shown(w));
            },
            ["power-off"] = async (w, talk) =>
            {
                await ShownAsync(w, talk);
                w.Order("power-off 0");
                await w.SendAsync(0);
                await Bench.UntilAsync(() => Shown(w) == "", TimeSpan.FromSeconds(60), "it is dark");
            },
            ["disconnect"] = async (w, _) =>
            {
                w.Order("disconnect");
                await Bench.UntilAsync(() => !w.Played.Device!.IsServed, TimeSpan.FromSeconds(60), "nobody has a line to it");
            },
            ["well"] = async (w, talk) =>
            {
                foreach (var order in new[] { "silent", "power-off 3", "well" }) w.Order(order);
                await ShownAsync(w, talk);
            },
        },
    };

    public static TheoryData<string, string, string> Cases =>
        [.. from device in Table from word in device.Value.Keys from over in new[] { "tcp", "pty" } select new TheoryDataRow<string, string, string>(device.Key, word, over)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_is_ordered_by_word_happens_on_the_line(string device, string word, string over)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pseudo-terminals are Linux's.");
        await using var wired = new Wired(device, over);
        await wired.OpenAsync();
        await Table[device][word](wired, Talks[device]);
    }

    public static TheoryData<string> Devices => [.. ProfileFile.ShippedModels.Where(n => ProfileFile.Shipped(n).Speaker is null)];

    [Theory]
    [MemberData(nameof(Devices))]
    public async Task Every_word_that_its_help_names_is_in_the_table_and_no_other(string device)
    {
        var profile = ProfileFile.Shipped(device);
        var like = Table.Single(t => Kind(ProfileFile.Shipped(t.Key)) == Kind(profile) && t.Key != "sim-keyboard-reader");
        await using var played = PlayedDevice.Start(profile, 0, TimeProvider.System);
        Assert.Equal(like.Value.Keys.Order(StringComparer.Ordinal), played.Orders.Select(o => o.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("sim-reader", "card 12 张三")]
    [InlineData("sim-reader", "pull 100 110105194912310021 张三")]
    [InlineData("sim-reader", "card 110105194912310021 一二三四五六七八九十一二三四五六")]
    [InlineData("sim-locker", "jam 17")]
    [InlineData("sim-locker", "late -1")]
    [InlineData("sim-scanner", "slow 0")]
    [InlineData("sim-sign", "late 3")]
    [InlineData("sim-caller-pad", "press 256")]
    [InlineData("sim-rating-pad", "rate 6")]
    public async Task An_order_beyond_the_device_is_answered_by_what_it_can_be_ordered(string device, string order)
    {
        await using var played = PlayedDevice.Start(ProfileFile.Shipped(device), 0, TimeProvider.System);
        Assert.StartsWith("Allowed: ", played.Order(order));
    }

    private static (DeviceFamily, bool) Kind(DeviceProfile profile) => profile.CardReader is { Codec: CardReaderCodec.Keyboard } ? (DeviceFamily.CodeScanner, false) : (profile.Family, false);

    private static Talk Question(byte[] question, byte[] answer) => new(w => w.SendAsync(question), answer);

    private static Talk Hand(string order, ReadOnlySpan<byte> said) => new(w =>
    {
        w.Order(order);
        return Task.CompletedTask;
    }, said.ToArray());

    private static Task AskedAsync(Wired w, Talk talk) => LookAsync(w, talk, [], talk.Answer);

    private static async Task LookAsync(Wired w, Talk talk, string[] orders, byte[] answer)
    {
        foreach (var order in orders) w.Order(order);
        await talk.Ask(w);
        Assert.Equal(answer, await w.HearAsync(answer.Length));
    }

    private static async Task ExpectAsync(Wired w, byte[] question, byte[] answer)
    {
        await w.SendAsync(question);
        Assert.Equal(answer, await w.HearAsync(answer.Length));
    }

    /// <summary>Told unasked: off-line it reads no question but a real-time one.</summary>
    private static async Task StatusAsync(Wired w, Talk talk, string order, byte[] status)
    {
        await AskedAsync(w, talk);
        w.Order(order);
        Assert.Equal(status, await w.HearAsync(4));
    }

    private static Task OpenAsync(Wired w, string[] orders, byte[] doors)
    {
        foreach (var order in orders) w.Order(order);
        // Opens lock 3; the board answers the question after it alone.
        return ExpectAsync(w, [0x02, 0x02, 0x31, 0x03, 0x38, 0x02, 0x00, 0x30, 0x03, 0x35], doors);
    }

    private static async Task InviteAsync(Wired w, string order, byte[] answer)
    {
        await ExpectAsync(w, [0x5A, 2, 0x01, 20, 0x71], [0x5A, 1, 0x81, 0xDC]);
        w.Order(order);
        Assert.Equal(answer, await w.HearAsync(answer.Length));
    }

    private static async Task FindAsync(Wired w)
    {
        await ExpectAsync(w, Sam(0x20, 0x01), SamAnswer(0x9F, 0, 0, 0, 0));
        await ExpectAsync(w, Sam(0x20, 0x02), SamAnswer(0x90));
    }

    private static async Task<byte[]> ReadAsync(Wired w)
    {
        await FindAsync(w);
        await w.SendAsync(Sam(0x30, 0x01));
        return await w.HearAsync(1295);
    }

    private static string Shown(Wired w) => ((SimulatedWindowSign)w.Played.Device!).Shown;

    private static async Task ShownAsync(Wired w, Talk talk)
    {
        await talk.Ask(w);
        await Bench.UntilAsync(() => Shown(w) == "A1", TimeSpan.FromSeconds(60), "it shows what it was sent");
    }

    private static byte[] Sam(byte command, byte parameter) => [0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 3, command, parameter, (byte)(3 ^ command ^ parameter)];

    private static byte[] SamAnswer(byte code, params byte[] data)
    {
        byte[] body = [0, (byte)(4 + data.Length), 0, 0, code, .. data];
        return [0xAA, 0xAA, 0xAA, 0x96, 0x69, .. body, body.Aggregate((byte)0, (all, b) => (byte)(all ^ b))];
    }

    private static byte[] Doors(byte locked1, byte locked9, byte item1, byte item9) =>
        [0x02, 0x00, 0x35, locked1, locked9, item1, item9, 0x03, (byte)(0x02 + 0x35 + locked1 + locked9 + item1 + item9 + 0x03)];

    private static byte[] Crc(params byte[] frame)
    {
        var crc = 0xFFFF;
        foreach (var b in frame)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xA001 : crc >> 1;
        }
        return [.. frame, (byte)crc, (byte)(crc >> 8)];
    }
}
