using TidalHall.Core.Errands;
using TidalHall.Core.Staffing;

namespace TidalHall.CallerConsole.Helping;

/// <summary>What somebody may do with an errand, each by one button.</summary>
public enum ErrandAct { Suspend, Resume, Finish, Stop }

/// <summary>Which acts are offered to whom: only what the core would take now.</summary>
internal static class ErrandActs
{
    /// <summary>An auditor reads.</summary>
    internal static bool Works(Actor actor) => actor.Is(Roles.AnyClerk | Roles.Guide | Roles.Manager);

    internal static IReadOnlyList<ErrandAct> Now(Errand errand, Actor actor) => !Works(actor) ? [] : errand.State switch
    {
        ErrandState.Going => [ErrandAct.Finish, ErrandAct.Suspend, ErrandAct.Stop],
        ErrandState.Suspended => [ErrandAct.Resume, ErrandAct.Stop],
        _ => [],
    };
}
