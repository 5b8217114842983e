using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TidalHall.Scenarios.Ground;

/// <summary>A hub as people run it: a process of its own, with a data folder that outlives it.</summary>
public sealed class HubProcess : IAsyncDisposable
{
    private const string Key = "scenario-key", Years = "\"calendarYears\": \\[[^]]*]";

    private readonly string _folder = Directory.CreateTempSubdirectory("hub").FullName;
    private readonly string _data;
    private readonly string _hall;
    private readonly bool _demoDevices;
    private Process? _process;
    private int _starts;

    /// <param name="data">A data folder elsewhere, on a disk of its own say.</param>
    /// <param name="demoDevices">False: devices come by agents of their own.</param>
    public HubProcess(string? data = null, bool demoDevices = true)
    {
        _demoDevices = demoDevices;
        _data = data ?? Path.Combine(_folder, "data");
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Root = new($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}");
        free.Stop();
        _hall = HallOfTheTest();
        Api = new() { BaseAddress = Root, Timeout = TimeSpan.FromSeconds(10) };
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public Uri Root { get; }
    /// <summary>The journal's file.</summary>
    public string Journal => Path.Combine(_folder, "data", "journal.db");
    public HttpClient Api { get; }

    public async Task StartAsync(CancellationToken cancel)
    {
        string[] line = [Program, "--urls", Root.AbsoluteUri, "--data", _data, "--hall", _hall, "--api-key", Key, "--public-url", Root.AbsoluteUri, .. _demoDevices ? (string[])[] : ["--no-demo-devices"]];
        var start = new ProcessStartInfo("dotnet", line)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
            // A new machine but for the data folder: what must last over a restart lasts there.
            Environment = { ["HOME"] = Directory.CreateDirectory(Path.Combine(_folder, $"home-{++_starts}")).FullName },
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Log.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => Log.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Until.TrueAsync(async () => !_process.HasExited && await AnswersAsync("/health/ready", cancel), TimeSpan.FromSeconds(60), "the hub to be ready", cancel);
    }

    /// <summary>A key for a device agent, as a technician makes one.</summary>
    public async Task<string> EnrolAsync(string agent, CancellationToken cancel)
    {
        using var enrol = Process.Start(new ProcessStartInfo("dotnet", [Program, "enrol", agent, "--data", _data]) { RedirectStandardOutput = true })!;
        var key = await enrol.StandardOutput.ReadToEndAsync(cancel);
        await enrol.WaitForExitAsync(cancel);
        Assert.Equal(0, enrol.ExitCode);
        return key.Trim();
    }

    /// <summary>What the hub wrote.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Log { get; } = [];

    /// <summary>What it wrote as an error.</summary>
    public IReadOnlyList<string> Errors => [.. Log.Where(line => line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal))];

    /// <summary>The kinds of what happened, in order; what devices and time do by themselves left out.</summary>
    public async Task<IReadOnlyList<string>> DoneAsync(CancellationToken cancel) =>
        [.. (await GetAsync("/api/v1/journal?after=0&limit=1000", cancel)).GetProperty("events").EnumerateArray().Select(e => e.GetProperty("kind").GetString()!)
            .Where(kind => kind is not ("DeviceChanged" or "ClockStepped" or "PaperReported") && !kind.StartsWith("Tide", StringComparison.Ordinal))];

    public async Task KillAsync(CancellationToken cancel)
    {
        _process!.Kill();
        await _process.WaitForExitAsync(cancel);
    }

    /// <summary>The password the hub made for a demo account.</summary>
    public string PasswordOf(string name) => File.ReadLines(Path.Combine(_data, "demo-accounts"))
        .Select(line => line.Split('\t', ' ', StringSplitOptions.RemoveEmptyEntries)).First(cells => cells is [var first, ..] && first == name)[1];

    public async Task<JsonElement> PostAsync(string path, object? body, CancellationToken cancel)
    {
        var reply = await Api.PostAsJsonAsync("/api/v1/" + path, body ?? new { }, cancel);
        var text = await reply.Content.ReadAsStringAsync(cancel);
        Assert.True(reply.IsSuccessStatusCode, $"{path}: {(int)reply.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The code of the refusal that an order meets.</summary>
    public async Task<string> RefusedAsync(string path, object body, CancellationToken cancel)
    {
        var reply = await Api.PostAsJsonAsync("/api/v1/" + path, body, cancel);
        var text = await reply.Content.ReadAsStringAsync(cancel);
        Assert.False(reply.IsSuccessStatusCode, $"{path} was not refused: {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()!;
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancel) => await Api.GetFromJsonAsync<JsonElement>(path, cancel);

    private async Task<bool> AnswersAsync(string path, CancellationToken cancel)
    {
        try
        {
            return (await Api.GetAsync(path, cancel)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Program => Ground.Root.Program("Hub");

    /// <summary>The demo hall, but a citizen may be missed after one recall without the minute's wait, and the calendar reaches past next year's end whatever day this is.</summary>
    /// <remarks>The hub goes by the machine's clock and rightly promises nothing past its last calendar; a year whose notice is not out has plain weeks here.</remarks>
    private string HallOfTheTest()
    {
        var halls = Path.Combine(Ground.Root.Folder, "halls");
        var text = File.ReadAllText(Path.Combine(halls, "provincial-centre.json"));
        Assert.Contains("\"secondsBeforeMiss\": 60", text, StringComparison.Ordinal);
        var years = Enumerable.Range(TimeProvider.System.GetUtcNow().Year - 1, 4).ToList();
        Assert.Matches(Years, text);
        var file = Path.Combine(_folder, "provincial-centre.json");
        File.WriteAllText(file, Regex.Replace(text.Replace("\"secondsBeforeMiss\": 60", "\"secondsBeforeMiss\": 0", StringComparison.Ordinal), Years, $"\"calendarYears\": [{string.Join(", ", years)}]"));
        File.Copy(Path.Combine(halls, "provincial-centre.items.json"), Path.Combine(_folder, "provincial-centre.items.json"));
        Directory.CreateDirectory(Path.Combine(_folder, "calendars"));
        foreach (var year in years)
        {
            var notice = Path.Combine(halls, "calendars", FormattableString.Invariant($"{year}.json"));
            File.WriteAllText(Path.Combine(_folder, "calendars", Path.GetFileName(notice)), File.Exists(notice) ? File.ReadAllText(notice) : $$"""{"year": {{year}}, "days": []}""");
        }
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process?.Dispose();
        Api.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
