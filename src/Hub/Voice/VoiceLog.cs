using TidalHall.Core.Announcing;

namespace TidalHall.Hub.Voice;

/// <summary>What became of one call, for people who ask whether it was heard.</summary>
/// <param name="Sequence">Of the call in the journal.</param>
/// <param name="Text">"A012 到 3 号窗口".</param>
/// <param name="Why">Null: spoken to its end.</param>
/// <param name="At">When that was known; UTC.</param>
internal sealed record VoiceEntry(long Sequence, string Zone, string Number, int Window, string Text, bool Spoken, NotSpokenWhy? Why, string WhyText, DateTimeOffset? Began, DateTimeOffset At);

/// <summary>The last calls with what became of them, oldest first.</summary>
internal sealed class VoiceLog
{
    public const int Kept = 200;
    private readonly Lock _gate = new();
    private readonly Queue<VoiceEntry> _entries = [];

    public IReadOnlyList<VoiceEntry> Entries { get { lock (_gate) return [.. _entries]; } }

    public void Add(CallOutcome outcome, string text, DateTimeOffset? began, DateTimeOffset at)
    {
        var call = outcome.Call;
        lock (_gate)
        {
            _entries.Enqueue(new(call.Sequence, call.Zone.Value, call.Number.ToString(), call.WindowNumber, text, outcome.IsSpoken, outcome.Why, outcome.WhyIn("zh-CN"), began, at));
            if (_entries.Count > Kept) _entries.Dequeue();
        }
    }
}
