using System.Diagnostics;
using System.Text.Json;
using TidalHall.Scenarios.Ground;

namespace TidalHall.Scenarios;

/// <summary>Eight results lie in the cabinet and the hub is dead: each is collected by its code or QR, once, though the cabinet's agent is killed in between; in the morning each is handed over, once, with the time it was.</summary>
/// <remarks>The cabinet is an agent in a process of its own; its lock board and scanner are others and speak their bytes.</remarks>
public sealed class ANightWithoutTheHub : IAsyncDisposable
{
    private const string Item = "511Z07001006-511602000000-000-11511301008778183N-1-00", Department = "区经信局", Window = "w01", Cabinet = "cabinet-1";
    private const int Results = 8;

    private readonly HubProcess _hub = new(demoDevices: false);
    private readonly string _folder = Directory.CreateTempSubdirectory("agents").FullName;
    private readonly List<IAsyncDisposable> _machines = [];
    private AgentProcess _board = null!, _scanner = null!, _agent = null!;
    private string[] _line = [];
    private string _key = "";
    /// <summary>The agent that counts its jobs is another one now.</summary>
    private bool _killed;
    private LockBoardWire _doors = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_result_is_given_out_once_without_the_hub_and_handed_over_once_when_it_is_back()
    {
        await StartAsync();
        var things = new List<(int Number, string Case, string Code)>();
        for (var n = 1; n <= Results; n++) things.Add(await LoadedAsync(n));
        await _hub.KillAsync(Cancel);
        await _agent.SaysAsync("cannot be reached", Cancel);

        var (before, waits) = (TimeProvider.System.GetUtcNow(), new List<TimeSpan>());
        foreach (var thing in things.Take(3)) waits.Add(await TakenAsync(thing, times: thing.Number));
        await RefusedAsync(Wrong(things), "WrongCode");
        await RefusedAsync(things[0].Code, "Used");
        await KilledWithADoorOpenAsync(things[3]);
        foreach (var (n, thing) in things.Skip(4).Index()) waits.Add(await TakenAsync(thing, times: n + 1));
        var after = TimeProvider.System.GetUtcNow();

        var back = Stopwatch.StartNew();
        await _hub.StartAsync(Cancel);
        var ready = back.Elapsed;
        await Until.TrueAsync(async () => (await OfKindAsync("CaseHandedOver")).Count >= Results, TimeSpan.FromSeconds(60), "what was given out to be handed over", Cancel);
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(
            $"{Results} collected without the hub; scanned to seen open {waits.Min().TotalMilliseconds:0} to {waits.Max().TotalMilliseconds:0} ms, median {waits.Order().ElementAt(waits.Count / 2).TotalMilliseconds:0} ms; all handed over {(back.Elapsed - ready).TotalSeconds:0.0} s after the hub answered."));
        var told = await OfKindAsync("CaseHandedOver");
        Assert.Equal(Results, told.Select(t => t.GetProperty("data").GetProperty("case").GetInt64()).Distinct().Count());
        Assert.Equal(Results, told.Count);
        Assert.All(told, t => Assert.InRange(t.GetProperty("data").GetProperty("reportedAt").GetDateTimeOffset(), before, after));
        Assert.Empty((await _hub.GetAsync("/api/v1/cabinets", Cancel)).GetProperty("compartments").EnumerateArray());
        Assert.Empty(await OfKindAsync("DoorTroubled"));
    }

    private async Task StartAsync()
    {
        _key = await _hub.EnrolAsync("cabinet", Cancel);
        var starting = _hub.StartAsync(Cancel);
        (_board, var boardAt) = await AgentProcess.SimulateAsync("kerong-cu16", Cancel);
        _machines.Add(_board);
        (_scanner, var scannerAt) = await AgentProcess.SimulateAsync("qr-scanner-serial", Cancel);
        _machines.Add(_scanner);
        _doors = new(boardAt);
        _machines.Add(_doors);
        await starting;
        _line = [$"locker-1a=kerong-cu16@{boardAt}", "locker-1b=sim-locker", "locker-1c=sim-locker", $"scanner-5=qr-scanner-serial@{scannerAt}"];
        BeginAgent();
        await _agent.SaysAsync("In at the hub", Cancel);
        await _hub.PostAsync($"windows/{Window}/open", null, Cancel);
    }

    private void BeginAgent()
    {
        _agent = AgentProcess.Beside(_hub, _key, _folder, _line);
        _machines.Add(_agent);
    }

    /// <summary>A result of its own applicant's, put in, with its code.</summary>
    private async Task<(int, string, string)> LoadedAsync(int n)
    {
        await _hub.PostAsync($"windows/{Window}/serve", null, Cancel);
        var taken = await _hub.PostAsync("cases", new { window = Window, items = new[] { Item }, applicant = new { person = new { idNumber = "511602199003077757", name = "欧阳小明" } }, delivery = "cabinet", by = "li" }, Cancel);
        var code = taken.GetProperty("cases")[0].GetProperty("code").GetString()!;
        await _hub.PostAsync($"windows/{Window}/complete", new { outcome = "takenIn" }, Cancel);
        await _hub.PostAsync("folders", new { department = Department, cases = new[] { code }, by = "li" }, Cancel);
        await _hub.PostAsync($"folders/{n}/sign", new { by = "sun" }, Cancel);
        await _hub.PostAsync($"cases/{code}/accept", new { by = "sun" }, Cancel);
        await _hub.PostAsync($"cases/{code}/decide", new { granted = true, by = "sun" }, Cancel);
        await _hub.PostAsync($"cases/{code}/ready", new { papers = new[] { new { kind = "certificate", number = $"2026-{n}" } }, by = "sun" }, Cancel);
        await _hub.PostAsync($"cabinets/{Cabinet}/load", new { @case = code, size = "small", by = "zhao" }, Cancel);
        await _doors.OpensAsync(n, Cancel);
        await _agent.SaysAsync("OpenCompartmentJob: Done", Cancel, times: n);
        await _board.PlayAsync(Cancel, $"put {n}", $"shut {n}");
        await Until.TrueAsync(async () => (await OfKindAsync("ThingLoaded")).Count == n, TimeSpan.FromSeconds(30), $"compartment {n} to be loaded", Cancel);
        var digits = (await _hub.PostAsync($"cases/{code}/pickup-code", null, Cancel)).GetProperty("code").GetString()!;
        // The hub gave it one by itself before: a list with that one must not be taken for the list with this.
        await _agent.HoldsListAsync((await OfKindAsync("CodeIssued"))[^1].GetProperty("sequence").GetInt64(), Cancel);
        return (n, code, digits);
    }

    /// <summary>By QR or digits in turn.</summary>
    /// <param name="times">Jobs its agent has done then, with those by which things were put in.</param>
    private async Task<TimeSpan> TakenAsync((int Number, string Case, string Code) thing, int times)
    {
        var since = Stopwatch.StartNew();
        await _scanner.PlayAsync(Cancel, $"send {(thing.Number % 2 == 0 ? $"P-{thing.Case}-{thing.Code}" : thing.Code)}");
        await _doors.OpensAsync(thing.Number, Cancel);
        var opened = since.Elapsed;
        // Nobody shuts a door before the agent could see it open.
        await _agent.SaysAsync("OpenCompartmentJob: Done", Cancel, times + (_killed ? 0 : Results));
        await _board.PlayAsync(Cancel, $"take {thing.Number}", $"shut {thing.Number}");
        return opened;
    }

    /// <summary>The agent dies with a door open, and whoever stands there takes his thing; it comes back without the hub and opens that door by no code any more.</summary>
    private async Task KilledWithADoorOpenAsync((int Number, string Case, string Code) thing)
    {
        await _scanner.PlayAsync(Cancel, $"send {thing.Code}");
        await _doors.OpensAsync(thing.Number, Cancel);
        _machines.Remove(_agent);
        await _agent.DisposeAsync();
        await _board.PlayAsync(Cancel, $"take {thing.Number}", $"shut {thing.Number}");
        BeginAgent();
        _killed = true;
        await _agent.SaysAsync("cannot be reached", Cancel);
        await RefusedAsync($"P-{thing.Case}-{thing.Code}", "Used");
        Assert.False(await _doors.IsOpenAsync(thing.Number, Cancel));
    }

    private async Task RefusedAsync(string said, string why)
    {
        await _scanner.PlayAsync(Cancel, $"send {said}");
        await _agent.SaysAsync($"opens nothing for this code: {why}", Cancel);
    }

    private static string Wrong(List<(int Number, string Case, string Code)> things) => Enumerable.Range(0, Results + 1).Select(n => $"{n:00000000}").First(c => things.All(t => t.Code != c));

    private async Task<IReadOnlyList<JsonElement>> OfKindAsync(string kind) =>
        [.. (await _hub.GetAsync("/api/v1/journal?after=0&limit=1000", Cancel)).GetProperty("events").EnumerateArray().Where(e => e.GetProperty("kind").GetString() == kind)];

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in Enumerable.Reverse(_machines)) await machine.DisposeAsync();
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
