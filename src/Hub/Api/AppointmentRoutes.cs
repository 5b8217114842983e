using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using TidalHall.Core.Appointments;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>Booking a slot, looking at it, giving it back, and checking in, which is taking the ticket.</summary>
internal static partial class AppointmentRoutes
{
    public static void MapAppointments(this RouteGroupBuilder group)
    {
        group.MapGet("/appointments/slots", SlotsAsync).WithSummary("Slots of an item on a day, and the days that have any; without a day, those of the first.").Produces<SlotsReply>().ProducesProblem(409);
        group.MapPost("/appointments", BookAsync).WithSummary("Books a slot in the name of a person.")
            .WithMetadata(new ApiBody(["item", "slot", "idNumber", "name", "language"], ["item", "slot", "idNumber", "name"])).Produces<BookedReply>(201).ChangesTheHall();
        group.MapGet("/appointments/{code}", (string code, HttpRequest http, IHalls halls, CancellationToken cancel) =>
                WithAsync<NoBody>(code, http, halls, (request, booking, _) => Task.FromResult(Results.Ok(BookingReply.Of(request.Hall.View, booking))), cancel))
            .WithSummary("A booking as it stands.").Produces<BookingReply>();
        group.MapPost("/appointments/{code}/cancel", (string code, HttpRequest http, IHalls halls, CancellationToken cancel) => WithAsync<NoBody>(code, http, halls, async (request, booking, _) =>
            {
                var answer = await request.SendAsync(new CancelBooking(booking.Code), cancel);
                if (answer.Refusal is { } refusal) return ApiProblem.Of(refusal, http);
                var view = await request.Hall.ViewAtAsync(answer.Sequence, cancel);
                return Results.Ok(BookingReply.Of(view, view.Bookings.Find(booking.Code)!));
            }, cancel))
            .WithSummary("Gives a booking back, until its cancel-by.").WithMetadata(ApiBody.None).Produces<BookingReply>().ChangesTheHall();
        group.MapPost("/appointments/{code}/check-in", (string code, HttpRequest http, IHalls halls, CancellationToken cancel) => WithAsync<CheckInRequest>(code, http, halls, async (request, booking, body) =>
            {
                if (!ApiWords.TryRead<TicketChannel>(body.Channel ?? "api", out var channel)) return ApiProblem.NotAllowed("channel", body.Channel, ApiWords.Allowed<TicketChannel>());
                var answer = await request.SendAsync(new CheckIn(booking.Code, channel), cancel);
                if (answer.Refusal is { } refusal) return ApiProblem.Of(refusal, http);
                var view = await request.Hall.ViewAtAsync(answer.Sequence, cancel);
                return Results.Ok(TakenReply.Of(view.Find(answer.Ticket!.Value)!));
            }, cancel))
            .WithSummary("Its holder is here: the ticket, under the code of the booking.").WithMetadata(new ApiBody(["channel"], [])).Produces<TakenReply>().ChangesTheHall();
        group.MapGet("/appointments/bars", BarsAsync).WithSummary("Who may not book for having missed too many, masked, with the end of each bar. Each look at a name is written down.").Produces<BarsReply>().ProducesProblem(503);
        group.MapOrder<WhyBody>("/appointments/bars/{person}/lift", "Ends a bar early, for a reason; whoever is not barred stays so.", async (o, b) =>
            {
                if (!Guid.TryParse(o.Route("person"), out var person)) o.Needs("person", new("Reference"));
                return new LiftBar(new(person), await o.ReasonAsync(b.Reason));
            }, (o, view, _) => Results.Ok(new BarsCount(view.Bookings.Barred(o.Request.Hall.Now).Count())))
            .Produces<BarsCount>();
    }

    private static async Task<IResult> BarsAsync(HttpRequest http, IHalls halls, IPeople people, CancellationToken cancel)
    {
        var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
        if (request is null) return problem!;
        var bars = new List<BarReply>();
        try
        {
            foreach (var bar in request.Hall.View.Bookings.Barred(request.Hall.Now))
            {
                var who = await people.MaskedAsync(bar.Person, ApiKey.Name, cancel);
                bars.Add(new(bar.Person.Value, who?.Name, who?.IdNumber, bar.BarredFor, bar.BarredUntil!.Value));
            }
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            return ApiProblem.Of(Refusal.Because(RefusalCode.NotDurable), http);
        }
        return Results.Ok(new BarsReply(bars));
    }

    private static async Task<IResult> SlotsAsync(string? item, string? day, HttpRequest http, IHalls halls, CancellationToken cancel)
    {
        var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
        if (request is null) return problem!;
        var (view, now) = (request.Hall.View, request.Hall.Now);
        if (!TextId.TryParse<ItemId>(item, out var id) || !view.Map.Items.TryGetValue(id, out var known)) return ApiProblem.Of(Refusal.Because(RefusalCode.UnknownItem, item ?? ""), http);
        if (!Slots.AreOffered(view.Map, known)) return ApiProblem.Of(Refusal.Because(RefusalCode.NotBookable, known.Name), http);
        var days = Slots.Days(view.Map, known, now).ToList();
        DateOnly? chosen = days.Count > 0 ? days[0] : null;
        if (day is not null)
        {
            if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var given)) return ApiProblem.Needed("day", new("Date"));
            chosen = given;
        }
        return Results.Ok(new SlotsReply(known.Id.Value, chosen, days, chosen is { } on ? Slots.Of(view, known, on, now).Select(s => new SlotReply(s.Begin, s.End, s.Places, s.Left)) : []));
    }

    private static async Task<IResult> BookAsync(HttpRequest http, IHalls halls, IPeople people, CancellationToken cancel)
    {
        var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
        if (request is null || !request.TryBody<BookRequest>(out var body, out problem)) return problem!;
        if (!TextId.TryParse<ItemId>(body.Item, out var item)) return ApiProblem.Needed("item", ApiText.Allowed("item"));
        if (body.Slot is null || !Instant().IsMatch(body.Slot) || !DateTimeOffset.TryParse(body.Slot, CultureInfo.InvariantCulture, DateTimeStyles.None, out var slot))
            return ApiProblem.Needed("slot", ApiText.Allowed("slot"));
        var (person, notKnown) = await ApiPerson.RememberAsync(people, "idNumber", body.IdNumber, body.Name, request, cancel);
        if (person is null) return notKnown!;
        // Number and name are in no fingerprint: that stands in the journal, where it could be guessed at.
        var answer = await request.SendAsync(new BookSlot(item, slot, person.Value, body.Language), $"{item}\n{slot:O}\n{person}\n{body.Language}", cancel);
        if (answer.Refusal is { } refusal) return ApiProblem.Of(refusal, http);
        var view = await request.Hall.ViewAtAsync(answer.Sequence, cancel);
        var reply = BookedReply.Of(view.Map, view.Bookings.MadeAt(answer.Sequence)!);
        return Results.Created($"{http.Path}/{reply.Code}", reply);
    }

    private static async Task<IResult> WithAsync<TBody>(string code, HttpRequest http, IHalls halls, Func<ApiRequest, Booking, TBody, Task<IResult>> act, CancellationToken cancel) where TBody : class
    {
        var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
        if (request is null || !request.TryBody<TBody>(out var body, out problem)) return problem!;
        return TicketCode.TryParse(code, out var parsed) && request.Hall.View.Bookings.Find(parsed) is { } booking
            ? await act(request, booking, body)
            : ApiProblem.Of(Refusal.Because(RefusalCode.UnknownBooking), http);
    }

    [GeneratedRegex("(Z|[+-][0-9]{2}:[0-9]{2})$")]
    private static partial Regex Instant();
}
