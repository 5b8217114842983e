using System.Text.Json;
using TidalHall.Core.Cases;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>Ratings with their follow-up, the register of what could not be got done, and every no at a window.</summary>
internal static class RatingRoutes
{
    public static void MapRatings(this RouteGroupBuilder group)
    {
        group.MapOrder<RateBody>("/ratings", "Rates a visit (its ticket, and which of its visits) or a case, once. Voluntary: nothing follows where nobody rates.", RateAsync, (_, view, _) => Results.Ok(RatingsReply.Of(view))).Produces<RatingsReply>();
        group.MapLook("/ratings", "Bad ratings that nobody has brought to their end. Who gave them is not in them.", (view, _, _) => Results.Ok(RatingsReply.Of(view))).Produces<RatingsReply>();
        group.MapLook("/ratings/reasons", "The reasons in force, by level: eight each, of which the first three are shown at once.", (_, _, _) =>
            Results.Ok(new ReasonsReply(RatingReasons.Current, Enumerable.Range(1, 5).SelectMany(level => RatingReasons.Of(level).Select(r => new RatingReasonReply(level, r.Code, r.Zh, r.En)))))).Produces<ReasonsReply>();
        group.MapOrder<FollowBody>("/ratings/{id}/follow", "The next step of a bad rating.", async (o, b) =>
            new FollowRating(new(o.Count(o.Route("id"), RefusalCode.UnknownRating)), o.Word<FollowStep>(b.Step, "step"), await o.ReasonAsync(b.Reason), b.Until, CaseRoutes.By(o, b.By)), (_, view, _) => Results.Ok(RatingsReply.Of(view))).Produces<RatingsReply>();
        group.MapOrder<UnresolvedBody>("/unresolved", "Registers what could not be got done; what is not for this window is pointed on.", RegisterAsync, (_, view, _) => Results.Ok(UnresolvedReply.Of(view))).Produces<UnresolvedReply>();
        group.MapLook("/unresolved", "The register, and every no of the last days.", (view, _, _) => Results.Ok(UnresolvedReply.Of(view))).Produces<UnresolvedReply>();
        group.MapOrder<FollowUnresolvedBody>("/unresolved/{id}/follow", "The next step of an entry; it is closed by the citizen's word. The answer to a question a window could not answer goes into the handbook.", async (o, b) =>
            new FollowUnresolved(new(o.Count(o.Route("id"), RefusalCode.UnknownEntry)), o.Word<UnresolvedStep>(b.Step, "step"), await o.ReasonAsync(b.Reason), b.Until, CaseRoutes.By(o, b.By), b.Handbook is { } h ? new(h.Question ?? "", h.Answer ?? "") : null), (_, view, _) => Results.Ok(UnresolvedReply.Of(view))).Produces<UnresolvedReply>();
        group.MapOrder<NoSaidBody>("/windows/{id}/say-no", "Says no to the citizen at the window: each one is reported.", async (o, b) => new SayNo(o.Id<WindowId>(o.Route("id"), "id"), o.Word<NoGround>(b.Ground, "ground"),
            await o.ReasonAsync(b.Reason), o.IdOrNone<ItemId>(b.Item, "item"), await o.ReasonAsync(b.RightBody), CaseRoutes.By(o, b.By), o.Expected(b.ExpectedCurrent)), (_, view, _) => Results.Ok(UnresolvedReply.Of(view))).Produces<UnresolvedReply>();
    }

    private static async Task<HallCommand> RateAsync(OrderBody o, RateBody b)
    {
        RatingSubject? subject = b.Case is not null ? new RatingSubject.OfCase(o.Case(b.Case)) : o.Request.Find(b.Ticket ?? "") is { } ticket ? new RatingSubject.OfVisit(ticket.Id, b.Visit ?? ticket.Visit.Ordinal) : null;
        if (subject is null) o.Refuse(RefusalCode.NotRateable);
        return new Rate(subject!, b.Level ?? 0, b.Reasons ?? [], o.Word<RatingChannel>(b.Channel ?? "api", "channel"), await o.NoteAsync(b.Words));
    }

