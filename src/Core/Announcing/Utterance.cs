using TidalHall.Core.Halls;

namespace TidalHall.Core.Announcing;

/// <summary>What a zone's voice says in one go, as data: a chime, then whole sentences. Who plays it makes sound of it.</summary>
/// <param name="Id">The sequence of its first call; a player reports by it.</param>
/// <param name="Calls">At least one; several are merged into one sentence.</param>
/// <param name="Times">How often the Chinese sentence is said, 1 or 2.</param>
public sealed record Utterance(long Id, ZoneId Zone, IReadOnlyList<SpokenCall> Calls, int Times, DigitOne One)
{
    /// <summary>The chime before it.</summary>
    public static readonly TimeSpan Chime = TimeSpan.FromSeconds(1.2);
    /// <summary>Silence between two sentences.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    /// <summary>In the order they are spoken, repeats included: Chinese for all, then English for those who asked for it.</summary>
    public IReadOnlyList<Sentence> Sentences => field ??= Say();

    /// <summary>What screens show meanwhile, in "zh-CN" or "en".</summary>
    public string CaptionIn(string language) => AnnouncingText.Caption(Distinct, language);

    /// <summary>From the first tone to the last word.</summary>
    public TimeSpan EstimatedLength => Chime + Sentences.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Length) + Pause * (Sentences.Count - 1);
    public double EstimatedSeconds => EstimatedLength.TotalSeconds;

    // A call and its recall in one sentence are said once.
    private SpokenCall[] Distinct => [.. Calls.DistinctBy(c => (c.Ticket, c.Window))];

    private Sentence[] Say()
    {
        var chinese = AnnouncingText.Sentence(Distinct, "zh-CN", One);
        SpokenCall[] english = [.. Distinct.Where(c => c.AlsoEnglish)];
        return [.. Enumerable.Repeat(chinese, Times), .. english.Length > 0 ? [AnnouncingText.Sentence(english, "en", One)] : Array.Empty<Sentence>()];
    }
}
