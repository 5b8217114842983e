using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Halls;
using TidalHall.Hub.Notifying;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Pickup;

/// <summary>A hub with the demo hall's cabinet, on Monday, 2 March 2026, nine o'clock.</summary>
internal static class CabinetHall
{
    public static readonly PlaceId Box = new("cabinet-1");
    public static readonly DeviceId BoardA = new("locker-1a");
    private static readonly Actor Api = new(ActorKind.Integrator, new("api"));
    private static readonly ClerkId Anna = new("anna"), Officer = new("officer"), Dora = new("dora");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<RunningHub> StartAsync(bool demoDevices, string? data = null, IChannel? channel = null) => RunningHub.StartAsync(demoDevices: demoDevices, data: data, cancel: Cancel,
        services: s =>
        {
            s.AddSingleton(new HallClock(new FakeTimeProvider(new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero))));
            if (channel is not null) s.AddSingleton(channel);
        });

    public static IPickup Pickup(this RunningHub hub) => hub.Services.GetRequiredService<IPickup>();
    public static CompartmentState At(this RunningHub hub, int number) => hub.Hall.View.Cabinets.Find(Box, number);

    public static async Task<HallView> DoAsync(this RunningHub hub, HallCommand command)
    {
        var answer = await hub.Hall.SendAsync(new(Guid.CreateVersion7(), Api, command, Box), Cancel);
        Assert.Null(answer.Refusal);
        return await hub.Hall.ViewAtAsync(answer.Sequence, Cancel);
    }

    /// <summary>Waits for what comes of itself, 30 s at most.</summary>
    public static async Task UntilAsync(this RunningHub hub, Func<HallView, bool> isSo)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        within.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            await foreach (var view in hub.Hall.WatchNewestAsync(within.Token))
                if (isSo(view)) return;
        }
        catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
        {
            Assert.Fail($"It never came to that: {string.Join("; ", hub.Hall.View.Cabinets.Used)}");
        }
    }

    /// <summary>A result that waits for the cabinet.</summary>
    public static async Task<Case> ReadyAsync(this RunningHub hub, PersonRef applicant)
    {
        var plan = hub.Hall.View.Plan;
        var item = plan.Items.First(i => i.Category.Value is "intake" && i.Materials.Length == 0 && i.Case is null);
        var window = plan.Windows.First(w => w.Category.Value is "intake").Id;
        if (!hub.Hall.View.Windows[window].IsOpen) await hub.DoAsync(new OpenWindow(window));
        await hub.DoAsync(new ServeWithoutTicket(window));
        var taken = (await hub.DoAsync(new TakeIn(window, [item.Id], new Applicant.NaturalPerson(applicant), [], DeliveryWay.Cabinet, By: Anna))).Cases.All.MaxBy(c => c.Sequence)!;
        await hub.DoAsync(new CompleteVisit(window, VisitOutcome.TakenIn));
        var list = (await hub.DoAsync(new SendFolders(taken.Department, [taken.Id], Anna))).Cases.Lists.MaxBy(l => l.Id.Value)!;
        await hub.DoAsync(new SignFolders(list.Id, [], By: Officer));
        await hub.DoAsync(new AcceptCase(taken.Id, Officer));
        await hub.DoAsync(new DecideCase(taken.Id, true, By: Officer));
        return (await hub.DoAsync(new ReadyResult(taken.Id, [new(ResultKind.Licence)], Officer))).Cases.Find(taken.Id)!;
    }

    public static Task LoadAsync(this RunningHub hub, Case of) => hub.DoAsync(new LoadCabinet(Box, of.Id, CompartmentSize.Small, Dora));

    public static async Task<IssuedCode> CodeAsync(this RunningHub hub, Case of)
    {
        var issued = await hub.Pickup().IssueAsync(of.Id, Api, Guid.CreateVersion7(), Cancel);
        Assert.Null(issued.Refusal);
        return issued;
    }

    public static async Task<IReadOnlyList<HallEvent>> EventsAsync(this RunningHub hub) => [.. (await hub.Hall.ReadJournalAsync(0, 10_000, Cancel)).Select(r => r.Event)];
}
