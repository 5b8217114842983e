using System.Data.Common;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>Reads an order's body part by part; the first part that does not fit is the problem, and the order is not sent.</summary>
internal sealed class OrderBody(ApiRequest request, INotes notes, IPeople people, IContacts contacts, IPostalAddresses addresses, CancellationToken cancel)
{
    public ApiRequest Request => request;
    public HallView View => request.Hall.View;
    /// <summary>The date on the hall's walls.</summary>
    public DateOnly Today => View.Map.Date(request.Hall.Now);
    public IResult? Problem { get; private set; }
    private readonly List<Reason?> _kept = [];

    public string Route(string name) => request.Http.RouteValues[name] as string ?? "";

    public T Word<T>(string? text, string member) where T : struct, Enum
    {
        if (ApiWords.TryRead<T>(text, out var value)) return value;
        Problem ??= ApiProblem.NotAllowed(member, text, ApiWords.Allowed<T>());
        return default;
    }

    public TId Id<TId>(string? text, string member) where TId : struct, ITextId<TId>
    {
        if (TextId.TryParse<TId>(text, out var id)) return id;
        Problem ??= ApiProblem.Form("IdForm", member, TextId.MaxLength);
        return default;
    }

    public TId? IdOrNone<TId>(string? text, string member) where TId : struct, ITextId<TId> => text is null ? null : Id<TId>(text, member);

    public long Count(string text, RefusalCode unknown)
    {
        if (long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count)) return count;
        Refuse(unknown);
        return 0;
    }

    /// <summary>The ticket whose code is in the path.</summary>
    public TicketId Ticket()
    {
        if (request.Find(Route("code")) is { } ticket) return ticket.Id;
        Problem ??= ApiProblem.Of(Refusal.Because(RefusalCode.UnknownTicket, Route("code")), request.Http);
        return default;
    }

    /// <summary>The case whose code is in the path, or in a member.</summary>
    public CaseId Case(string? code)
    {
        if (TicketCode.TryParse(code, out var parsed) && View.Cases.Find(parsed) is { } found) return found.Id;
        Refuse(RefusalCode.UnknownCase);
        return default;
    }

    /// <summary>What a query names; null: it does not.</summary>
    public string? Query(string name) => request.Http.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>What a file of another hall says; its mistakes are the problem, all of them.</summary>
    public T? File<T>(Func<string, CaseFileRead<T>> read) where T : class
    {
        // Some editors begin a file by a mark.
        var found = read(Encoding.UTF8.GetString(request.Body).TrimStart('\uFEFF'));
        if (found.Mistakes.Count > 0) Problem ??= ApiProblem.Mistakes(found.Mistakes);
        return found.File;
    }

    /// <summary>Who is believed current at a window: absent = unchecked, null = nobody, else a ticket's code.</summary>
    public ExpectedCurrent Expected(JsonElement told)
    {
        if (told.ValueKind is JsonValueKind.Undefined) return ExpectedCurrent.Unchecked;
        if (told.ValueKind is JsonValueKind.Null) return ExpectedCurrent.Is(null);
        if (told.ValueKind is JsonValueKind.String && TicketCode.TryParse(told.GetString(), out _)) return WindowOrder.ExpectedOf(told.GetString()!, Request);
        Problem ??= ApiProblem.Needed("expectedCurrent", ApiText.Allowed("expectedCurrent"));
        return default;
    }

    /// <summary>A part is missing or out of shape.</summary>
    public void Needs(string member) => Problem ??= ApiProblem.Form("Needed", member);

    public void Needs(string member, ApiText what) => Problem ??= ApiProblem.Needed(member, what);

    public void Refuse(RefusalCode code, params object[] arguments) => Problem ??= ApiProblem.Of(Refusal.Because(code, arguments), request.Http);

    public async Task<Reason?> ReasonAsync(string? text)
    {
        var kept = await notes.KeepAsync(text ?? "", request.Command, cancel);
        if (kept.Refusal is { } refusal) Problem ??= ApiProblem.Of(refusal, request.Http);
        _kept.Add(kept.Reason);
        return kept.Reason;
    }

    public async Task<NoteRef?> NoteAsync(string? text) => (await ReasonAsync(text) as Reason.Typed)?.Note;

    /// <summary>Where a result is posted to, into the vault; null: it was not sent.</summary>
    public async Task<NoteRef?> AddressAsync(AddressBody? body)
    {
        if (body is null) return null;
        var given = new PostalAddress(body.Recipient?.Trim() ?? "", body.Phone?.Trim() ?? "", body.Address?.Trim() ?? "");
        if (given.Faults().FirstOrDefault() is { } wrong) Problem ??= ApiProblem.Form("NoAddress", $"post.{wrong}");
        if (Problem is not null) return null;
        try
        {
            var kept = await addresses.KeepAsync(given, request.Command, cancel);
            _kept.Add(new Reason.Typed(kept));
            return kept;
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            Refuse(RefusalCode.NotDurable);
            return null;
        }
    }

    public async Task<PersonRef> PersonAsync(PersonBody? person, string member)
    {
        var (known, problem) = await ApiPerson.RememberAsync((number, name) => people.RememberApplicantAsync(number, name, person?.Phone, cancel), $"{member}.idNumber", person?.IdNumber, person?.Name, request);
        Problem ??= problem;
        if (known is { } kept && person is not null) await ContactAsync(kept, person, member);
        return known ?? default;
    }

    private async Task ContactAsync(PersonRef known, PersonBody person, string member)
    {
        if (person is { Phone: null, FamilyPhone: null, Email: null, WeChat: null, Way: null }) return;
        var given = new Contact(person.Phone, person.FamilyPhone, person.Email, person.WeChat, person.Way is null ? null : Word<ContactWay>(person.Way, $"{member}.way"));
        if (given.Faults().FirstOrDefault() is { } wrong) Problem ??= ApiProblem.Form("NoAddress", $"{member}.{wrong}");
        if (Problem is not null) return;
        try
        {
            await contacts.KeepAsync(known, given, ApiKey.Name, cancel);
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            Refuse(RefusalCode.NotDurable);
        }
    }

    public async Task<Applicant> ApplicantAsync(ApplicantBody? body)
    {
        var acts = await PersonAsync(body?.Person, "applicant.person");
        if (body?.Child is { } child) return new Applicant.Minor(await PersonAsync(child, "applicant.child"), acts);
        if (body?.CreditCode is not { } code) return new Applicant.NaturalPerson(acts);
        if (!CreditCode.TryParse(code, out var credit)) Problem ??= ApiProblem.Form("CreditCode", "applicant.creditCode");
        return new Applicant.Organisation(credit, acts);
    }

    /// <param name="unsaid">The form of those that name none.</param>
    public HandedMaterial[] Materials(MaterialBody[]? bodies, MaterialForm unsaid = MaterialForm.Original) =>
        [.. (bodies ?? []).Select(m => new HandedMaterial(Id<MaterialId>(m.Id, "materials.id"), m.Form is null ? unsaid : Word<MaterialForm>(m.Form, "materials.form"), m.Copies ?? 1, m.Pages ?? 0, m.Seen ?? false, m.ValidUntil))];

    public async Task<Shortfall[]> LinesAsync(LineBody[]? bodies)
    {
        var lines = new List<Shortfall>();
        foreach (var line in bodies ?? []) lines.Add(new(Id<MaterialId>(line.Id, "lines.id"), Word<ShortfallKind>(line.Kind ?? "notInLegalForm", "lines.kind"), await NoteAsync(line.How)));
        return [.. lines];
    }

    /// <summary>The order is not done, so what was typed with it is not kept.</summary>
    /// <param name="why">Null: it was not sent.</param>
    public async Task DropNotesAsync(Refusal? why)
    {
        foreach (var reason in _kept) await notes.DropAsync(reason, why, cancel);
    }

    /// <summary>Sends it; its fingerprint is made of the references, never of what was typed.</summary>
    public Task<Answer> SendAsync(HallCommand command) => request.SendAsync(command, JsonSerializer.Serialize<object>(command), cancel);
}

