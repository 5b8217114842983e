using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Printing;
using TidalHall.DeviceAgents.Tests.Transports;

namespace TidalHall.DeviceAgents.Tests.Agent;

/// <summary>
/// Cables are pulled, agent and hub killed, devices lose their power, all at random and inside of jobs. Each job ends as done once, failed, unknown or expired; none is done twice,
/// which the bytes at the devices' own ends show; none is lost.
/// </summary>
/// <remarks><c>TIDALHALL_CABLE_PULLS=400</c>: the long form, so many prints and as many openings. <c>TIDALHALL_SEED</c> repeats the moments.</remarks>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class CablePullSpecs : IAsyncLifetime
{
    private static readonly TimeSpan Begin = TimeSpan.FromSeconds(15);
    private static readonly LockerFacts Board = new() { Codec = LockerCodec.Cu16, OpenWithinMs = 500 };
    private readonly string _folder = Bench.Folder("cable");
    private readonly SimulatedPrinter _printer = new(Workplace.Facts);
    private readonly SimulatedLockerBoard _board = new(Board, TimeProvider.System);
    private readonly ConcurrentDictionary<Guid, Asked> _ledger = [];
    private readonly ConcurrentDictionary<string, int> _papers = [];
    private readonly ConcurrentQueue<string> _said = [];
    private readonly Dictionary<string, int> _disturbed = [];
    private int _disturbances;
    private SimulatedSocket _boardSocket = null!;
    private Tap _printerTap = null!, _boardTap = null!;
    private SerialLead? _printerLead, _boardLead;
    private HubDouble _hub = null!;
    private AgentProcess? _agent;
    private string[] _line = [];

    /// <summary>That must have come among the jobs, however quick these are.</summary>
    private const int Disturbances = 5;

    /// <param name="Ended">Its first outcome; a later one must be the same.</param>
    private sealed record Asked(DeviceJob Job, TaskCompletionSource<JobResult> Ended);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_job_is_done_once_or_said_not_to_be_and_none_is_lost()
    {
        var jobs = Number("TIDALHALL_CABLE_PULLS", 20);
        var seed = Number("TIDALHALL_SEED", Random.Shared.Next());
        var chance = new Random(seed);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var peace = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var hearing = HearAsync(over.Token);
        var disturbing = DisturbAsync(chance, peace.Token);
        var (prints, opens) = (PrintAllAsync(jobs, least: Disturbances), OpenAllAsync(jobs, least: Disturbances));
        // Whoever ends before the jobs do failed.
        await await Task.WhenAny(hearing, disturbing, Task.WhenAll(prints, opens));
        var printed = await prints;
        var opened = await opens;
        await peace.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => disturbing);
        await MendAsync();
        var after = (await PrintAllAsync(5, "after"), await OpenAllAsync(5));
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hearing);
        Tell($"seed {seed}; {string.Join(", ", _disturbed.OrderBy(d => d.Key).Select(d => $"{d.Value} × {d.Key}"))}");
        Tell($"print: {Table(printed.Select(p => p.Result))}; unknown with a paper {printed.Count(p => p is { Result.Outcome: JobOutcome.Unknown, Papers: > 0 })}, with bytes at the printer {printed.Count(p => p is { Result.Outcome: JobOutcome.Unknown, Sent: > 0 })}");
        Tell($"open: {Table(opened.Select(o => o.Result))}; unknown with an order at the board {opened.Count(o => o is { Result.Outcome: JobOutcome.Unknown, Orders: > 0 })}");
        Assert.All(printed, p => Assert.True(p.Sent <= 1 && p.Papers <= 1, $"{p}: printed twice"));
        Assert.All(printed.Where(p => p.Result.Outcome is JobOutcome.Done), p => Assert.True(p is { Sent: 1, Papers: 1 }, $"{p}: done, but not on one paper"));
        Assert.All(printed.Where(p => p.Result.Outcome is JobOutcome.Failed or JobOutcome.Expired), p => Assert.True(p is { Sent: 0, Papers: 0 }, $"{p}: said not to be done, but bytes left"));
        Assert.All(opened, o => Assert.True(o.Orders <= 1, $"{o}: opened twice"));
        Assert.All(opened.Where(o => o.Result.Outcome is JobOutcome.Done), o => Assert.True(o.Orders == 1 && o.IsOpen, $"{o}: done, but not opened by one order"));
        Assert.All(opened.Where(o => o.Result is { Outcome: JobOutcome.Failed or JobOutcome.Expired, Answer: null }), o => Assert.True(o.Orders == 0, $"{o}: said not to be done, but an order left"));
        // Left in peace everything works again, without anybody's help.
        Assert.Contains(after.Item1, p => p is { Result.Outcome: JobOutcome.Done, Sent: 1, Papers: 1 });
        Assert.Contains(after.Item2, o => o is { Result.Outcome: JobOutcome.Done, Orders: 1 });
        Assert.True(_disturbances >= Disturbances);
    }

    private async Task<List<(JobResult Result, int Sent, int Papers)>> PrintAllAsync(int jobs, string mark = "", int least = 0)
    {
        var all = new List<(string Mark, JobResult Result)>();
        for (var i = 0; i < jobs || Volatile.Read(ref _disturbances) < least; i++)
        {
            var matter = $"#{mark}{i:0000}#";
            var sheet = Sample.Layouts.Sheet(Sample.Ticket with { Matter = matter });
            var result = await AskAsync(new PrintJob(Guid.NewGuid(), new("printer-1"), TimeProvider.System.GetUtcNow() + Begin, sheet));
            all.Add((matter, result));
            await PauseAfterAsync(result);
        }
        return [.. all.Select(j => (j.Result, _printerTap.Count(Encoding.ASCII.GetBytes(j.Mark)), _papers.GetValueOrDefault(j.Mark)))];
    }

    private async Task<List<(JobResult Result, int Orders, bool IsOpen)>> OpenAllAsync(int jobs, int least = 0)
    {
        var all = new List<(JobResult, int, bool)>();
        for (var i = 0; i < jobs || Volatile.Read(ref _disturbances) < least; i++)
        {
            var locker = i % Board.Locks + 1;
            _board.Close(locker);
            var from = _boardTap.Length;
            var result = await AskAsync(new OpenCompartmentJob(Guid.NewGuid(), new("locker-1"), TimeProvider.System.GetUtcNow() + Begin, locker));
            byte[] order = [0x02, (byte)(locker - 1), 0x31, 0x03, (byte)(0x02 + locker - 1 + 0x31 + 0x03)];
            all.Add((result, _boardTap.Count(order, from), _board.IsOpen(locker)));
            await PauseAfterAsync(result);
        }
        return all;
    }

    /// <summary>A job fails in a moment while its device is away: without a pause one outage would take them all.</summary>
    private static Task PauseAfterAsync(JobResult result) => result.Outcome is JobOutcome.Done ? Task.CompletedTask : Task.Delay(700, Cancel);

    private async Task<JobResult> AskAsync(DeviceJob job)
    {
        var asked = _ledger[job.Job] = new(job, new(TaskCreationOptions.RunContinuationsAsynchronously));
        await SendAsync(asked);
        return await asked.Ended.Task.WaitAsync(TimeSpan.FromMinutes(2), Cancel);
    }

    private async Task SendAsync(Asked asked)
    {
        var left = asked.Job.Deadline - TimeProvider.System.GetUtcNow();
        try
        {
            await _hub.DoAsync(asked.Job with { Within = left > TimeSpan.Zero ? left : TimeSpan.Zero });
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException)
        {
            // The hub is just dead; it sends it when it is back.
        }
    }

    /// <summary>What a hub does: it notes outcomes, and sends what has none to an agent that comes in.</summary>
    private async Task HearAsync(CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var heard = _hub.Heard;
            while (heard.Results.Reader.TryRead(out var result))
                if (_ledger.TryGetValue(result.Job, out var asked) && !asked.Ended.TrySetResult(result))
                    Assert.Equal((await asked.Ended.Task).Outcome, result.Outcome);
            while (heard.Hellos.Reader.TryRead(out _))
                foreach (var asked in _ledger.Values.Where(a => !a.Ended.Task.IsCompleted)) await SendAsync(asked);
            await Task.Delay(5, cancel);
        }
    }

    private async Task DisturbAsync(Random chance, CancellationToken cancel)
    {
        while (true)
        {
            await Task.Delay(chance.Next(200, 1500), cancel);
            var what = chance.Next(12) switch
            {
                0 or 1 => await PrinterCableAsync(),
                2 or 3 => await LockerCableAsync(),
                4 or 5 or 6 => PrinterPower(),
                7 or 8 => LockerFault(),
                9 => await KillAgentAsync(),
                10 => await KillHubAsync(),
                _ => LineReset(),
            };
            _disturbed[what] = _disturbed.GetValueOrDefault(what) + 1;
            Interlocked.Increment(ref _disturbances);
        }

        async Task<string> PrinterCableAsync()
        {
            await _printerLead!.DisposeAsync();
            await Task.Delay(chance.Next(0, 700), cancel);
            PlugPrinter();
            return "printer's cable pulled";
        }

        async Task<string> LockerCableAsync()
        {
            await _boardLead!.DisposeAsync();
            await Task.Delay(chance.Next(0, 700), cancel);
            PlugBoard();
            return "locker's cable pulled";
        }

        string PrinterPower()
        {
            // The first dozen bytes are questions; the rest is inside a ticket.
            _printer.Troubles.CutPowerAfter(chance.Next(1500), eatOnReturn: chance.Next(20));
            return "printer's power cut";
        }

        string LineReset()
        {
            _printer.Troubles.CutLineAfter(chance.Next(1500));
            return "printer's line reset";
        }

        string LockerFault()
        {
            _board.FaultFor((SimulatedFault)chance.Next((int)SimulatedFault.Silent, (int)SimulatedFault.Half + 1), chance.Next(1, 8));
            return "locker silent, garbled or cut off";
        }

        async Task<string> KillAgentAsync()
        {
            await _agent!.KillAsync();
            await Task.Delay(chance.Next(0, 300), cancel);
            StartAgent();
            return "agent killed";
        }

        async Task<string> KillHubAsync()
        {
            var address = _hub.Address;
            await _hub.DisposeAsync();
            await Task.Delay(chance.Next(0, 700), cancel);
            _hub = await HubDouble.StartAsync(address);
            return "hub killed";
        }
    }

    /// <summary>All cables in, no fault ordered, hub and agent up.</summary>
    private async Task MendAsync()
    {
        await _printerLead!.DisposeAsync();
        await _boardLead!.DisposeAsync();
        PlugPrinter();
        PlugBoard();
        _printer.Troubles.TryOrder("well");
        _board.Fault = SimulatedFault.None;
        await _agent!.KillAsync();
        var address = _hub.Address;
        await _hub.DisposeAsync();
        _hub = await HubDouble.StartAsync(address);
        StartAgent();
    }

    private void PlugPrinter() => _printerLead = new(_printerTap.Port, TimeProvider.System, Path.Combine(_folder, "printer"));
    private void PlugBoard() => _boardLead = new(_boardTap.Port, TimeProvider.System, Path.Combine(_folder, "board"));
    private void StartAgent() => _agent = AgentProcess.Begin(_said, _line);

    private void NotePaper()
    {
        foreach (var line in _printer.Papers[^1].OfType<Ink.Text>().Select(t => t.Line).Where(l => l.Contains('#', StringComparison.Ordinal)))
            _papers.AddOrUpdate(line[line.IndexOf('#', StringComparison.Ordinal)..(line.LastIndexOf('#') + 1)], 1, (_, count) => count + 1);
    }

    private static string Table(IEnumerable<JobResult> results) => string.Join(", ", results.GroupBy(r => r.Outcome).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key}"));
    private static int Number(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
    private static void Tell(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pseudo-terminals are Linux's.");
        _printer.Printed += _ => NotePaper();
        _boardSocket = new(_board);
        (_printerTap, _boardTap) = (new(_printer.Port), new(_boardSocket.Port));
        PlugPrinter();
        PlugBoard();
        _hub = await HubDouble.StartAsync();
        var (printer, locker) = (Path.Combine(_folder, "p.json"), Path.Combine(_folder, "l.json"));
        await File.WriteAllTextAsync(printer, """{"model":"p","description":"","family":"Printer","serial":{"baud":115200},"printer":{"pollSeconds":1,"proofSeconds":3,"fourByteCharacters":true}}""", Cancel);
        await File.WriteAllTextAsync(locker, """{"model":"l","description":"","family":"LockerBoard","serial":{"baud":19200},"lockerBoard":{"codec":"Cu16","openWithinMs":500}}""", Cancel);
        _line = ["--hub", _hub.Address.ToString(), "--key", HubDouble.Key, "--data", Path.Combine(_folder, "data"), "--profile", $"printer-1={printer}@{Path.Combine(_folder, "printer")}", "--profile", $"locker-1={locker}@{Path.Combine(_folder, "board")}"];
        StartAgent();
        await Heard.NextAsync(_hub.Heard.Hellos);
    }

    public async ValueTask DisposeAsync()
    {
        if (_agent is not null) await _agent.DisposeAsync();
        if (_hub is not null) await _hub.DisposeAsync();
        foreach (var lead in (SerialLead?[])[_printerLead, _boardLead]) if (lead is not null) await lead.DisposeAsync();
        await _printerTap.DisposeAsync();
        await _boardTap.DisposeAsync();
        await _boardSocket.DisposeAsync();
        await _printer.DisposeAsync();
    }
}
