using System.Text.Json;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>The verbs of a window as commands, with what each must carry.</summary>
internal static class WindowVerbs
{
    public static (HallCommand?, Func<HttpRequest, IResult>?) Read(string verb, WindowId window, WindowRequest body, Func<string?, Ticket?> find)
    {
        var expected = Queueing(body.ExpectedCurrent, find, out var unknown);
        if (unknown) return Form("expectedCurrent: null or the code of a ticket.");
        var ticket = body.Ticket is null ? null : find(body.Ticket);
        if (body.Ticket is not null && ticket is null) return (null, http => ApiProblem.Of(Refusal.Because(RefusalCode.UnknownTicket, body.Ticket), http));
        if (body.Item is not null && !TextId.IsValid(body.Item)) return Form("item: no item code.");
        if (body.Category is not null && !TextId.IsValid(body.Category)) return Form("category: no category id.");
        if (body.Window is not null && !TextId.IsValid(body.Window)) return Form("window: no window id.");
        if (body.Reason is { Length: > 500 }) return Form("reason: 500 signs at most.");
        switch (verb)
        {
            case "open": return (new OpenWindow(window), null);
            case "pause": return body.Reason is null ? Form("reason: is needed.") : (new PauseWindow(window, body.Reason), null);
            case "resume": return (new ResumeWindow(window), null);
            case "close": return (new CloseWindow(window), null);
            case "call-next": return (new CallNext(window, expected), null);
            case "call": return ticket is null ? Form("ticket: the code of a ticket is needed.") : (new CallChosen(window, ticket.Id, body.Reason ?? "", expected), null);
            case "recall": return (new RecallTicket(window, expected), null);
            case "start": return (new StartService(window, expected), null);
            case "complete":
                return ApiWords.TryRead<VisitOutcome>(body.Outcome ?? "done", out var outcome)
                    ? (new CompleteVisit(window, outcome, expected), null)
                    : Form($"outcome: \"{body.Outcome}\" is not allowed. Allowed: {ApiWords.Allowed<VisitOutcome>()}.");
            case "miss": return (new MissTicket(window, expected), null);
            case "hold":
                return ApiWords.TryRead<HoldKind>(body.Kind, out var kind)
                    ? (new HoldTicket(window, kind, expected), null)
                    : Form($"kind: \"{body.Kind}\" is not allowed. Allowed: {ApiWords.Allowed<HoldKind>()}.");
            case "resume-ticket": return ticket is null ? Form("ticket: the code of a ticket is needed.") : (new ResumeTicket(window, ticket.Id, expected), null);
            case "transfer":
                return ApiWords.TryRead<TransferPosition>(body.Position ?? "fair", out var position)
                    ? (new TransferTicket(window, body.Category is { } c ? new CategoryId(c) : null, body.Window is { } w ? new WindowId(w) : null, position, expected), null)
                    : Form($"position: \"{body.Position}\" is not allowed. Allowed: {ApiWords.Allowed<TransferPosition>()}.");
            case "return-to-queue": return (new ReturnToQueue(window, expected), null);
            case "serve": return (new ServeWithoutTicket(window, body.Item is { } i ? new ItemId(i) : null, expected), null);
            case "assign": return (new AssignWindow(window, body.Category is { } to ? new CategoryId(to) : null, body.Reason ?? "API"), null);
            default: return (null, _ => Results.NotFound());
        }
    }

    private static ExpectedCurrent Queueing(JsonElement? expected, Func<string?, Ticket?> find, out bool unknown)
    {
        unknown = false;
        if (expected is not { } given) return ExpectedCurrent.Unchecked;
        if (given.ValueKind is JsonValueKind.Null) return ExpectedCurrent.Is(null);
        var ticket = given.ValueKind is JsonValueKind.String ? find(given.GetString()) : null;
        unknown = ticket is null;
        return ExpectedCurrent.Is(ticket?.Id);
    }

    private static (HallCommand?, Func<HttpRequest, IResult>?) Form(string detail) => (null, _ => ApiProblem.Form(detail));
}
