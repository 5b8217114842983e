using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TidalHall.Core.HallFiles;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using static TidalHall.Core.HallFiles.HallFileMistakeCode;

namespace TidalHall.Core.Cases;

/// <summary>What came of reading a file of another hall: what it says, or every mistake in it.</summary>
public sealed record CaseFileRead<T>(T? File, IReadOnlyList<HallFileMistake> Mistakes) where T : class;

/// <summary>Reads what another hall has written about a case. A newer hall may say more than is known here; what is known must be right.</summary>
public static class CaseFileReading
{
    /// <summary>64 KiB: a file of a case with a hundred papers has a quarter of it.</summary>
    public const int MostBytes = 64 * 1024;
    private const int NameMax = 100, PhoneMin = 7, PhoneMax = 16;

    /// <summary>How both are written: names and words in camel case.</summary>
    public static JsonSerializerOptions Form { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, PropertyNameCaseInsensitive = false, NumberHandling = JsonNumberHandling.Strict, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) }, TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>A case that is to be decided here.</summary>
    /// <param name="name">The file's, to be told in mistakes.</param>
    /// <param name="item">Which of this hall's items it is; null: the one that the file names.</param>
    public static CaseFileRead<CaseFile> Case(string text, string name, HallMap map, ItemId? item, DateOnly today)
    {
        var mistakes = new List<HallFileMistake>();
        if (Shaped<CaseFile>(text, name, mistakes) is not { } file) return new(null, Placed(mistakes, text));
        var rules = map.Plan.Cases;
        void Tell(string place, HallFileMistakeCode code, params object[] arguments) => mistakes.Add(new(name, place, code, arguments));
        if (file.Area != rules.Area) Tell("area", ValueNotAllowed, file.Area, new[] { rules.Area ?? "" });
        if (!AreaCode.TryParse(file.FromArea, out _) || file.FromArea == rules.Area) Tell("fromArea", WrongForm, file.FromArea, new FormOfMember("fromArea"));
        if (!TextId.IsValid(file.Number)) Tell("number", NotAnId, file.Number, TextId.MaxLength);
        if (file.Organisation is { } code && !CreditCode.TryParse(code, out _)) Tell("organisation", WrongForm, code, new FormOfMember("organisation"));
        if (file.Applicant is null) Tell("applicant", WrongType, HallFileWord.Object, HallFileWord.Nothing);
        foreach (var (place, person) in new[] { ("applicant", file.Applicant), ("guardian", file.Guardian), ("agent", file.Agent) })
            if (person is not null) mistakes.AddRange(Faults(name, place, person, today, rules.NewDivisions));
        if (Item(map, file, item) is not { } found) Tell("item", ValueNotAllowed, item?.Value ?? file.Item, map.Items.Keys.Select(i => i.Value).Order(StringComparer.Ordinal));
        else
            foreach (var (at, paper) in file.Papers.Index())
                if (Need(found, paper) is null) Tell(FormattableString.Invariant($"papers[{at}].id"), ValueNotAllowed, paper.Id, Checklist.Of(found).Select(n => n.Id.Value));
        return new(mistakes.Count == 0 ? file : null, Placed(mistakes, text));
    }

    /// <summary>The answer to a case that was sent to another hall.</summary>
    public static CaseFileRead<CaseAnswerFile> Answer(string text, string name, Case c, DateOnly today)
    {
        var mistakes = new List<HallFileMistake>();
        if (Shaped<CaseAnswerFile>(text, name, mistakes) is not { } file) return new(null, Placed(mistakes, text));
        void Tell(string place, HallFileMistakeCode code, params object[] arguments) => mistakes.Add(new(name, place, code, arguments));
        if (file.FromArea != c.Elsewhere?.Area.ToString()) Tell("fromArea", ValueNotAllowed, file.FromArea, new[] { c.Elsewhere?.Area.ToString() ?? "" });
        if (file.To != c.Number.ToString()) Tell("to", ValueNotAllowed, file.To, new[] { c.Number.ToString() });
        if (file.On > today || file.On < c.ReceivedOn) Tell("on", OutOfRange, Day(file.On), Day(c.ReceivedOn ?? today), Day(today));
        if (file is { Answer: CaseAnswer.Refused, Reasons: null }) Tell("", MissingMember, "reasons");
        if (file.Reasons is { } reasons && NoteText.Refuses(reasons) is not null) Tell("reasons", WrongForm, reasons, new FormOfMember("reasons"));
        return new(mistakes.Count == 0 ? file : null, Placed(mistakes, text));
    }

    /// <summary>Which of this hall's items it is: the one that was chosen, else that of the same code.</summary>
    public static ServiceItem? Item(HallMap map, CaseFile file, ItemId? chosen) =>
        (chosen ?? (TextId.TryParse<ItemId>(file.Item, out var same) ? same : null)) is { } id ? map.Items.GetValueOrDefault(id) : null;

    /// <summary>The papers by the names of this hall's list.</summary>
    public static HandedMaterial[] Papers(CaseFile file, ServiceItem item) =>
        [.. file.Papers.Select(p => new HandedMaterial(Need(item, p)!.Id, p.Form, p.Copies, p.Pages, p.Seen, p.ValidUntil))];

    public static Origin OriginOf(CaseFile file) => new(AreaCode.TryParse(file.FromArea, out var area) ? area : default, new(file.Number));

    /// <param name="applicant">Whom the file names so, in the vault.</param>
    public static Applicant ApplicantOf(CaseFile file, PersonRef applicant, PersonRef? guardian) =>
        guardian is { } acts ? new Applicant.Minor(applicant, acts) : CreditCode.TryParse(file.Organisation, out var code) ? new Applicant.Organisation(code, applicant) : new Applicant.NaturalPerson(applicant);

    /// <param name="reasons">What the file gives as such, in the vault.</param>
    public static AnswerFromElsewhere Command(CaseId id, CaseAnswerFile file, Reason? reasons, ClerkId? by = null) =>
        new(id, file.Number, file.Answer switch { CaseAnswer.Granted => true, CaseAnswer.Refused => false, _ => null }, reasons, by, file.On);

    // Two halls may call the same paper by other codes, hardly by other names.
    private static MaterialNeed? Need(ServiceItem item, CaseFilePaper paper) =>
        Checklist.Of(item).FirstOrDefault(n => n.Id.Value == paper.Id) ?? Checklist.Of(item).FirstOrDefault(n => n.Name.Zh == paper.Name);

    private static T? Shaped<T>(string text, string name, List<HallFileMistake> mistakes) where T : class
    {
        using var document = HallFileSyntax.Parse(text, name, mistakes);
        if (document is null) return null;
        new HallFileShape(name, mistakes, Form, JsonNamingPolicy.CamelCase).Check(document.RootElement, Form.GetTypeInfo(typeof(T)));
        return mistakes.Count == 0 ? document.RootElement.Deserialize<T>(Form) : null;
    }

    /// <summary>A number is told by its last four digits: a mistake is read by whoever looks on.</summary>
    private static IEnumerable<HallFileMistake> Faults(string name, string place, DisclosedPerson person, DateOnly today, string[] newDivisions)
    {
        if (person.Name.Trim().Length > NameMax) yield return new(name, $"{place}.name", WrongForm, person.Name[..NameMax], new FormOfMember("name"));
        if (IdNumber.Check(person.IdNumber, today, newDivisions) is not null) yield return new(name, $"{place}.idNumber", WrongForm, person.IdNumber.Length > 4 ? "…" + person.IdNumber[^4..] : "…", new FormOfMember("idNumber"));
        if (person.Phone is { } phone && (phone.Length is < PhoneMin or > PhoneMax || !phone.All(c => char.IsAsciiDigit(c) || c is '+' or '-'))) yield return new(name, $"{place}.phone", WrongForm, phone.Length > 4 ? "…" + phone[^4..] : "…", new FormOfMember("phone"));
    }

    private static IReadOnlyList<HallFileMistake> Placed(List<HallFileMistake> mistakes, string text)
    {
        if (mistakes.All(m => m.Place.Length == 0)) return mistakes;
        var lines = HallFileLines.Of(text);
        return [.. mistakes.Select(m => lines.TryGetValue(m.Place, out var line) && m.Place.Length > 0 ? m with { Line = line } : m)];
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
