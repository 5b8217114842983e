using System.Text.Json;
using System.Text.Json.Serialization;
using TidalHall.Core.Appointments;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Waiting;

namespace TidalHall.Hub.Api;

// What integrators send and get. Names are a contract.
/// <param name="Mandate">What names the written mandate; kept in the vault.</param>
/// <param name="Agent">The ID number of a commercial agent, with the <paramref name="Name"/>; kept in the vault.</param>
internal sealed record TakeRequest(string? Item, string? Class = null, string? Channel = null, string? Mandate = null, string? Agent = null, string? Name = null, int? Matters = null,
    string? PrePrinted = null, DateTimeOffset? ReportedAt = null);
internal sealed record NoBody;
internal sealed record ExtendRequest(string? Until, string? Reason);
internal sealed record BookRequest(string? Item, string? Slot, string? IdNumber, string? Name, string? Language = null);
internal sealed record CheckInRequest(string? Channel = null);

internal sealed record SlotReply(DateTimeOffset Begin, DateTimeOffset End, int Places, int Left);
internal sealed record SlotsReply(string Item, DateOnly? Day, IEnumerable<DateOnly> Days, IEnumerable<SlotReply> Slots);

/// <summary>What was told when the slot was booked.</summary>
/// <param name="Code">Becomes the ticket's at check-in.</param>
/// <param name="Number">To key in at a kiosk.</param>
internal sealed record BookedReply(string Code, string Number, string Item, DateTimeOffset Slot, DateTimeOffset End, DateTimeOffset CheckInFrom, DateTimeOffset CancelBy)
{
    public static BookedReply Of(HallMap map, Booking b) => new(b.Code.ToString(), b.Number.ToString(), b.Item.Value, b.Slot, b.End, b.CheckInFrom(map), b.CancelBy(map));
}

/// <param name="Ticket">The number of the ticket it became.</param>
internal sealed record BookingReply(string Code, string Number, string Item, DateTimeOffset Slot, DateTimeOffset End, string State, string? Ticket)
{
    public static BookingReply Of(HallView view, Booking b) => new(b.Code.ToString(), b.Number.ToString(), b.Item.Value, b.Slot, b.End, ApiWords.Word(b.State.GetType().Name),
        b.State is BookingState.Kept kept ? view.Find(kept.Ticket)?.Number.ToString() : null);
}

/// <param name="Person">The reference to lift the bar by; it stands for nobody outside of this hub.</param>
/// <param name="Name">Masked; left out where the vault knows them no more.</param>
/// <param name="Missed">When each of the bookings it is for was over.</param>
internal sealed record BarReply(Guid Person, string? Name, string? IdNumber, IEnumerable<DateTimeOffset> Missed, DateTimeOffset Until);
internal sealed record BarsReply(IEnumerable<BarReply> Bars);
/// <param name="Barred">How many still are.</param>
internal sealed record BarsCount(int Barred);

/// <summary>What was told when the ticket was taken.</summary>
internal sealed record TakenReply(string Code, string Number, string Item, string Category, string Class, int Ahead, WaitReply Wait, DateTimeOffset TakenAt)
{
    public static TakenReply Of(Ticket ticket) => new(ticket.Code.ToString(), ticket.Number.ToString(), ticket.Visit.Item.Value, ticket.TakenFor.Value,
        ApiWords.Word(ticket.Class), ticket.ToldAhead, WaitReply.Of(ticket.Told), ticket.TakenAt);
}

internal sealed record WaitReply(double P50Minutes, double P90Minutes, bool MayNotBeToday)
{
    public static WaitReply Of(ToldWait told) => new(told.P50Minutes, told.P90Minutes, told.MayNotBeToday);
}

internal sealed record WaitScoreReply(string Category, int Count, double? Within50, double? Within90, double? MedianError)
{
    public static WaitScoreReply Of(WaitScore score) => new(score.Category.Value, score.Count, Known(score.Within50), Known(score.Within90), Known(score.MedianError));

    private static double? Known(double value) => double.IsNaN(value) ? null : Math.Round(value, 4);
}
internal sealed record WaitScoresReply(IEnumerable<WaitScoreReply> Categories);

/// <param name="Visit">From 1: which of the visits under its number.</param>
/// <param name="Then">Categories of the visits that are to follow.</param>
/// <param name="MayHaveNoNumber">Its number was left on a kiosk's screen: whoever took it may not know it. Absent where that is not so.</param>
internal sealed record TicketReply(string Code, string Number, string Item, string Category, string Class, string State, string? Window,
    int? Ahead, WaitReply? Wait, string Paper, DateTimeOffset TakenAt, int Visit, IEnumerable<string> Then, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool MayHaveNoNumber = false)
{
    public static TicketReply Of(HallView view, Ticket ticket) => new(ticket.Code.ToString(), ticket.Number.ToString(), ticket.Visit.Item.Value, ticket.Visit.Category.Value,
        ApiWords.Word(ticket.Class), ApiWords.Word(ticket.State.GetType().Name), Hall.CurrentWindow(ticket)?.Value, view.Ahead(ticket),
        view.WaitOf(ticket) is { } wait ? WaitReply.Of(wait) : null, ApiWords.Word(ticket.Paper), ticket.TakenAt,
        ticket.Visit.Ordinal, ticket.IsLive ? Visits.Ahead(view.Map, ticket).Select(s => s.Category.Value) : [], ticket.MayHaveNoNumber);
}

internal sealed record CurrentReply([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] TicketReply? Current);

/// <param name="ExtendedTo">After-hours service, where it was ordered.</param>
internal sealed record DayReply(DateOnly? Day, bool TicketingStopped, bool Closed, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ExtendedTo = null);

internal sealed record WindowReply(string Id, int Number, string Category, string State, string? Clerk, TicketReply? Current);
internal sealed record WindowsReply(IEnumerable<WindowReply> Windows);
internal sealed record LineReply(string Id, string Prefix, int Waiting, IEnumerable<TicketReply> Tickets);
internal sealed record QueueReply(IEnumerable<LineReply> Queue);
internal sealed record ItemReply(string Id, LocalText Name, string Department, string Theme, string Category, int Minutes, string Mode);
internal sealed record ItemsReply(IEnumerable<ItemReply> Items);
internal sealed record NoteReply(Guid Id, string Text);
internal sealed record EventReply(long Sequence, DateTimeOffset At, string Kind, JsonElement Data)
{
    public static EventReply Of(Recorded r) => new(r.Sequence, r.At, HallEventJson.KindOf(r.Event), JsonSerializer.Deserialize<JsonElement>(HallEventJson.Write(r.Event)));
}
internal sealed record EventsReply(IEnumerable<EventReply> Events);

internal static class ApiWords
{
    public static string Word<T>(T value) => value?.ToString() is { Length: > 0 } text ? char.ToLowerInvariant(text[0]) + text[1..] : "";

    /// <summary>Reads one of a closed list by its name, in any case; a number is no name.</summary>
    public static bool TryRead<T>(string? text, out T value) where T : struct, Enum
    {
        value = default;
        return text is not null && !text.Any(char.IsAsciiDigit) && Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value);
    }

    public static string Allowed<T>() where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(v => Word(v)));
}
