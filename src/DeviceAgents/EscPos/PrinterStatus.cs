using TidalHall.Core.Devices;

namespace TidalHall.DeviceAgents.EscPos;

/// <summary>What the answers to DLE EOT 1 to 4 say together, or one automatic status block. <c>default</c>: nothing was answered, nothing is known.</summary>
/// <remarks>Bits as in the makers' manuals; see "DLE EOT n" in docs/devices.md.</remarks>
internal readonly record struct PrinterStatus
{
    private readonly bool _answered, _offLine, _coverOpen, _paperOut, _nearEnd, _cutter, _error;

    private PrinterStatus(bool offLine, bool coverOpen, bool paperOut, bool nearEnd, bool cutter, bool error) =>
        (_answered, _offLine, _coverOpen, _paperOut, _nearEnd, _cutter, _error) = (true, offLine, coverOpen, paperOut, nearEnd, cutter, error);

    /// <param name="query">1 to 4, what was asked.</param>
    internal PrinterStatus With(int query, byte reply) => query switch
    {
        1 => new(_offLine || Has(reply, 0x08), _coverOpen, _paperOut, _nearEnd, _cutter, _error),
        2 => new(_offLine, _coverOpen || Has(reply, 0x04), _paperOut || Has(reply, 0x20), _nearEnd, _cutter, _error),
        3 => new(_offLine, _coverOpen, _paperOut, _nearEnd, _cutter || Has(reply, 0x08), _error || Has(reply, 0x20) || Has(reply, 0x40)),
        4 => new(_offLine, _coverOpen, _paperOut || Has(reply, 0x60), _nearEnd || Has(reply, 0x0C), _cutter, _error),
        _ => throw new ArgumentOutOfRangeException(nameof(query), query, "1 to 4"),
    };

    /// <param name="block">Four bytes, as <see cref="StatusReplies.ReadBlock"/> finds them.</param>
    /// <remarks>Its bits are others than those of DLE EOT: cover and off-line in the first byte, errors in the second, paper in the third.</remarks>
    internal static PrinterStatus OfBlock(ReadOnlySpan<byte> block) => new(
        offLine: Has(block[0], 0x08), coverOpen: Has(block[0], 0x20), paperOut: Has(block[2], 0x0C), nearEnd: Has(block[2], 0x03),
        cutter: Has(block[1], 0x08), error: Has(block[1], 0x04) || Has(block[1], 0x20) || Has(block[1], 0x40));

    internal bool IsKnown => _answered;

    /// <summary>What keeps it from printing, the most telling first, or null.</summary>
    internal DeviceFault? Fault => this switch
    {
        { _coverOpen: true } => DeviceFault.CoverOpen,
        { _paperOut: true } => DeviceFault.PaperOut,
        { _cutter: true } => DeviceFault.CutterJam,
        { _error: true } or { _offLine: true } => DeviceFault.PrinterError,
        _ => null,
    };

    internal DeviceState State => this switch
    {
        { _answered: false } => DeviceState.Unknown,
        { Fault: not null } => DeviceState.Faulty,
        { _nearEnd: true } => DeviceState.NearEnd,
        _ => DeviceState.Ready,
    };

    private static bool Has(byte reply, byte bits) => (reply & bits) == bits;
}
