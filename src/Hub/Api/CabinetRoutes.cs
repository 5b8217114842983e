using System.Text;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Pickup;

namespace TidalHall.Hub.Api;

/// <summary>Pickup cabinets: putting in, collecting, what doors did, what a clerk found.</summary>
internal static class CabinetRoutes
{
    public static void MapCabinets(this RouteGroupBuilder group, PickupCodes codes)
    {
        group.MapLook("/cabinets", "Compartments in use or in trouble, and what is missing.", (view, _, _) => Results.Ok(CabinetsReply.Of(view))).Produces<CabinetsReply>();
        group.MapCabinet<LoadBody>("load", "Opens the smallest free compartment a result fits in.", (o, at, b) => new LoadCabinet(at, o.Case(b.Case), o.Word<CompartmentSize>(b.Size ?? "small", "size"), CaseRoutes.By(o, b.By)));
        group.MapCabinet<DropBody>("drop-in", "Opens a drop-box for papers of a case, or for a whole application.", (o, at, b) => new DropIn(at, o.Word<CompartmentSize>(b.Size ?? "small", "size"), b.Case is null ? null : o.Case(b.Case)));
        group.MapCabinet<NumberBody>("recover", "Staff take something out; its code ends.", (o, at, b) => new RecoverThing(at, Number(o, b.Number), CaseRoutes.By(o, b.By)));
        group.MapCabinet<DoorBody>("door", "What a door did.", (o, at, b) => new ReportDoor(at, Number(o, b.Number), o.Word<DoorReport>(b.Report, "report"), b.Occupied));
        group.MapCabinet<ReconcileBody>("reconcile", "What the cabinet gave out while the hub was away.", (o, at, b) => new ReconcilePasses(at,
            [.. (b.Uses ?? []).Where(u => TicketCode.TryParse(u.Case, out _)).Select(u => new PassUse(Number(o, u.Number), TicketCode.TryParse(u.Case, out var code) ? code : default, u.At ?? DateTimeOffset.MaxValue))]));
        group.MapOrder<ResolveBody>("/cabinets/{id}/resolve", "A clerk has looked: the thing is in it, or nothing.", async (o, b) =>
            new ResolveCompartment(At(o), Number(o, b.Number), o.Word<FoundInside>(b.Found, "found"), await o.ReasonAsync(b.Reason), CaseRoutes.By(o, b.By)), (_, view, _) => Results.Ok(CabinetsReply.Of(view))).Produces<CabinetsReply>();
        group.MapOrder<CloseMissingBody>("/cabinets/{id}/close-missing", "What was missing is looked for no more: it was found, or is lost and made anew. Its case, its receipt or both name it.", async (o, b) => new CloseMissing(At(o), Number(o, b.Number), b.Case is null ? null : o.Case(b.Case),
            ReceiptOrNone(o, b.Receipt, "receipt"), o.Word<MissingEnd>(b.End, "end"), await o.ReasonAsync(b.Reason), CaseRoutes.By(o, b.By)), (_, view, _) => Results.Ok(CabinetsReply.Of(view))).Produces<CabinetsReply>();
        group.MapOrder<CollectBody>("/cabinets/{id}/collect", "Opens what a code, a QR (its case and code) or an ID card is for.", async (o, b) => new Collect(At(o), await ProofAsync(codes, o, b)), (o, view, answer) =>
            view.Cabinets.OpenedAt(answer.Sequence) is { } open ? Results.Ok(new OpenedReply(open.Number)) : ApiProblem.Of(Refusal.Because(RefusalCode.WrongCode), o.Request.Http)).Produces<OpenedReply>();
        group.MapOrder<NoBody>("/cases/{code}/pickup-code", "A new code for what lies in a cabinet; told here once, the old one ends.", (o, _) =>
        {
            var id = o.Case(o.Route("code"));
            return Task.FromResult<HallCommand>(new IssueCode(id, codes.Make(CabinetOf(o.View, id), o.Request.Command).Secret));
        }, (o, view, _) => Results.Ok(new CodeReply(codes.Make(CabinetOf(view, o.Case(o.Route("code"))), o.Request.Command).Code))).Produces<CodeReply>();
    }

    private static void MapCabinet<TBody>(this RouteGroupBuilder group, string verb, string summary, Func<OrderBody, PlaceId, TBody, HallCommand> command) where TBody : class =>
        group.MapOrder<TBody>($"/cabinets/{{id}}/{verb}", summary, (o, b) => Task.FromResult(command(o, At(o), b)), (_, view, _) => Results.Ok(CabinetsReply.Of(view))).Produces<CabinetsReply>();

    private static PlaceId At(OrderBody o) => o.Id<PlaceId>(o.Route("id"), "id");

