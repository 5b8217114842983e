using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Announcing;

/// <summary>One line of what a speaker reads for a hall's clip set.</summary>
/// <param name="Text">As a synthesiser says it; the token's own but for a place with a reading of its own.</param>
public sealed record ScriptLine(string Language, SpeechToken Token, string Text)
{
    /// <summary>The clip's file in the folder of its language: "digit-零.wav".</summary>
    public string FileName => $"{Token.Kind.ToString().ToLowerInvariant()}-{string.Concat(Token.Text.Select(c => c is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' ? '_' : c))}.wav";
    public Sentence Sentence => new(Language, [Token], Text);
}

/// <summary>Everything the voice of a hall may ever say, part by part: with all of it recorded no sentence needs a synthesiser.</summary>
public static class RecordingScript
{
    public static IReadOnlyList<ScriptLine> Of(HallPlan plan)
    {
        var letters = plan.Categories.Select(c => c.Prefix).Distinct().Order(StringComparer.Ordinal).ToList();
        return [.. new[] { "zh-CN", "en" }.SelectMany(language => Lines(plan, letters, language).DistinctBy(l => l.Token).OrderBy(l => l.Token.Kind))];
    }

    private static IEnumerable<ScriptLine> Lines(HallPlan plan, List<string> letters, string language)
    {
        foreach (var window in plan.Windows)
        {
            // In a sentence of its own and among others: their words differ.
            var call = new SpokenCall(0, window.Zone, new(1), new(letters.FirstOrDefault() ?? "A", 1), window.Id, window.Number, window.SpokenPlace, PlacePinyin: window.SpokenPinyin);
            foreach (var sentence in (Sentence[])[AnnouncingText.Sentence([call], language, plan.Rules.DigitOne), AnnouncingText.Sentence([call, call], language, plan.Rules.DigitOne)])
                foreach (var token in sentence.Tokens.Where(t => t.Kind is not (SpeechTokenKind.Letter or SpeechTokenKind.Digit)))
                    yield return new(language, token, token.Kind is SpeechTokenKind.Place && language is not "en" ? window.SpokenPinyin ?? token.Text : token.Text);
        }
        foreach (var letter in letters.SelectMany(l => l).Distinct()) yield return new(language, new(SpeechTokenKind.Letter, letter.ToString()), letter.ToString());
        foreach (var digit in SpokenForm.AllDigits(language, plan.Rules.DigitOne)) yield return new(language, digit, digit.Text);
    }
}