    private static async Task<HallCommand> RegisterAsync(OrderBody o, UnresolvedBody b) => new RegisterUnresolved(o.Word<BlockKind>(b.Block, "block"), o.Word<UnresolvedKind>(b.Kind ?? "ordinary", "kind"), b.Department ?? "", await o.NoteAsync(b.Tried),
        b.Person is null ? null : await o.PersonAsync(b.Person, "person"), o.IdOrNone<ItemId>(b.Item, "item"), b.Excluded is null ? null : o.Word<Exclusion>(b.Excluded, "excluded"), await o.ReasonAsync(b.Pointer), CaseRoutes.By(o, b.By));
}

// What integrators send and get about ratings. Names are a contract.
internal sealed record RateBody(int? Level, string? Ticket = null, int? Visit = null, string? Case = null, int[]? Reasons = null, string? Channel = null, string? Words = null);
/// <param name="Until">By when it is mended, or answered after an extension.</param>
internal sealed record FollowBody(string? Step, string? Reason = null, DateOnly? Until = null, string? By = null);
/// <param name="Handbook">With "answered": what everybody may read of it.</param>
internal sealed record FollowUnresolvedBody(string? Step, string? Reason = null, DateOnly? Until = null, HandbookBody? Handbook = null, string? By = null);
internal sealed record UnresolvedBody(string? Block, string? Department, string? Tried, string? Kind = null, PersonBody? Person = null, string? Item = null, string? Excluded = null, string? Pointer = null, string? By = null);
internal sealed record NoSaidBody(string? Ground, string? Reason, string? Item = null, string? RightBody = null, string? By = null)
{
    /// <summary>The ticket believed current. Absent: unchecked; null: nobody.</summary>
    public JsonElement ExpectedCurrent { get; init; }
}
internal sealed record RatingReasonReply(int Level, int Code, string Zh, string En);
internal sealed record ReasonsReply(int Version, IEnumerable<RatingReasonReply> Reasons);
internal sealed record RatingReply(long Id, int Level, IEnumerable<int> Reasons, DateOnly On, string Item, string? Window, string? Step, IEnumerable<WarnedReply> Warned);
/// <param name="Level">"yellow" or "red": near; "over".</param>
internal sealed record WarnedReply(string Clock, string Level, DateOnly Last)
{
    public static IEnumerable<WarnedReply> Of(FollowWarned[] warned) => warned.Select(w => new WarnedReply(ApiWords.Word(w.Clock), ApiWords.Word(w.Level), w.Last));
}
internal sealed record RatingsReply(IEnumerable<RatingReply> Open)
{
    public static RatingsReply Of(HallView view) => new(view.Ratings.OpenRatings.Select(r => new RatingReply(r.Id.Value, r.Level, r.Reasons, r.On, r.Item.Value, r.Window?.Value, r.Step is { } step ? ApiWords.Word(step) : null, WarnedReply.Of(r.Warned))));
}
internal sealed record UnresolvedEntryReply(long Id, string Block, string Kind, string Department, DateOnly On, DateOnly? Due, string Step, bool IsOpen, IEnumerable<WarnedReply> Warned);
internal sealed record NoReply(string Window, string? Item, string Ground, string By, DateOnly On);
internal sealed record UnresolvedReply(IEnumerable<UnresolvedEntryReply> Entries, IEnumerable<NoReply> Noes)
{
    public static UnresolvedReply Of(HallView view) => new(view.Ratings.Unresolved.OrderBy(u => u.Id.Value).Select(u => new UnresolvedEntryReply(u.Id.Value, ApiWords.Word(u.Block), ApiWords.Word(u.Kind), u.Department, u.On, u.Due, ApiWords.Word(u.Step), u.IsOpen, WarnedReply.Of(u.Warned))),
        view.Ratings.Noes.Select(n => new NoReply(n.Window.Value, n.Item?.Value, ApiWords.Word(n.Ground), n.By.Value, n.On)));
}
