using TidalHall.Core.Cases;
using TidalHall.Core.HallFiles;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.HallFiles;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Cases;

/// <summary>A hall of the real years 2025 and 2026, open Monday to Friday from nine to five, that takes in, hands on, corrects and hands out. It is Monday, 2 March 2026.</summary>
internal static class CaseHall
{
    public static readonly ItemId Licence = new("licence"), Permit = new("permit"), Seal = new("seal");
    public static readonly CategoryId Correction = new("correct"), Delivery = new("deliver"), Own = new("own");
    public static readonly WindowId Wc = new("wc"), Wd = new("wd"), Wx = new("wx");
    public static readonly MaterialId IdCard = new("id-card"), Photo = new("photo"), Lease = new("lease"), Record = new("record");
    public static readonly PlaceId Box = new("cabinet-1");
    public static readonly Actor Dora = new(ActorKind.Staff, new("dora"), Roles.DeliveryClerk);
    public static readonly Actor Officer = new(ActorKind.Staff, new("officer"), Roles.DepartmentOfficer);
    public static readonly Actor Both = new(ActorKind.Staff, new("both"), Roles.IntakeClerk | Roles.DepartmentOfficer | Roles.Manager);
    public static readonly Actor Api = new(ActorKind.Integrator, new("api"));
    public static readonly Actor Board = new(ActorKind.Device, new("agent"));
    public static readonly PersonRef Li = BookedHall.Li, Wu = BookedHall.Wu, He = BookedHall.He;
    public static readonly Applicant ByLi = new Applicant.NaturalPerson(Li);
    public static readonly ClerkId Head = new("head");
    /// <summary>Where a result is posted to.</summary>
    public static readonly NoteRef Home = new(new("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4b01"));

    public static readonly CalendarYear[] Calendar = HallFile.Read(SmallFile.Hall.Replace("\"itemsFile\"", "\"calendarYears\": [2024, 2025, 2026], \"itemsFile\""), "small.json", SmallFile.Items, "small.items.json", ShippedHalls.TextBeside).Plan.Calendar;

    public static AreaCode Area(string digits) => AreaCode.TryParse(digits, out var area) ? area : throw new ArgumentException(digits);

    private static readonly DayOfWeek[] Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Everything a licence asks for; the lease is minor, the record comes from another body's data.</summary>
    public static readonly HandedMaterial[] All = [new(IdCard, MaterialForm.Copy, Seen: true), new(Photo, MaterialForm.Original, 2), new(Lease, MaterialForm.Original, Pages: 4)];
    public static HandedMaterial[] Without(MaterialId id) => [.. All.Where(m => m.Id != id)];

    public static HallPlan CasePlan => HallScenario.Plan with
    {
        Hours = [new(Weekdays, new(9, 0), new(17, 0))],
        CalendarYears = [2024, 2025, 2026],
        Calendar = Calendar,
        Cases = new() { Area = "210100" },
        Categories =
        [
            .. HallScenario.Plan.Categories,
            new(Correction, CategoryKind.UnifiedConsultationCorrection, new("咨询补正"), "C", 20, "#1e66f5"),
            new(Delivery, CategoryKind.UnifiedDelivery, new("出件"), "D", 20, "#1e66f5"),
            new(Own, CategoryKind.Department, new("部门"), "X", 20, "#1e66f5"),
        ],
        Departments =
        [
            new("市场局") { Authorisations = [new(new(2026, 1, 1), new(2026, 12, 31))], Representatives = [new(new("officer"), new(2026, 1, 1), new(2026, 6, 30), Chief: true), new(new("both"), new(2026, 1, 1), new(2026, 12, 31))] },
            new("消防局") { Authorisations = [new(new(2026, 1, 1), new(2026, 12, 31))] },
            new("公安局", Own),
        ],
        Windows =
        [
            .. HallScenario.Plan.Windows,
            new() { Id = Wc, Number = 5, Category = Correction, Zone = new("a") }, new() { Id = Wd, Number = 6, Category = Delivery, Zone = new("a") }, new() { Id = Wx, Number = 7, Category = Own, Zone = new("a") },
        ],
        Items =
        [
            .. HallScenario.Plan.Items,
            Item(Licence, "市场局", HallScenario.Intake) with
            {
                Case = new()
                {
                    Checklist = [new(IdCard, new("身份证", "ID card"), MaterialForm.Copy), new(Photo, new("照片", "photograph"), Copies: 2), new(Lease, new("租赁合同", "lease"), Minor: true), new(Record, new("记录"), MaterialForm.Electronic, Shared: true)],
                    PromisedDays = 8, Steps = [new(SpecialStep.Inspection, 7)],
                },
            },
            Item(Permit, "消防局", HallScenario.Intake) with { Case = new() { Checklist = [new(IdCard, new("身份证", "ID card"), MaterialForm.Copy)], NoCabinet = true, InPerson = true, LegalDays = 30 } },
            Item(Seal, "公安局", Own) with { Materials = ["申请表", "印模"] },
        ],
        Cabinets =
        [
            new(Box, new("取件柜", "Pickup cabinet"), new("a"),
            [
                new([new(1, CompartmentSize.Small, 0, 1), new(2, CompartmentSize.Small, 0, 2), new(3, CompartmentSize.Medium, 0, 3)]),
                new([new(4, CompartmentSize.Large, 1, 1), new(5, CompartmentSize.Medium, 1, 2, DropBox: true)]),
            ]),
        ],
    };

