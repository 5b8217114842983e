using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A ticket printer behind a real socket: speaks the same bytes as a real one and draws what it prints.</summary>
internal sealed class SimulatedPrinter : IAsyncDisposable
{
    private const int PapersKept = 200;
    /// <summary>Without a cut a paper ends here: two metres.</summary>
    private const int LongestPaper = 16_000;

    private readonly TcpListener _listener;
    private readonly PrinterFacts _facts;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _off = new();
    private readonly List<Ink> _paper = [];
    private int _paperDots;
    private readonly List<IReadOnlyList<Ink>> _papers = [];
    private readonly ConcurrentDictionary<PrinterLine, Action> _lines = [];
    private readonly Lock _print = new();
    private Task _listening = Task.CompletedTask;

    /// <param name="port">0: any free one.</param>
    /// <param name="address">Where it listens; null: for this machine alone.</param>
    /// <param name="time">Of a slow or late one; null: the system's.</param>
    public SimulatedPrinter(PrinterFacts facts, int port = 0, IPAddress? address = null, TimeProvider? time = null)
    {
        (_facts, _time) = (facts, time ?? TimeProvider.System);
        _listener = new(address ?? IPAddress.Loopback, port);
        _listener.Start();
        Troubles.Changed += TellAll;
        Troubles.Disconnected += ResetAll;
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
            client.NoDelay = true;
            var end = await ServeAsync(client.GetStream(), () => Reset(client));
            if (end is not LineEnd.None) Reset(client);
        }
    }

    /// <summary>Not closed: the other end reads an error.</summary>
    private static void Reset(TcpClient client)
    {
        client.Client?.LingerState = new(true, 0);
        client.Dispose();
    }

    /// <summary>Speaks over one line, whatever it is made of, until it ends.</summary>
    /// <param name="reset">Breaks it.</param>
    internal async Task<LineEnd> ServeAsync(Stream stream, Action reset)
    {
        var line = new PrinterLine(stream, _facts, Troubles, Put, _time, _off.Token);
        _lines[line] = reset;
        var end = LineEnd.None;
        try
        {
            end = await line.RunAsync();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other end went, or the printer was switched off.
        }
        _lines.TryRemove(line, out _);
        await line.DisposeAsync();
        // What was begun stays half printed and is torn away.
        if (end is LineEnd.PowerOff) lock (_print) _paper.Clear();
        // Without a cutter the citizen tears the ticket off.
        else if (_facts.Cutter is Cutter.None) EndPaper();
        return end;
    }

    private void TellAll()
    {
        foreach (var line in _lines.Keys) line.TellChange();
    }

    private void ResetAll()
    {
        foreach (var reset in _lines.Values) reset();
    }

    private void Put(Ink ink)
    {
        bool isLong;
        lock (_print)
        {
            _paper.Add(ink);
            isLong = (_paperDots += PaperDrawing.HeightOf(ink) + 1) > LongestPaper;
        }
        if (ink is Ink.Text) Troubles.LinePrinted();
        if (ink is Ink.Cut || isLong) EndPaper();
    }

    private void EndPaper()
    {
        List<Ink> paper;
        lock (_print)
        {
            _paperDots = 0;
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
        // The listener last: closed inside its own cancelled wait it would end in one of several errors.
        await _listening;
        _listener.Stop();
        _off.Dispose();
    }
}
