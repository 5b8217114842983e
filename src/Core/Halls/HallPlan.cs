using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TidalHall.Core.Appointments;
using TidalHall.Core.Cases;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Pickup;

namespace TidalHall.Core.Halls;

/// <summary>A text people read: Chinese always, English where the hall has one.</summary>
public sealed record LocalText(string Zh, string? En = null)
{
    /// <summary>The text for a language, "zh-CN" or "en"; Chinese where English is missing.</summary>
    public string In(string language) => IsChineseIn(language) ? Zh : En!;

    /// <summary>Whether what <see cref="In"/> gives is Chinese, to be marked <c>lang="zh-CN"</c>.</summary>
    public bool IsChineseIn(string language) => En is null || language.StartsWith("zh", StringComparison.Ordinal);
}

/// <summary>The hall file: what people edit, and what <c>HallConfigured</c> keeps in the journal, items included.</summary>
/// <remarks>The file names its items in a file beside it (<see cref="ItemsFile"/>); the loader joins the two.</remarks>
public sealed record HallPlan
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }
    public required HallId Id { get; init; }
    public required LocalText Name { get; init; }
    /// <summary>Where people find it, as they ask the way: on the page and the paper of an appointment. Null = nobody needs to be told.</summary>
    public LocalText? Address { get; init; }
    public required HallKind Kind { get; init; }
    /// <summary>An IANA name, "Asia/Shanghai": the business day belongs to it.</summary>
    public required string TimeZone { get; init; }
    /// <summary>When the hall's day turns and its numbers begin anew, in the hall's own time. Default 04:00.</summary>
    public TimeOnly DayTurnsAt { get; init; } = new(4, 0);
    /// <summary>When the hall is open for tickets; empty = round the clock.</summary>
    public OpenHours[] Hours { get; init; } = [];
    /// <summary>The items' file, beside this one.</summary>
    [RegularExpression(@"^[A-Za-z0-9_][A-Za-z0-9_.-]*\.json$")]
    public required string ItemsFile { get; init; }
    public HallRules Rules { get; init; } = new();
    public DispatchRules Dispatch { get; init; } = new();
    public TideRules Tide { get; init; } = new();
    public AppointmentRules Appointments { get; init; } = new();
    /// <summary>Years whose working days are known, each in calendars/YEAR.json beside this file; none = no statutory limit can be told.</summary>
    public int[] CalendarYears { get; init; } = [];
    public CaseRules Cases { get; init; } = new();
    public PickupRules Pickup { get; init; } = new();
    public RatingRules Ratings { get; init; } = new();
    public UnresolvedRules Unresolved { get; init; } = new();
    [MinLength(1)]
    public required Theme[] Themes { get; init; }
    [MinLength(1)]
    public required Category[] Categories { get; init; }
    /// <summary>Departments with what they have authorised the unified windows to do; none = no authorisation is asked for.</summary>
    public Department[] Departments { get; init; } = [];
    [MinLength(1)]
    public required Zone[] Zones { get; init; }
    [MinLength(1)]
    public required ServiceWindow[] Windows { get; init; }
    public Kiosk[] Kiosks { get; init; } = [];
    public Display[] Displays { get; init; } = [];
    public Device[] Devices { get; init; } = [];
    public Cabinet[] Cabinets { get; init; } = [];
    /// <summary>From the files of <see cref="CalendarYears"/>; not written in the hall file itself.</summary>
    public CalendarYear[] Calendar { get; init; } = [];
    /// <summary>From <see cref="ItemsFile"/>; not written in the hall file itself.</summary>
    public ServiceItem[] Items { get; init; } = [];
}

public enum HallKind { ProvincialCentre, MunicipalCentre, CountyCentre, SubCentre, ConvenienceStation }

/// <summary>Weekdays with a span of the hall's own time; <c>To</c> is excluded, 00:00 as <c>To</c> means the day's end.</summary>
public sealed record OpenHours([property: MinLength(1)] DayOfWeek[] Days, TimeOnly From, TimeOnly To)
{
    public bool Contains(DayOfWeek day, TimeOnly time) => Days.Contains(day) && time >= From && (time < To || To == default);
}

