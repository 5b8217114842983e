using System.Data.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using TidalHall.CallerConsole.Casework;
using TidalHall.Core.Appointments;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.CallerConsole.Appointments;

/// <summary>Books a slot for somebody at the counter, at the guide's desk or on the phone, by the rules of whoever books alone.</summary>
[Authorize(Policy = Policies.Appointments)]
[Surface(CasePages.Surface, Interactive = true, Styles = [CasePages.MudStyle, CasePages.Style], Scripts = [CasePages.MudScript])]
public sealed partial class AppointmentsPage
{
    /// <summary>How long a reader is listened to for a card.</summary>
    internal static readonly TimeSpan CardWithin = TimeSpan.FromSeconds(30);
    private const int NameMax = 100;
    private const string ItemField = "item", SlotField = "slot", NumberField = "person.number", NameField = "person.name";

    private ServiceItem? _item;
    private DateOnly? _day;
    private DateTimeOffset? _slot;
    private string _number = "", _name = "", _reader = "";
    private bool _english;
    private CardRead? _card;
    private CancellationTokenSource? _reading;
    private IReadOnlyList<FormFault> _faults = [];
    private Refusal? _refusal;
    private FormFocus? _focus;
    private (PersonRef Person, ItemId Item, DateTimeOffset Slot)? _asked;
    private TicketCode? _made;

    [Inject] private IDevices Devices { get; set; } = default!;

    /// <summary>Readers of the hall that stand at no kiosk and no cabinet: what is held to those is not for this page.</summary>
    private Device[] Readers => [.. View.Plan.Devices.Where(d => d.Kind is DeviceKind.IdReader && View.Plan.Kiosks.All(k => k.Reader != d.Id) && View.Plan.Cabinets.All(c => c.Reader != d.Id))];
    private Booking? Made => _made is { } code ? Newest.Bookings.Find(code) : null;
    private Refusal? NotBookable => _item is { } item ? Slots.Refuses(View.Map, item, _day ?? View.Map.DayOf(Hall.Now)) : null;
    private EventCallback Retry => Orders.Unsettled is null ? default : EventCallback.Factory.Create(this, RetryAsync);

    protected override Task OnSignedInAsync()
    {
        _reader = Readers.FirstOrDefault()?.Id.Value ?? "";
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _reading?.Dispose();
    }

    private string? TextAt(string field) => _faults.FirstOrDefault(f => f.At == field) is { } fault ? W[fault.Text] : field == ItemField && NotBookable is { } no ? W.Of(no) : null;

    private void Take(ServiceItem? item)
    {
        (_item, _day, _slot) = (item, null, null);
        Clear(ItemField, SlotField);
    }

    private void TakeSlot((DateOnly? Day, DateTimeOffset? Begin) taken)
    {
        (_day, _slot) = taken;
        Clear(SlotField);
    }

    private void TakeNumber(string number)
    {
        (_number, _card) = (number, null);
        Clear(NumberField);
    }

    private void Clear(params string[] fields)
    {
        _faults = [.. _faults.Where(f => !fields.Contains(f.At))];
        _refusal = null;
        Orders.Forget();
    }

    private void CheckAt(string field) => _faults = [.. _faults.Where(f => f.At != field), .. Faults().Where(f => f.At == field)];

    private IEnumerable<FormFault> Faults()
    {
        if (_item is null) yield return new(ItemField, "ItemNeeded");
        else if (NotBookable is null && _slot is null) yield return new(SlotField, "SlotNeeded");
        if (IdNumber.Check(Number, Today, View.Plan.Cases.NewDivisions) is { } fault) yield return new(NumberField, $"IdNumber_{fault}");
    }

    // Spaces between its parts, as people say it.
    private string Number => _number.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>The next card held to the reader is who it is for.</summary>
    private async Task ReadAsync()
    {
        if (_reading is { } going)
        {
            await going.CancelAsync();
            return;
        }
        if (!TextId.TryParse<DeviceId>(_reader, out var reader)) return;
        _card = null;
        using var within = new CancellationTokenSource(CardWithin, Time);
        using var reading = _reading = CancellationTokenSource.CreateLinkedTokenSource(Leaving, within.Token);
        try
        {
            await foreach (var card in Devices.WatchCardsAsync(reader, reading.Token))
            {
                TakeNumber(card.Number);
                (_card, _name) = (card, card.Name);
                break;
            }
        }
        catch (OperationCanceledException) when (reading.IsCancellationRequested)
        {
            // No card came, or nobody waits for one any more.
        }
        finally
        {
            _reading = null;
        }
    }

    private async Task BookAsync()
    {
        (_faults, _refusal) = ([.. Faults()], null);
        if (NotBookable is not null) _focus = new(ItemField);
        else if (_faults is [var first, ..]) _focus = new(first.At);
        else await SendAsync(_item!.Id, _slot!.Value);
    }

    private async Task SendAsync(ItemId item, DateTimeOffset slot)
    {
        Orders.Forget();
        PersonRef person;
        try
        {
            // A card shows who it is; of a number that was only said, what is known of its owner stays.
            person = _card is { } card ? await People.RememberAsync(card.Number, card.Name, Leaving) : await People.RememberUnseenAsync(Number, _name.Trim() is { Length: > 0 } name ? name : null, Leaving);
        }
        catch (Exception e) when (e is DbException or IOException or InvalidOperationException)
        {
            _refusal = Refusal.Because(RefusalCode.NotDurable);
            return;
        }
        _asked = (person, item, slot);
        var language = _english ? "en" : null;
        TakeAnswer(await Orders.SendAsync(null, _ => new BookSlot(item, slot, person, language), Place, Leaving));
    }

    private async Task RetryAsync() => TakeAnswer(await Orders.RetryAsync(Leaving));

    private void TakeAnswer(HallView? view)
    {
        if (view is null || _asked is not { } asked) return;
        Ahead(view);
        if (Orders.Refusal is { } refusal)
        {
            // Another slot may do: what is left of this day is drawn anew.
            if (refusal.Code is RefusalCode.SlotFull or RefusalCode.NoSuchSlot or RefusalCode.SlotTooFar or RefusalCode.SlotTooSoon or RefusalCode.DayAlreadyClosed) _slot = null;
            return;
        }
        _made = Newest.Bookings.Of(asked.Person).FirstOrDefault(b => b.Item == asked.Item && b.Slot == asked.Slot)?.Code;
    }

    /// <summary>For somebody else: nothing of the one before stays.</summary>
    private void Another()
    {
        (_item, _day, _slot, _number, _name, _english, _card, _asked, _made, _faults) = (null, null, null, "", "", false, null, null, null, []);
        Orders.Forget();
        _focus = new(ItemField);
    }
}
