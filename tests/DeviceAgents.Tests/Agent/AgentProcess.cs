using System.Collections.Concurrent;
using System.Diagnostics;

namespace TidalHall.DeviceAgents.Tests.Agent;

/// <summary>An agent as a process of its own, to be killed.</summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    private readonly Process _process;

    private AgentProcess(Process process) => _process = process;

    public static AgentProcess Begin(ConcurrentQueue<string> said, params string[] line)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        // In this folder with what these tests run on: some of its own assemblies are not copied here because they have them.
        string[] runtime = ["exec", "--depsfile", Beside("TidalHall.DeviceAgents.Tests.deps.json"), "--runtimeconfig", Beside("TidalHall.DeviceAgents.Tests.runtimeconfig.json"), Beside("TidalHall.DeviceAgents.dll")];
        foreach (var word in (string[])[.. runtime, .. line]) start.ArgumentList.Add(word);
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, said2) => { if (said2.Data is { } text) said.Enqueue(text); };
        process.ErrorDataReceived += (_, said2) => { if (said2.Data is { } text) said.Enqueue(text); };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new(process);
    }

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);

    public void Order(string words) => _process.StandardInput.WriteLine(words);

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    /// <summary>SIGTERM, as a service manager ends it.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>SIGKILL, and gone when it returns.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }
}
