using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>The line to the hub: kept for ever, welcomed before anything is told, and found dead by a beat that is not answered.</summary>
internal sealed class HubLine : IAsyncDisposable
{
    /// <summary>For anything that is told: a hub that takes longer has not taken it.</summary>
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(20), StopWithin = TimeSpan.FromSeconds(2);
    /// <summary>Things of the moment that wait to be told; more than a second's keys and codes.</summary>
    private const int Moments = 32;

    private readonly AgentOptions _options;
    private readonly Func<AgentHello> _hello;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly HubConnection _hub;
    private readonly Channel<(string Method, object What)> _moments = Channel.CreateBounded<(string, object)>(new BoundedChannelOptions(Moments) { FullMode = BoundedChannelFullMode.DropOldest });
    private volatile bool _isWelcome, _isKnown;

    public HubLine(AgentOptions options, Func<AgentHello> hello, TimeProvider time, ILogger log)
    {
        (_options, _hello, _time, _log) = (options, hello, time, log);
        _hub = new HubConnectionBuilder()
            .WithUrl(new Uri(options.Hub, AgentProtocol.Path), http => http.AccessTokenProvider = () => Task.FromResult<string?>(options.Key))
            .WithKeepAliveInterval(AgentProtocol.BeatEvery)
            .WithServerTimeout(AgentProtocol.SilentFor)
            .ConfigureLogging(calls => calls.AddProvider(new UnboundCalls(log)))
            .Build();
        _hub.On<JobOrder>(AgentProtocol.Do, order => Ordered?.Invoke(order));
        _hub.On<CardRead>(AgentProtocol.PresentCard, card => CardPresented?.Invoke(card));
        _hub.On<DeviceId, string>(AgentProtocol.Play, (device, order) => Played?.Invoke(device, order));
        _hub.On<PassDelivery>(AgentProtocol.TakePasses, passes => PassesCame?.Invoke(passes));
        _hub.On<DeviceId, bool>(AgentProtocol.Trace, (device, on) => TraceSwitched?.Invoke(device, on));
        _hub.On<DeviceId, DeviceTrace>(AgentProtocol.ReadTrace, device => TraceRead?.Invoke(device) ?? new(false, []));
    }

    public event Action<JobOrder>? Ordered;
    public event Action<CardRead>? CardPresented;
    public event Action<DeviceId, string>? Played;
    public event Action<PassDelivery>? PassesCame;
    public event Action<DeviceId, bool>? TraceSwitched;
    public event Func<DeviceId, DeviceTrace>? TraceRead;
    /// <summary>The hub knows now what was said in this hello.</summary>
    public event Action<AgentHello>? Welcomed;

    public bool IsWelcome => _isWelcome;

    /// <summary>Connects, says who it is, beats until the line is gone, and all over again.</summary>
    /// <remarks>The library's own reconnect ends after four tries, does not cover the first start nor a line the hub closed; one loop covers all.</remarks>
    public async Task StayConnectedAsync(CancellationToken stopping)
    {
        string? silentAbout = null;
        for (var tries = 0L; ; tries++)
        {
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            Task OnClosed(Exception? reason) => gone.CancelAsync();
            _hub.Closed += OnClosed;
            try
            {
                await _hub.StartAsync(gone.Token);
                if (await HelloAsync(gone.Token) is { } refusal)
                {
                    if (refusal != silentAbout) _log.NotWelcome(refusal);
                    silentAbout = refusal;
                }
                else
                {
                    (tries, silentAbout) = (0, null);
                    await Task.WhenAll(BeatAsync(gone), TellMomentsAsync(gone.Token));
                }
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                // Once a reason: an agent may wait for its hub all night. A line that ended is followed by the reason why there is no new one.
                if (e is not OperationCanceledException && e.Message != silentAbout) (silentAbout, _) = (e.Message, Tell(e));
            }
            finally
            {
                _hub.Closed -= OnClosed;
                _isWelcome = _isKnown = false;
            }
            await _hub.StopAsync(stopping).WaitAsync(StopWithin, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(Pauses.After(tries), _time, stopping);
        }
    }

    private bool Tell(Exception e)
    {
        if (e is HttpRequestException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden }) _log.KeyRefused(_options.Hub);
        else _log.NotConnected(_options.Hub, e.Message);
        return true;
    }

    /// <returns>Why not; null: welcome.</returns>
    private async Task<string?> HelloAsync(CancellationToken cancel)
    {
        var hello = _hello();
        // What was of a moment before this line is nobody's now. From here on the hub may ask for things, before its answer is here.
        while (_moments.Reader.TryRead(out _)) { }
        _isKnown = true;
        var welcome = await _hub.InvokeAsync<AgentWelcome>(AgentProtocol.Hello, hello, cancel).WaitAsync(Answer, _time, cancel);
        // A hub of an older day may take an agent it does not understand.
        if (AgentProtocol.Misfit(welcome.Protocol, AgentProtocol.Version) is { } misfit) return misfit;
        if (!welcome.Accepted) return welcome.Reason ?? "";
        _log.In(_options.Hub, hello.Devices.Length);
        _isWelcome = true;
        Welcomed?.Invoke(hello);
        return null;
    }

    /// <summary>A line that is up and carries nothing is found dead here.</summary>
    private async Task BeatAsync(CancellationTokenSource gone)
    {
        using var beat = new PeriodicTimer(AgentProtocol.BeatEvery, _time);
        try
        {
            while (await beat.WaitForNextTickAsync(gone.Token))
                await _hub.InvokeAsync(AgentProtocol.Beat, gone.Token).WaitAsync(AgentProtocol.SilentFor, _time, gone.Token);
        }
        finally
        {
            await gone.CancelAsync();
        }
    }

    private async Task TellMomentsAsync(CancellationToken cancel)
    {
        await foreach (var (method, what) in _moments.Reader.ReadAllAsync(cancel)) await TryTellAsync(method, [what], cancel);
    }

    /// <summary>Tells it now, on this line, or never.</summary>
    public void TellOnce(string method, object what)
    {
        if (_isKnown) _moments.Writer.TryWrite((method, what));
    }

    /// <summary>False: it is unknown whether it arrived, and it is told again; the hub takes a repeat as what it is.</summary>
    public async Task<bool> TryTellAsync(string method, object?[] arguments, CancellationToken cancel)
    {
        try
        {
            await _hub.InvokeCoreAsync(method, arguments, cancel).WaitAsync(Answer, _time, cancel);
            return true;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            _log.NotTold(e.Message);
            return false;
        }
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();
}
