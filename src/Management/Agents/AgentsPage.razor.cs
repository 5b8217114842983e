using System.Data.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Management.Agents;

/// <summary>What commercial agents have brought today against what the hall lets them bring, masked. Each look at a name is written down.</summary>
[Authorize(Policy = Policies.Management)]
[Surface(ManagementPages.Surface, Interactive = true, Styles = [ManagementPages.MudStyle, ManagementPages.Style], Scripts = [ManagementPages.MudScript])]
public sealed partial class AgentsPage
{
    private readonly Dictionary<PersonRef, MaskedPerson?> _seen = [];
    private IReadOnlyList<AgentToday> _agents = [];

    [Inject] private IPeople People { get; set; } = default!;

    private AgentRules Caps => Newest.Plan.Rules.Agents;

    /// <param name="Cases">Taken in for others today, under whatever number.</param>
    private sealed record AgentToday(PersonRef Person, MaskedPerson? Who, IReadOnlyList<Ticket> Tickets, int Cases);

    protected override async Task LookAsync()
    {
        if (Actor is null) return;
        var (view, today) = (Newest, Newest.Map.Date(Hall.Now));
        var tickets = view.Tickets.Where(t => t.Agent is not null && t.Day == view.Day?.Date).OrderBy(t => t.TakenTick).ToLookup(t => t.Agent!.Value);
        var cases = view.Cases.All.Where(c => c.IsCommercial && c.Agent is not null && c.ReceivedOn == today).ToLookup(c => c.Agent!.Value);
        var agents = new List<AgentToday>();
        foreach (var person in tickets.Select(t => t.Key).Concat(cases.Select(c => c.Key)).Distinct().ToList())
        {
            if (!_seen.TryGetValue(person, out var who)) _seen[person] = who = await MaskedAsync(person);
            agents.Add(new(person, who, [.. tickets[person]], cases[person].Count()));
        }
        _agents = agents;
    }

    /// <summary>A look that cannot be written down shows nobody; the page goes on.</summary>
    private async Task<MaskedPerson?> MaskedAsync(PersonRef person)
    {
        try
        {
            return await People.MaskedAsync(person, Actor!.Id.Value, Leaving);
        }
        catch (Exception e) when (e is DbException or IOException or InvalidOperationException)
        {
            return null;
        }
    }
}
