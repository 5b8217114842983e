using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Announcing;

/// <summary>One call that is to be heard: which number, to which place, in which part of the hall.</summary>
/// <param name="Sequence">Of the event it comes from; names it in every report.</param>
/// <param name="WindowNumber">1 to 999; spoken as a cardinal, "十二号窗口".</param>
/// <param name="Place">A room with a name of its own is spoken by that name instead of a number.</param>
/// <param name="AlsoEnglish">The citizen chose English: said once more in it, after the Chinese.</param>
/// <param name="PlacePinyin">How the Chinese of that name sounds where a synthesiser would read it wrong.</param>
public sealed record SpokenCall(long Sequence, ZoneId Zone, TicketId Ticket, TicketNumber Number, WindowId Window, int WindowNumber,
    LocalText? Place = null, bool AlsoEnglish = false, string? PlacePinyin = null)
{
    /// <summary>The call an event asks to be spoken; null for every other event and for a window or ticket the hall no longer has.</summary>
    public static SpokenCall? From(HallView hall, in Recorded recorded) => recorded.Event switch
    {
        TicketCalled e => From(hall, recorded.Sequence, e.Ticket, e.Window),
        TicketRecalled e => From(hall, recorded.Sequence, e.Ticket, e.Window),
        _ => null,
    };

    private static SpokenCall? From(HallView hall, long sequence, TicketId id, WindowId window) =>
        hall.Find(id) is { } ticket && hall.Map.Windows.TryGetValue(window, out var at)
            ? new(sequence, at.Zone, id, ticket.Number, window, at.Number, at.SpokenPlace, ticket.Language is "en", at.SpokenPinyin)
            : null;
}
