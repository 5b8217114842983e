using System.Globalization;
using System.Text.RegularExpressions;

namespace TidalHall.Core.Planning;

/// <summary>What is planned for: so many are called within so long, "80% in 10".</summary>
/// <param name="Share">0.01 to 0.99.</param>
/// <param name="Minutes">1 to 240.</param>
public readonly partial record struct WaitTarget(double Share, double Minutes)
{
    public static readonly WaitTarget Usual = new(0.8, 10);
    /// <summary>How it is written, for mistakes.</summary>
    public const string Form = "1% to 99% in 1 to 240 minutes, like \"80% in 10\"";

    public bool IsAllowed => Share is >= 0.01 and <= 0.99 && Minutes is >= 1 and <= 240;

    public static bool TryParse(string? text, out WaitTarget target)
    {
        target = default;
        if (Written().Match(text ?? "") is not { Success: true } match) return false;
        target = new(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) / 100, double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        return target.IsAllowed;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Share * 100:0.#}% in {Minutes:0.#}");

    [GeneratedRegex(@"^\s*(\d{1,2}(?:\.\d)?)\s*%\s*in\s*(\d{1,3}(?:\.\d)?)\s*(?:min)?\s*$")]
    private static partial Regex Written();
}
