using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Halls;

/// <summary>The table of ways from a matter to its queue.</summary>
public sealed class RoutingSpecs
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    private static Category Of(string id, CategoryKind kind, string prefix) => new(new(id), kind, new(id, id), prefix, 20, "#1e66f5", kind is CategoryKind.Sector ? Sector.Tax : null);

    private static readonly Category[] All =
    [
        Of("intake", CategoryKind.UnifiedIntake, "A"), Of("delivery", CategoryKind.UnifiedDelivery, "B"), Of("advice", CategoryKind.UnifiedConsultationCorrection, "C"), Of("tax", CategoryKind.Sector, "T"),
        Of("dept", CategoryKind.Department, "D"), Of("general", CategoryKind.FunctionalGeneralConsultation, "H"), Of("assisted", CategoryKind.FunctionalAssistedService, "G"),
        Of("express", CategoryKind.Express, "E"), Of("proxy", CategoryKind.Proxy, "P"), Of("agents", CategoryKind.Agents, "K"),
    ];

    private static ServiceItem Matter(string category, ItemMode mode = ItemMode.Paper, int minutes = 10) =>
        new() { Id = Passport, Name = new("护照", "Passport"), Department = "公安局", Theme = new("all"), Category = new(category), Minutes = minutes, Mode = mode };

    private static string Where(ServiceItem item, HallRules? rules = null, Department[]? departments = null, Category[]? categories = null, string[]? shut = null, bool proxy = false, bool agent = false)
    {
        var plan = Plan with { Categories = categories ?? All, Windows = [], Items = [item], Rules = rules ?? new(), Departments = departments ?? [] };
        var route = Routing.Of(new(plan), item, agent ? TakenBy.Agent : proxy ? TakenBy.Proxy : TakenBy.Citizen, Day, c => shut is null || !shut.Contains(c.Value));
        return route.Refusal is { } refusal ? refusal.Code.ToString() : route.Category.Value;
    }

    [Theory]
    [InlineData("intake", ItemMode.Paper, "intake")]
    [InlineData("delivery", ItemMode.Paper, "delivery")]
    [InlineData("advice", ItemMode.Paper, "advice")]
    [InlineData("tax", ItemMode.Paper, "tax")]
    [InlineData("intake", ItemMode.Online, "assisted")]
    [InlineData("tax", ItemMode.Online, "assisted")]
    [InlineData("tax", ItemMode.OwnSystem, "tax")]
    [InlineData("dept", ItemMode.OwnSystem, "dept")]
    public void A_matter_goes_by_how_it_is_done(string category, ItemMode mode, string queue) => Assert.Equal(queue, Where(Matter(category, mode)));

    [Theory]
    [InlineData("intake", new[] { "assisted" })]
    [InlineData("advice", new[] { "assisted", "intake" })]
    [InlineData("general", new[] { "assisted", "intake", "advice" })]
    public void What_is_online_is_never_refused_while_anybody_is_there(string queue, string[] shut) =>
        Assert.Equal(queue, Where(Matter("intake", ItemMode.Online), shut: shut));

    [Fact]
    public void A_hall_without_assisted_service_serves_online_matters_in_their_own_queue() =>
        Assert.Equal("tax", Where(Matter("tax", ItemMode.Online), categories: [.. All.Where(c => c.Id.Value is not "assisted")]));

    private static Department Police(CategoryId? own, LocalText? where, params Authorisation[] letters) => new("公安局", own, where) { Authorisations = letters };

    private static Authorisation Letter(int from, int until) => new(Day.AddDays(from), Day.AddDays(until));

    [Theory]
    [InlineData(-10, 10, "intake")]
    [InlineData(0, 0, "intake")]
    [InlineData(1, 10, "dept")]
    [InlineData(-10, -1, "dept")]
    public void At_a_unified_window_an_authorisation_counts_from_its_first_day_to_its_last(int from, int until, string queue) =>
        Assert.Equal(queue, Where(Matter("intake"), departments: [Police(new("dept"), null, Letter(from, until))]));

    [Theory]
    [InlineData("intake", UnifiedAct.TakingIn, "intake")]
    [InlineData("delivery", UnifiedAct.TakingIn, "dept")]
    [InlineData("delivery", UnifiedAct.HandingOut, "delivery")]
    [InlineData("advice", UnifiedAct.Consultation, "advice")]
    [InlineData("advice", UnifiedAct.Correction, "dept")]
    public void It_counts_for_what_it_names(string category, UnifiedAct act, string queue) =>
        Assert.Equal(queue, Where(Matter(category), departments: [Police(new("dept"), null, Letter(-1, 1) with { Acts = [act] })]));

    [Fact]
    public void It_counts_for_the_items_it_names()
    {
        Assert.Equal("intake", Where(Matter("intake"), departments: [Police(new("dept"), null, Letter(-1, 1) with { Items = [Passport] })]));
        Assert.Equal("dept", Where(Matter("intake"), departments: [Police(new("dept"), null, Letter(-1, 1) with { Items = [Tax] })]));
    }

    [Fact]
    public void Without_one_and_without_a_window_of_the_department_the_citizen_is_told_where_to_go()
    {
        Assert.Equal("OfferedElsewhere", Where(Matter("intake"), departments: [Police(null, new("解放路 1 号", "1 Liberation Road"))]));
        Assert.Equal("NotOfferedHere", Where(Matter("intake"), departments: [Police(null, null)]));
        Assert.Equal("NotOfferedHere", Where(Matter("intake"), departments: [new("税务局")]));
    }

    [Fact]
    public void A_sector_or_department_window_needs_no_authorisation() => Assert.Equal("tax", Where(Matter("tax"), departments: [Police(new("dept"), null)]));

    [Fact]
    public void What_runs_on_a_departments_own_system_is_not_taken_in_by_unified_windows_whatever_was_authorised() =>
        Assert.Equal("dept", Where(Matter("intake", ItemMode.OwnSystem), departments: [Police(new("dept"), null, Letter(-1, 1))]));

    [Theory]
    [InlineData(true, "intake")]
    [InlineData(false, "advice")]
    public void Advice_may_be_merged_into_intake(bool merged, string queue) => Assert.Equal(queue, Where(Matter("advice"), new() { ConsultationInIntake = merged }));

    [Theory]
    [InlineData("intake", 5, 5, "express")]
    [InlineData("intake", 6, 5, "intake")]
    [InlineData("intake", 1, 0, "intake")]
    [InlineData("tax", 1, 5, "tax")]
    public void Short_matters_of_intake_go_to_the_express_lane(string category, int minutes, int threshold, string queue) =>
        Assert.Equal(queue, Where(Matter(category, minutes: minutes), new() { ExpressMinutes = threshold }));

    [Fact]
    public void The_express_lane_takes_nothing_while_nobody_is_there() => Assert.Equal("intake", Where(Matter("intake", minutes: 1), new() { ExpressMinutes = 5 }, shut: ["express"]));

    [Fact]
    public void Who_acts_for_others_stands_in_a_queue_of_his_own_where_there_is_one()
    {
        Assert.Equal("proxy", Where(Matter("intake"), proxy: true));
        Assert.Equal("agents", Where(Matter("tax"), agent: true));
        Assert.Equal("intake", Where(Matter("intake"), categories: [.. All.Take(4)], proxy: true));
        Assert.Equal("tax", Where(Matter("tax"), categories: [.. All.Take(4)], agent: true));
    }

    [Fact]
    public void Nobody_takes_a_number_of_those_queues_for_himself()
    {
        Assert.Equal("MandateNeeded", Where(Matter("proxy")));
        Assert.Equal("AgentNeeded", Where(Matter("agents")));
        Assert.Equal("proxy", Where(Matter("proxy"), proxy: true));
        Assert.Equal("agents", Where(Matter("agents"), agent: true));
    }
}
