using TidalHall.DeviceAgents.Drivers;

namespace TidalHall.DeviceAgents.Pads;

/// <summary>Where a citizen says how it was, if they wish to.</summary>
internal interface IRatingPad : IDriver
{
    /// <summary>Invites to rate and waits. Not rated is a normal result.</summary>
    Task<Rating> AskAsync(CancellationToken cancel);
}

/// <summary>What came of an invitation.</summary>
internal abstract record Rating
{
    private Rating() { }

    /// <param name="Level">1 very dissatisfied to 5 very satisfied, as GB/T 39735 has them.</param>
    /// <param name="Reasons">Codes of the pad's reasons, for a bad rating.</param>
    internal sealed record Given(int Level, IReadOnlyList<int> Reasons) : Rating;

    /// <summary>The time passed or the citizen declined.</summary>
    internal sealed record NotRated : Rating;

    /// <summary>The pad was not there or stopped answering; nobody was asked, or nobody knows.</summary>
    internal sealed record Unreachable : Rating;
}
