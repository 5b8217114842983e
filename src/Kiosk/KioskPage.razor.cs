using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui.Components;
using TidalHall.Ui.Surfaces;
using KioskPlace = TidalHall.Core.Halls.Kiosk;

namespace TidalHall.Kiosk;

/// <summary>A ticket kiosk: theme, item, confirm, and a number. Goes back to its start by itself.</summary>
public sealed partial class KioskPage : SurfaceBase
{
    private KioskPlace? _place;
    private KioskStep _step = new KioskStep.Start();
    private KioskStep? _before;
    private Visitor _visitor = Visitor.Nobody;
    private bool _elder;
    private int _touches;

    [Inject] private IJSRuntime Js { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private IServiceProvider Services { get; set; } = default!;
    [Inject] private PublicAddress Public { get; set; } = default!;
    [Inject] private VisitorMemory Memory { get; set; } = default!;
    [Parameter] public string Place { get; set; } = "";

    protected override TimeSpan ShortestRedraw => TimeSpan.FromSeconds(1);

    private KioskScene Scene => new(Hall.View, _place!, Culture, _elder, Time.GetUtcNow());
    private string RootClass => _elder ? "kiosk elder" : "kiosk";
    /// <summary>Typing and turning pages stay on one screen.</summary>
    private object StepKey => _step switch { KioskStep.Search => "search", KioskStep.Appointment => "appointment", KioskStep.Slots => "slots", KioskStep.Booked booked => booked.Booking, KioskStep.Items items => items.Theme, _ => _step };

    /// <summary>Seconds until the start comes back by itself; null where nothing is to be forgotten.</summary>
    private int? IdleSeconds => _step switch
    {
        KioskStep.Result result => (_elder ? 2 : 1) * (IsOnPaper(result.Ticket) ? 20 : 40),
        KioskStep.Booked => (_elder ? 2 : 1) * 40,
        KioskStep.Start when _visitor == Visitor.Nobody && !_elder && Culture.Name is "zh-CN" => null,
        _ => _elder ? 90 : 60,
    };

    /// <summary>Above every step but those that say it themselves, or where a ticket has been taken.</summary>
    private bool TellsTrouble => _step is not (KioskStep.Confirm or KioskStep.Result);

    private string CountdownText => _step is KioskStep.Result or KioskStep.Booked ? "BackIn" : "StillThere";

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _place = TextId.TryParse<PlaceId>(Place, out var id) ? View.Plan.Kiosks.FirstOrDefault(k => k.Id == id) : null;
        _elder = KioskAddress.Parse(Navigation.Uri).Elder;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || _place is null || !RendererInfo.IsInteractive) return;
        BeginCards();
        await ComeBackAsync();
    }

    private void Touched() => _touches++;

    private Task OpenThemeAsync(Theme theme) => GoAsync(new KioskStep.Items(theme, 0));
    private void TurnPage(int page) => _step = _step is KioskStep.Items items ? items with { Page = page } : _step;
    private Task OpenSearch() => GoAsync(new KioskStep.Search(""));
    private void Type(string query) => _step = new KioskStep.Search(query);

    private Task ConfirmAsync(ServiceItem item)
    {
        _before = _step;
        return GoAsync(new KioskStep.Confirm(item, Guid.CreateVersion7(Time.GetUtcNow())));
    }

    private Task BackAsync() => GoAsync(_step is KioskStep.Slots slots ? new KioskStep.Confirm(slots.Item, Guid.CreateVersion7(Time.GetUtcNow())) : _step is KioskStep.Confirm or KioskStep.Refused && _before is not null ? _before : new KioskStep.Start());

    /// <summary>The start for the same citizen, as far as one can tell: language and type stay, the card does not.</summary>
    private Task HomeAsync()
    {
        _visitor = Visitor.Nobody;
        return GoAsync(new KioskStep.Start());
    }

    /// <summary>The start, and nothing left of whoever was here.</summary>
    private async Task ToStartAsync()
    {
        (_visitor, _elder, _before) = (Visitor.Nobody, false, null);
        if (Culture.Name is not "zh-CN") await SpeakAsync("zh-CN");
        await GoAsync(new KioskStep.Start());
    }

    /// <summary>Nobody has touched anything for long. A number that is on no paper and no phone was perhaps not noted: the hall knows.</summary>
    private async Task LeaveAsync()
    {
        var left = _step is KioskStep.Result result && Hall.View.Find(result.Ticket) is { Paper: not PaperState.OnPaper } ticket && Services.GetService<IFollowed>()?.IsFollowed(ticket.Code) is not true ? ticket : null;
        await ToStartAsync();
        if (left is not null) await AskAsync(Guid.CreateVersion7(Time.GetUtcNow()), new LeaveOnScreen(left.Id));
    }

    private async Task GoAsync(KioskStep step)
    {
        (_step, _asked, _sent) = (step, step as KioskStep.Confirm, null);
        if (step is KioskStep.Start) _before = null;
        StateHasChanged();
        await RememberAsync();
    }

    private async Task TurnLanguageAsync()
    {
        await SpeakAsync(Culture.Name is "en" ? "zh-CN" : "en");
        await RememberAsync();
    }

    private async Task TurnElderAsync()
    {
        _elder = !_elder;
        await RememberAsync();
    }

    private async Task TurnPriorityAsync()
    {
        _visitor = _visitor with { Priority = !_visitor.Priority };
        await RememberAsync();
    }

    private async Task SpeakAsync(string language)
    {
        Speak(language);
        await Js.TellAsync("document.documentElement.setAttribute", Leaving, "lang", language);
    }

    private bool IsOnPaper(TicketId id) => Hall.View.Find(id)?.Paper is PaperState.OnPaper;
}
