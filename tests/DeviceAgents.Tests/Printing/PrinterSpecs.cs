using System.Net;
using System.Net.Sockets;
using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Tests.Printing;

/// <summary>The driver over a real socket against a printer with troubles.</summary>
public sealed class PrinterSpecs : IAsyncDisposable
{
    private static readonly PrinterFacts Facts = new() { ProofSeconds = 1, FourByteCharacters = true };
    private readonly SimulatedPrinter _printer = new(Facts);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ticket_comes_out_once_whole_and_the_driver_knows()
    {
        var result = await PrintAsync();
        Assert.Equal((JobOutcome.Done, null), (result.Outcome, result.Fault));
        var paper = Assert.Single(_printer.Papers);
        Assert.Contains(paper, ink => ink is Ink.Text { Line: "A012", Scale: 5, IsBold: true });
        Assert.Contains(paper, ink => ink is Ink.Qr { Content: "http://hall.example/t/0123456789ABCDEF" });
        Assert.IsType<Ink.Cut>(paper[^1]);
    }

    [Fact]
    public async Task The_cut_stays_below_the_last_line_by_the_way_from_head_to_cutter()
    {
        await PrintAsync();
        var feed = Assert.IsType<Ink.Feed>(_printer.Papers[0][^2]);
        Assert.True(feed.Dots >= Facts.CutFeedDots);
    }

    [Fact]
    public async Task Without_paper_nothing_is_sent_and_the_job_has_failed()
    {
        _printer.Troubles.PaperOut = true;
        var result = await PrintAsync();
        Assert.Equal((JobOutcome.Failed, DeviceFault.PaperOut), (result.Outcome, result.Fault));
        Assert.Empty(_printer.Papers);
    }

    [Fact]
    public async Task A_printer_that_says_nothing_is_never_taken_for_ready()
    {
        _printer.Troubles.Silent = true;
        using var driver = Driver();
        await driver.CheckAsync(Cancel);
        Assert.Equal((DeviceState.Unknown, DeviceFault.NoAnswer), (driver.Health.State, driver.Health.Fault));
        Assert.Equal(JobOutcome.Failed, (await driver.PrintAsync(Job(), Cancel)).Outcome);
    }

    [Fact]
    public async Task Printed_but_not_confirmed_is_unknown_and_not_sent_again()
    {
        _printer.Troubles.WithholdProof = true;
        Assert.Equal(JobOutcome.Unknown, (await PrintAsync()).Outcome);
        Assert.Single(_printer.Papers);
    }

    [Fact]
    public async Task Power_lost_inside_a_ticket_is_unknown_and_the_next_comes_whole()
    {
        _printer.Troubles.CutPowerAfter(120);
        Assert.Equal(JobOutcome.Unknown, (await PrintAsync()).Outcome);
        Assert.Empty(_printer.Papers);
        Assert.Equal(JobOutcome.Done, (await PrintAsync()).Outcome);
        Assert.Single(_printer.Papers);
    }

    [Fact]
    public async Task Bytes_eaten_after_power_on_are_the_question_not_the_ticket()
    {
        _printer.Troubles.Eat(3);
        Assert.Equal((JobOutcome.Failed, DeviceFault.NoAnswer), (await PrintAsync()) is var r ? (r.Outcome, r.Fault) : default);
        Assert.Equal(JobOutcome.Done, (await PrintAsync()).Outcome);
        Assert.Single(_printer.Papers);
    }

    [Fact]
    public async Task Paper_that_ends_inside_a_ticket_is_unknown_and_the_reason_is_told()
    {
        _printer.Troubles.EndPaperAfter(3);
        var result = await PrintAsync();
        Assert.Equal((JobOutcome.Unknown, DeviceFault.PaperOut), (result.Outcome, result.Fault));
        Assert.Empty(_printer.Papers);
    }

