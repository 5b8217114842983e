using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace TidalHall.Hub.Tests.Hosting;

/// <summary>A hub as a process of its own, to be killed.</summary>
public sealed partial class HubProcess : IAsyncDisposable
{
    public const string Key = "process-key";
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<Uri> _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HubProcess(string program, string data, string[] more, string? folder)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? AppContext.BaseDirectory };
        string[] usual = [.. more.Contains("--urls") ? (string[])[] : ["--urls", "http://127.0.0.1:0"], .. more.Contains("--api-key") ? (string[])[] : ["--api-key", Key]];
        foreach (var arg in (string[])[Path.Combine(AppContext.BaseDirectory, program), "--data", data, "--no-demo-devices", .. usual, .. more]) start.ArgumentList.Add(arg);
        _process = new() { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.Exited += (_, _) => _listens.TrySetException(new InvalidOperationException($"The hub ended before it listened:\n{Said}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Said { get { lock (_said) return _said.ToString(); } }

    /// <param name="program">The hub, or the lax one of the power-cut test.</param>
    /// <param name="folder">Where the command is typed in.</param>
    public static HubProcess Begin(string data, string program = "TidalHall.Hub.dll", string? folder = null, params string[] more) => new(program, data, more, folder);

    /// <summary>Where it listens, once it does.</summary>
    public Task<Uri> ListensAsync(CancellationToken cancel) => _listens.Task.WaitAsync(StartMax, cancel);

    public static HttpClient ClientOf(Uri address)
    {
        var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return client;
    }

    /// <summary>SIGKILL, and gone when it returns.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _listens.TrySetCanceled(CancellationToken.None);
    }

    /// <summary>SIGSTOP: it does not run another line, and can still be killed.</summary>
    public async Task FreezeAsync()
    {
        using var kill = Process.Start("kill", ["-STOP", $"{_process.Id}"]);
        await kill.WaitForExitAsync(CancellationToken.None);
    }

    /// <returns>Its exit code, when it ends by itself.</returns>
    public async Task<int> EndAsync(CancellationToken cancel)
    {
        await _process.WaitForExitAsync(cancel).WaitAsync(StartMax, cancel);
        return _process.ExitCode;
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        lock (_said) _said.AppendLine(line.Data);
        if (Index().Match(line.Data) is { Success: true } found) _listens.TrySetResult(new(found.Groups[1].Value));
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        // Nobody may have waited for it.
        _ = _listens.Task.Exception;
    }

    [GeneratedRegex(@"^\s*Index\s+(http://\S+)")]
    private static partial Regex Index();
}
