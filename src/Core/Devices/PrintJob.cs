using TidalHall.Core.Halls;
using TidalHall.Core.Papers;

namespace TidalHall.Core.Devices;

/// <summary>One thing a device is asked to do. Meaning only; the agent makes bytes of it.</summary>
/// <param name="Job">Scoped to the hub; the same id is never done twice.</param>
/// <param name="Deadline">After this instant it is not begun any more.</param>
/// <param name="Within">What was left until the deadline when it was sent. The agent counts it from receipt, because two machines' clocks
/// never agree; null: it goes by its own clock.</param>
public sealed record PrintJob(Guid Job, DeviceId Device, DateTimeOffset Deadline, Sheet Paper, TimeSpan? Within = null);
