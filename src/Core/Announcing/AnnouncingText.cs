using System.Globalization;
using System.Resources;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Announcing;

/// <summary>The sentences of the hall's voice, from texts with named places.</summary>
internal static class AnnouncingText
{
    private static readonly ResourceManager Texts = new("TidalHall.Core.Announcing.AnnouncingTexts", typeof(AnnouncingText).Assembly);

    internal static string Of(string key, string language) =>
        Texts.GetString(key, CultureInfo.GetCultureInfo(language)) ?? throw new InvalidOperationException($"No text \"{key}\".");

    /// <summary>One call by itself, or several in one breath.</summary>
    internal static Sentence Sentence(IReadOnlyList<SpokenCall> calls, string language, DigitOne one)
    {
        var tokens = new List<SpeechToken>();
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < calls.Count; i++)
        {
            if (i > 0) Say(new(SpeechTokenKind.Words, Of("Comma", language)));
            var call = calls[i];
            foreach (var (words, place) in Parts(Of(KeyOf(call, calls.Count), language)))
            {
                if (words.Length > 0) Say(new(SpeechTokenKind.Words, words));
                switch (place)
                {
                    case "number":
                        tokens.AddRange(SpokenForm.Of(call.Number, language, one));
                        text.Append(SpokenForm.Text(call.Number, language, one));
                        break;
                    case "window": Say(new(SpeechTokenKind.Cardinal, SpokenForm.Cardinal(call.WindowNumber, language))); break;
                    case "place": Say(new(SpeechTokenKind.Place, call.Place!.In(language)), language is "en" ? null : call.PlacePinyin); break;
                }
            }
        }
        Say(new(SpeechTokenKind.Words, Of("Stop", language)));
        return new(language, [.. tokens.Select(t => t with { Text = t.Text.Trim() }).Where(t => t.Text.Any(char.IsLetterOrDigit))], text.ToString());

        void Say(SpeechToken token, string? sounds = null)
        {
            tokens.Add(token);
            text.Append(sounds ?? token.Text);
        }
    }

    /// <summary>The same as people read it: "A012 到 3 号窗口".</summary>
    internal static string Caption(IReadOnlyList<SpokenCall> calls, string language) => string.Join(Of("Comma", language), calls.Select(c =>
        Of(KeyOf(c, 2), language)
            .Replace("{number}", c.Number.ToString(), StringComparison.Ordinal)
            .Replace("{window}", c.WindowNumber.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{place}", c.Place?.In(language), StringComparison.Ordinal)));

    private static string KeyOf(SpokenCall call, int calls) => (calls, call.Place) switch
    {
        (1, null) => "Call",
        (1, _) => "CallToPlace",
        (_, null) => "Merged",
        _ => "MergedToPlace",
    };

    private static IEnumerable<(string Words, string? Place)> Parts(string template)
    {
        var from = 0;
        while (template.IndexOf('{', from) is var open and >= 0)
        {
            var close = template.IndexOf('}', open);
            yield return (template[from..open], template[(open + 1)..close]);
            from = close + 1;
        }
        yield return (template[from..], null);
    }
}
