using System.Text.Json.Serialization;
using TidalHall.Core.Announcing;
using TidalHall.Core.Halls;

namespace TidalHall.Hub.Voice;

/// <summary>What became of one call, for people who ask whether it was heard.</summary>
/// <param name="Sequence">Of the call in the journal.</param>
/// <param name="Text">"A012 到 3 号窗口".</param>
/// <param name="Why">Null: spoken to its end.</param>
/// <param name="Began">When it was last given to a page, by this process; UTC, by the hall's clock.</param>
/// <param name="At">When its end was known; UTC, by the hall's clock.</param>
internal sealed record VoiceEntry(long Sequence, string Zone, string Number, int Window, string Text, NotSpokenWhy? Why, DateTimeOffset? Began, DateTimeOffset At)
{
    [JsonIgnore]
    public bool Spoken => Why is null;
    [JsonIgnore]
    public string WhyText => Why?.In("zh-CN") ?? "";

    public static VoiceEntry Of(CallOutcome outcome, DateTimeOffset? began, DateTimeOffset at)
    {
        var call = outcome.Call;
        var text = new Utterance(call.Sequence, call.Zone, [call], 1, DigitOne.Yao).CaptionIn("zh-CN");
        return new(call.Sequence, call.Zone.Value, call.Number.ToString(), call.WindowNumber, text, outcome.Why, began, at);
    }
}
