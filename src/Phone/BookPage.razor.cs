using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Appointments;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui;

namespace TidalHall.Phone;

/// <summary>Books a slot by phone: a matter, a day, a slot, for whom, once. Nobody is signed in; whoever types a number is believed, and told nothing of what it has booked.</summary>
public sealed partial class BookPage : ComponentBase
{
    // Spaces between its parts, as people copy it.
    private const int NumberMax = 24, NameMax = 100, QueryMax = 40;
    // Beyond, instants end.
    private const int FirstYear = 2000, LastYear = 9000;

    private Theme? _theme;
    private ServiceItem? _item;
    private DateOnly? _day;
    private Slot? _slot;
    private string _query = "";
    private string? _told;
    private IdNumberFault? _fault;
    private Guid _command;

    [Inject] private IHalls Halls { get; set; } = default!;
    [Inject] private IPeople People { get; set; } = default!;
    [Inject] private BookingGate Gate { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private ILogger<BookPage> Journal { get; set; } = default!;
    [CascadingParameter] private HttpContext? Http { get; set; }
    [CascadingParameter(Name = "Language")] public string Language { get; set; } = "zh-CN";
    [SupplyParameterFromQuery(Name = "large")] public bool Large { get; set; }
    [SupplyParameterFromQuery(Name = "theme")] public string? Theme { get; set; }
    [SupplyParameterFromQuery(Name = "q")] public string? Query { get; set; }
    [SupplyParameterFromQuery(Name = "item")] public string? Item { get; set; }
    /// <summary>"2026-03-02".</summary>
    [SupplyParameterFromQuery(Name = "day")] public string? Day { get; set; }
    /// <summary>When the slot begins, "10:00".</summary>
    [SupplyParameterFromQuery(Name = "at")] public string? At { get; set; }
    /// <summary>Made when the form is drawn. The order's own id follows from it and from who is booked for, so that a form sent twice is one order, and one sent for somebody else another.</summary>
    [SupplyParameterFromForm(FormName = "book")] public Guid? Command { get; set; }
    [SupplyParameterFromForm(FormName = "book")] public string? Number { get; set; }
    [SupplyParameterFromForm(FormName = "book")] public string? Name { get; set; }

    private IHall Hall => Halls.Default;
    private HallView View => Hall.View;
    private DateTimeOffset Now => Hall.Now;
    private CultureInfo Culture => CultureInfo.GetCultureInfo(Language);
    private Texts T => Texts.Of<PhoneTexts>(Culture);
    private BookAddress To => new(Culture.Name, Large);
    // The form that was sent must be drawn, or nobody is asked.
    private bool IsInTrouble => Command is null && Hall.NotDurableSince is not null;

    private BookStep Step => (_item, _slot) switch
    {
        (null, _) => _theme is null ? BookStep.Start : BookStep.Theme,
        ({ } item, _) when Refuses(item) is not null => BookStep.NotBookable,
        (_, null) => BookStep.Slot,
        _ => BookStep.Who,
    };

    private LocalText Heading => _item?.Name ?? _theme?.Name ?? new(Texts.Of<PhoneTexts>(CultureInfo.GetCultureInfo("zh-CN"))["BookAsk"], Texts.Of<PhoneTexts>(CultureInfo.GetCultureInfo("en"))["BookAsk"]);
    private string BackTo => Step is BookStep.Who ? To.To(_item!, _day) : _item is { } item && View.Plan.Themes.FirstOrDefault(t => t.Id == item.Theme) is { } theme && Step is BookStep.Slot ? To.To(theme) : To.To();
    /// <summary>This page in its own language and type, which the frame adds.</summary>
    private string Here => new BookAddress("zh-CN", false) is var to && _item is { } item ? _day is { } day && _slot is { } slot ? to.To(item, day, View.Map, slot) : to.To(item, _day) : _theme is { } theme ? to.To(theme) : to.To();

    private string SlotText => string.Create(CultureInfo.InvariantCulture, $"{View.Map.Local(_slot!.Begin):yyyy-MM-dd HH:mm}–{View.Map.Local(_slot.End):HH:mm}");
    private string CancelByText => View.Map.Local(_slot!.Begin.AddMinutes(-View.Plan.Appointments.CancelByMinutes)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    private string NoShowRule => View.Plan.Appointments is { NoShows: > 0 and var most } rules ? T["BookNoShows", most, rules.NoShowDays, rules.BarredDays] : "";

    protected override void OnInitialized()
    {
        _command = Command ?? Guid.CreateVersion7();
        _query = Cut(Query?.Trim(), QueryMax) ?? "";
        _theme = TextId.TryParse<ThemeId>(Theme, out var theme) ? View.Plan.Themes.FirstOrDefault(t => t.Id == theme) : null;
        _item = TextId.TryParse<ItemId>(Item, out var item) ? View.Map.Items.GetValueOrDefault(item) : null;
        if (_item is null)
        {
            if (Item is not null) _told = T["BookNoSuchItem"];
            return;
        }
        if (Refuses(_item) is { } notBookable) _told = RefusalText.Of(notBookable, Culture);
        else Choose(_item);
    }

    private void Choose(ServiceItem item)
    {
        if (!DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < FirstYear or > LastYear) return;
        _day = day;
        if (At is null) return;
        var slot = Slots.Of(View, item, day, Now).FirstOrDefault(s => BookAddress.TimeOf(View.Map, s) == At);
        // Sent again after an answer that was lost, its slot may be full by its own booking.
        if (slot is { Left: > 0 } || (slot is not null && Command is not null)) _slot = slot;
        else _told = slot?.Closed is { } closed ? RefusalText.Of(closed, Culture) : T[slot is null ? "BookNoSuchSlot" : "BookSlotGone"];
    }

    private async Task BookAsync()
    {
        if (_item is null || _slot is null) return;
        var number = Number?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant() ?? "";
        if ((_fault = IdNumber.Check(number, View.Map.Date(Now), View.Plan.Cases.NewDivisions)) is not null) return;
        if (!Gate.MayTry(Http?.Connection.RemoteIpAddress))
        {
            _told = T["BookTooOften"];
            if (Http is { } http) (http.Response.StatusCode, http.Response.Headers.RetryAfter) = (StatusCodes.Status429TooManyRequests, BookingGate.Refill.TotalSeconds.ToString(CultureInfo.InvariantCulture));
            return;
        }
        if (await KnownAsync(number) is not { } person)
        {
            _told = T["BookLater"];
            return;
        }
        var answer = await Hall.SendAsync(new(CommandOf(person), Actor.Citizen("phone"), new BookSlot(_item.Id, _slot.Begin, person, Culture.Name is "en" ? "en" : null)));
        if (answer.Refusal is { } refusal) Tell(refusal);
        // A form kept for days leads to a booking that the hall has let go.
        else if ((await Hall.ViewAtAsync(answer.Sequence)).Bookings.MadeAt(answer.Sequence) is not { } booking) Tell(Refusal.Because(RefusalCode.NoSuchSlot));
        else Navigation.NavigateTo(PhoneAddress.Of($"/t/{booking.Code}", Culture.Name, Large));
    }

    private async Task<PersonRef?> KnownAsync(string number)
    {
        try
        {
            return await People.RememberUnseenAsync(number, Cut(Name, NameMax), CancellationToken.None);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A vault that fails closes no page.
            Log.NotKept(Journal, e);
            return null;
        }
    }

    private Guid CommandOf(PersonRef person) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"book {_command} {person} {_item!.Id} {_slot!.Begin:O}")).AsSpan(0, 16));

    /// <summary>What is, and what to do. Of what somebody has booked nothing is told to whoever types the number.</summary>
    private void Tell(Refusal refusal)
    {
        _told = refusal.Code switch
        {
            RefusalCode.AlreadyBooked => T["BookAlready"],
            RefusalCode.TooManyBookings => T["BookTooMany", View.Plan.Appointments.PerPerson],
            RefusalCode.Busy or RefusalCode.NotDurable => T["BookLater"],
            RefusalCode.SlotFull => T["BookSlotGone"],
            RefusalCode.NoSuchSlot => T["BookNoSuchSlot"],
            _ => RefusalText.Of(refusal, Culture),
        };
        // Another slot may do; another person's number would not.
        if (refusal.Code is RefusalCode.SlotFull or RefusalCode.NoSuchSlot or RefusalCode.SlotTooFar or RefusalCode.SlotTooSoon or RefusalCode.DayAlreadyClosed) _slot = null;
    }

    private Refusal? Refuses(ServiceItem item) => Slots.Refuses(View.Map, item, _day ?? View.Map.DayOf(Now));

    private IReadOnlyList<ServiceItem> BookableUnder(Theme theme) => [.. View.Plan.Items.Where(i => i.Theme == theme.Id && Slots.AreOffered(View.Map, i)).OrderByDescending(i => i.Common)];

    /// <summary>A browser sends no more; whoever sends more is neither kept nor shown it.</summary>
    private static string? Cut(string? text, int most) => text is { Length: var length } && length > most ? text[..most] : text;

    private string? LangOf(LocalText text) => Culture.Name is not "zh-CN" && text.IsChineseIn(Culture.Name) ? "zh-CN" : null;
}
