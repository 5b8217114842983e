using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;

namespace TidalHall.Hub.Live;

/// <summary>One connected page. It holds one frame that is not yet sent, the newest; whoever does not take it in time is cut.</summary>
internal sealed class LiveViewer(HubConnectionContext connection, TimeProvider time, ILogger log)
{
    /// <summary>How long a page may take for one message, 10 s.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<LiveFrame> _next = Channel.CreateBounded<LiveFrame>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private Task _sending = Task.CompletedTask;
    // What the page shows, as far as it was sent.
    private string? _shown;
    // Of what it had before; asked once, for its hall may change and keep its sequence when the disk fails.
    private long _known = -1;

    // What was drawn before the page was loaded, and rests, would be a step back.
    private long _least = -1;

    public string Connection => connection.ConnectionId;
    /// <summary>What it watches; owned by <see cref="DrawnPages"/>.</summary>
    public DrawnPage? Page { get; set; }

    public void Start() => _sending = SendAsync();

    /// <summary>Never waits: what was not sent yet gives way to what is newer.</summary>
    public void Post(LiveFrame frame) => _next.Writer.TryWrite(frame);

    /// <summary>The page asks, and has the drawing of this sequence, from its first answer or from before a break; -1 for none.</summary>
    /// <param name="least">Older drawings are not sent.</param>
    public void Has(long sequence, long least)
    {
        Volatile.Write(ref _least, least);
        Volatile.Write(ref _shown, null);
        Volatile.Write(ref _known, sequence);
    }

    public async Task StopAsync()
    {
        _next.Writer.TryComplete();
        await _sending;
    }

    private async Task SendAsync()
    {
        try
        {
            await foreach (var frame in _next.Reader.ReadAllAsync(connection.ConnectionAborted))
            {
                if (frame.Sequence < Volatile.Read(ref _least)) continue;
                var known = Interlocked.Exchange(ref _known, -1) == frame.Sequence && !frame.IsOfTrouble;
                var holds = frame.Html is not null && (known || ReferenceEquals(Volatile.Read(ref _shown), frame.Html));
                Volatile.Write(ref _shown, frame.Html);
                await connection.WriteAsync(holds ? frame.Alive : frame.Show, connection.ConnectionAborted).AsTask().WaitAsync(Patience, time);
            }
        }
        catch (OperationCanceledException)
        {
            // It left.
        }
        catch (TimeoutException)
        {
            Log.Cut(log, Connection, Patience.TotalSeconds);
            connection.Abort();
        }
    }
}
