using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Doors;

/// <summary>The papers of a case.</summary>
public interface ICasePapers
{
    /// <summary>Has one of them printed on thermal paper, and waits for what comes of it; it fails where the case has no such paper as it stands.</summary>
    Task<JobOutcome> PrintAsync(CaseId id, CasePaper paper, DeviceId printer, Actor by, CancellationToken cancel);
}