// What integrators send. Names are a contract. "by" is the person who acts, an account of the hall: a key is no person.
/// <param name="Phone">Where they are told of their case; of this and what follows: left out, what is known stays; empty, it is known no more.</param>
/// <param name="FamilyPhone">Of somebody who gets a copy by SMS.</param>
/// <param name="WeChat">Their openid with the hall's account.</param>
/// <param name="Way">"sms", "weChat" or "email": by which they want to be told; the others stand in.</param>
internal sealed record PersonBody(string? IdNumber, string? Name, string? Phone = null, string? FamilyPhone = null, string? Email = null, string? WeChat = null, string? Way = null);
/// <param name="Person">The applicant, an organisation's representative, or a minor's guardian.</param>
internal sealed record ApplicantBody(PersonBody? Person, string? CreditCode = null, PersonBody? Child = null);
internal sealed record AgentBody(PersonBody? Person, bool? MandateSeen, bool? Commercial = null);
internal sealed record MaterialBody(string? Id, string? Form = null, int? Copies = null, int? Pages = null, bool? Seen = null, DateOnly? ValidUntil = null);
/// <summary>Of what the key itself does, in the key's name: it names nobody.</summary>
internal sealed record WhyBody(string? Reason = null);
internal sealed record PriorityBody(bool? Entitled = null);
internal sealed record LineBody(string? Id, string? Kind = null, string? How = null);
