using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using TidalHall.Core.Halls;

namespace TidalHall.Hub.Voice;

/// <summary>One speaker device of a hall, that comes and goes with its agent.</summary>
/// <remarks>Each time it comes it is another player: what was given to it before it went is another's by now, and is not played however soon it is back.</remarks>
internal sealed class DeviceSpeaker(HallId hall, DeviceId device, IReadOnlySet<ZoneId> zones)
{
    /// <param name="Player">No connection of a page is called so, and none that came before.</param>
    /// <param name="Gone">Ends when it goes.</param>
    internal sealed record Stay(string Player, CancellationTokenSource Gone);

    internal sealed record GivenSound(Stay To, long Utterance, string Sound);

    // Whose job it is can be read off its id after a restart: 8 bytes say "of this speaker", 8 are the utterance.
    private readonly byte[] _mark = SHA256.HashData(Encoding.UTF8.GetBytes($"voice {hall} {device}"))[..8];
    private readonly Lock _gate = new();
    // A zone waits for the end of one before it gives the next; a speaker of several zones has one in hand at most.
    private readonly Channel<GivenSound> _given = Channel.CreateBounded<GivenSound>(8);
    private Stay? _here;
    private long _stays;
    private DateTimeOffset _restsUntil;

    public DeviceId Device => device;
    public IReadOnlySet<ZoneId> Zones => zones;
    /// <summary>Null while it is away.</summary>
    public Stay? Here { get { lock (_gate) return _here; } }

    public bool RestsAt(DateTimeOffset now) { lock (_gate) return now < _restsUntil; }

    /// <returns>Null: it is here already, or rests.</returns>
    public Stay? Arrive(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_here is not null || now < _restsUntil) return null;
            return _here = new($"device {hall} {device} {++_stays}", new());
        }
    }

    /// <returns>Null: it was not here.</returns>
    public Stay? Leave(DateTimeOffset restsUntil)
    {
        lock (_gate)
        {
            (var left, _here, _restsUntil) = (_here, null, restsUntil);
            return left;
        }
    }

    /// <summary>False: that player is not here, or has too much in hand.</summary>
    public bool TryGive(string player, long utterance, string sound) => Here is { } here && here.Player == player && _given.Writer.TryWrite(new(here, utterance, sound));

    /// <summary>What it is to play, but what was given to it before it went.</summary>
    public async IAsyncEnumerable<GivenSound> TakeAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var given in _given.Reader.ReadAllAsync(stop))
            if (given.To == Here) yield return given;
    }

    public Guid JobOf(long utterance)
    {
        var bytes = new byte[16];
        _mark.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), utterance);
        return new(bytes);
    }

    public long? UtteranceOf(Guid job)
    {
        var bytes = job.ToByteArray();
        return bytes.AsSpan(0, 8).SequenceEqual(_mark) ? BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8)) : null;
    }
}
