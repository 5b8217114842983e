namespace TidalHall.DeviceAgents.Simulators;

/// <summary>Takes DLE EOT n and DLE ENQ n out of a printer's bytes as they come in, before anything that waits to be printed, however they were cut on the way.</summary>
internal sealed class RealTimeCommands
{
    private const byte Dle = 0x10, Eot = 0x04, Enq = 0x05;
    private enum Seen { Nothing, Dle, Eot, Enq }
    private Seen _seen;

    /// <param name="onQuery">The n of DLE EOT n.</param>
    /// <param name="onRecover">The n of DLE ENQ n: 1 go on, 2 forget what is left.</param>
    /// <returns>The bytes that are left.</returns>
    internal byte[] Pass(ReadOnlySpan<byte> bytes, Action<byte> onQuery, Action<byte>? onRecover = null)
    {
        var rest = new List<byte>(bytes.Length);
        foreach (var b in bytes)
            switch (_seen)
            {
                case Seen.Nothing when b == Dle: _seen = Seen.Dle; break;
                case Seen.Nothing: rest.Add(b); break;
                case Seen.Dle when b == Eot: _seen = Seen.Eot; break;
                case Seen.Dle when b == Enq: _seen = Seen.Enq; break;
                case Seen.Dle when b == Dle: rest.Add(Dle); break;
                case Seen.Dle: rest.AddRange([Dle, b]); _seen = Seen.Nothing; break;
                case Seen.Eot: onQuery(b); _seen = Seen.Nothing; break;
                case Seen.Enq: onRecover?.Invoke(b); _seen = Seen.Nothing; break;
            }
        return [.. rest];
    }
}
