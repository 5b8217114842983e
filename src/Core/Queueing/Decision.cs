using TidalHall.Core.Waiting;

namespace TidalHall.Core.Queueing;

/// <summary>What the writer gives each command as it takes it. A sender's clock is never used.</summary>
/// <param name="Random">Fresh random: a ticket's code comes of it.</param>
/// <param name="Waits">What was last found of the hall's waits; null: nothing yet.</param>
public readonly record struct Stamp(DateTimeOffset At, long Tick, (ulong High, ulong Low) Random = default, WaitOutlook? Waits = null);

/// <summary>What a command leads to: events, nothing because it is so already, or a refusal.</summary>
public readonly struct Decision
{
    private Decision(HallEvent? first, HallEvent[]? more, Refusal? refusal) => (First, More, Refusal) = (first, more ?? [], refusal);

    /// <summary>The first event, nearly always the only one.</summary>
    public HallEvent? First { get; }
    public HallEvent[] More => field ?? [];
    public Refusal? Refusal { get; }
    public bool IsAlreadySo => First is null && Refusal is null;
    public IEnumerable<HallEvent> Events => First is null ? [] : More is [] ? [First] : More.Prepend(First);

    public static Decision AlreadySo => default;
    public static implicit operator Decision(HallEvent one) => new(one, null, null);
    public static implicit operator Decision(HallEvent[] many) => many is [var first, .. var more] ? new(first, more, null) : AlreadySo;
    public static implicit operator Decision(Refusal refusal) => new(null, null, refusal);
    public static Decision Refuse(RefusalCode code, params object?[] arguments) => Refusal.Because(code, arguments);
}
