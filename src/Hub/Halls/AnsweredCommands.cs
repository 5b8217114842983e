using System.Text.Json;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Halls;

/// <summary>The answers of this business day and the last, by sender and command id: who asks again gets the first answer.</summary>
internal sealed class AnsweredCommands
{
    internal readonly record struct Key(ClerkId Sender, Guid Command);
    internal readonly record struct Kept(Answer Answer, long Fingerprint);

    private Dictionary<Key, Kept> _today = [];
    private Dictionary<Key, Kept> _before = [];

    public int Count => _today.Count + _before.Count;

    public bool TryGet(ClerkId sender, Guid command, out Kept kept) =>
        _today.TryGetValue(new(sender, command), out kept) || _before.TryGetValue(new(sender, command), out kept);

    public void Keep(ClerkId sender, Guid command, Answer answer, long fingerprint) => _today[new(sender, command)] = new(answer, fingerprint);

    /// <summary>A business day begins: what was answered before the last one is forgotten.</summary>
    public void Turn() => (_before, _today) = (_today, []);

    /// <summary>Refills from one event of the journal, applied already.</summary>
    /// <param name="current">Who is at the window it is about.</param>
    public void Refill(ClerkId sender, Guid command, long fingerprint, long sequence, TicketId? ticket, TicketId? current)
    {
        var key = new Key(sender, command);
        _today[key] = new(_today.TryGetValue(key, out var first) ? first.Answer with { Sequence = sequence, Current = current ?? first.Answer.Current } : new(AnswerKind.Done, sequence, ticket, Current: current), fingerprint);
    }

    /// <summary>A copy that another thread may write down.</summary>
    public (KeyValuePair<Key, Kept>[] Today, KeyValuePair<Key, Kept>[] Before) Copy() => ([.. _today], [.. _before]);

    public static void Write(Utf8JsonWriter writer, KeyValuePair<Key, Kept>[] kept)
    {
        writer.WriteStartArray();
        foreach (var (key, (answer, fingerprint)) in kept)
        {
            // What was so already left no event: it is kept while the hub runs.
            if (answer.Kind is not AnswerKind.Done) continue;
            writer.WriteStartArray();
            writer.WriteStringValue(key.Sender.Value);
            writer.WriteStringValue(key.Command);
            writer.WriteNumberValue(fingerprint);
            writer.WriteNumberValue(answer.Sequence);
            writer.WriteNumberValue(answer.Ticket?.Value ?? 0);
            writer.WriteNumberValue(answer.Current?.Value ?? 0);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    /// <exception cref="Exception">What is read is not what <see cref="Write"/> writes.</exception>
    public static AnsweredCommands Read(JsonElement today, JsonElement before) => new() { _today = Read(today), _before = Read(before) };

    private static Dictionary<Key, Kept> Read(JsonElement list)
    {
        var kept = new Dictionary<Key, Kept>(list.GetArrayLength());
        foreach (var one in list.EnumerateArray())
            kept[new(new(one[0].GetString()!), one[1].GetGuid())] = new(new(AnswerKind.Done, one[3].GetInt64(), Ticket(one[4]), Current: Ticket(one[5])), one[2].GetInt64());
        return kept;
    }

    private static TicketId? Ticket(JsonElement number) => number.GetInt64() is > 0 and var id ? new TicketId(id) : null;
}
