using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Handbooks;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>The handbook: what the units have answered to questions that a window could not.</summary>
internal static class HandbookRoutes
{
    public static void MapHandbook(this RouteGroupBuilder group)
    {
        group.MapGet("/handbook", async (string? item, HttpRequest http, IHalls halls, CancellationToken cancel) =>
        {
            var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
            if (request is null) return problem!;
            ItemId? of = TextId.TryParse<ItemId>(item, out var id) ? id : null;
            return item is not null && of is null ? ApiProblem.Of(Refusal.Because(RefusalCode.UnknownItem, item), http) : Results.Ok(HandbookReply.Of(request.Hall.View, of));
        }).WithSummary("Answers of the units, of one item or of all, the newest first.").Produces<HandbookReply>();
        group.MapOrder<ReviseBody>("/handbook/{id}/revise", "An answer in other words, or put right; it stays the answer to the same question.", (o, b) =>
            Task.FromResult<HallCommand>(new ReviseAnswer(new(o.Count(o.Route("id"), RefusalCode.UnknownEntry)), new(b.Question ?? "", b.Answer ?? ""), CaseRoutes.By(o, b.By))), (_, view, _) => Results.Ok(HandbookReply.Of(view, null))).Produces<HandbookReply>();
        group.MapOrder<ReasonBody>("/handbook/{id}/retire", "An answer that is true no more leaves the handbook, for a reason.", async (o, b) =>
            new RetireAnswer(new(o.Count(o.Route("id"), RefusalCode.UnknownEntry)), await o.ReasonAsync(b.Reason), CaseRoutes.By(o, b.By)), (_, view, _) => Results.Ok(HandbookReply.Of(view, null))).Produces<HandbookReply>();
    }
}

// What integrators send and get about the handbook. Names are a contract.
/// <param name="Question">As anybody may ask it: names nobody.</param>
internal sealed record HandbookBody(string? Question, string? Answer);
internal sealed record ReviseBody(string? Question, string? Answer, string? By = null);
/// <param name="Unresolved">The entry of the register that it answers.</param>
internal sealed record HandbookEntryReply(long Id, string Item, string Question, string Answer, string By, DateOnly On, long Unresolved);
internal sealed record HandbookReply(IEnumerable<HandbookEntryReply> Entries)
{
    public static HandbookReply Of(HallView view, ItemId? item) => new((item is { } of ? view.Handbook.Of(of) : view.Handbook.All.Reverse()).Select(e =>
        new HandbookEntryReply(e.Id.Value, e.Item.Value, e.Text.Question, e.Text.Answer, e.By.Value, e.On, e.Answers.Value)));
}
