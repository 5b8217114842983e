using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TidalHall.Core.Halls;
using TidalHall.Core.Planning;

namespace TidalHall.Core.HallFiles;

/// <summary>Reads a hall file and the items' file beside it; tells every mistake of both at once.</summary>
public static class HallFile
{
    /// <param name="hallText">The hall file.</param>
    /// <param name="hallName">Its name, to be told in mistakes.</param>
    /// <param name="readBeside">Gives the text of a file beside it by its name ("items.json", "calendars/2026.json", "hall.caseload.csv"); null = there is none, or it cannot be read. Called once at most for each.</param>
    public static HallFileResult Read(string hallText, string hallName, Func<string, string?> readBeside)
    {
        var itemsName = ItemsFileOf(hallText);
        return Read(hallText, hallName, itemsName is null ? null : readBeside(itemsName), itemsName ?? "", readBeside);
    }

    /// <param name="itemsText">The items' file; null = it is missing.</param>
    /// <param name="itemsName">Its name, to be told in mistakes.</param>
    /// <param name="readBeside">As above, for the calendars; null = there are none.</param>
    public static HallFileResult Read(string hallText, string hallName, string? itemsText, string itemsName, Func<string, string?>? readBeside = null)
    {
        var mistakes = new List<HallFileMistake>();
        var (beside, calendars) = (new Dictionary<string, string>(), new HallFileCalendars(mistakes));
        using var hall = HallFileSyntax.Parse(hallText, hallName, mistakes);
        using var items = itemsText is null ? null : HallFileSyntax.Parse(itemsText, itemsName, mistakes);
        if (hall is not null && itemsText is null && ItemsFileOf(hallText) is { } missing)
            mistakes.Add(new(hallName, "itemsFile", HallFileMistakeCode.FileMissing, missing));

        if (hall is not null) new HallFileShape(hallName, mistakes).Check(hall.RootElement, HallFileJson.Plan);
        if (items is not null) new HallFileShape(itemsName, mistakes).Check(items.RootElement, HallFileJson.Items);
        if (hall is not null) new HallFileRules(new(hallName, hall.RootElement), items is null ? null : new(itemsName, items.RootElement), mistakes).Check();
        if (hall is not null) calendars.Read(new(hallName, hall.RootElement), readBeside, beside);
        if (mistakes.Count > 0 || hall is null || items is null)
            return new([.. WithLines(mistakes, hall is null ? "" : hallText, hallName, items is null ? "" : itemsText!, itemsName, beside)]);

        var plan = hall.RootElement.Deserialize<HallPlan>(HallFileJson.Options)!;
        plan = plan with { Items = items.RootElement.Deserialize<ItemsDocument>(HallFileJson.Options)!.Items, Calendar = [.. calendars.Years] };
        var (limits, written) = (new HallFileLimits(hallName, plan, CaseloadBeside(hallName, plan, readBeside)), HallFileLines.Of(hallText));
        if (limits.Refused(written.ContainsKey).ToList() is { Count: > 0 } refused) return new([.. WithLines(refused, hallText, hallName, itemsText!, itemsName)]);
        return new(plan, HashOf([hallText, itemsText!, .. beside.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => b.Value)]), [.. WithLines([.. limits.Warnings(written.ContainsKey)], hallText, hallName, itemsText!, itemsName)]);
    }

    /// <summary>NAME.caseload.csv; null where there is none, or none that can be read: whoever plans by it is told what is wrong with it.</summary>
    private static IReadOnlyCollection<Case>? CaseloadBeside(string hallName, HallPlan plan, Func<string, string?>? readBeside)
    {
        var name = Path.ChangeExtension(hallName, ".caseload.csv");
        return readBeside?.Invoke(name) is { } text && Caseload.Read(text, name, plan) is { IsGood: true } read ? read.Rows : null;
    }

    private static IEnumerable<HallFileMistake> WithLines(List<HallFileMistake> mistakes, string hallText, string hallName, string itemsText, string itemsName, Dictionary<string, string>? beside = null)
    {
        var lines = new Dictionary<string, Lazy<Dictionary<string, int>>> { [hallName] = new(() => HallFileLines.Of(hallText)) };
        lines.TryAdd(itemsName, new(() => HallFileLines.Of(itemsText)));
        foreach (var (name, text) in beside ?? []) lines.TryAdd(name, new(() => HallFileLines.Of(text)));
        return mistakes.Select(m => m.Place.Length > 0 && lines[m.File].Value.TryGetValue(m.Place, out var line) ? m with { Line = line } : m);
    }

    /// <summary>The name of the items' file, or null where the hall file does not say it rightly.</summary>
    public static string? ItemsFileOf(string hallText)
    {
        using var hall = HallFileSyntax.Parse(hallText, "", []);
        return hall is not null && new HallFileEntry("", hall.RootElement).Text("itemsFile") is { } name && HallFileJson.IsFileName(name) ? name : null;
    }

    private static string HashOf(string[] texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (at, text) in texts.Index())
        {
            if (at > 0) hash.AppendData([0]);
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
