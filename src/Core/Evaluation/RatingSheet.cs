using System.Globalization;
using System.Text;

namespace TidalHall.Core.Evaluation;

/// <summary>Ratings as CSV (RFC 4180), one a line, with the names of the province's platform above.</summary>
public static class RatingSheet
{
    public const string Head = "projNo,projName,serviceCode,serviceDepartment,regionCode,applyTime,transactionTime,evaluatedWindow,evaluatedPersonInfo,evaluateChannel,evaluateTime,evaluateLevel,evaluateDetail,detailVersion,followState,evaluateText";

    /// <param name="words">What somebody wrote; null where it is kept no more.</param>
    public static string Csv(IEnumerable<(RatingRecord Rating, string? Words)> ratings, string language)
    {
        var text = new StringBuilder(Head).Append("\r\n");
        foreach (var (r, words) in ratings)
            text.AppendJoin(',', ((string?[])
            [
                r.ProjNo, r.ProjName?.In(language), r.Item.Value, r.Department, r.RegionCode, Time(r.ApplyTime), Time(r.TransactionTime), r.Window?.Value, r.Clerk?.Value, r.Channel.ToString(),
                r.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), r.Level.ToString(CultureInfo.InvariantCulture), string.Join('|', r.Reasons), r.Version.ToString(CultureInfo.InvariantCulture), r.Step?.ToString(), words,
            ]).Select(Cell)).Append("\r\n");
        return text.ToString();
    }

    private static string? Time(DateTime? at) => at?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>What a citizen wrote is text and no formula, whatever it begins with.</summary>
    private static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        var safe = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
