using System.Globalization;
using System.Threading.Channels;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>What a simulated device does to all it says.</summary>
internal enum SimulatedFault
{
    None,
    /// <summary>Says nothing.</summary>
    Silent,
    /// <summary>Sends something else of the same length.</summary>
    Garbage,
    /// <summary>Stops in the middle.</summary>
    Half,
    /// <summary>Speaks after <see cref="SimulatedDevice.LateBy"/>.</summary>
    Late,
    /// <summary>Gives every byte back before its answer, as an RS485 adapter may.</summary>
    Echo,
    /// <summary>Hangs up instead of speaking.</summary>
    Disconnect,
    /// <summary>Sends byte after byte, <see cref="SimulatedDevice.BytesPerSecond"/>.</summary>
    Slow,
}

/// <summary>A device that speaks the bytes of a real one over whatever stream it is put at, with faults to order.</summary>
/// <remarks>It shares no code with the codecs: what both misunderstood alike would never be seen.</remarks>
internal abstract class SimulatedDevice(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<Line> _lines = [];
    private int _faultsLeft = -1;
    private int _powerLeft = -1;
    private SimulatedFault _fault;
    private (SimulatedFault Fault, int Answers)? _later;

    /// <param name="Said">Waits to be sent; a stream nobody reads holds up no hand at the device.</param>
    private sealed record Line(Channel<Words> Said, CancellationTokenSource Gone);

    /// <param name="IsEcho">Not its own: no fault hits it.</param>
    private readonly record struct Words(byte[] Bytes, bool IsEcho);

    /// <summary>What happens to all it says from now on.</summary>
    public SimulatedFault Fault
    {
        get => _fault;
        set => (_fault, _faultsLeft) = (value, -1);
    }

    public TimeSpan LateBy { get; set; } = TimeSpan.FromSeconds(1.5);
    public int BytesPerSecond { get; set; } = 10;

    /// <summary>Somebody has a line to it.</summary>
    public bool IsServed { get { lock (_lock) return _lines.Count > 0; } }

    /// <summary>The fault hits so many answers and is over.</summary>
    public void FaultFor(SimulatedFault fault, int answers) => (_fault, _faultsLeft) = (fault, answers);

    /// <summary>So many answers are still right, then it begins.</summary>
    public void FaultAfter(SimulatedFault fault, int answers) => _later = (fault, answers);

    /// <summary>It loses its power after so many more bytes: they are done, nothing is said any more, and it is back for the next line.</summary>
    public void CutPowerAfter(int bytes) => _powerLeft = bytes;

    /// <summary>Every line is cut now; the next is taken.</summary>
    public void HangUp()
    {
        // A line may end, and leave the list, inside its own cancelling.
        lock (_lock)
            foreach (var line in (Line[])[.. _lines]) line.Gone.Cancel();
    }

    /// <summary>The words by which a person orders something, for help.</summary>
    public IEnumerable<string> Orders => [.. IsMute ? Array.Empty<string>() : ["garbage", "half-frame", "late SECONDS", "slow RATE"], "silent", "echo", "power-off BYTES", "disconnect", "well", .. OwnOrders];
    protected virtual IEnumerable<string> OwnOrders => [];
    /// <summary>It never says anything: there is nothing to garble or to hold up.</summary>
    protected virtual bool IsMute => false;

    /// <summary>Does what a person orders in words, "silent" or "jam 3".</summary>
    /// <returns>False: it is no order of this device.</returns>
    public bool Order(string words)
    {
        switch (words.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            case ["silent"]: Fault = SimulatedFault.Silent; return true;
            case ["echo"]: Fault = SimulatedFault.Echo; return true;
            case ["garbage"] when !IsMute: Fault = SimulatedFault.Garbage; return true;
            case ["half-frame"] when !IsMute: Fault = SimulatedFault.Half; return true;
            case ["late", var seconds] when !IsMute && IsNumber([seconds], out var late) && late <= 600: (LateBy, Fault) = (TimeSpan.FromSeconds(late), SimulatedFault.Late); return true;
            case ["slow", var rate] when !IsMute && IsNumber([rate], out var perSecond) && perSecond is > 0 and <= 100_000: (BytesPerSecond, Fault) = (perSecond, SimulatedFault.Slow); return true;
            case ["power-off", var after] when IsNumber([after], out var bytes): CutPowerAfter(bytes); return true;
            case ["disconnect"]: HangUp(); return true;
            case ["well"]: Mend(); return true;
            case [var word, .. var rest]: return Order(word, rest);
            default: return false;
        }
    }

    protected virtual bool Order(string word, IReadOnlyList<string> rest) => false;

    /// <summary>Takes back every fault.</summary>
    protected virtual void Mend() => (Fault, _later, _powerLeft) = (SimulatedFault.None, null, -1);

    /// <summary>What it held in mind is gone.</summary>
    protected virtual void LosePower()
    {
    }

    /// <summary>Whether the word stands alone with one whole number.</summary>
    protected static bool IsNumber(IReadOnlyList<string> rest, out int number)
    {
        number = 0;
        return rest is [var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Lives at the other end of a line until that is closed.</summary>
    public async Task ServeAsync(Stream stream, CancellationToken cancel)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var line = new Line(Channel.CreateBounded<Words>(new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropWrite }), gone);
        lock (_lock) _lines.Add(line);
        var speaking = SpeakAsync(stream, line);
        try
        {
            await ListenAsync(stream, line);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The other end went, or the device was switched off.
        }
        finally
        {
            lock (_lock) _lines.Remove(line);
            await gone.CancelAsync();
            await speaking;
            await stream.DisposeAsync();
        }
    }

    private async Task ListenAsync(Stream stream, Line line)
    {
        var (heard, buffer) = (new List<byte>(), new byte[1024]);
        while (await stream.ReadAsync(buffer, line.Gone.Token) is > 0 and var count)
        {
            var losesPower = _powerLeft >= 0 && _powerLeft <= count;
            var bytes = buffer.AsSpan(0, losesPower ? _powerLeft : count);
            _powerLeft = losesPower || _powerLeft < 0 ? -1 : _powerLeft - count;
            if (_fault is SimulatedFault.Echo) line.Said.Writer.TryWrite(new([.. bytes], IsEcho: true));
            heard.AddRange(bytes);
            var answers = new List<byte[]>();
            for (var used = heard.Count; used > 0 && heard.Count > 0;)
            {
                used = Take([.. heard], answers);
                heard.RemoveRange(0, used);
            }
            if (losesPower)
            {
                LosePower();
                HangUp();
                return;
            }
            if (heard.Count > 4096) heard.Clear();
            foreach (var answer in answers) line.Said.Writer.TryWrite(new(answer, IsEcho: false));
        }
    }

    /// <summary>Takes one question from the start of what was heard.</summary>
    /// <returns>Bytes done with; 0: more are needed.</returns>
    protected abstract int Take(ReadOnlySpan<byte> heard, List<byte[]> answers);

    /// <summary>Says something unasked, on every line.</summary>
    protected void Say(byte[] bytes)
    {
        lock (_lock)
            foreach (var line in _lines) line.Said.Writer.TryWrite(new(bytes, IsEcho: false));
    }

    /// <summary>Something else of about the same length.</summary>
    protected virtual byte[] Garbled(byte[] bytes) => [.. bytes.Select((b, i) => (byte)(b * 7 + i * 13 + 5))];

    /// <summary>All that is said on a line goes out here, in its order.</summary>
    private async Task SpeakAsync(Stream stream, Line line)
    {
        try
        {
            await foreach (var words in line.Said.Reader.ReadAllAsync(line.Gone.Token))
            {
                if (words.IsEcho) await stream.WriteAsync(words.Bytes, line.Gone.Token);
                else if (!await SayAsync(stream, words.Bytes, line.Gone.Token)) await line.Gone.CancelAsync();
                await stream.FlushAsync(line.Gone.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The other end went, or the device was switched off.
        }
    }

    /// <returns>False: hung up.</returns>
    private async Task<bool> SayAsync(Stream stream, byte[] bytes, CancellationToken cancel)
    {
        if (_later is { } later)
        {
            _later = later.Answers > 0 ? later with { Answers = later.Answers - 1 } : null;
            if (_later is null) Fault = later.Fault;
        }
        var fault = _fault;
        if (_faultsLeft > 0 && --_faultsLeft == 0) Fault = SimulatedFault.None;
        switch (fault)
        {
            case SimulatedFault.None or SimulatedFault.Echo:
                await stream.WriteAsync(bytes, cancel);
                break;
            case SimulatedFault.Silent:
                break;
            case SimulatedFault.Garbage:
                await stream.WriteAsync(Garbled(bytes), cancel);
                break;
            case SimulatedFault.Half:
                await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), cancel);
                break;
            case SimulatedFault.Late:
                await Task.Delay(LateBy, time, cancel);
                await stream.WriteAsync(bytes, cancel);
                break;
            case SimulatedFault.Slow:
                for (var at = 0; at < bytes.Length; at++)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1.0 / BytesPerSecond), time, cancel);
                    await stream.WriteAsync(bytes.AsMemory(at, 1), cancel);
                    await stream.FlushAsync(cancel);
                }
                break;
            case SimulatedFault.Disconnect:
                return false;
            default:
                throw new InvalidOperationException($"No fault {fault}.");
        }
        return true;
    }
}
