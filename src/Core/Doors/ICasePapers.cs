using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Doors;

/// <summary>The papers of a case: the receipt of its material, the one notice of what is missing, the record of its hand-over.</summary>
public interface ICasePapers
{
    /// <summary>Has the paper that belongs to the case's state printed on thermal paper, and waits for what comes of it.</summary>
    Task<JobOutcome> PrintAsync(CaseId id, DeviceId printer, Actor by, CancellationToken cancel);

    /// <summary>The same with what the department said last: accepted, not accepted, corrections, decided. It fails where it has said nothing.</summary>
    Task<JobOutcome> PrintNoticeAsync(CaseId id, DeviceId printer, Actor by, CancellationToken cancel);
}
