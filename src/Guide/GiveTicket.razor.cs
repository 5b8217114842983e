using Microsoft.AspNetCore.Components;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Search;

namespace TidalHall.Guide;

/// <summary>A ticket for somebody at the door: the matter found, its papers looked through, the number given.</summary>
public sealed partial class GiveTicket
{
    private const int Rows = 10;

    private string _query = "";
    private IReadOnlyList<ServiceItem> _found = [];
    private ServiceItem? _item;
    private Guid _order;
    private readonly HashSet<string> _seen = [];
    private bool _priority;
    private ForWhom _for = new();
    private TicketId? _taken;
    private PlaceId? _printer;
    /// <summary>Pre-printed paper was dealt while there was no power: its number is keyed in.</summary>
    private bool _byHand;
    private string _number = "";
    private TimeOnly _at;
    private bool _notANumber;
    private bool _taking;

    [Inject] private INotes Notes { get; set; } = default!;
    [Inject] private IPeople People { get; set; } = default!;
    /// <summary>Where the last ticket was printed, and this one too unless it is said.</summary>
    [Parameter] public PlaceId? Offered { get; set; }
    [Parameter] public EventCallback<PlaceId?> OnOffered { get; set; }

    private TicketClass Class => _priority ? TicketClass.GreenChannel : TicketClass.Ordinary;

    protected override void OnInitialized() => Begin();

    private void Begin()
    {
        (_item, _taken, _priority, _query, Refusal) = (null, null, false, "", null);
        (_number, _notANumber, _for) = ("", false, new());
        _seen.Clear();
        _found = MostAsked();
    }

    private void Type(string? query)
    {
        _query = query ?? "";
        _found = _query.Trim().Length == 0 ? MostAsked() : ItemSearch.Of(Scene.View.Plan).Find(_query, Rows);
    }

    // One matter, one order: a second touch is the same.
    private void Choose(ServiceItem item) => (_item, _order, _at) = (item, NewOrder(), TimeOnly.FromDateTime(Scene.View.Map.Local(Scene.Hall.Now)));

    private Task OfferAsync(PlaceId? kiosk)
    {
        _byHand = false;
        return OnOffered.InvokeAsync(kiosk);
    }

    private void See(string material)
    {
        if (!_seen.Remove(material)) _seen.Add(material);
    }

    // What is said of an agent or a mandate is kept before the order: the touch is one from there on.
    private async Task TakeAsync()
    {
        if (_taking) return;
        _taking = true;
        try
        {
            await TakeOnceAsync();
        }
        finally
        {
            _taking = false;
        }
    }

    private async Task TakeOnceAsync()
    {
        _notANumber = _byHand & !TicketNumber.TryParse(_number.Trim(), out var number);
        if (_notANumber) return;
        var printer = _byHand ? null : Offered;
        var take = new TakeTicket(_item!.Id, Class, TicketChannel.Guide, WantsPaper: printer is not null, Language: Scene.Culture.Name is "en" ? "en" : null, Entitled: _priority);
        if (_byHand) take = take with { Channel = TicketChannel.PrePrinted, PrePrinted = number, ReportedAt = Scene.View.Day is { } day ? Scene.View.Map.OnDay(day.Date, _at) : null };
        var (order, kept, no) = await _for.WriteAsync(take, _order, Scene, Notes, People);
        if (no is not null)
        {
            Refusal = no;
            return;
        }
        if (await OrderAsync(order, printer, _order) is not { } answer) return;
        (_taken, _printer) = (answer.Ticket, printer);
        // Asked again it is the same order: one that was done all the same gives its ticket.
        if (answer.Refusal is not null) await Notes.DropAsync(kept, answer.Refusal, Scene.Leaving);
    }

    /// <summary>What most came for today, then the common ones.</summary>
    private ServiceItem[] MostAsked()
    {
        var today = Scene.View.Tickets.Where(t => t.Day == Scene.View.Day?.Date).CountBy(t => t.Item).ToDictionary();
        return [.. Scene.View.Plan.Items.Where(i => i.Common || today.ContainsKey(i.Id)).OrderByDescending(i => today.GetValueOrDefault(i.Id)).Take(Rows)];
    }
}
