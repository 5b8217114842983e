using TidalHall.Core.Devices;
using TidalHall.Core.Halls;

namespace TidalHall.CallerConsole.Casework;

/// <summary>A paper that is shown as A4 and printed on thermal paper.</summary>
/// <param name="Pdf">Where its A4 is.</param>
public sealed record PrintedPaper(string Name, string Pdf, Func<DeviceId, Task<JobOutcome>> PrintAsync);
