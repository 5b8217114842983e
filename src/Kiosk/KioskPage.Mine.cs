using TidalHall.Core.Devices;
using TidalHall.Core.Queueing;

namespace TidalHall.Kiosk;

// Whoever holds a card or a code to the kiosk: their booking, ticket and cases at once, and the paper again.
public sealed partial class KioskPage
{
    /// <summary>Seconds a word about what was held to the kiosk stands.</summary>
    internal const int ToldFor = 10;
    /// <summary>Seconds it is said that the printer is back.</summary>
    internal const int PrinterIsBackFor = 120;

    private string? _told;
    private int _toldTimes;
    private bool _printerWasOut;
    private bool _printerIsBack;

    /// <summary>Where what belongs to a card or a code may come up by itself: nothing else is being done there.</summary>
    private bool IsFree => !_sending && _step is KioskStep.Start or KioskStep.Items or KioskStep.Search or KioskStep.Mine;

    private async Task OpenMineAsync(PersonRef? person, TicketCode? code)
    {
        _told = null;
        await GoAsync(new KioskStep.Mine(person, code, Guid.CreateVersion7(Time.GetUtcNow())));
    }

    private async Task ScanAsync(string code)
    {
        // What is shown rests for a second; the code may be of a ticket that is younger.
        var now = Hall.View;
        if (_step is KioskStep.Appointment && !_sending && Belongings.CodeOf(now, code) is { } booked && now.Bookings.Find(booked) is { IsBooked: true } booking)
        {
            Touched();
            await CheckInAsync(booking);
        }
        else if (IsFree || _step is KioskStep.Appointment)
        {
            Touched();
            if (Belongings.CodeOf(now, code) is { } found) await OpenMineAsync(null, found);
            else Tell("CodeUnknown");
        }
    }

    private void TellHitch(CardHitch why)
    {
        if (_step is KioskStep.Result or KioskStep.Booked) return;
        Touched();
        Tell(why is CardHitch.OtherCard ? "OtherCard" : "CardAgain");
    }

    private void Tell(string what)
    {
        (_told, _toldTimes) = (what, _toldTimes + 1);
        StateHasChanged();
    }

    private Task ReprintMineAsync(TicketId ticket) => _step is KioskStep.Mine mine
        ? PrintAgainAsync(mine.Command, ticket, refusal => mine with { Refusal = refusal })
        : Task.CompletedTask;

    /// <summary>The paper of the ticket on the screen, where nobody can tell whether it came out or it did not.</summary>
    private Task ReprintShownAsync() => _step is KioskStep.Result result && Hall.View.Find(result.Ticket)?.Paper is PaperState.Unknown or PaperState.NotOnPaper
        ? PrintAgainAsync(Guid.CreateVersion7(Time.GetUtcNow()), result.Ticket, _ => result)
        : Task.CompletedTask;

    /// <param name="refused">Where to stand when it is refused.</param>
    private async Task PrintAgainAsync(Guid command, TicketId ticket, Func<Refusal, KioskStep> refused)
    {
        if (_sending) return;
        _sending = true;
        try
        {
            var answer = _place!.Printer is null ? null : await AskAsync(command, new ReprintTicket(ticket));
            // The second of two quick touches sees that the first prints.
            if (answer is { Refusal: null }) await Hall.ViewAtAsync(answer.Sequence, Leaving);
            _step = answer?.Refusal is { } refusal ? refused(refusal) : new KioskStep.Result(ticket);
            StateHasChanged();
        }
        finally
        {
            _sending = false;
        }
    }

    protected override Task OnViewAsync()
    {
        if (_place?.Printer is null) return Task.CompletedTask;
        if (!Scene.MayPrint) (_printerWasOut, _printerIsBack) = (true, false);
        else if (_printerWasOut && Scene.PrinterWorks) (_printerWasOut, _printerIsBack) = (false, true);
        return Task.CompletedTask;
    }
}
