using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Appointments;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;

namespace TidalHall.Kiosk;

// Booking another time by card; and whoever has booked: the number or the card, and the ticket comes out.
public sealed partial class KioskPage
{
    private Task OpenSlotsAsync() => _step is KioskStep.Confirm confirm ? GoAsync(new KioskStep.Slots(confirm.Item)) : Task.CompletedTask;

    private void ChooseDay(DateOnly day)
    {
        if (_step is KioskStep.Slots slots) _step = new KioskStep.Slots(slots.Item, day);
    }

    private async Task BookAsync(DateTimeOffset slot)
    {
        if (_sending || _step is not KioskStep.Slots step || _visitor.Card is not { } holder) return;
        _sending = true;
        try
        {
            // Sent again after an answer that was lost, it is refused as booked already, with its time.
            var answer = await AskAsync(Guid.CreateVersion7(Time.GetUtcNow()), new BookSlot(step.Item.Id, slot, holder.Person, Culture.Name is "en" ? "en" : null));
            _step = answer.Refusal is { } refusal ? step with { Refusal = refusal }
                : new KioskStep.Booked((await Hall.ViewAtAsync(answer.Sequence, Leaving)).Bookings.MadeAt(answer.Sequence)!.Code, MayPrintBookings ? PaperState.Printing : PaperState.None);
            StateHasChanged();
        }
        finally
        {
            _sending = false;
        }
        if (_step is KioskStep.Booked { Paper: PaperState.Printing } booked) await PrintAsync(booked);
    }

    private bool MayPrintBookings => Scene.MayPrint && Services.GetService<IBookingPapers>() is not null;

    private async Task PrintAsync(KioskStep.Booked booked)
    {
        JobOutcome outcome;
        try
        {
            outcome = await Services.GetRequiredService<IBookingPapers>().PrintAsync(booked.Booking, _place!.Printer!.Value, Leaving);
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            return;
        }
        // Whoever went on meanwhile is told nothing of somebody else's paper.
        if (_step != booked) return;
        _step = booked with { Paper = outcome switch { JobOutcome.Done => PaperState.OnPaper, JobOutcome.Unknown => PaperState.Unknown, _ => PaperState.NotOnPaper } };
        StateHasChanged();
    }

    private async Task OpenAppointmentAsync()
    {
        await GoAsync(new KioskStep.Appointment());
        if (_visitor.Card is { } holder) await CheckInByCardAsync(holder);
    }

    private void TypeNumber(string digits)
    {
        if (!_sending) _step = new KioskStep.Appointment(digits);
    }

    private Task CheckInByNumberAsync(string digits) =>
        BookingNumber.TryParse(digits, out var number) && Hall.View.Bookings.Find(number) is { } booking
            ? CheckInAsync(booking)
            : Refuse(Refusal.Because(RefusalCode.UnknownBooking));

    /// <summary>A card whose holder has one booking is the wish itself; of several, the screen asks which.</summary>
    private Task CheckInByCardAsync(CardHolder holder)
    {
        var theirs = AppointmentsOf(Hall.View, holder.Person).ToList();
        return theirs.Count == 1 ? CheckInAsync(theirs[0]) : Refuse(null);
    }

    /// <summary>Today's; where there is none, the next to come, so that its day is told.</summary>
    internal static IEnumerable<Booking> AppointmentsOf(HallView view, PersonRef person) =>
        view.Day is { } day && view.Bookings.Of(person, day.Date).ToList() is { Count: > 0 } today ? today : view.Bookings.Of(person).Take(1);

    private async Task CheckInAsync(Booking booking)
    {
        if (_sending || _step is not (KioskStep.Appointment or KioskStep.Mine)) return;
        _sending = true;
        try
        {
            // Sent again after an answer that was lost, it finds the ticket that it made, and shows that.
            var answer = await AskAsync(Guid.CreateVersion7(Time.GetUtcNow()), new CheckIn(booking.Code, TicketChannel.Kiosk, _place!.Printer is not null, Culture.Name is "en" ? "en" : null, _elder));
            _step = answer switch
            {
                { Ticket: { } ticket } => new KioskStep.Result(ticket),
                { Refusal: { } refusal } when LiveTicketOf(refusal) is { } live => new KioskStep.Refused(refusal, Hall.View.Map.Items.GetValueOrDefault(booking.Item), live, Guid.CreateVersion7(Time.GetUtcNow())),
                { Refusal: var refusal } => new KioskStep.Appointment("", refusal),
            };
            StateHasChanged();
        }
        finally
        {
            _sending = false;
        }
    }

    private Task Refuse(Refusal? refusal)
    {
        _step = new KioskStep.Appointment("", refusal);
        StateHasChanged();
        return Task.CompletedTask;
    }
}
