using System.Text.Json.Serialization;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Errands;

/// <summary>帮办: guided and accompanied. 代办: done in the citizen's place by a written mandate. Both are free.</summary>
public enum ErrandKind { Accompany, ActFor }

/// <summary>How an errand stands. Days are those on the hall's walls.</summary>
[JsonDerivedType(typeof(Going), "going")]
[JsonDerivedType(typeof(Suspended), "suspended")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(Stopped), "stopped")]
public abstract record ErrandState
{
    private ErrandState() { }

    /// <param name="ResumedOn">After a break, by a mandate given anew.</param>
    public sealed record Going(DateOnly? ResumedOn = null) : ErrandState;
    public sealed record Suspended(DateOnly On, Reason Reason) : ErrandState;

    /// <summary>Ended for good.</summary>
    public abstract record Over(DateOnly On) : ErrandState;
    public sealed record Done(DateOnly On) : Over(On);
    public sealed record Stopped(DateOnly On, Reason Reason) : Over(On);
}

/// <summary>A matter in which the hall's people help somebody, from the slip to its end. Immutable.</summary>
/// <param name="Person">Whose matter it is.</param>
/// <param name="Helper">Who accompanies or acts.</param>
/// <param name="Scope">What exactly was mandated, in the vault; null = the item as a whole.</param>
/// <param name="Language">Of its papers: "en"; null = Chinese.</param>
public sealed record Errand(ErrandId Id, ErrandKind Kind, PersonRef Person, ItemId Item, ClerkId Helper, DateOnly On, NoteRef? Scope, ErrandState State, string? Language = null)
{
    public bool IsOver => State is ErrandState.Over;

    /// <summary>What stands on its papers.</summary>
    public string Number => FormattableString.Invariant($"DB-{On.Year:0000}-{Id.Value:00000}");

    /// <summary>Slip and mandate from its begin on; the others while it stands so.</summary>
    public IEnumerable<PaperKind> Papers
    {
        get
        {
            yield return PaperKind.ErrandSlip;
            if (Kind is ErrandKind.ActFor) yield return PaperKind.ErrandMandate;
            if (State is ErrandState.Suspended) yield return PaperKind.ErrandSuspension;
            if (State is ErrandState.Going { ResumedOn: not null }) yield return PaperKind.ErrandResumption;
            if (IsOver) yield return PaperKind.ErrandEnd;
        }
    }
}
