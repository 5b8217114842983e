using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Doors;

/// <summary>The papers of an errand: slip, mandate, and what it came to.</summary>
public interface IErrandPapers
{
    /// <summary>Has a paper that the errand has now printed on thermal paper, and waits for what comes of it.</summary>
    Task<JobOutcome> PrintAsync(ErrandId id, PaperKind paper, DeviceId printer, Actor by, CancellationToken cancel);
}
