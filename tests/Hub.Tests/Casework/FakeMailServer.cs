using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TidalHall.Hub.Tests.Casework;

/// <summary>A mail server on a socket of its own that speaks as much SMTP as a letter needs: it can refuse a mailbox, ask for another try, hang, and take a letter without saying so.</summary>
internal sealed class FakeMailServer : IAsyncDisposable
{
    internal enum Answer { Good, NoMailbox, TryLater, Hang, TakenButGone }

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _gone = new();
    private readonly ConcurrentQueue<Answer> _answers = [];
    private readonly SemaphoreSlim _came = new(0);
    private readonly Task _accepting;

    public FakeMailServer(params Answer[] first)
    {
        foreach (var answer in first) _answers.Enqueue(answer);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
    /// <summary>Whom each connection wanted to write to.</summary>
    public ConcurrentQueue<string> Recipients { get; } = [];
    /// <summary>The letters it took, as they came.</summary>
    public ConcurrentQueue<string> Letters { get; } = [];

    /// <summary>So many connections have said for whom.</summary>
    public async Task AwaitAsync(int tries, CancellationToken cancel)
    {
        for (var n = 0; n < tries; n++) await _came.WaitAsync(cancel);
    }

    private async Task AcceptAsync()
    {
        try
        {
            var talks = new List<Task>();
            while (true) talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_gone.Token)));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            Task Say(string line) => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _gone.Token).AsTask();
            var answer = _answers.TryDequeue(out var next) ? next : Answer.Good;
            await Say("220 fake");
            while (await reader.ReadLineAsync(_gone.Token) is { } line)
            {
                if (line.StartsWith("EHLO", StringComparison.Ordinal)) await Say("250 fake");
                else if (line.StartsWith("RCPT TO:", StringComparison.Ordinal))
                {
                    Recipients.Enqueue(line[8..].Trim('<', '>'));
                    _came.Release();
                    if (answer is Answer.Hang) await Task.Delay(Timeout.InfiniteTimeSpan, _gone.Token);
                    await Say(answer switch { Answer.NoMailbox => "550 no such mailbox", Answer.TryLater => "451 try again later", _ => "250 ok" });
                }
                else if (line == "DATA")
                {
                    await Say("354 go on");
                    var letter = new StringBuilder();
                    while (await reader.ReadLineAsync(_gone.Token) is { } part && part != ".") letter.AppendLine(part);
                    Letters.Enqueue(letter.ToString());
                    if (answer is Answer.TakenButGone) return;
                    await Say("250 taken");
                }
                else if (line == "QUIT")
                {
                    await Say("221 bye");
                    return;
                }
                else await Say("250 ok");
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The other side has gone, or the test is over.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _gone.Dispose();
        _came.Dispose();
    }
}
