using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.CallerConsole.Casework;

/// <summary>An act as it was filled in, before what was typed is in the vault.</summary>
public sealed record GivenAct(CaseAct Act)
{
    public string Reason { get; init; } = "";
    public NoGround Ground { get; init; }
    public string RightBody { get; init; } = "";
    public Shortfall[] Lines { get; init; } = [];
    /// <summary>How to mend them, where that was typed.</summary>
    public Dictionary<MaterialId, string> Hows { get; init; } = [];
    public HandedMaterial[] Materials { get; init; } = [];
    public SpecialStep Step { get; init; }
    public string Approver { get; init; } = "";
    public ResultKind Result { get; init; }
    public string ResultNumber { get; init; } = "";
    public string IdNumber { get; init; } = "";
    public DeliveryWay Delivery { get; init; }
    /// <summary>Null: by post to where it was to go before, or not by post.</summary>
    public PostalAddress? Post { get; init; }
    /// <summary>Of an agent who has filed online.</summary>
    public bool MandateSeen { get; init; }
    /// <summary>To another hall: as a file, without carrier and number.</summary>
    public bool AsFile { get; init; }
    public string Carrier { get; init; } = "";
    public string Tracking { get; init; } = "";
    public string ForeignNumber { get; init; } = "";
    public ElsewhereAnswer Answer { get; init; }
    /// <summary>Null: it has not decided yet.</summary>
    public DateOnly? DecidedOn { get; init; }
}
