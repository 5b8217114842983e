using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using TidalHall.Core.Queueing;

namespace TidalHall.Journal;

/// <summary>Encodes events one after the other, each behind the hash before it: what a hash is taken over lies in one piece.</summary>
internal sealed class PayloadChain : IDisposable
{
    public const int HashBytes = SHA256.HashSizeInBytes;
    // A plan of a thousand items must not stay in memory for ever.
    private const int KeptBytes = 1 << 20;

    private ArrayBufferWriter<byte> _bytes = new(1024);
    private readonly Utf8JsonWriter _json;
    // Set up once: a context a row costs more than its hashing.
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public PayloadChain() => _json = new(_bytes, HallEventJson.WriterOptions);

    /// <summary>Starts anew behind a hash; what was made before is gone.</summary>
    public void Begin(ReadOnlySpan<byte> hash)
    {
        if (_bytes.Capacity > KeptBytes) _bytes = new(1024);
        _bytes.ResetWrittenCount();
        _bytes.Write(hash);
    }

    /// <returns>The payload, and the hash over the hash before and the payload. Valid until the chain begins anew.</returns>
    public ReadOnlyMemory<byte> Add(HallEvent e)
    {
        var start = _bytes.WrittenCount - HashBytes;
        _json.Reset(_bytes);
        HallEventJson.Write(e, _json);
        _sha.AppendData(_bytes.WrittenSpan[start..]);
        _sha.GetHashAndReset(_bytes.GetSpan(HashBytes));
        _bytes.Advance(HashBytes);
        return _bytes.WrittenMemory[(start + HashBytes)..];
    }

    public void Dispose()
    {
        _json.Dispose();
        _sha.Dispose();
    }
}
