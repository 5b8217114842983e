using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Transports;

/// <summary>What of each family's bytes may stand in a trace. What a citizen is, holds or is handed never does.</summary>
internal static class TraceMask
{
    /// <summary>A printer's questions have three bytes. All longer is paper, on which stand names, numbers and links.</summary>
    private const int PrinterQuestion = 3;
    /// <summary>How an order to print or show begins, before any text.</summary>
    private const int OrderHead = 4;
    /// <summary>Preamble, length and status of a card reader's answer; a card's data follows.</summary>
    private const int CardAnswerHead = 10;

    internal static ShownBytes Of(DeviceFamily family) => family switch
    {
        DeviceFamily.Printer => static (toDevice, piece) => toDevice && piece.Length > PrinterQuestion ? OrderHead : piece.Length,
        // A piece that does not begin an answer is the inside of one.
        DeviceFamily.CardReader => static (toDevice, piece) => toDevice ? piece.Length : piece.StartsWith(Preamble) ? CardAnswerHead : 0,
        // A code may be the key to a compartment.
        DeviceFamily.CodeScanner => static (toDevice, piece) => toDevice ? piece.Length : 0,
        DeviceFamily.WindowSign => static (toDevice, piece) => toDevice ? OrderHead : piece.Length,
        DeviceFamily.LockerBoard or DeviceFamily.RelayBoard or DeviceFamily.CallerPad or DeviceFamily.RatingPad or DeviceFamily.Speaker => static (_, piece) => piece.Length,
        _ => throw new InvalidOperationException($"No mask for {family}."),
    };

    private static ReadOnlySpan<byte> Preamble => [0xAA, 0xAA, 0xAA, 0x96, 0x69];
}
