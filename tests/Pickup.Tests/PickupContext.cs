using System.Globalization;
using System.Threading.Channels;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Pickup.Staff;
using TidalHall.Tests;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Pickup.Tests;

/// <summary>A cabinet before a hall by the real rules, at nine in the morning.</summary>
internal sealed class PickupContext : BunitContext, IPickup, IDevices, IPeople, INotes
{
    public const string Code = "12345678";
    public static readonly PlaceId Box = new("cabinet-1");
    public static readonly PersonRef Li = new(Guid.Parse("11111111-1111-1111-1111-111111111111"));
    public static readonly Actor Api = new(ActorKind.Integrator, new("api"));
    private static readonly DeviceId Board = new("locker-1"), Reader = new("reader-9"), Scanner = new("scanner-1");
    private static readonly Actor Agent = new(ActorKind.Device, new("agent"));
    private static readonly PickupSecret Secret = new(Digest.Of("salt"u8), Digest.Of("hash"u8));
    private readonly Channel<CardRead> _cards = Channel.CreateUnbounded<CardRead>();
    private readonly Channel<DeviceEvent> _codes = Channel.CreateUnbounded<DeviceEvent>();

    private readonly BunitAuthorizationContext _signIn;

    public PickupContext()
    {
        Hall = new(Time, Plan);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IHalls>(Hall);
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<IPickup>(this);
        Services.AddSingleton<IDevices>(this);
        Services.AddSingleton<IPeople>(this);
        Services.AddSingleton<INotes>(this);
        Services.AddSingleton(new PublicAddress(new("http://hall.example/")));
        _signIn = this.AddAuthorization();
        SetRendererInfo(new RendererInfo("Server", true));
    }

    private static HallPlan Plan => TestPlan.Whole with
    {
        Cases = new() { Area = "210100" },
        Devices = [.. TestPlan.Whole.Devices, new(Board, DeviceKind.LockerBoard, "sim-locker", new("板")), new(Reader, DeviceKind.IdReader, "sim-reader", new("读卡器")), new(Scanner, DeviceKind.Scanner, "sim-scanner", new("扫码器"))],
        Cabinets =
        [
            new(Box, new("取件柜", "Pickup cabinet"), new("a"), [new([new(1, CompartmentSize.Small, 0, 1), new(2, CompartmentSize.Small, 0, 2), new(3, CompartmentSize.Medium, 0, 3, DropBox: true)])])
            {
                Boards = [new(0, Board)], Reader = Reader, Scanner = Scanner,
            },
        ],
    };

    public CountedTime Time { get; } = new(TestPlan.Nine);
    public TestHall Hall { get; }
    public bool IsAway { get; set; }
    public List<string> Played { get; } = [];

