using System.Net;
using System.Net.Sockets;
using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Tests.Printing;

/// <summary>What has bitten others who print, one after the other.</summary>
public sealed class TrapSpecs : IAsyncDisposable
{
    private static readonly PrinterFacts Facts = new() { ProofSeconds = 2, FourByteCharacters = true };
    private readonly SimulatedPrinter _printer = new(Facts);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_line_that_the_printer_reset_while_idle_costs_no_ticket()
    {
        using var driver = Driver();
        await driver.CheckAsync(Cancel);
        _printer.Troubles.Disconnect();
        Assert.Equal(JobOutcome.Done, (await driver.PrintAsync(Job(), Cancel)).Outcome);
        Assert.Single(_printer.Papers);
    }

    [Fact]
    public async Task A_line_that_swallows_bytes_is_known_before_the_ticket_leaves()
    {
        _printer.Troubles.Swallows = true;
        using var driver = Driver();
        Assert.Equal((JobOutcome.Failed, DeviceFault.NoAnswer), await driver.PrintAsync(Job(), Cancel) is var r ? (r.Outcome, r.Fault) : default);
    }

    [Fact]
    public async Task A_line_that_begins_to_swallow_inside_a_ticket_makes_it_unknown()
    {
        _printer.Troubles.SwallowAfter(300);
        using var driver = Driver();
        Assert.Equal(JobOutcome.Unknown, (await driver.PrintAsync(Job(), Cancel)).Outcome);
        Assert.Empty(_printer.Papers);
    }

    [Fact]
    public async Task After_power_came_back_200_bytes_are_eaten_and_the_next_tickets_come_whole_or_not_at_all()
    {
        _printer.Troubles.CutPowerAfter(120, eatOnReturn: 200);
        using var driver = Driver();
        Assert.Equal(JobOutcome.Unknown, (await driver.PrintAsync(Job(), Cancel)).Outcome);
        // Its questions are eaten first, three bytes a time; the person at the printer would have pressed a key long before.
        _printer.Troubles.Eat(9);
        JobResult result;
        do result = await driver.PrintAsync(Job(), Cancel);
        while (result.Outcome is JobOutcome.Failed);
        Assert.Equal(JobOutcome.Done, result.Outcome);
        Assert.Contains(Assert.Single(_printer.Papers), ink => ink is Ink.Text { Line: "A012" });
    }

    [Fact]
    public async Task A_line_cut_after_the_last_byte_but_before_its_proof_is_one_print_and_unknown()
    {
        var length = new SheetLayout(Facts).Set(Sample.Sheet).Length;
        _printer.Troubles.CutLineAfter(4 * 3 + length);
        using var driver = Driver();
        Assert.Equal(JobOutcome.Unknown, (await driver.PrintAsync(Job(), Cancel)).Outcome);
        Assert.Single(_printer.Papers);
    }

    [Fact]
    public async Task Late_answers_are_no_answers_and_it_is_in_step_again_at_once()
    {
        using var driver = Driver();
        _printer.Troubles.Late = TimeSpan.FromSeconds(3);
        await driver.CheckAsync(Cancel);
        Assert.Equal((DeviceState.Unknown, DeviceFault.NoAnswer), (driver.Health.State, driver.Health.Fault));
        _printer.Troubles.Late = default;
        await driver.CheckAsync(Cancel);
        Assert.Equal(DeviceState.Ready, driver.Health.State);
    }

