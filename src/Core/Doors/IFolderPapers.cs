using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Doors;

/// <summary>The list by which folders go to a department, on paper.</summary>
public interface IFolderPapers
{
    /// <summary>Has it printed on thermal paper, and waits for what comes of it; it fails where there is no such list any more.</summary>
    Task<JobOutcome> PrintAsync(FolderListId id, DeviceId printer, Actor by, CancellationToken cancel);
}