/// <summary>What differs from hall to hall; each with the default that most halls have.</summary>
public sealed record HallRules
{
    /// <summary>Recalls before a ticket may be missed, 0 to 5. Default 1.</summary>
    [Range(0, 5)]
    public int RecallsBeforeMiss { get; init; } = 1;
    /// <summary>Seconds since the first call before a ticket may be missed, 0 to 600. Default 60.</summary>
    [Range(0, 600)]
    public int SecondsBeforeMiss { get; init; } = 60;
    /// <summary>Recalls of one call at most, 1 to 20. Default 5.</summary>
    [Range(1, 20)]
    public int MaxRecalls { get; init; } = 5;
    public LateReturn LateReturn { get; init; } = LateReturn.AfterMore;
    /// <summary>With <see cref="Halls.LateReturn.AfterMore"/>: how many others go first, 0 to 20. Default 3.</summary>
    [Range(0, 20)]
    public int LateReturnAfter { get; init; } = 3;
    /// <summary>Age at which a citizen is elderly, 50 to 100. Default 60.</summary>
    [Range(50, 100)]
    public int ElderAge { get; init; } = 60;
    /// <summary>Minutes a booked ticket keeps its slot after it has begun, 0 to 120. Default 15.</summary>
    [Range(0, 120)]
    public int SlotGraceMinutes { get; init; } = 15;
    /// <summary>Tickets of a hall and day at most, 1 to 99,999. Default 9,999.</summary>
    [Range(1, 99_999)]
    public int DailyMaximum { get; init; } = 9_999;
    /// <summary>Limits of single items or whole categories; none = only the daily maximum.</summary>
    public Quota[] Quotas { get; init; } = [];
    public DigitOne DigitOne { get; init; } = DigitOne.Yao;
    public AgentRules Agents { get; init; } = new();
    /// <summary>Advice and corrections are given at the intake windows, in their queue. Default: no.</summary>
    public bool ConsultationInIntake { get; init; }
    /// <summary>Matters of intake that take so many minutes or less go to the express lane while it is served, 0 to 30; 0 = none do. Default 0.</summary>
    [Range(0, 30)]
    public int ExpressMinutes { get; init; }
}

/// <summary>How much commercial agents may bring. They act for others by trade, and stand in a queue of their own where the hall has one.</summary>
/// <param name="MattersPerTicket">Matters under one number, 1 to 50. Default 5.</param>
/// <param name="TicketsPerDay">Tickets of one agent and day, 1 to 50. Default 3.</param>
public sealed record AgentRules([property: Range(1, 50)] int MattersPerTicket = 5, [property: Range(1, 50)] int TicketsPerDay = 3);

/// <summary>What becomes of a called citizen who turns up late.</summary>
public enum LateReturn { AfterMore, EndOfLine, NewTicket }

/// <summary>How the digit 1 is spoken in a ticket number: 一 or 幺.</summary>
public enum DigitOne { Yi, Yao }

/// <summary>Tickets at most for an item or a category: in the day, and in each segment of it.</summary>
/// <remarks>With segments, a time outside all of them gives no ticket.</remarks>
public sealed record Quota
{
    public ItemId? Item { get; init; }
    public CategoryId? Category { get; init; }
    /// <summary>1 to 99,999; null = no limit of the day.</summary>
    [Range(1, 99_999)]
    public int? PerDay { get; init; }
    public QuotaSegment[] Segments { get; init; } = [];
}

/// <summary>From ≤ time &lt; To in the hall's own time; 1 to 99,999 tickets.</summary>
public sealed record QuotaSegment(TimeOnly From, TimeOnly To, [property: Range(1, 99_999)] int Tickets);

/// <param name="Icon">The name of a Material symbol: a–z, 0–9 and "_".</param>
public sealed record Theme(ThemeId Id, LocalText Name, [property: RegularExpression("^[a-z0-9_]{1,60}$")] string Icon);

