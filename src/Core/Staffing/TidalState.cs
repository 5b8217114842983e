using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Staffing;

/// <summary>What the tide did and asks at a tidal window. Ticks are milliseconds of the hall's axis.</summary>
public sealed record TidalState
{
    /// <summary>When it last went over, or was asked in vain: it stays so long from then on.</summary>
    public long? Since { get; init; }
    /// <summary>When it went over within the last hour, oldest first.</summary>
    public long[] Moves { get; init; } = [];
    /// <summary>When it went over to what it is turned to; null once it has called there, or where it is turned to nothing. How long it may be out is <see cref="TideRules.SetupMinutes"/>.</summary>
    public long? SettingUpSince { get; init; }
    /// <summary>Goes over when the visit in front of it ends.</summary>
    public TideTurn? Ordered { get; init; }
    /// <summary>Waits for a manager's word.</summary>
    public TideTurn? Proposed { get; init; }
    /// <summary>Somebody is called in from the back office.</summary>
    public TideTurn? Summoned { get; init; }
    /// <summary>Who said he is coming.</summary>
    public ClerkId? AcknowledgedBy { get; init; }
    /// <summary>Who forbade the tide to move it.</summary>
    public ClerkId? LockedBy { get; init; }

    /// <summary>Something is under way.</summary>
    internal TideTurn? Pending => Ordered ?? Summoned ?? Proposed;
}

/// <param name="To">Null: back to none.</param>
/// <param name="Grounds">Null where a person decided.</param>
public sealed record TideTurn(CategoryId? To, TideGrounds? Grounds, long Since);
