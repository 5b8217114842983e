using System.IO.Ports;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Transports;

/// <summary>How a serial port is set for a device.</summary>
/// <param name="Baud">Bits a second; the port's driver says which it can.</param>
/// <param name="Flow">How the device holds us up; <c>None</c> and a small buffer ask for a pace.</param>
/// <param name="Chunk">At most so many bytes at once, then <paramref name="Pause"/>; 0: all at once.</param>
/// <param name="Dtr">Raised only if asked: some devices take it for a reset, and lines without modem pins refuse it.</param>
internal sealed record SerialSettings(int Baud = 9600, int DataBits = 8, Parity Parity = Parity.None, StopBits StopBits = StopBits.One,
    Handshake Flow = Handshake.None, int Chunk = 0, TimeSpan Pause = default, bool Dtr = false, bool Rts = false)
{
    internal static SerialSettings From(SerialFacts facts) => new(facts.Baud, facts.DataBits,
        facts.Parity switch { SerialParity.None => Parity.None, SerialParity.Even => Parity.Even, SerialParity.Odd => Parity.Odd, _ => throw new InvalidOperationException($"No parity {facts.Parity}.") },
        facts.StopBits == 2 ? StopBits.Two : StopBits.One,
        facts.Flow switch { SerialFlow.None => Handshake.None, SerialFlow.RtsCts => Handshake.RequestToSend, SerialFlow.XonXoff => Handshake.XOnXOff, _ => throw new InvalidOperationException($"No flow {facts.Flow}.") },
        facts.PaceBytes, TimeSpan.FromMilliseconds(facts.PaceMs), facts.Dtr, facts.Rts);

    /// <summary>As technicians write it, "9600 8N1".</summary>
    internal string Told => $"{Baud} {DataBits}{Parity.ToString()[0]}{(StopBits is StopBits.Two ? 2 : 1)}";

    /// <summary>What so many bytes take at least: start, data, parity and stop bits at the baud rate, and the pauses.</summary>
    internal TimeSpan WireTime(int bytes)
    {
        var bits = 1 + DataBits + (Parity is Parity.None ? 0 : 1) + (StopBits is StopBits.One ? 1 : 2);
        return TimeSpan.FromSeconds((double)bytes * bits / Baud) + (Chunk > 0 ? bytes / Chunk * Pause : default);
    }
}