/// <param name="Prefix">1 or 2 letters A–Z without I and O, unlike every other category's.</param>
/// <param name="TargetMinutes">The service target of the wait, 1 to 480.</param>
/// <param name="Colour">"#rrggbb".</param>
/// <param name="Sector">With the kind Sector, and only with it.</param>
public sealed record Category(CategoryId Id, CategoryKind Kind, LocalText Name, [property: RegularExpression("^[A-HJ-NP-Z]{1,2}$")] string Prefix,
    [property: Range(1, 480)] int TargetMinutes, [property: RegularExpression("^#[0-9a-fA-F]{6}$")] string Colour, Sector? Sector = null);

/// <summary>The closed list of the reform's window categories.</summary>
public enum CategoryKind
{
    UnifiedIntake, UnifiedDelivery, UnifiedConsultationCorrection,
    Sector, Department,
    FunctionalGeneralConsultation, FunctionalUnresolvedMatters, FunctionalAssistedService,
    Express, Proxy, Agents,
    DedicatedEnterprise, DedicatedGreenChannel, DedicatedTidal,
}

public enum Sector { Registration, Construction, SocialInsurance, MedicalInsurance, Tax, Police, RealEstate, HousingFund }

/// <summary>A department whose matters the hall offers.</summary>
/// <param name="Name">As its items name it.</param>
/// <param name="Category">Its own windows; null = it has none in this hall.</param>
/// <param name="Where">Where to go for what this hall may not take.</param>
public sealed record Department(string Name, CategoryId? Category = null, LocalText? Where = null)
{
    public Authorisation[] Authorisations { get; init; } = [];
    /// <summary>Who acts for it in this hall, chief representatives and their deputies (AB 岗); none = any of its officers.</summary>
    public Representative[] Representatives { get; init; } = [];

    internal bool IsRepresentedBy(ClerkId clerk, DateOnly day) => Representatives.Length == 0 || Representatives.Any(r => r.Clerk == clerk && r.From <= day && day <= r.Until);

    internal bool HasAuthorised(ItemId item, UnifiedAct act, DateOnly day) => Authorisations.Any(a =>
        a.From <= day && day <= a.Until && (a.Items.Length == 0 || a.Items.Contains(item)) && (a.Acts.Length == 0 || a.Acts.Contains(act)));
}

/// <summary>A letter by which a department lets unified windows act for it (授权委托书).</summary>
/// <param name="From">Its first day.</param>
/// <param name="Until">Its last day.</param>
public sealed record Authorisation(DateOnly From, DateOnly Until)
{
    /// <summary>Empty = all of the department's.</summary>
    public ItemId[] Items { get; init; } = [];
    /// <summary>Empty = all four.</summary>
    public UnifiedAct[] Acts { get; init; } = [];
}

/// <param name="Clerk">The account's name.</param>
/// <param name="From">The first day of its standing.</param>
/// <param name="Until">The last.</param>
/// <param name="Chief">The chief representative (首席代表); else a deputy.</param>
public sealed record Representative(ClerkId Clerk, DateOnly From, DateOnly Until, bool Chief = false);

/// <summary>What a unified window does for a department.</summary>
public enum UnifiedAct { TakingIn, HandingOut, Consultation, Correction }

public sealed record Zone(ZoneId Id, LocalText Name)
{
    /// <summary>Speaks the zone's calls; while it is away or broken the zone's displays do. Null: they do anyway.</summary>
    public DeviceId? Speaker { get; init; }
}