    public static ServiceItem Item(ItemId id, string department, CategoryId category) =>
        new() { Id = id, Name = new(id.Value), Department = department, Theme = new("all"), Category = category, Minutes = 10 };

    public static HallScenario Open(HallPlan? plan = null)
    {
        var hall = new HallScenario(plan ?? CasePlan);
        foreach (var (clerk, window) in new[] { (Anna, W1), (Both, W2), (Carol, Wc), (Dora, Wd), (Officer, Wx) }) hall.Given(clerk, new OpenWindow(window));
        return hall;
    }

    /// <summary>Somebody stands at a window.</summary>
    public static HallScenario Someone(this HallScenario hall, Actor clerk, WindowId window) => hall.Given(clerk, new ServeWithoutTicket(window));

    public static HallScenario Gone(this HallScenario hall, Actor clerk, WindowId window) => hall.Given(clerk, new CompleteVisit(window, VisitOutcome.TakenIn));

    public static TakeIn TakingIn(HandedMaterial[]? materials = null, DeliveryWay delivery = DeliveryWay.OnSpot, WindowId? at = null, ItemId? item = null) => new(at ?? W1, [item ?? Licence], ByLi, materials ?? All, delivery);

    /// <summary>Li's licence, taken in by Anna, or at window 2 by who sits there.</summary>
    public static CaseId TakenIn(this HallScenario hall, TakeIn? command = null, Actor? clerk = null)
    {
        var order = command ?? TakingIn();
        var by = clerk ?? (order.Window == W2 ? Both : Anna);
        hall.Someone(by, order.Window);
        var decision = hall.Do(by, order);
        Assert.Null(decision.Refusal);
        hall.Gone(by, order.Window);
        return ((CaseReceived)decision.First!).Case;
    }

    public static HallScenario Forwarded(this HallScenario hall, params CaseId[] cases)
    {
        hall.Given(Anna, new SendFolders(hall.Case(cases[0]).Department, cases));
        return hall.Given(Officer, new SignFolders(new(hall.State.Cases.LastList), []));
    }

    public static CaseId AtDepartment(this HallScenario hall, TakeIn? command = null, Actor? clerk = null)
    {
        var id = hall.TakenIn(command, clerk);
        hall.Forwarded(id);
        return id;
    }

    public static CaseId Accepted(this HallScenario hall, TakeIn? command = null) => hall.With(hall.AtDepartment(command), id => hall.Given(Officer, new AcceptCase(id)));
    public static CaseId Decided(this HallScenario hall, TakeIn? command = null) => hall.With(hall.Accepted(command), id => hall.Given(Officer, new DecideCase(id, Granted: true)));
    public static CaseId Ready(this HallScenario hall, TakeIn? command = null) => hall.With(hall.Decided(command), id => hall.Given(Officer, new ReadyResult(id, [new(ResultKind.Licence)])));

    private static CaseId With(this HallScenario hall, CaseId id, Func<CaseId, HallScenario> step)
    {
        step(id);
        return id;
    }

    public static Case Case(this HallScenario hall, CaseId id) => hall.State.Cases.Find(id)!;
    public static CaseLimit Limit(this HallScenario hall, CaseId id, CaseClock clock) => CaseClocks.Of(hall.State.Map!, hall.Case(id), clock)!;
    public static DateOnly? Last(this HallScenario hall, CaseId id, CaseClock clock) => hall.Limit(id, clock).Last;

    /// <summary>A wall-clock time of 2026 in Shanghai.</summary>
    public static DateTimeOffset On(int month, int day, int hour = 9, int minute = 0, int year = 2026) => new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.FromHours(8)).ToUniversalTime();

    public static IEnumerable<T> Events<T>(this HallScenario hall) => hall.Journal.Select(r => r.Event).OfType<T>();
}
