using System.Net;
using System.Net.Sockets;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A ticket printer behind a real socket: speaks the same bytes as a real one and draws what it prints.</summary>
internal sealed class SimulatedPrinter : IAsyncDisposable
{
    private const byte Dle = 0x10, Eot = 0x04;

    private readonly TcpListener _listener;
    private readonly PrinterFacts _facts;
    private readonly CancellationTokenSource _off = new();
    private readonly List<Ink> _paper = [];
    private readonly List<IReadOnlyList<Ink>> _papers = [];
    private readonly Lock _print = new();
    private Task _listening = Task.CompletedTask;

    /// <param name="port">0: any free one.</param>
    public SimulatedPrinter(PrinterFacts facts, int port = 0)
    {
        _facts = facts;
        _listener = new(IPAddress.Loopback, port);
        _listener.Start();
        _listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
    public PrinterTroubles Troubles { get; } = new();

    /// <summary>A paper was cut off, with its picture.</summary>
    public event Action<byte[]>? Printed;

    /// <summary>All papers so far, oldest first.</summary>
    public IReadOnlyList<IReadOnlyList<Ink>> Papers { get { lock (_print) return [.. _papers]; } }

    private async Task ListenAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_off.Token);
                clients.RemoveAll(c => c.IsCompleted);
                clients.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            var reader = new PaperReader();
            var buffer = new byte[4096];
            try
            {
                while (await stream.ReadAsync(buffer, _off.Token) is > 0 and var count)
                {
                    var bytes = Troubles.Pass(buffer.AsMemory(0, count), out var powerOff);
                    foreach (var reply in Take(reader, bytes)) await stream.WriteAsync(new[] { reply }, _off.Token);
                    if (!powerOff) continue;
                    // Power cut: the line is reset, what was begun stays half printed.
                    client.Client.LingerState = new(true, 0);
                    reader.Forget();
                    lock (_print) _paper.Clear();
                    return;
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The other end went, or the printer was switched off.
            }
        }
    }

    private List<byte> Take(PaperReader reader, ReadOnlyMemory<byte> bytes)
    {
        var replies = new List<byte>();
        var rest = new List<byte>(bytes.Length);
        // Real-time commands are obeyed at reception, before anything that waits to be printed.
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes.Span[i] == Dle && i + 2 < bytes.Length && bytes.Span[i + 1] == Eot)
            {
                if (!Troubles.Silent) replies.Add(Troubles.StatusOf(bytes.Span[i + 2]));
                i += 2;
            }
            else rest.Add(bytes.Span[i]);
        }
        if (Troubles.CannotPrint) return replies;
        foreach (var ink in reader.Read(rest.ToArray(), () => { if (!Troubles.Silent && !Troubles.WithholdProof) replies.Add(0x00); })) Put(ink);
        return replies;
    }

    private void Put(Ink ink)
    {
        byte[]? picture = null;
        lock (_print)
        {
            _paper.Add(ink);
            if (ink is Ink.Cut)
            {
                _papers.Add([.. _paper]);
                if (Printed is not null) picture = PaperDrawing.Png(_paper, _facts.PaperDots);
                _paper.Clear();
            }
        }
        if (picture is not null) Printed?.Invoke(picture);
    }

    public async ValueTask DisposeAsync()
    {
        await _off.CancelAsync();
        _listener.Stop();
        await _listening;
        _off.Dispose();
    }
}
