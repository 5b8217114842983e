namespace TidalHall.Core.Devices;

/// <summary>What went over a device's line, newest last. Personal data is not in it: it was masked before it was kept.</summary>
/// <param name="IsOn">Only then anything is kept.</param>
public sealed record DeviceTrace(bool IsOn, TraceLine[] Lines);

/// <param name="ToDevice">Else it came from the device.</param>
/// <param name="Length">Bytes in all.</param>
/// <param name="Shown">The first of them as hex; the rest is masked.</param>
public sealed record TraceLine(DateTimeOffset At, bool ToDevice, int Length, string Shown);
