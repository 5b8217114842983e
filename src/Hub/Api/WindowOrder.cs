using System.Text.Json;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>The body of a window's verb, read and found well-formed.</summary>
internal sealed record WindowOrder(WindowId Window)
{
    /// <summary>No ticket: what an expected code that the hall does not know stands for.</summary>
    private static readonly TicketId Nobodys = default;

    public ExpectedCurrent Expected { get; init; }
    public TicketId? Ticket { get; init; }
    public CategoryId? Category { get; init; }
    public WindowId? ToWindow { get; init; }
    public ItemId? Item { get; init; }
    /// <summary>Free text; "" where none is given. It goes to the vault, and never into a command.</summary>
    public string Reason { get; init; } = "";
    /// <summary>The body but for its free text, as its fingerprint may stand in the journal.</summary>
    public string Rest { get; private init; } = "";
    public HoldKind Kind { get; init; }
    public VisitOutcome Outcome { get; init; }
    public TransferPosition Position { get; init; }
    /// <summary>The visits that follow; null = as the item says.</summary>
    public VisitStep[]? Next { get; init; }
    /// <summary>Who has been held longest for this window.</summary>
    public TicketId? HeldHere { get; private init; }

    public static bool TryRead(WindowVerb verb, WindowId window, ApiRequest request, out WindowOrder order, out IResult? problem)
    {
        order = new(window) { HeldHere = request.Hall.View.Tickets.Where(t => t.State is VisitState.Held held && held.Window == window).OrderBy(t => ((VisitState.Held)t.State).Since).FirstOrDefault()?.Id };
        if (!request.TryBody<Dictionary<string, JsonElement>>(out var body, out problem)) return false;
        order = order with { Rest = string.Join('\n', body.Where(m => m.Key is not "reason").Select(m => $"{m.Key}: {m.Value.GetRawText()}")) };
        var given = new HashSet<string>();
        foreach (var (name, value) in body)
        {
            if (!verb.Takes.Contains(name)) return Fail(ApiProblem.Form("UnknownMember", name, verb.Name, verb.Takes.Length > 0 ? string.Join(", ", verb.Takes) : new ApiText("Nothing")), out problem);
            if (order.Take(name, value, request, out var mistake) is not { } taken) return Fail(mistake!, out problem);
            order = taken;
            if (value.ValueKind is not JsonValueKind.Null) given.Add(name);
        }
        if (verb.Needs.FirstOrDefault(n => !given.Contains(n)) is { } missing) return Fail(ApiProblem.Form("Needed", missing), out problem);
        if (verb.Name is "transfer" && given.Contains("category") == given.Contains("window")) return Fail(ApiProblem.Form("OneOfTwo", "category", "window"), out problem);
        return true;
    }

    /// <summary>By a ticket's code; one that the hall does not have is nobody's who could be current.</summary>
    internal static ExpectedCurrent ExpectedOf(string code, ApiRequest request) => ExpectedCurrent.Is(request.Find(code)?.Id ?? Nobodys);

    private WindowOrder? Take(string name, JsonElement value, ApiRequest request, out IResult? mistake)
    {
        mistake = null;
        if (name is "expectedCurrent" && value.ValueKind is JsonValueKind.Null) return this with { Expected = ExpectedCurrent.Is(null) };
        if (value.ValueKind is JsonValueKind.Null) return this;
        if (name is "next") return TakeNext(value, request, out mistake);
        if (value.ValueKind is not JsonValueKind.String || value.GetString() is not { } text)
        {
            mistake = ApiProblem.Form("TextNeeded", name);
            return null;
        }
        switch (name)
        {
            case "expectedCurrent" when TicketCode.TryParse(text, out _): return this with { Expected = ExpectedOf(text, request) };
            case "ticket" when request.Find(text) is { } ticket: return this with { Ticket = ticket.Id };
            case "ticket" when TicketCode.TryParse(text, out _): mistake = ApiProblem.Of(Refusal.Because(RefusalCode.UnknownTicket, text), request.Http); return null;
            case "category" when TextId.TryParse<CategoryId>(text, out var category): return this with { Category = category };
            case "window" when TextId.TryParse<WindowId>(text, out var to): return this with { ToWindow = to };
            case "item" when TextId.TryParse<ItemId>(text, out var item): return this with { Item = item };
            case "reason" when !string.IsNullOrWhiteSpace(text) && text.Length <= NoteText.MaxLength: return this with { Reason = text };
            case "kind" when ApiWords.TryRead<HoldKind>(text, out var kind): return this with { Kind = kind };
            case "outcome" when ApiWords.TryRead<VisitOutcome>(text, out var outcome): return this with { Outcome = outcome };
            case "position" when ApiWords.TryRead<TransferPosition>(text, out var position): return this with { Position = position };
        }
        mistake = ApiProblem.NotAllowed(name, text, AllowedFor(name));
        return null;
    }

    private WindowOrder? TakeNext(JsonElement value, ApiRequest request, out IResult? mistake)
    {
        var map = request.Hall.View.Map;
        mistake = null;
        var steps = value.ValueKind is JsonValueKind.Array ? value.EnumerateArray().Select(v => v.ValueKind is JsonValueKind.String ? StepOf(map, v.GetString()!) : null).ToList() : [null];
        if (!steps.Contains(null)) return this with { Next = [.. steps.OfType<VisitStep>()] };
        mistake = ApiProblem.Needed("next", ApiText.Allowed("next"));
        return null;
    }

    private static VisitStep? StepOf(HallMap map, string text) =>
        TextId.TryParse<CategoryId>(text, out var category) && map.Categories.ContainsKey(category) ? new(category)
        : TextId.TryParse<ItemId>(text, out var item) && map.Items.TryGetValue(item, out var known) ? new(known.Category, item)
        : null;

    /// <summary>What a member may hold: words of the contract, or a text for people.</summary>
    internal static object AllowedFor(string name) => name switch
    {
        "kind" => ApiWords.Allowed<HoldKind>(),
        "outcome" => ApiWords.Allowed<VisitOutcome>(),
        "position" => ApiWords.Allowed<TransferPosition>(),
        "class" => ApiWords.Allowed<TicketClass>(),
        "channel" => ApiWords.Allowed<TicketChannel>(),
        "mode" => ApiWords.Allowed<TideMode>(),
        _ => ApiText.Allowed(name),
    };

    private static bool Fail(IResult mistake, out IResult? problem)
    {
        problem = mistake;
        return false;
    }
}
