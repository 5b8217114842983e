using System.Text.Json;
using System.Text.Json.Serialization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Waiting;

namespace TidalHall.Hub.Api;

// What integrators send and get. Names are a contract.
internal sealed record TakeRequest(string? Item, string? Class = null, string? Channel = null);
internal sealed record NoBody;

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

internal sealed record TicketReply(string Code, string Number, string Item, string Category, string Class, string State, string? Window,
    int? Ahead, WaitReply? Wait, string Paper, DateTimeOffset TakenAt)
{
    public static TicketReply Of(HallView view, Ticket ticket) => new(ticket.Code.ToString(), ticket.Number.ToString(), ticket.Visit.Item.Value, ticket.Visit.Category.Value,
        ApiWords.Word(ticket.Class), ApiWords.Word(ticket.State.GetType().Name), Hall.CurrentWindow(ticket)?.Value, view.Ahead(ticket),
        view.WaitOf(ticket) is { } wait ? WaitReply.Of(wait) : null, ApiWords.Word(ticket.Paper), ticket.TakenAt);
}

internal sealed record CurrentReply([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] TicketReply? Current);

internal sealed record DayReply(DateOnly? Day, bool TicketingStopped, bool Closed);

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
