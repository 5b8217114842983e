using TidalHall.Core.Devices;

namespace TidalHall.Hub.Agents;

/// <summary>What became of a device's jobs since the hub started.</summary>
/// <param name="Trouble">The last that was not done.</param>
/// <param name="TroubleAt">When that was told.</param>
internal sealed record DeviceTally(int Done, int Failed, int Unknown, JobResult? Trouble = null, DateTimeOffset? TroubleAt = null)
{
    public static DeviceTally None { get; } = new(0, 0, 0);

    public DeviceTally With(JobResult result, DateTimeOffset at) => result.Outcome switch
    {
        JobOutcome.Done => this with { Done = Done + 1 },
        JobOutcome.Unknown => this with { Unknown = Unknown + 1, Trouble = result, TroubleAt = at },
        JobOutcome.Failed or JobOutcome.Expired => this with { Failed = Failed + 1, Trouble = result, TroubleAt = at },
        _ => throw new InvalidOperationException($"No outcome {result.Outcome}."),
    };
}