    [Theory]
    [InlineData("cover", DeviceFault.CoverOpen)]
    [InlineData("cutter", DeviceFault.CutterJam)]
    public async Task Open_or_jammed_it_is_sent_nothing(string what, DeviceFault fault)
    {
        (_printer.Troubles.CoverOpen, _printer.Troubles.CutterJam) = (what == "cover", what == "cutter");
        var result = await PrintAsync();
        Assert.Equal((JobOutcome.Failed, fault), (result.Outcome, result.Fault));
    }

    [Fact]
    public async Task Automatic_status_and_noise_before_each_answer_change_nothing()
    {
        // A block that says paper end and cover open, and a byte that is no answer at all.
        _printer.Troubles.Chatter = [0x34, 0x00, 0x0C, 0x00, 0xFF];
        using var driver = Driver();
        for (var poll = 0; poll < 5; poll++)
        {
            await driver.CheckAsync(Cancel);
            Assert.Equal(DeviceState.Ready, driver.Health.State);
        }
        Assert.Equal(JobOutcome.Done, (await driver.PrintAsync(Job(), Cancel)).Outcome);
    }

    [Fact]
    public async Task Twenty_bytes_eaten_on_return_cost_no_ticket_its_head()
    {
        _printer.Troubles.Eat(20);
        using var driver = Driver();
        for (var tries = 0; tries < 10 && (await driver.PrintAsync(Job(), Cancel)).Outcome != JobOutcome.Done; tries++)
            Assert.Empty(_printer.Papers);
        Assert.IsType<Ink.Text>(Assert.Single(_printer.Papers)[0]);
    }

    [Fact]
    public async Task A_printer_without_status_prints_but_nobody_can_say_so()
    {
        using var driver = new EscPosPrinter(new("printer-1"), Facts with { StatusQueries = [], Proof = PrintProof.None }, new TcpTransport("127.0.0.1", _printer.Port, TimeProvider.System), TimeProvider.System);
        Assert.Equal(JobOutcome.Unknown, (await driver.PrintAsync(Job(), Cancel)).Outcome);
        Assert.Equal(DeviceState.Unknown, driver.Health.State);
    }

    [Fact]
    public async Task A_printer_that_is_not_there_is_given_up_at_once()
    {
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        using var driver = new EscPosPrinter(new("printer-1"), Facts, new TcpTransport("127.0.0.1", port, TimeProvider.System), TimeProvider.System);
        Assert.Equal((JobOutcome.Failed, DeviceFault.Unreachable), (await driver.PrintAsync(Job(), Cancel)) is var r ? (r.Outcome, r.Fault) : default);
        Assert.Equal(DeviceState.Offline, driver.Health.State);
    }

    [Fact]
    public async Task After_its_deadline_a_job_is_not_begun()
    {
        using var driver = Driver();
        Assert.Equal(JobOutcome.Expired, (await driver.PrintAsync(Job() with { Deadline = TimeProvider.System.GetUtcNow().AddSeconds(-1) }, Cancel)).Outcome);
        Assert.Empty(_printer.Papers);
    }

    [Fact]
    public async Task Health_is_told_when_it_changes_and_only_then()
    {
        using var driver = Driver();
        var told = new List<DeviceState>();
        driver.HealthChanged += health => told.Add(health.State);
        await driver.CheckAsync(Cancel);
        await driver.CheckAsync(Cancel);
        _printer.Troubles.NearEnd = true;
        await driver.CheckAsync(Cancel);
        _printer.Troubles.CoverOpen = true;
        await driver.CheckAsync(Cancel);
        Assert.Equal([DeviceState.Ready, DeviceState.NearEnd, DeviceState.Faulty], told);
    }

    private EscPosPrinter Driver() => new(new("printer-1"), Facts, new TcpTransport("127.0.0.1", _printer.Port, TimeProvider.System), TimeProvider.System);

    private async Task<JobResult> PrintAsync()
    {
        using var driver = Driver();
        return await driver.PrintAsync(Job(), Cancel);
    }

    private static PrintJob Job() => new(Guid.NewGuid(), new("printer-1"), TimeProvider.System.GetUtcNow().AddMinutes(1), Sample.Sheet);

    public ValueTask DisposeAsync() => _printer.DisposeAsync();
}
