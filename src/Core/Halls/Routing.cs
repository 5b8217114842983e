using TidalHall.Core.Queueing;

namespace TidalHall.Core.Halls;

/// <summary>For whom a ticket is taken.</summary>
public enum TakenBy { Citizen, Proxy, Agent }

/// <summary>Which queue a matter goes to, or why to none. Citizens choose a matter, never a category.</summary>
internal readonly record struct Route(CategoryId Category, Refusal? Refusal = null);

/// <summary>The way from an item to its queue, by rule: who acts, how the item is done, who authorised it, how long it takes.</summary>
internal static class Routing
{
    /// <param name="day">Of which an authorisation must be.</param>
    /// <param name="isServed">Somebody could serve a category now.</param>
    internal static Route Of(HallMap map, ServiceItem item, TakenBy by, DateOnly day, Func<CategoryId, bool> isServed)
    {
        var own = map.Categories[item.Category];
        return by switch
        {
            TakenBy.Citizen when own.Kind is CategoryKind.Proxy => new(own.Id, Refusal.Because(RefusalCode.MandateNeeded, item.Name)),
            TakenBy.Citizen when own.Kind is CategoryKind.Agents => new(own.Id, Refusal.Because(RefusalCode.AgentNeeded, item.Name)),
            // Those who act for others stand in their own queue where the hall has one.
            TakenBy.Agent when map.First(CategoryKind.Agents) is { } agents => new(agents.Id),
            TakenBy.Proxy when map.First(CategoryKind.Proxy) is { } proxy => new(proxy.Id),
            // Wholly online: somebody helps with it here by default, and nobody is sent away to a website.
            _ when item.Mode is ItemMode.Online => new(Online(map, own, isServed)),
            _ when item.Mode is ItemMode.OwnSystem && IsUnified(own) => OfDepartment(map, item),
            _ when IsUnified(own) && !IsAuthorised(map, item, own, day) => OfDepartment(map, item),
            _ => new(Lane(map, item, own, isServed)),
        };
    }

    private static CategoryId Online(HallMap map, Category own, Func<CategoryId, bool> isServed) =>
        map.First(CategoryKind.FunctionalAssistedService) is { } assisted && isServed(assisted.Id) ? assisted.Id
        : isServed(own.Id) ? own.Id
        : new[] { CategoryKind.UnifiedConsultationCorrection, CategoryKind.FunctionalGeneralConsultation, CategoryKind.UnifiedIntake }
            .Select(map.First).OfType<Category>().FirstOrDefault(c => isServed(c.Id))?.Id ?? own.Id;

    /// <summary>Advice goes to intake where the hall has merged the two; short matters of intake go to the express lane while somebody serves it.</summary>
    private static CategoryId Lane(HallMap map, ServiceItem item, Category own, Func<CategoryId, bool> isServed)
    {
        var rules = map.Plan.Rules;
        if (own.Kind is CategoryKind.UnifiedConsultationCorrection && rules.ConsultationInIntake && map.First(CategoryKind.UnifiedIntake) is { } intake) return intake.Id;
        return own.Kind is CategoryKind.UnifiedIntake && item.Minutes <= rules.ExpressMinutes && map.First(CategoryKind.Express) is { } express && isServed(express.Id) ? express.Id : own.Id;
    }

    private static bool IsUnified(Category category) => ActOf(category.Kind) is not null;

    private static UnifiedAct? ActOf(CategoryKind kind) => kind switch
    {
        CategoryKind.UnifiedIntake => UnifiedAct.TakingIn,
        CategoryKind.UnifiedDelivery => UnifiedAct.HandingOut,
        CategoryKind.UnifiedConsultationCorrection => UnifiedAct.Consultation,
        _ => null,
    };

    // A hall that lists no departments keeps its letters elsewhere.
    private static bool IsAuthorised(HallMap map, ServiceItem item, Category own, DateOnly day) =>
        map.Departments.Count == 0 || (map.Departments.TryGetValue(item.Department, out var department) && department.HasAuthorised(item.Id, ActOf(own.Kind)!.Value, day));

    /// <summary>To the department's own window; where it has none here, the citizen is told where to go.</summary>
    private static Route OfDepartment(HallMap map, ServiceItem item) =>
        map.Departments.GetValueOrDefault(item.Department) is not { } department ? new(item.Category, Refusal.Because(RefusalCode.NotOfferedHere, item.Name, item.Department))
        : department.Category is { } own ? new(own)
        : department.Where is { } where ? new(item.Category, Refusal.Because(RefusalCode.OfferedElsewhere, item.Name, where))
        : new(item.Category, Refusal.Because(RefusalCode.NotOfferedHere, item.Name, item.Department));
}
