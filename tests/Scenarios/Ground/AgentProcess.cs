using System.Collections.Concurrent;
using System.Diagnostics;

namespace TidalHall.Scenarios.Ground;

/// <summary>The agents' program as a process of its own: an agent beside its devices, or a device that is played.</summary>
public sealed class AgentProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = [];

    private AgentProcess(string[] line)
    {
        _process = new()
        {
            StartInfo = new("dotnet", [Root.Program("DeviceAgents"), .. line]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true },
        };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <param name="folder">Its own: what it keeps over its own end.</param>
    /// <param name="profiles">"locker-1a=kerong-cu16@127.0.0.1:5000".</param>
    public static AgentProcess Beside(HubProcess hub, string key, string folder, params string[] profiles) =>
        new(["--hub", hub.Root.AbsoluteUri, "--key", key, "--data", folder, .. profiles.SelectMany(p => (string[])["--profile", p])]);

    /// <summary>A device of that profile that speaks its bytes on a socket, and where.</summary>
    public static async Task<(AgentProcess Device, string Address)> SimulateAsync(string profile, CancellationToken cancel)
    {
        var device = new AgentProcess(["simulate", profile]);
        await device.SaysAsync("127.0.0.1:", cancel);
        return (device, device._said.First());
    }

    /// <summary>Waits until it has said that, so often, 30 s at most.</summary>
    public Task SaysAsync(string words, CancellationToken cancel, int times = 1) =>
        Until.TrueAsync(() => Task.FromResult(_said.Count(line => line.Contains(words, StringComparison.Ordinal)) >= times), TimeSpan.FromSeconds(30), () => $"\"{words}\" among:\n{string.Join('\n', _said)}\n", cancel);

    /// <summary>Waits until it holds a pass list as new as that.</summary>
    /// <param name="sequence">Of the hall's journal.</param>
    public Task HoldsListAsync(long sequence, CancellationToken cancel) =>
        Until.TrueAsync(() => Task.FromResult(_said.Any(line => line.Split(", by list ") is [_, var list] && long.Parse(list.TrimEnd('.'), System.Globalization.CultureInfo.InvariantCulture) >= sequence)), TimeSpan.FromSeconds(30), () => $"a list of {sequence} or newer among:\n{string.Join('\n', _said)}\n", cancel);

    /// <summary>What a hand does to a played device: "put 1".</summary>
    public async Task PlayAsync(CancellationToken cancel, params string[] orders)
    {
        foreach (var order in orders)
        {
            await _process.StandardInput.WriteLineAsync(order.AsMemory(), cancel);
            await _process.StandardInput.FlushAsync(cancel);
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text) _said.Enqueue(text);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
