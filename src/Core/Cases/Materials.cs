using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Cases;

/// <summary>A paper that was handed in, as the clerk has checked it.</summary>
/// <param name="Pages">0 = not counted.</param>
/// <param name="Seen">Of a copy: the original was seen.</param>
/// <param name="ValidUntil">Its last valid day; null = without end.</param>
public sealed record HandedMaterial(MaterialId Id, MaterialForm Form, int Copies = 1, int Pages = 0, bool Seen = false, DateOnly? ValidUntil = null);

/// <summary>What is wrong with a paper.</summary>
public enum ShortfallKind { NotThere, WrongForm, TooFewCopies, OriginalNotSeen, Expired, NotInLegalForm }

/// <summary>A paper that is missing or must be mended.</summary>
/// <param name="How">What was typed of how to mend it.</param>
public sealed record Shortfall(MaterialId Id, ShortfallKind Kind, NoteRef? How = null);

/// <summary>The formal check: what an item asks for against what is there.</summary>
public static class Checklist
{
    public static IReadOnlyList<MaterialNeed> Of(ServiceItem item) =>
        IsNamed(item) ? item.Case!.Checklist : [.. item.Materials.Select((name, at) => new MaterialNeed(new(FormattableString.Invariant($"m{at + 1}")), new(name)))];

    // A place on a list is no name: the second paper of one item is not that of another.
    internal static bool IsNamed(ServiceItem item) => item.Case is { Checklist.Length: > 0 };

    /// <summary>Everything that is missing, at once: what is shared, or was filed by the same applicant before, is not asked for (L12).</summary>
    public static IReadOnlyList<Shortfall> Missing(CaseBook book, ServiceItem item, Applicant applicant, IReadOnlyList<HandedMaterial> handed, DateOnly today) =>
        [.. Of(item).Where(n => !n.Shared && !(IsNamed(item) && book.HasFiled(applicant, n.Id, today))).Select(n => Lacks(n, handed.Where(h => h.Id == n.Id), today)).OfType<Shortfall>()];

    /// <summary>As filed online: no form or number of copies is wrong, since what is electronic has the force of paper there (在线政务规定); that something is not there or has expired is.</summary>
    internal static IReadOnlyList<Shortfall> MissingOnline(CaseBook book, ServiceItem item, Applicant applicant, IEnumerable<HandedMaterial> filed, DateOnly today) =>
        Missing(book, item, applicant, [.. filed.Select(f => f with { Form = MaterialForm.Original, Copies = int.MaxValue })], today);

    /// <summary>A paper that two of these items call by one id and different names: in one matter it would count for both. Null: there is none.</summary>
    public static MaterialNeed? Clash(IEnumerable<ServiceItem> items) =>
        items.SelectMany(Of).GroupBy(n => n.Id).FirstOrDefault(same => same.DistinctBy(n => n.Name).Count() > 1)?.Last();

    /// <summary>What is left of a list of corrections after something was handed in.</summary>
    internal static Shortfall[] Left(ServiceItem item, Shortfall[] asked, IReadOnlyList<HandedMaterial> handed, DateOnly today) =>
        [.. asked.Where(a => !handed.Any(h => h.Id == a.Id) || (Of(item).FirstOrDefault(n => n.Id == a.Id) is { } need && Lacks(need, handed.Where(h => h.Id == a.Id), today) is not null))];

    private static Shortfall? Lacks(MaterialNeed need, IEnumerable<HandedMaterial> handed, DateOnly today)
    {
        var kinds = handed.Select(h => KindOf(need, h, today)).ToList();
        return kinds.Count == 0 ? new(need.Id, ShortfallKind.NotThere) : kinds.All(k => k is not null) ? new(need.Id, kinds[0]!.Value) : null;
    }

    private static ShortfallKind? KindOf(MaterialNeed need, HandedMaterial handed, DateOnly today) =>
        handed.Form < need.Form ? ShortfallKind.WrongForm
        : handed.Copies < need.Copies ? ShortfallKind.TooFewCopies
        : need.Form is MaterialForm.Copy && handed is { Form: MaterialForm.Copy, Seen: false } ? ShortfallKind.OriginalNotSeen
        : handed.ValidUntil < today ? ShortfallKind.Expired
        : null;
}
