using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Casework;
using TidalHall.Hub.Tests.Hosting;
using static TidalHall.Hub.Tests.Pickup.CabinetHall;

namespace TidalHall.Hub.Tests.Pickup;

/// <summary>What goes over the wire between hub and a cabinet's agent: orders to open, doors, pass lists, what was given out without the hub.</summary>
public sealed class PassSpecs : IAsyncLifetime
{
    private static readonly string[] Devices = ["locker-1a", "locker-1b", "locker-1c", "scanner-5", "reader-5", "printer-5"];
    private static readonly PersonRef Li = new(Guid.NewGuid());

    private readonly ConcurrentQueue<OpenCompartmentJob> _orders = [];
    private readonly ConcurrentQueue<PassDelivery> _lists = [];
    private readonly ConcurrentQueue<PrintJob> _papers = [];
    private readonly Guid _instance = Guid.NewGuid();
    private RunningHub _hub = null!;
    private HubConnection _agent = null!;
    private string _key = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub = await StartAsync(demoDevices: false);
        _key = _hub.Services.GetRequiredService<AgentKeys>().Enrol("cabinet");
        _agent = await JoinAsync();
    }

    private async Task<HubConnection> JoinAsync()
    {
        var agent = new HubConnectionBuilder().WithUrl(new Uri(_hub.Address, AgentProtocol.Path), http => http.AccessTokenProvider = () => Task.FromResult<string?>(_key)).Build();
        agent.On<JobOrder>(AgentProtocol.Do, order =>
        {
            if (order.Job is OpenCompartmentJob open) _orders.Enqueue(open);
            if (order.Job is PrintJob print) _papers.Enqueue(print);
        });
        agent.On<PassDelivery>(AgentProtocol.TakePasses, _lists.Enqueue);
        await agent.StartAsync(Cancel);
        var welcome = await agent.InvokeAsync<AgentWelcome>(AgentProtocol.Hello, new AgentHello(AgentProtocol.Version, "0.1.0", [.. Devices.Select(d => new DeviceHealth(new(d), DeviceState.Ready))], _instance), Cancel);
        Assert.True(welcome.Accepted, welcome.Reason);
        return agent;
    }

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await _hub.DisposeAsync();
    }

    private static async Task<T> NextAsync<T>(ConcurrentQueue<T> queue, Func<T, bool> fits)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        within.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (queue.TryDequeue(out var next) && fits(next)) return next;
            if (queue.IsEmpty) await Task.Delay(20, within.Token);
        }
    }

    private Task TellAsync(bool? isOpen, bool? isOccupied = null, int atLock = 1) =>
        _agent.InvokeAsync(AgentProtocol.ReportNews, new DeviceNews(Guid.NewGuid(), TimeSpan.Zero, new DoorsChanged(BoardA, [.. Enumerable.Range(1, 16).Select(n => n == atLock ? new DoorNow(n, isOpen, isOccupied) : new DoorNow(n, false))])), Cancel);

    private async Task<Case> LoadedAsync(PersonRef? applicant = null)
    {
        var of = await _hub.ReadyAsync(applicant ?? Li);
        await _hub.LoadAsync(of);
        var order = await NextAsync(_orders, _ => true);
        Assert.Equal((BoardA, 1), (order.Device, order.Lock));
        await _agent.InvokeAsync(AgentProtocol.ReportJob, new JobResult(order.Job, order.Device, JobOutcome.Done, null, new DoorAnswer(true)), Cancel);
        Assert.True(_hub.At(1).Door is DoorState.Opening { Seen: true });
        // Of before the order, told late: no door has been shut by it.
        await TellAsync(false);
        Assert.True(_hub.At(1).Door is DoorState.Opening { Seen: true });
        await TellAsync(true);
        await TellAsync(false, true);
        Assert.Equal(of.Id, _hub.At(1).Inside!.Case);
        return of;
    }

    [Fact]
    public async Task What_a_cabinet_gave_out_without_the_hub_is_handed_over_and_its_open_door_is_no_force()
    {
        var of = await LoadedAsync();
        var issued = await _hub.CodeAsync(of);
        var list = await NextAsync(_lists, l => l.List.List.Entries is [var e] && e.Hash == _hub.At(1).Inside!.Secret!.Hash);
        var key = PassSignature.KeyOf(_key);
        Assert.True(list.List.IsGenuine((content, signature) => PassSignature.IsOf(key, content, signature)));
        var (_, opens, _) = PassLedger.Of(Box).Adopt(list.List, (content, signature) => PassSignature.IsOf(key, content, signature), list.List.List.From).Ledger.Open(issued.Code!, (salt, code) => PassSignature.Hash(list.CodeKey, salt, code), list.List.List.From);
        Assert.Equal((1, of.Code), (opens!.Number, opens.Case));
        Assert.Equal((BoardA, 1), Assert.Single(list.Doors, d => d.Number == 1) is var door ? (door.Device, door.Lock) : default);

        // At one in the morning, eight hours before the hub is back.
        PassUse[] uses = [new(1, of.Code, new(2026, 3, 1, 17, 0, 0, TimeSpan.Zero))];
        await _agent.InvokeAsync(AgentProtocol.ReportPasses, Box, uses, Cancel);
        await _agent.InvokeAsync(AgentProtocol.ReportPasses, Box, uses, Cancel);
        await TellAsync(true);
        await TellAsync(false, false);
        Assert.IsType<CaseState.HandedOver>(_hub.Hall.View.Cases.Find(of.Id)!.State);
        Assert.Empty(_hub.Hall.View.Cabinets.Used);
        Assert.Single(await _hub.EventsAsync(), e => e is CaseHandedOver);
        Assert.Equal("2026-03-02 01:00", (await _hub.Services.GetRequiredService<CasePapers>().SheetAsync(of.Id, CasePaper.Paper, "dora", Cancel))!.Fields["handedAt"]);
        await NextAsync(_lists, l => l.List.List.Entries.Length == 0);
    }

    [Fact]
    public async Task A_cabinet_with_a_reader_gets_the_cards_of_who_may_collect_as_hashes_by_a_key_of_its_welcome()
    {
        const string number = "210102199003072316";
        var people = _hub.Services.GetRequiredService<IPeople>();
        var of = await LoadedAsync(await people.RememberApplicantAsync(number, "欧阳小明", null, Cancel));
        await _hub.CodeAsync(of);
        var list = await NextAsync(_lists, l => l.Cards is { Entries.Length: 1 });
        var key = PassSignature.KeyOf(_key);
        Assert.True(list.Cards!.IsGenuine(list.List.List, (content, signature) => PassSignature.IsOf(key, content, signature)));
        Assert.Equal((new DeviceId("reader-5"), new CardEntry(of.Code, PassSignature.CardHash(list.Cards.Key, of.Code, number))), (list.Reader!.Value, list.Cards.Entries[0]));
        await _agent.DisposeAsync();
        _agent = await JoinAsync();
        await NextAsync(_lists, l => l.Cards is { Entries.Length: 1 } && !l.Cards.Key.SequenceEqual(list.Cards.Key));

        await _agent.InvokeAsync(AgentProtocol.ReportPasses, Box, new PassUse[] { new(1, of.Code, new(2026, 3, 1, 17, 0, 0, TimeSpan.Zero), Proof: ProofKind.Card) }, Cancel);
        Assert.Equal(new HandOverProof.FromCabinet(Box, 1, ProofKind.Card), Assert.IsType<CaseState.HandedOver>(_hub.Hall.View.Cases.Find(of.Id)!.State).Proof);
    }

    [Fact]
    public async Task A_compartment_broken_open_before_its_code_came_is_booked_to_nobody()
    {
        var of = await LoadedAsync();
        await _hub.CodeAsync(of);
        await _agent.InvokeAsync(AgentProtocol.ReportPasses, Box, new PassUse[] { new(1, of.Code, new(2026, 3, 1, 17, 0, 0, TimeSpan.Zero), BrokenAt: new(2026, 3, 1, 16, 0, 0, TimeSpan.Zero)) }, Cancel);
        await TellAsync(true);
        await TellAsync(false, false);
        Assert.IsType<CaseState.Ready>(_hub.Hall.View.Cases.Find(of.Id)!.State);
        Assert.Equal(DoorTroubleKind.Forced, Assert.IsType<DoorState.Trouble>(_hub.At(1).Door).Kind);
    }

    [Fact]
    public async Task What_was_left_inside_without_the_hub_is_not_handed_over()
    {
        var of = await LoadedAsync();
        await _agent.InvokeAsync(AgentProtocol.ReportPasses, Box, new PassUse[] { new(1, of.Code, new(2026, 3, 1, 17, 0, 0, TimeSpan.Zero), PassEnd.NotTaken) }, Cancel);
        Assert.IsType<CaseState.Ready>(_hub.Hall.View.Cases.Find(of.Id)!.State);
        Assert.Equal(DoorTroubleKind.NotTaken, Assert.IsType<DoorState.Trouble>(_hub.At(1).Door).Kind);
    }

    [Theory, InlineData(true, false), InlineData(null, null)]
    public async Task A_door_that_no_look_found_open_is_taken_for_what_lies_behind_it(bool? was, bool? now)
    {
        var of = await LoadedAsync();
        await _hub.DoAsync(new Collect(Box, new PickupProof.Card(Li)));
        var order = await NextAsync(_orders, _ => true);
        await _agent.InvokeAsync(AgentProtocol.ReportJob, new JobResult(order.Job, order.Device, JobOutcome.Failed, DeviceFault.DoorNotOpened, new DoorAnswer(SeenOpen: false, was, now)), Cancel);
        if (now is false) Assert.IsType<CaseState.HandedOver>(_hub.Hall.View.Cases.Find(of.Id)!.State);
        else Assert.Equal(DoorTroubleKind.NotSeenOpen, Assert.IsType<DoorState.Trouble>(_hub.At(1).Door).Kind);
    }

    [Fact]
    public async Task Something_in_a_compartment_that_is_free_by_the_books_is_trouble_but_not_by_news_from_before_it_was_emptied()
    {
        var of = await LoadedAsync();
        await _agent.InvokeAsync(AgentProtocol.ReportPasses, Box, new PassUse[] { new(1, of.Code, new(2026, 3, 1, 17, 0, 0, TimeSpan.Zero)) }, Cancel);
        await _agent.InvokeAsync(AgentProtocol.ReportNews, new DeviceNews(Guid.NewGuid(), TimeSpan.FromHours(8), new DoorsChanged(BoardA, [new(1, false, true)])), Cancel);
        Assert.True(_hub.At(1).IsFree);
        await TellAsync(false, true);
        Assert.Equal(DoorTroubleKind.FullThoughEmpty, Assert.IsType<DoorState.Trouble>(_hub.At(1).Door).Kind);
    }

    [Fact]
    public async Task The_desk_that_loads_gets_a_notice_on_paper_without_the_code()
    {
        var of = await LoadedAsync();
        var issued = await _hub.CodeAsync(of);
        var print = await NextAsync(_papers, _ => true);
        Assert.Equal((new DeviceId("printer-5"), PaperKind.PickupNotice, of.Number.ToString()), (print.Device, print.Paper.Paper, print.Paper.Number));
        Assert.Equal(("1 号取件柜 1 号格口", "2026-03-09 09:00"), (print.Paper.Fields["place"], print.Paper.Fields["until"]));
        Assert.NotEmpty(print.Paper.Lists["documents"]);
        Assert.DoesNotContain(print.Paper.Fields.Values, v => v.Contains(issued.Code!, StringComparison.Ordinal));
        await _agent.InvokeAsync(AgentProtocol.ReportJob, new JobResult(print.Job, print.Device, JobOutcome.Done), Cancel);
    }

    [Fact]
    public async Task An_agent_tells_of_its_own_cabinets_alone() =>
        await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => _agent.InvokeAsync(AgentProtocol.ReportPasses, new PlaceId("cabinet-9"), Array.Empty<PassUse>(), Cancel));

    [Fact]
    public async Task An_agent_that_comes_anew_is_asked_for_the_same_job_and_no_other()
    {
        await _hub.LoadAsync(await _hub.ReadyAsync(Li));
        var first = await NextAsync(_orders, _ => true);
        await _agent.DisposeAsync();
        _agent = await JoinAsync();
        Assert.Equal(first.Job, (await NextAsync(_orders, _ => true)).Job);
    }
}
