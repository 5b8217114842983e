using System.Buffers;

namespace TidalHall.DeviceAgents.Drivers;

/// <summary>A codec's reading side.</summary>
/// <param name="frame">What was read, if Done.</param>
/// <param name="consumed">Bytes done with, whatever the answer; drop them before the next call.</param>
/// <returns>Done; NeedMoreData; or InvalidData: something else was passed over, call again with the rest.</returns>
internal delegate OperationStatus FrameReader<T>(ReadOnlySpan<byte> bytes, out T frame, out int consumed);
