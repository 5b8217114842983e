using System.Text;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Agent;
using TidalHall.DeviceAgents.Tests.Printing;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Tests.Transports;

/// <summary>What went over a device's line can be looked at, and whose ticket or card it was cannot be seen in it.</summary>
public sealed class TraceSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Switched_off_it_keeps_nothing_and_switched_on_it_begins_empty()
    {
        var trace = Of(DeviceFamily.LockerBoard);
        trace.Add(true, [1]);
        Assert.Empty(trace.Now.Lines);
        trace.Switch(true);
        trace.Add(true, [0x02, 0x00, 0x30]);
        trace.Add(false, [0xFF]);
        Assert.Equal([(true, 3, "020030"), (false, 1, "FF")], trace.Now.Lines.Select(l => (l.ToDevice, l.Length, l.Shown)));
        trace.Switch(false);
        Assert.Empty(trace.Now.Lines);
    }

    [Fact]
    public void It_holds_no_more_than_its_room_and_the_oldest_go()
    {
        var trace = Of(DeviceFamily.LockerBoard);
        trace.Switch(true);
        for (var i = 0; i < 10_000; i++) trace.Add(true, BitConverter.GetBytes(i));
        var lines = trace.Now.Lines;
        Assert.InRange(lines.Sum(l => l.Shown.Length), 1, ByteTrace.Room);
        Assert.Equal(Convert.ToHexString(BitConverter.GetBytes(9_999)), lines[^1].Shown);
        Assert.InRange(lines.Length, 1_000, 2_000);
    }

    [Fact]
    public void One_long_piece_does_not_fill_it()
    {
        var trace = Of(DeviceFamily.LockerBoard);
        trace.Switch(true);
        trace.Add(true, new byte[1_000_000]);
        Assert.Equal((1_000_000, 2048), Assert.Single(trace.Now.Lines) is var l ? (l.Length, l.Shown.Length) : default);
    }

    /// <summary>However a card's answer is cut by the line, nothing of the card is shown.</summary>
    [Fact]
    public void A_card_is_masked_wherever_its_frame_is_cut()
    {
        byte[] frame = [0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x05, 0x08, 0x00, 0x00, 0x90, 0x01, 0x00, 0x04, 0x00, .. Encoding.Unicode.GetBytes("张三11010519491231002X"), .. new byte[400]];
        for (var cut = 1; cut < frame.Length; cut++)
        {
            var trace = Of(DeviceFamily.CardReader);
            trace.Switch(true);
            trace.Add(false, frame.AsSpan(0, cut));
            trace.Add(false, frame.AsSpan(cut));
            Assert.All(trace.Now.Lines, l => Assert.StartsWith(l.Shown, "AAAAAA96690508000090", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(DeviceFamily.CodeScanner, false)]
    [InlineData(DeviceFamily.CardReader, false)]
    [InlineData(DeviceFamily.Printer, true)]
    [InlineData(DeviceFamily.WindowSign, true)]
    public void What_a_citizen_holds_or_is_handed_is_masked(DeviceFamily family, bool toDevice)
    {
        var trace = Of(family);
        trace.Switch(true);
        trace.Add(toDevice, [0x1B, 0x40, 0x1C, 0x26, .. Encoding.UTF8.GetBytes("张三 11010519491231002X")]);
        var line = Assert.Single(trace.Now.Lines);
        Assert.True(line.Shown.Length <= 8);
        Assert.Equal(29, line.Length);
    }

    [Fact]
    public async Task A_technician_switches_it_on_over_the_hub_and_sees_questions_but_no_paper()
    {
        await using var printer = new SimulatedPrinter(Workplace.Facts);
        await using var work = await Workplace.OpenAsync();
        await work.AgentAsync(Workplace.Printer("printer-1", printer.Port));
        await Heard.NextAsync(work.Heard.Hellos);
        Assert.False((await work.Hub.ReadTraceAsync(new("printer-1"), Cancel)).IsOn);
        await work.Hub.SwitchTraceAsync(new("printer-1"), true);
        await work.Hub.DoAsync(Workplace.Print("printer-1"));
        await Heard.NextAsync(work.Heard.Results);
        var trace = await work.Hub.ReadTraceAsync(new("printer-1"), Cancel);
        Assert.True(trace.IsOn);
        Assert.Contains(trace.Lines, l => l is { ToDevice: true, Shown: "100401" });
        Assert.Contains(trace.Lines, l => l is { ToDevice: false, Length: 1 });
        Assert.Contains(trace.Lines, l => l.ToDevice && l.Length > 300);
        var shown = string.Concat(trace.Lines.Select(l => l.Shown));
        Assert.DoesNotContain(Convert.ToHexString(Encoding.ASCII.GetBytes("A012")), shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(Encoding.ASCII.GetBytes(Sample.Ticket.QrContent[^8..])), shown, StringComparison.Ordinal);
        await work.Hub.SwitchTraceAsync(new("printer-1"), false);
        await Bench.UntilAsync(() => !work.Hub.ReadTraceAsync(new("printer-1"), Cancel).GetAwaiter().GetResult().IsOn, TimeSpan.FromSeconds(5), "it is off");
    }

    private static ByteTrace Of(DeviceFamily family) => new(TraceMask.Of(family), TimeProvider.System);
}