    public IRenderedComponent<PickupPage> Open(string language = "zh-CN")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/pickup/{Box}");
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return Render<PickupPage>(p => p.Add(k => k.Place, Box.Value).AddCascadingValue("Language", language));
    }

    /// <summary>The page of the cabinet's desk, signed in.</summary>
    public IRenderedComponent<StaffPage> OpenStaff(Roles roles, string language = "zh-CN")
    {
        _signIn.SetAuthorized("dora").SetRoles([.. Enum.GetValues<Roles>().Where(r => (roles & r) == r && r is not (Roles.None or Roles.AnyClerk)).Select(r => r.ToString())]);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/pickup/{Box}/staff");
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return Render<StaffPage>(p => p.Add(k => k.Place, Box.Value).AddCascadingValue("Language", language));
    }

    /// <summary>What was typed, in order.</summary>
    public List<string> Kept { get; } = [];

    Task<KeptNote> INotes.KeepAsync(string text, Guid command, CancellationToken cancel)
    {
        Kept.Add(text);
        return Task.FromResult(new KeptNote(new Reason.Typed(new(Guid.NewGuid()))));
    }

    Task<NoteLook> INotes.ReadAsync(NoteRef note, string by, CancellationToken cancel) => Task.FromResult(new NoteLook(null));

    /// <summary>Li comes with the code; the door was told to open.</summary>
    public void Collect() => Hall.Do(Actor.Citizen(Box.Value), new Collect(Box, new PickupProof.Code(1, Secret.Hash)));

    /// <summary>Li's result lies in compartment 1, with a code.</summary>
    public CaseId Loaded()
    {
        var id = ReadyResult();
        Hall.Do(Api, new LoadCabinet(Box, id, CompartmentSize.Small, new("officer")));
        var number = Hall.View.Cabinets.Holding(id)!.Number;
        Report(number, DoorReport.Opened);
        Report(number, DoorReport.Closed, true);
        Hall.Do(Api, new IssueCode(id, Secret));
        return id;
    }

    /// <summary>Li's result, on its way to the cabinet.</summary>
    public CaseId ReadyResult()
    {
        var officer = new ClerkId("officer");
        if (!Hall.View.Windows[TestPlan.W1].IsOpen) Hall.Do(TestPlan.Clerk, new OpenWindow(TestPlan.W1));
        Hall.Do(TestPlan.Clerk, new ServeWithoutTicket(TestPlan.W1));
        Hall.Do(TestPlan.Clerk, new TakeIn(TestPlan.W1, [TestPlan.TaxReturn], new Applicant.NaturalPerson(Li), [], DeliveryWay.Cabinet));
        var taken = Hall.View.Cases.All.MaxBy(c => c.Sequence)!;
        Hall.Do(TestPlan.Clerk, new CompleteVisit(TestPlan.W1, VisitOutcome.TakenIn));
        Hall.Do(TestPlan.Clerk, new SendFolders(taken.Department, [taken.Id]));
        Hall.Do(Api, new SignFolders(Hall.View.Cases.Lists.MaxBy(l => l.Id.Value)!.Id, [], By: officer));
        Hall.Do(Api, new AcceptCase(taken.Id, officer));
        Hall.Do(Api, new DecideCase(taken.Id, true, By: officer));
        Hall.Do(Api, new ReadyResult(taken.Id, [new(ResultKind.Licence)], officer));
        return taken.Id;
    }

    public void Report(int number, DoorReport report, bool? occupied = null) => Hall.Do(Agent, new ReportDoor(Box, number, report, occupied));

    public async Task PassAsync(int seconds)
    {
        await Task.Yield();
        for (var i = 0; i < seconds; i++) Time.Advance(TimeSpan.FromSeconds(1));
    }

    public void Hold(CardRead card) => Assert.True(_cards.Writer.TryWrite(card));
    public void Scan(string code) => Assert.True(_codes.Writer.TryWrite(new CodeScanned(Scanner, code)));

    // The hub's side, by the hall's own rules.
    bool IPickup.IsThere(PlaceId cabinet) => !IsAway;

    Task<PickupTry> IPickup.CollectAsync(PlaceId cabinet, string said, Guid command, CancellationToken cancel) =>
        SendAsync(command, new Collect(cabinet, said == Code ? new PickupProof.Code(1, Secret.Hash) : new PickupProof.Code(null, Digest.Of("none"u8))));

    Task<PickupTry> IPickup.CollectAsync(PlaceId cabinet, PersonRef holder, Guid command, CancellationToken cancel) => SendAsync(command, new Collect(cabinet, new PickupProof.Card(holder)));

    Task<PickupTry> IPickup.DropInAsync(PlaceId cabinet, string? said, Guid command, CancellationToken cancel) =>
        said is null ? SendAsync(command, new DropIn(cabinet, CompartmentSize.Small))
        : Hall.View.Cases.All.FirstOrDefault(c => c.Number.ToString() == said) is { } of ? SendAsync(command, new DropIn(cabinet, CompartmentSize.Small, of.Id))
        : Task.FromResult(new PickupTry(null, No: PickupNo.Refused, Refusal: Refusal.Because(RefusalCode.UnknownCase)));

    Task<IssuedCode> IPickup.IssueAsync(CaseId of, Actor by, Guid command, CancellationToken cancel) => throw new NotSupportedException();
    Case? IPickup.Find(string said) => Hall.View.Cases.All.FirstOrDefault(c => c.Number.ToString() == said);

    private async Task<PickupTry> SendAsync(Guid command, HallCommand order)
    {
        var answer = await Hall.SendAsync(new(command, Actor.Citizen(Box.Value), order, Box));
        return answer.Refusal is { } refusal ? new(null, No: PickupNo.Refused, Refusal: refusal)
            : Hall.View.Cabinets.OpenedAt(answer.Sequence) is { } opened ? new(opened.Number, answer.Sequence)
            : new(null, No: PickupNo.WrongCode, TriesLeft: 8 - Hall.View.Cabinets.Tries.Length);
    }

    public IReadOnlyList<AgentPresence> Agents => [new("demo", TestPlan.Nine, [Board, Reader, Scanner], "0.1.0", TestPlan.Nine)];
    public IAsyncEnumerable<CardRead> WatchCardsAsync(DeviceId reader, CancellationToken cancel) => _cards.Reader.ReadAllAsync(cancel);
    public IAsyncEnumerable<DeviceEvent> WatchEventsAsync(DeviceId device, CancellationToken cancel) => _codes.Reader.ReadAllAsync(cancel);
    public Task<bool> PresentDemoCardAsync(CardRead card, CancellationToken cancel) => Task.FromResult(_cards.Writer.TryWrite(card));
    public byte[]? LastPicture(DeviceId printer) => null;

    public Task<bool> PlayAsync(DeviceId device, string order, CancellationToken cancel)
    {
        Played.Add(order);
        return Task.FromResult(true);
    }

    public Task<PersonRef> RememberAsync(string idNumber, string name, CancellationToken cancel) => Task.FromResult(idNumber == "li" ? Li : new(Guid.NewGuid()));
    public Task<PersonRef> RememberUnseenAsync(string idNumber, string? name, CancellationToken cancel) => RememberAsync(idNumber, name ?? "", cancel);
    public Task<string?> MaskedNameAsync(PersonRef person, string by, CancellationToken cancel) => Task.FromResult<string?>(null);
    public Task<PersonRef> RememberApplicantAsync(string idNumber, string name, string? phone, CancellationToken cancel) => RememberAsync(idNumber, name, cancel);
    public Task<PersonRef?> FindAsync(string idNumber, CancellationToken cancel) => Task.FromResult<PersonRef?>(null);
    public Task<MaskedPerson?> MaskedAsync(PersonRef person, string by, CancellationToken cancel) => Task.FromResult<MaskedPerson?>(null);
}