/// <summary>A window with its category and what else it may call.</summary>
public sealed record ServiceWindow
{
    public required WindowId Id { get; init; }
    /// <summary>What is spoken and shown, 1 to 999: "到 3 号窗口".</summary>
    [Range(1, 999)]
    public required int Number { get; init; }
    public required CategoryId Category { get; init; }
    /// <summary>Categories it helps with when its own has nobody waiting.</summary>
    public CategoryId[] Helps { get; init; } = [];
    /// <summary>Categories of which it calls the green channel and nobody else; at a green channel window as its own. Not counted on where somebody asks who serves them.</summary>
    public CategoryId[] HelpsGreen { get; init; } = [];
    /// <summary>For a tidal window: what it may be turned to. It then helps as all windows of that category do.</summary>
    public CategoryId[] TidalFor { get; init; } = [];
    /// <summary>For a tidal window: while it is closed its people are in the back office and can be called in.</summary>
    public bool OnCall { get; init; }
    public required ZoneId Zone { get; init; }
    /// <summary>A place with a name of its own, a room; null = spoken by its number.</summary>
    public LocalText? SpokenPlace { get; init; }
    /// <summary>How the voice says the Chinese of that place where it would read it wrong, a syllable with its tone for each Hanzi: "chong2 qing4 yin2 hang2"; null = as it is written.</summary>
    [RegularExpression("^[a-zü]{1,6}[1-5]( [a-zü]{1,6}[1-5])*$")]
    public string? SpokenPinyin { get; init; }
    /// <summary>When somebody is rostered to it; empty = whenever the hall is open.</summary>
    public OpenHours[] Rostered { get; init; } = [];
    /// <summary>The line of lights above it, of this window alone: the number called or served.</summary>
    public DeviceId? Sign { get; init; }
    /// <summary>The clerk's keys for calling, of this window alone.</summary>
    public DeviceId? CallerPad { get; init; }
    /// <summary>Where whoever was served may say how it was, of this window alone.</summary>
    public DeviceId? RatingPad { get; init; }
}

/// <param name="Scanner">Reads the code of a ticket or a booking.</param>
public sealed record Kiosk(PlaceId Id, LocalText Name, ZoneId Zone, DeviceId? Printer = null, DeviceId? Reader = null, DeviceId? Scanner = null);

public sealed record Display(PlaceId Id, LocalText Name, [property: MinLength(1)] ZoneId[] Zones, bool Speaks = true);

public enum DeviceKind { Printer, IdReader, Scanner, LockerBoard, RelayBoard, WindowSign, CallerPad, RatingPad, Speaker }

/// <param name="Profile">The name of a file in hardware-profiles, without ".json".</param>
public sealed record Device(DeviceId Id, DeviceKind Kind, [property: RegularExpression("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}$")] string Profile, LocalText Name);

/// <summary>How an item is done.</summary>
public enum ItemMode { Paper, Online, OwnSystem }

/// <summary>A matter citizens come for.</summary>
public sealed record ServiceItem
{
    public required ItemId Id { get; init; }
    public required LocalText Name { get; init; }
    public required string Department { get; init; }
    /// <summary>The main item it belongs to, as the platform groups them.</summary>
    public string? Group { get; init; }
    public required ThemeId Theme { get; init; }
    public required CategoryId Category { get; init; }
    /// <summary>Expected minutes at the window, 1 to 240.</summary>
    [Range(1, 240)]
    public required int Minutes { get; init; }
    /// <summary>Minutes, routing, mode, words and materials are a guess of ours, not the department's figures.</summary>
    public bool Estimated { get; init; } = true;
    public ItemMode Mode { get; init; } = ItemMode.Paper;
    /// <summary>One of those asked for every day: shown first under its theme.</summary>
    public bool Common { get; init; }
    /// <summary>Everyday words people search by.</summary>
    public string[] Words { get; init; } = [];
    public string[] Materials { get; init; } = [];
    /// <summary>Visits that follow under the same number once this one is done.</summary>
    public VisitStep[] Then { get; init; } = [];
    /// <summary>What is asked for and within what time it is decided; null = the law's limits and one original of each of <see cref="Materials"/>.</summary>
    public CaseTerms? Case { get; init; }
}

/// <summary>A visit that follows another under the same number.</summary>
/// <param name="Category">Whose windows do it.</param>
/// <param name="Item">What it is; null = the same matter.</param>
/// <param name="AnyOrder">It may change places with its neighbours that may too: where windows are idle it is done first.</param>
public sealed record VisitStep(CategoryId Category, ItemId? Item = null, bool AnyOrder = false);