    [Theory]
    [InlineData("half-frame", DeviceState.Unknown)]
    [InlineData("garbage", DeviceState.Ready)]
    [InlineData("echo", DeviceState.Ready)]
    [InlineData("silent", DeviceState.Unknown)]
    [InlineData("near-end", DeviceState.NearEnd)]
    [InlineData("cover-open", DeviceState.Faulty)]
    public async Task A_trouble_ordered_by_word_is_seen_for_what_it_is_and_gone_when_taken_back(string order, DeviceState state)
    {
        Assert.True(_printer.Troubles.TryOrder(order));
        using var driver = Driver();
        await driver.CheckAsync(Cancel);
        Assert.Equal(state, driver.Health.State);
        Assert.True(_printer.Troubles.TryOrder("well"));
        await driver.CheckAsync(Cancel);
        Assert.Equal(DeviceState.Ready, driver.Health.State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fire")]
    [InlineData("slow")]
    [InlineData("slow 0 9600")]
    [InlineData("late -1")]
    [InlineData("power-off many")]
    public void An_order_nobody_knows_is_refused(string order) => Assert.False(_printer.Troubles.TryOrder(order));

    /// <summary>4 KB and a rate at which the paper is 10 times slower than the line; the ratio is that of 9.6 kB/s to a fast line, with less waiting.</summary>
    [Fact]
    public async Task Through_a_small_buffer_that_drops_twenty_tickets_with_a_logo_come_whole()
    {
        _printer.Troubles.Buffer = new(4096, 200_000);
        using var driver = Driver(Facts with { BufferBytes = 4096, ProofSeconds = 10 });
        for (var ticket = 0; ticket < 20; ticket++) Assert.Equal(JobOutcome.Done, (await driver.PrintAsync(Job() with { Paper = Logo.Sheet }, Cancel)).Outcome);
        Assert.Equal(20, _printer.Papers.Count);
        Assert.All(_printer.Papers, paper => Assert.Equal(Told(_printer.Papers[0]), Told(paper)));
        Assert.Equal(192, _printer.Papers[0].OfType<Ink.Picture>().Sum(p => p.Raster.Height));
    }

    [Fact]
    public async Task Sent_all_at_once_to_such_a_buffer_a_ticket_with_a_logo_is_spoilt()
    {
        _printer.Troubles.Buffer = new(4096, 200_000);
        using var driver = Driver();
        await driver.PrintAsync(Job() with { Paper = Logo.Sheet }, Cancel);
        Assert.DoesNotContain(_printer.Papers, paper => Told(paper).Contains("A012", StringComparison.Ordinal) && paper.OfType<Ink.Picture>().Sum(p => p.Raster.Height) == 192);
    }

    [Theory]
    [InlineData("no-paper", DeviceState.Faulty, DeviceFault.PaperOut)]
    [InlineData("near-end", DeviceState.NearEnd, null)]
    [InlineData("cover-open", DeviceState.Faulty, DeviceFault.CoverOpen)]
    [InlineData("cutter-jam", DeviceState.Faulty, DeviceFault.CutterJam)]
    public async Task Automatic_status_says_the_same_as_questions(string order, DeviceState state, DeviceFault? fault)
    {
        using var asking = Driver();
        using var told = Driver(Facts with { StatusQueries = [], AutomaticStatus = true });
        foreach (var driver in (EscPosPrinter[])[asking, told])
        {
            await driver.CheckAsync(Cancel);
            Assert.Equal(DeviceState.Ready, driver.Health.State);
        }
        _printer.Troubles.TryOrder(order);
        await asking.CheckAsync(Cancel);
        Assert.Equal((state, fault), (asking.Health.State, asking.Health.Fault));
        await told.CheckAsync(Cancel);
        // GS a waits in line behind what cannot be printed: a printer off-line says nothing, and that is no "ready".
        Assert.Equal(state is DeviceState.Faulty ? DeviceState.Unknown : state, told.Health.State);
    }

    /// <summary>Half of it has come, and been dropped, when the question goes out; its other half looks like three answers.</summary>
    [Fact]
    public async Task Half_an_automatic_block_before_the_question_is_no_answer_to_it()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var line = await new TcpTransport("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, TimeProvider.System).OpenAsync(Cancel);
        using var printer = await listener.AcceptTcpClientAsync(Cancel);
        printer.NoDelay = true;
        await using var replies = new PrinterReplies(line, TimeProvider.System);
        await printer.GetStream().WriteAsync(new byte[] { 0x12, 0x14, 0x00 }, Cancel);
        Assert.Equal((byte)0x12, await replies.ReadAsync(DeviceAgents.EscPos.StatusReplies.ReadRealTime, TimeSpan.FromSeconds(5), Cancel));
        await replies.AskAsync([0x1D, 0x72, 0x01], Cancel);
        await printer.GetStream().WriteAsync(new byte[] { 0x0C, 0x0F }, Cancel);
        Assert.Null(await replies.ReadAsync(DeviceAgents.EscPos.StatusReplies.ReadInOrder, TimeSpan.FromMilliseconds(300), Cancel));
        Assert.Equal(DeviceFault.PaperOut, replies.Automatic.Fault);
        await printer.GetStream().WriteAsync(new byte[] { 0x00 }, Cancel);
        Assert.Equal((byte)0x00, await replies.ReadAsync(DeviceAgents.EscPos.StatusReplies.ReadInOrder, TimeSpan.FromSeconds(5), Cancel));
    }

    [Fact]
    public async Task Where_the_line_echoes_no_ticket_counts_as_printed()
    {
        _printer.Troubles.Echo = true;
        using var driver = Driver();
        Assert.Equal(JobOutcome.Unknown, (await driver.PrintAsync(Job(), Cancel)).Outcome);
        Assert.Single(_printer.Papers);
    }

    [Fact]
    public async Task What_was_asked_for_without_paper_never_comes_out_when_there_is_paper_again()
    {
        _printer.Troubles.PaperOut = true;
        using var driver = Driver();
        for (var job = 0; job < 5; job++) Assert.Equal(JobOutcome.Failed, (await driver.PrintAsync(Job(), Cancel)).Outcome);
        _printer.Troubles.PaperOut = false;
        Assert.Equal(JobOutcome.Done, (await driver.PrintAsync(Job(), Cancel)).Outcome);
        Assert.Single(_printer.Papers);
    }

    private static string Told(IReadOnlyList<Ink> paper) => string.Join('\n', paper.Select(ink => ink switch
    {
        Ink.Picture p => $"{p.Raster.Height} {Convert.ToHexString(p.Raster.Bits)}",
        Ink.Text t => t.Line,
        _ => ink.ToString(),
    }));

    private EscPosPrinter Driver(PrinterFacts? facts = null) => new(new("printer-1"), facts ?? Facts, new TcpTransport("127.0.0.1", _printer.Port, TimeProvider.System), TimeProvider.System);
    private static PrintJob Job() => new(Guid.NewGuid(), new("printer-1"), TimeProvider.System.GetUtcNow().AddMinutes(1), Sample.Sheet);

    public ValueTask DisposeAsync() => _printer.DisposeAsync();
}
