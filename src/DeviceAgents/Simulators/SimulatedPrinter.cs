using System.Net;
using System.Net.Sockets;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A ticket printer behind a real socket: speaks the same bytes as a real one and draws what it prints.</summary>
internal sealed class SimulatedPrinter : IAsyncDisposable
{
    private const int PapersKept = 200;

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

    /// <summary>The newest papers, oldest first.</summary>
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
            var (reader, realTime) = (new PaperReader(_facts.PaperDots), new RealTimeCommands());
            var buffer = new byte[4096];
            try
            {
                while (await stream.ReadAsync(buffer, _off.Token) is > 0 and var count)
                {
                    var bytes = Troubles.Pass(buffer.AsMemory(0, count), out var powerOff);
                    await stream.WriteAsync(Take(reader, realTime.Pass, bytes), _off.Token);
                    if (!powerOff) continue;
                    // The line is reset, what was begun stays half printed.
                    client.Client.LingerState = new(true, 0);
                    lock (_print) _paper.Clear();
                    return;
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The other end went, or the printer was switched off.
            }
            // Without a cutter the citizen tears the ticket off.
            if (_facts.Cutter is Cutter.None) EndPaper();
        }
    }

    private delegate byte[] RealTime(ReadOnlySpan<byte> bytes, Action<byte> onQuery);

    private byte[] Take(PaperReader reader, RealTime realTime, ReadOnlyMemory<byte> bytes)
    {
        var replies = new List<byte>();
        var rest = realTime(bytes.Span, query => Answer(replies, Troubles.StatusOf(query)));
        // Off-line it takes bytes no more; whoever asked before sending knows.
        if (Troubles.CannotPrint) return [.. replies];
        foreach (var ink in reader.Read(rest, () => { if (!Troubles.WithholdProof && !Troubles.CannotPrint) Answer(replies, 0x00); }))
            if (!Troubles.CannotPrint) Put(ink);
        return [.. replies];
    }

    private void Answer(List<byte> replies, byte reply)
    {
        if (!Troubles.Silent) replies.AddRange([.. Troubles.Chatter, reply]);
    }

    private void Put(Ink ink)
    {
        lock (_print) _paper.Add(ink);
        if (ink is Ink.Text) Troubles.LinePrinted();
        if (ink is Ink.Cut) EndPaper();
    }

    private void EndPaper()
    {
        List<Ink> paper;
        lock (_print)
        {
            if (_paper.Count == 0) return;
            paper = [.. _paper];
            _paper.Clear();
            _papers.Add(paper);
            if (_papers.Count > PapersKept) _papers.RemoveAt(0);
        }
        Printed?.Invoke(PaperDrawing.Png(paper, _facts.PaperDots));
    }

    public async ValueTask DisposeAsync()
    {
        await _off.CancelAsync();
        _listener.Stop();
        await _listening;
        _off.Dispose();
    }
}
