using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>Those who act for others: staff by mandate, commercial agents, and helpers who lead on to the next window.</summary>
public sealed class ForOthersSpecs
{
    private static readonly CategoryId Proxy = new("proxy"), Agents = new("agents"), Assisted = new("assisted");
    private static readonly WindowId P1 = new("p1"), K1 = new("k1"), G1 = new("g1");
    private static readonly ItemId Online = new("online");
    private static readonly Actor Guide = new(ActorKind.Staff, new("guide"), Roles.Guide), Fay = new(ActorKind.Staff, new("fay"), Roles.IntakeClerk);
    private static readonly NoteRef Mandate = new(new("55555555-5555-5555-5555-555555555555"));
    private static readonly PersonRef Li = new(new("11111111-1111-1111-1111-111111111111")), Firm = new(new("66666666-6666-6666-6666-666666666666")), Other = new(new("77777777-7777-7777-7777-777777777777"));

    private readonly HallScenario _hall = new HallScenario(Plan with
    {
        Rules = new() { Agents = new(MattersPerTicket: 4, TicketsPerDay: 2) },
        Categories =
        [
            .. Plan.Categories, new(Proxy, CategoryKind.Proxy, new("代办"), "P", 20, "#1e66f5"), new(Agents, CategoryKind.Agents, new("中介"), "K", 20, "#1e66f5"),
            new(Assisted, CategoryKind.FunctionalAssistedService, new("帮办"), "G", 20, "#1e66f5"),
        ],
        Windows = [.. Plan.Windows, Plan.Windows[0] with { Id = P1, Number = 21, Category = Proxy }, Plan.Windows[0] with { Id = K1, Number = 22, Category = Agents }, Plan.Windows[0] with { Id = G1, Number = 23, Category = Assisted }],
        Items = [.. Plan.Items, Plan.Items[0] with { Id = Online, Mode = ItemMode.Online, Then = [new(Intake)] }],
    }).Given(Anna, new OpenWindow(W1)).Given(Fay, new OpenWindow(G1));

    private Ticket Taken(HallCommand command, Actor? by = null) => _hall.State.Find(Assert.IsType<TicketTaken>(_hall.Do(by ?? Guide, command).First).Ticket)!;

    [Fact]
    public void By_mandate_a_matter_waits_in_the_proxy_queue_and_the_mandate_is_known_by_its_reference_alone()
    {
        var ticket = Taken(new TakeTicket(Passport, Person: Li, Mandate: Mandate));
        Assert.Equal((Proxy, "P001", Mandate, Li), (ticket.Visit.Category, ticket.Number.ToString(), ticket.Mandate, ticket.Person));
    }

    [Fact]
    public void Nobody_takes_a_ticket_by_mandate_or_as_an_agent_for_himself_at_a_kiosk()
    {
        Assert.Equal(RefusalCode.NotAllowed, _hall.Refused(Citizen, new TakeTicket(Passport, Mandate: Mandate)));
        Assert.Equal(RefusalCode.NotAllowed, _hall.Refused(Citizen, new TakeTicket(Passport, Agent: Firm)));
    }

    [Fact]
    public void An_agent_has_a_queue_of_his_own_and_so_many_matters_under_a_number()
    {
        var ticket = Taken(new TakeTicket(Passport, Agent: Firm, Matters: 4));
        Assert.Equal((Agents, Firm, 4), (ticket.Visit.Category, ticket.Agent, ticket.Matters));
        Assert.Equal(RefusalCode.AgentBringsTooMany, _hall.Refused(Guide, new TakeTicket(Passport, Agent: Firm, Matters: 5)));
    }

    [Fact]
    public void An_agent_has_so_many_tickets_a_day_ended_ones_too()
    {
        _hall.Given(Citizen, new CancelTicket(Taken(new TakeTicket(Passport, Agent: Firm)).Id));
        Taken(new TakeTicket(Tax, Agent: Firm));
        Assert.Equal(RefusalCode.AgentTicketsUsedUp, _hall.Refused(Guide, new TakeTicket(Passport, Agent: Firm)));
        Taken(new TakeTicket(Passport, Agent: Other));
        Assert.Equal(Intake, Taken(new TakeTicket(Passport), Citizen).Visit.Category);
        _hall.Given(Chief, new ReleaseTicket(new(2), Noted)).Given(Chief, new ReleaseTicket(new(3), Noted)).Given(Chief, new ReleaseTicket(new(4), Noted)).Given(Chief, new CloseDay());
        _hall.Later(TimeSpan.FromDays(1)).Given(Actor.Hub, new TimeCame());
        Taken(new TakeTicket(Passport, Agent: Firm));
    }

    [Fact]
    public void Who_was_helped_goes_on_to_the_window_itself_with_the_same_number()
    {
        var ticket = Taken(new TakeTicket(Online), Citizen);
        Assert.Equal(Assisted, ticket.Visit.Category);
        Assert.Equal(ticket.Id, _hall.CallNext(Fay, G1));
        _hall.Given(Fay, new CompleteVisit(G1));
        Assert.Equal((2, Intake), (_hall.State.Find(ticket.Id)!.Visit.Ordinal, _hall.State.Find(ticket.Id)!.Visit.Category));
        Assert.Equal(ticket.Id, _hall.CallNext(Anna, W1));
    }
}
