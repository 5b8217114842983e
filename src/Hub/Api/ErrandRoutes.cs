using TidalHall.Core.Errands;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>Whom the hall accompanies, or acts for by a written mandate.</summary>
internal static class ErrandRoutes
{
    public static void MapErrands(this RouteGroupBuilder group)
    {
        group.MapOrder<BeginErrandBody>("/errands", "Somebody of the hall accompanies a person in a matter, or acts for them; the latter needs the written mandate.", async (o, b) =>
            new BeginErrand(o.Word<ErrandKind>(b.Kind, "kind"), await o.PersonAsync(b.Person, "person"), o.Id<ItemId>(b.Item, "item"), b.MandateSeen ?? false, await o.NoteAsync(b.Scope), CaseRoutes.By(o, b.By), b.Language),
            (_, view, _) => Results.Ok(ErrandsReply.Of(view))).Produces<ErrandsReply>();
        group.MapErrand<ReasonBody>("suspend", "It rests, for a reason.", async (o, id, b) => new SuspendErrand(id, await o.ReasonAsync(b.Reason), CaseRoutes.By(o, b.By)));
        group.MapErrand<ResumeErrandBody>("resume", "It goes on, by a mandate given anew.", (o, id, b) => Task.FromResult<HallCommand>(new ResumeErrand(id, b.MandateSeen ?? false, CaseRoutes.By(o, b.By))));
        group.MapErrand<ByBody>("finish", "It is done.", (o, id, b) => Task.FromResult<HallCommand>(new FinishErrand(id, CaseRoutes.By(o, b.By))));
        group.MapErrand<ReasonBody>("stop", "It ends without having been done, for a reason.", async (o, id, b) => new StopErrand(id, await o.ReasonAsync(b.Reason), CaseRoutes.By(o, b.By)));
        group.MapLook("/errands", "Whom the hall helps now, and whom it helped in the last month.", (view, _, _) => Results.Ok(ErrandsReply.Of(view))).Produces<ErrandsReply>();
    }

    private static void MapErrand<TBody>(this RouteGroupBuilder group, string verb, string summary, Func<OrderBody, ErrandId, TBody, Task<HallCommand>> command) where TBody : class =>
        group.MapOrder<TBody>($"/errands/{{id}}/{verb}", summary, (o, b) => command(o, new(o.Count(o.Route("id"), RefusalCode.UnknownErrand)), b), (_, view, _) => Results.Ok(ErrandsReply.Of(view))).Produces<ErrandsReply>();
}

// What integrators send and get about errands. Names are a contract.
/// <param name="Kind">"accompany" or "actFor".</param>
/// <param name="Scope">What exactly was mandated; left out, the item as a whole.</param>
/// <param name="Language">"en": its papers are in English.</param>
internal sealed record BeginErrandBody(string? Kind, PersonBody? Person, string? Item, bool? MandateSeen = null, string? Scope = null, string? By = null, string? Language = null);
internal sealed record ResumeErrandBody(bool? MandateSeen, string? By = null);
/// <param name="State">"going", "suspended", "done" or "stopped".</param>
internal sealed record ErrandReply(long Id, string Number, string Kind, string Item, string Helper, DateOnly On, string State);
internal sealed record ErrandsReply(IEnumerable<ErrandReply> Errands)
{
    public static ErrandsReply Of(HallView view) => new(view.Errands.All.OrderBy(e => e.Id.Value).Select(e =>
        new ErrandReply(e.Id.Value, e.Number, ApiWords.Word(e.Kind), e.Item.Value, e.Helper.Value, e.On, ApiWords.Word(e.State.GetType().Name))));
}
