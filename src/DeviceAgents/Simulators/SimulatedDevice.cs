using System.Globalization;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>What a simulated device does to each of its answers.</summary>
internal enum SimulatedFault
{
    None,
    /// <summary>Answers nothing.</summary>
    Silent,
    /// <summary>Sends something else of the same length.</summary>
    Garbage,
    /// <summary>Stops in the middle.</summary>
    Half,
    /// <summary>Answers after <see cref="SimulatedDevice.LateBy"/>.</summary>
    Late,
    /// <summary>Gives every byte back before its answer, as an RS485 adapter may.</summary>
    Echo,
    /// <summary>Hangs up instead of answering.</summary>
    Disconnect,
}

/// <summary>A device that speaks the bytes of a real one over whatever stream it is put at, with faults to order.</summary>
/// <remarks>It shares no code with the codecs: what both misunderstood alike would never be seen.</remarks>
internal abstract class SimulatedDevice(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<Stream> _streams = [];
    private int _faultsLeft = -1;
    private SimulatedFault _fault;
    private (SimulatedFault Fault, int Answers)? _later;

    /// <summary>What happens to the answers from now on.</summary>
    public SimulatedFault Fault
    {
        get => _fault;
        set => (_fault, _faultsLeft) = (value, -1);
    }

    public TimeSpan LateBy { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Somebody has a line to it.</summary>
    public bool IsServed { get { lock (_lock) return _streams.Count > 0; } }

    /// <summary>The fault hits so many answers and is over.</summary>
    public void FaultFor(SimulatedFault fault, int answers) => (_fault, _faultsLeft) = (fault, answers);

    /// <summary>So many answers are still right, then it begins.</summary>
    public void FaultAfter(SimulatedFault fault, int answers) => _later = (fault, answers);

    /// <summary>The words by which a person orders something, for help.</summary>
    public IEnumerable<string> Orders => [.. Enum.GetNames<SimulatedFault>().Select(Word), .. OwnOrders];
    protected virtual IEnumerable<string> OwnOrders => [];

    /// <summary>Does what a person orders in words, "silent" or "jam 3".</summary>
    /// <returns>False: it is no order of this device.</returns>
    public bool Order(string words)
    {
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0) return false;
        if (parts.Length == 1 && Enum.GetNames<SimulatedFault>().FirstOrDefault(f => Word(f) == parts[0]) is { } fault)
        {
            Fault = Enum.Parse<SimulatedFault>(fault);
            return true;
        }
        return Order(parts[0], [.. parts[1..]]);
    }

    protected virtual bool Order(string word, IReadOnlyList<string> rest) => false;

    /// <summary>Whether the word stands alone with one whole number.</summary>
    protected static bool IsNumber(IReadOnlyList<string> rest, out int number)
    {
        number = 0;
        return rest is [var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Lives at the other end of a line until that is closed.</summary>
    public async Task ServeAsync(Stream stream, CancellationToken cancel)
    {
        lock (_lock) _streams.Add(stream);
        var (heard, buffer) = (new List<byte>(), new byte[1024]);
        try
        {
            while (await stream.ReadAsync(buffer, cancel) is > 0 and var count)
            {
                if (_fault is SimulatedFault.Echo) await stream.WriteAsync(buffer.AsMemory(0, count), cancel);
                heard.AddRange(buffer.AsSpan(0, count));
                var answers = new List<byte[]>();
                int used;
                do
                {
                    used = Take([.. heard], answers);
                    heard.RemoveRange(0, used);
                }
                while (used > 0 && heard.Count > 0);
                if (heard.Count > 4096) heard.Clear();
                foreach (var answer in answers)
                    if (!await AnswerAsync(stream, answer, cancel)) return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The other end went, or the device was switched off.
        }
        finally
        {
            lock (_lock) _streams.Remove(stream);
            await stream.DisposeAsync();
        }
    }

    /// <summary>Takes one question from the start of what was heard.</summary>
    /// <returns>Bytes done with; 0: more are needed.</returns>
    protected abstract int Take(ReadOnlySpan<byte> heard, List<byte[]> answers);

    /// <summary>Says something unasked, on every line.</summary>
    protected void Say(byte[] bytes)
    {
        Stream[] streams;
        lock (_lock) streams = [.. _streams];
        foreach (var stream in streams)
        {
            try
            {
                stream.Write(bytes);
                stream.Flush();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // That end went.
            }
        }
    }

    /// <returns>False: hung up.</returns>
    private async Task<bool> AnswerAsync(Stream stream, byte[] answer, CancellationToken cancel)
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
                await stream.WriteAsync(answer, cancel);
                break;
            case SimulatedFault.Silent:
                break;
            case SimulatedFault.Garbage:
                await stream.WriteAsync(answer.Select((b, i) => (byte)(b * 7 + i * 13 + 5)).ToArray(), cancel);
                break;
            case SimulatedFault.Half:
                await stream.WriteAsync(answer.AsMemory(0, answer.Length / 2), cancel);
                break;
            case SimulatedFault.Late:
                await Task.Delay(LateBy, time, cancel);
                await stream.WriteAsync(answer, cancel);
                break;
            case SimulatedFault.Disconnect:
                return false;
            default:
                throw new InvalidOperationException($"No fault {fault}.");
        }
        await stream.FlushAsync(cancel);
        return true;
    }

    private static string Word(string name) => name.ToLowerInvariant();
}