    internal static TicketCode? ReceiptOrNone(OrderBody o, string? text, string field)
    {
        if (text is null) return null;
        if (!TicketCode.TryParse(text, out var receipt)) o.Needs(field);
        return receipt;
    }

    private static int Number(OrderBody o, int? number)
    {
        if (number is null or < 1) o.Needs("number", new("CompartmentNumber"));
        return number ?? 0;
    }

    private static PlaceId CabinetOf(HallView view, CaseId id) => view.Cabinets.Holding(id)?.Cabinet ?? default;

    private static async Task<PickupProof> ProofAsync(PickupCodes codes, OrderBody o, CollectBody b)
    {
        if (b.Card is not null) return new PickupProof.Card(await o.PersonAsync(b.Card, "card"));
        if (b.Code is not { Length: PickupCode.Digits } || !b.Code.All(char.IsAsciiDigit)) o.Needs("code", new("CodeOrCard", PickupCode.Digits));
        if (b.Case is null) return codes.ProofOf(o.View, At(o), b.Code ?? "");
        var secret = TicketCode.TryParse(b.Case, out var code) && o.View.Cases.Find(code) is { } found ? o.View.Cabinets.Holding(found.Id)?.Inside?.Secret : null;
        return new PickupProof.Qr(code, codes.Hash(At(o), secret?.Salt ?? Digest.Of("none"u8), b.Code ?? ""));
    }
}

// What integrators send and get about cabinets. Names are a contract.
internal sealed record LoadBody(string? Case, string? Size = null, string? By = null);
internal sealed record DropBody(string? Case = null, string? Size = null);
internal sealed record NumberBody(int? Number, string? By = null);
internal sealed record DoorBody(int? Number, string? Report, bool? Occupied = null);
internal sealed record ResolveBody(int? Number, string? Found, string? Reason = null, string? By = null);
internal sealed record CloseMissingBody(int? Number, string? Case = null, string? Receipt = null, string? End = null, string? Reason = null, string? By = null);
/// <param name="Case">The case a QR names; left out where the code was keyed in.</param>
internal sealed record CollectBody(string? Code = null, string? Case = null, PersonBody? Card = null);
/// <param name="At">By the cabinet's clock; left out, or later than the hall's: when the hall hears of it.</param>
internal sealed record PassUseBody(int? Number, string? Case, DateTimeOffset? At);
internal sealed record ReconcileBody(PassUseBody[]? Uses);
internal sealed record OpenedReply(int Compartment);
internal sealed record CodeReply(string Code);
/// <param name="Case">The code of the case whose result lies in it, or is being put in.</param>
internal sealed record CompartmentReply(string Cabinet, int Number, string Door, string? Trouble, string? Purpose, string? Case, string? Receipt, bool HasCode, bool Overdue);
/// <param name="Case">Whose result it is, or whose papers.</param>
/// <param name="Receipt">Of papers that were dropped in.</param>
/// <param name="Forced">Gone behind a door that was broken open: a clerk alone closes it.</param>
internal sealed record MissingThingReply(string Cabinet, int Number, string? Case, string? Receipt, DateTimeOffset Since, bool Forced);
/// <param name="Missing">Cabinet and number of each that is looked for.</param>
internal sealed record CabinetsReply(IEnumerable<CompartmentReply> Compartments, IEnumerable<string> Missing, IEnumerable<MissingThingReply> LookedFor)
{
    public static CabinetsReply Of(HallView view) => new(view.Cabinets.Used.Select(c => Of(view, c)), view.Cabinets.Missing.Select(m => FormattableString.Invariant($"{m.Cabinet} {m.Number}")),
        view.Cabinets.Missing.Select(m => new MissingThingReply(m.Cabinet.Value, m.Number, m.Case is { } of ? view.Cases.Find(of)?.Code.ToString() : null, m.Receipt?.ToString(), m.At, m.Forced)));

    private static CompartmentReply Of(HallView view, CompartmentState c)
    {
        var opening = c.Door as DoorState.Opening ?? (c.Door as DoorState.Trouble)?.During;
        var of = c.Inside?.Case ?? opening?.Case;
        return new(c.Cabinet.Value, c.Number, ApiWords.Word(c.Door.GetType().Name), (c.Door as DoorState.Trouble) is { } t ? ApiWords.Word(t.Kind) : null, opening is null ? null : ApiWords.Word(opening.Purpose),
            of is { } id ? view.Cases.Find(id)?.Code.ToString() : null, (c.Inside?.Receipt ?? opening?.Receipt)?.ToString(), c.Inside?.Secret is not null, c.Inside is { Overdue: true });
    }
}
