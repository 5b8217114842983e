using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>Taking a ticket, looking at it, cancelling it, coming back late with it.</summary>
internal static class TicketRoutes
{
    public static void MapTickets(this RouteGroupBuilder group)
    {
        group.MapPost("/tickets", TakeAsync).WithSummary("Takes a ticket.")
            .WithMetadata(new ApiBody(["item", "class", "channel", "mandate", "agent", "name", "matters", "prePrinted", "reportedAt"], ["item"])).Produces<TakenReply>(201).ChangesTheHall();
        group.MapGet("/tickets/{code}", async (string code, HttpRequest http, IHalls halls, CancellationToken cancel) =>
        {
            var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
            return request is null ? problem! : request.Find(code) is { } ticket ? Results.Ok(TicketReply.Of(request.Hall.View, ticket)) : ApiProblem.Of(Refusal.Because(RefusalCode.UnknownTicket, code), http);
        }).WithSummary("A ticket with its live position.").Produces<TicketReply>();
        group.MapPost("/tickets/{code}/cancel", (string code, HttpRequest http, IHalls halls, CancellationToken cancel) => OrderAsync(code, http, halls, id => new CancelTicket(id), cancel))
            .WithSummary("Cancels a waiting ticket.").WithMetadata(ApiBody.None).Produces<TicketReply>().ChangesTheHall();
        group.MapPost("/tickets/{code}/reinstate", (string code, HttpRequest http, IHalls halls, CancellationToken cancel) => OrderAsync(code, http, halls, id => new ReinstateTicket(id), cancel))
            .WithSummary("Lets a missed ticket wait again, by the hall's rule for who comes late.").WithMetadata(ApiBody.None).Produces<TicketReply>().ChangesTheHall();
        group.MapOrder<WhyBody>("/tickets/{code}/release", "Lets a holder go without service, by name and with a reason: so a day can be closed.",
            async (o, b) => new ReleaseTicket(o.Ticket(), await o.ReasonAsync(b.Reason)), TicketOf).Produces<TicketReply>();
        group.MapOrder<PriorityBody>("/tickets/{code}/priority", "Whoever has seen the holder says whether they are entitled to the green channel; while the ticket waits.", (o, b) =>
        {
            if (b.Entitled is null) o.Needs("entitled");
            return Task.FromResult<HallCommand>(new CheckPriority(o.Ticket(), b.Entitled is true));
        }, TicketOf).Produces<TicketReply>();
        group.MapOrder<NoBody>("/tickets/{code}/carry", "Keeps a ticket on hold over the day's close.", (o, _) => Task.FromResult<HallCommand>(new CarryTicket(o.Ticket())), TicketOf).Produces<TicketReply>();
    }

    private static IResult TicketOf(OrderBody order, HallView view, Answer answer) => Results.Ok(TicketReply.Of(view, view.Find(order.Ticket())!));

    private static async Task<IResult> TakeAsync(HttpRequest http, IHalls halls, INotes notes, IPeople people, CancellationToken cancel)
    {
        var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
        if (request is null || !request.TryBody<TakeRequest>(out var body, out problem)) return problem!;
        if (!TextId.TryParse<ItemId>(body.Item, out var item)) return ApiProblem.Needed("item", ApiText.Allowed("item"));
        if (!ApiWords.TryRead<TicketClass>(body.Class ?? "ordinary", out var @class)) return ApiProblem.NotAllowed("class", body.Class, ApiWords.Allowed<TicketClass>());
        if (!ApiWords.TryRead<TicketChannel>(body.Channel ?? "api", out var channel)) return ApiProblem.NotAllowed("channel", body.Channel, ApiWords.Allowed<TicketChannel>());
        TicketNumber? dealt = TicketNumber.TryParse(body.PrePrinted, out var paper) ? paper : null;
        if (body.PrePrinted is not null && dealt is null)
        {
            var map = request.Hall.View.Map;
            return ApiProblem.Of(map.Items.TryGetValue(item, out var of) ? Refusal.Because(RefusalCode.NotPrePrintedNumber, body.PrePrinted, map.Categories[of.Category].Prefix) : Refusal.Because(RefusalCode.UnknownItem, item), http);
        }
        if (body.Matters is < 1 or > 999) return ApiProblem.Form("Between", "matters", 1, 999);
        var kept = await notes.KeepAsync(body.Mandate ?? "", request.Command, cancel);
        if (kept.Refusal is { } notKept) return ApiProblem.Of(notKept, http);
        var (agent, notKnown) = body.Agent is null ? default : await ApiPerson.RememberAsync(people, "agent", body.Agent, body.Name, request, cancel);
        if (notKnown is not null)
        {
            await notes.DropAsync(kept.Reason, null, cancel);
            return notKnown;
        }
        var take = new TakeTicket(item, @class, channel, Mandate: (kept.Reason as Reason.Typed)?.Note, Agent: agent, Matters: body.Matters ?? 1, PrePrinted: dealt, ReportedAt: body.ReportedAt);
        // Neither mandate nor agent is in the fingerprint but by reference: that stands in the journal, where it could be guessed at.
        var answer = take is { Mandate: null, Agent: null } ? await request.SendAsync(take, cancel) : await request.SendAsync(take, $"{take}", cancel);
        if (answer.Refusal is { } refusal)
        {
            await notes.DropAsync(kept.Reason, refusal, cancel);
            return ApiProblem.Of(refusal, http);
        }
        var view = await request.Hall.ViewAtAsync(answer.Sequence, cancel);
        // Only what was told at the take: a repeat of the request gets the same to the letter.
        var reply = TakenReply.Of(view.Find(answer.Ticket!.Value)!);
        return Results.Created($"{http.Path}/{reply.Code}", reply);
    }

    private static async Task<IResult> OrderAsync(string code, HttpRequest http, IHalls halls, Func<TicketId, HallCommand> command, CancellationToken cancel)
    {
        var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
        if (request is null || !request.TryBody<NoBody>(out _, out problem)) return problem!;
        if (request.Find(code) is not { } ticket) return ApiProblem.Of(Refusal.Because(RefusalCode.UnknownTicket, code), http);
        var answer = await request.SendAsync(command(ticket.Id), cancel);
        if (answer.Refusal is { } refusal) return ApiProblem.Of(refusal, http);
        var view = await request.Hall.ViewAtAsync(answer.Sequence, cancel);
        return Results.Ok(TicketReply.Of(view, view.Find(ticket.Id)!));
    }
}
