using TidalHall.CallerConsole.Casework;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Staffing;

namespace TidalHall.CallerConsole.Registering;

/// <summary>Which steps are offered to whom: only what the core would take now.</summary>
internal static class UnresolvedActs
{
    private static readonly UnresolvedStep[] Steps = [UnresolvedStep.Contacted, UnresolvedStep.Answered, UnresolvedStep.Extended, UnresolvedStep.Confirmed, UnresolvedStep.NotConfirmed];

    /// <summary>An auditor reads.</summary>
    internal static bool Works(Actor actor) => actor.Is(Roles.AnyClerk | Roles.Manager);

    internal static IReadOnlyList<UnresolvedStep> Now(HallMap map, Unresolved entry, Actor actor, DateOnly today) =>
        Works(actor) && entry.IsOpen ? [.. Steps.Where(s => May(entry, s, today) && (s is not UnresolvedStep.Answered || entry.Block is not BlockKind.QuestionUnanswered || AnswersFor(map, entry.Department, actor, today)))] : [];

    /// <summary>The last day to which an answer can be put off; null: the calendar does not reach so far.</summary>
    internal static DateOnly? Latest(HallMap map, Unresolved entry, DateOnly today) => map.Calendar.After(entry.Due ?? today, map.Plan.Unresolved.DaysOf(entry.Kind));

    /// <summary>A question is answered by its unit.</summary>
    private static bool AnswersFor(HallMap map, string unit, Actor actor, DateOnly today) => actor.Is(Roles.DepartmentOfficer | Roles.Manager) && CaseActs.Represents(map, unit, actor.Id, today);

    private static bool May(Unresolved entry, UnresolvedStep step, DateOnly today) => step switch
    {
        UnresolvedStep.Contacted => entry.ContactedOn is null && entry.HasSomebody,
        UnresolvedStep.Answered => (entry.ContactedOn is not null || !entry.HasSomebody) && entry.Step is not UnresolvedStep.Answered,
        UnresolvedStep.Extended => !entry.Extended && entry.Step is not UnresolvedStep.Answered && entry.Kind is not UnresolvedKind.Simple && !entry.IsLate(today),
        _ => entry.Step is UnresolvedStep.Answered,
    };
}
