using System.Globalization;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui.Components;

namespace TidalHall.Kiosk;

// The one command: sent once, whatever is touched twice, killed or loaded again.
public sealed partial class KioskPage
{
    /// <summary>After this a touch whose answer never came is not carried on: whoever touched has left.</summary>
    private static readonly TimeSpan StillHere = TimeSpan.FromMinutes(2);
    private bool _sending;
    /// <summary>The confirm screen that is open, or that led to the ticket shown.</summary>
    private KioskStep.Confirm? _asked;
    private DateTimeOffset? _sent;

    private async Task TakeAsync()
    {
        if (_sending || _step is not KioskStep.Confirm confirm) return;
        _sending = true;
        try
        {
            // The browser knows of the touch before the hall does, so that a reload asks again under the same id.
            _sent = Time.GetUtcNow();
            await RememberAsync();
            await SendAsync(confirm);
        }
        finally
        {
            _sending = false;
        }
    }

    private async Task SendAsync(KioskStep.Confirm confirm)
    {
        var take = new TakeTicket(confirm.Item.Id, _visitor.Class, TicketChannel.Kiosk, _visitor.Card?.Person, WantsPaper: _place!.Printer is not null, Language: Culture.Name is "en" ? "en" : null, LargeType: _elder, Entitled: _visitor.Priority && Scene.IsElderly(_visitor.Card));
        var answer = await AskAsync(confirm.Command, take);
        if (answer.Refusal is { Code: RefusalCode.NotDurable })
        {
            // Nothing is lost: the screen stays with its command, and its button comes back with the disk.
            await GoAsync(confirm with { WasNotTaken = true });
            return;
        }
        _step = answer switch
        {
            { Refusal: { } refusal } => new KioskStep.Refused(refusal, confirm.Item, LiveTicketOf(refusal), Guid.CreateVersion7(Time.GetUtcNow())),
            { Ticket: { } ticket } => new KioskStep.Result(ticket),
            _ => throw new InvalidOperationException($"A ticket was neither taken nor refused: {answer}."),
        };
        StateHasChanged();
        if (_step is not KioskStep.Refused) return;
        (_asked, _sent) = (null, null);
        await RememberAsync();
    }

    private Task ReprintAsync() => _step is KioskStep.Refused { Live: { } ticket } refused
        ? PrintAgainAsync(refused.Command, ticket, refusal => refusal.Code is RefusalCode.NotDurable ? refused : refused with { Refusal = refusal, Live = null })
        : Task.CompletedTask;

    private async Task<Answer> AskAsync(Guid id, HallCommand command)
    {
        try
        {
            return await Hall.SendAsync(new(id, Actor.Citizen(_place!.Id.Value), command, _place.Id), Leaving);
        }
        catch (OperationCanceledException) when (!Leaving.IsCancellationRequested)
        {
            // The hall is being shut; what it did not answer for, it did not do.
            return new(AnswerKind.Refused, Hall.View.Sequence, Refusal: Refusal.Because(RefusalCode.Busy));
        }
    }

    /// <summary>After a reload: the confirm screen that was open, or the ticket whose answer never came.</summary>
    private async Task ComeBackAsync()
    {
        var address = KioskAddress.Parse(Navigation.Uri);
        if (address is not { Item: { } id, Confirm: { } command } || !Hall.View.Map.Items.TryGetValue(id, out var item)) return;
        var confirm = new KioskStep.Confirm(item, command);
        (_asked, _sent) = (confirm, address.Sent);
        _visitor = Memory.Find(Here, command) ?? new(Priority: address.Priority);
        if (address.Sent is { } sent)
        {
            var taken = Hall.View.Tickets.Any(t => t.Place == _place!.Id && t.Visit.Item == id && t.TakenAt >= sent);
            if (!taken && Time.GetUtcNow() - sent > StillHere)
            {
                await ToStartAsync();
                return;
            }
            await SendAsync(confirm);
            return;
        }
        _step = confirm;
        StateHasChanged();
    }

    private static TicketId? LiveTicketOf(Refusal refusal) =>
        refusal.Code is RefusalCode.LiveTicketExists && long.TryParse(refusal.Arguments[1], CultureInfo.InvariantCulture, out var id) ? new TicketId(id) : null;

    private (HallId, PlaceId) Here => (Hall.Id, _place!.Id);

    /// <summary>Keeps the visitor of an open confirm screen in the hub, and of nobody else.</summary>
    private void RememberVisitor()
    {
        if (_asked is null) Memory.Forget(Here);
        else Memory.Keep(Here, _asked.Command, _visitor);
    }

    /// <summary>Keeps what a reload needs: who asks in the hub, the rest in the browser's address.</summary>
    private async Task RememberAsync()
    {
        RememberVisitor();
        var now = KioskAddress.Parse(Navigation.Uri);
        var kept = new KioskAddress(now.Path, now.Hall)
        {
            Language = Culture.Name is "en" ? "en" : null, Elder = _elder, Priority = _asked is not null && _visitor.Priority,
            Item = _asked?.Item.Id, Confirm = _asked?.Command, Sent = _sent,
        };
        await Js.TellAsync("history.replaceState", Leaving, null, "", kept.ToString());
    }
}
