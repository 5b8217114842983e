using System.Text;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>The simulated device of a profile, the simulated ones and the others alike.</summary>
internal static class SimulatedDevices
{
    /// <summary>Null: it is no device at a line of bytes, or has a simulator of its own kind (printers).</summary>
    internal static SimulatedDevice? For(DeviceProfile profile, TimeProvider time) => profile switch
    {
        { Typed: not null } => new SimulatedKeyboard(time),
        { CardReader.Codec: CardReaderCodec.Sam } => new SimulatedCardReader(time),
        { CardReader: { Codec: CardReaderCodec.Keyboard } reader } => new SimulatedLineSender(time, Of(reader.Text)),
        { CodeScanner: { } scanner } => new SimulatedLineSender(time, Of(scanner.Text)),
        { LockerBoard: { } board } => new SimulatedLockerBoard(board, time),
        { RelayBoard: { } board } => new SimulatedRelayBoard(board, time),
        { WindowSign: { } sign } => new SimulatedWindowSign(sign, time),
        { CallerPad: { } pad } => new SimulatedCallerPad(pad, time),
        { RatingPad: not null } => new SimulatedRatingPad(time),
        _ => null,
    };

    private static Encoding Of(TextCode code) => code is TextCode.Gbk ? CodePagesEncodingProvider.Instance.GetEncoding(936)! : new UTF8Encoding(false);
}
