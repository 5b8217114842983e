using System.Text.Json.Serialization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

// What integrators send and get. Names are a contract.
internal sealed record TakeRequest(string? Item, string? Class = null, string? Channel = null);
internal sealed record WindowRequest
{
    public string? Kind { get; init; }
    public string? Category { get; init; }
    public string? Window { get; init; }
    public string? Position { get; init; }
    public string? Ticket { get; init; }
    public string? Item { get; init; }
    public string? Reason { get; init; }
    public string? Outcome { get; init; }
    /// <summary>Absent = unchecked, null = nobody, else the code of the ticket believed current.</summary>
    public System.Text.Json.JsonElement? ExpectedCurrent { get; init; }
}

internal sealed record WaitReply(double P50Minutes, double P90Minutes);

internal sealed record TicketReply(string Code, string Number, string Item, string Category, string Class, string State, string? Window,
    int? Ahead, WaitReply? Wait, string Paper, DateTimeOffset TakenAt)
{
    public static TicketReply Of(HallView view, Ticket ticket) => new(ticket.Code.ToString(), ticket.Number.ToString(), ticket.Visit.Item.Value, ticket.Visit.Category.Value,
        ApiWords.Word(ticket.Class), ApiWords.Word(ticket.State.GetType().Name), Hall.CurrentWindow(ticket)?.Value, view.Ahead(ticket),
        view.WaitOf(ticket) is { } wait ? new(wait.P50Minutes, wait.P90Minutes) : null, ApiWords.Word(ticket.Paper), ticket.TakenAt);
}

internal sealed record CurrentReply([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] TicketReply? Current);

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
