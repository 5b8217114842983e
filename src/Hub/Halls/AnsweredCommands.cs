using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Halls;

/// <summary>The answers of this business day and the last, by sender and command id: who asks again gets the first answer.</summary>
internal sealed class AnsweredCommands
{
    internal readonly record struct Key(ClerkId Sender, Guid Command);
    /// <summary>An answer as values: a day of them is nothing for the collector to follow.</summary>
    internal readonly record struct Kept(AnswerKind Kind, long Sequence, TicketId Ticket, TicketId Current, long Fingerprint)
    {
        public Answer Answer => new(Kind, Sequence, Some(Ticket), Current: Some(Current));

        private static TicketId? Some(TicketId id) => id == default ? null : id;
    }

    private Dictionary<Key, Kept> _today = [];
    private Dictionary<Key, Kept> _before = [];

    public int Count => _today.Count + _before.Count;

    public bool TryGet(ClerkId sender, Guid command, out Kept kept) =>
        _today.TryGetValue(new(sender, command), out kept) || _before.TryGetValue(new(sender, command), out kept);

    public void Keep(ClerkId sender, Guid command, Answer answer, long fingerprint) =>
        _today[new(sender, command)] = new(answer.Kind, answer.Sequence, answer.Ticket ?? default, answer.Current ?? default, fingerprint);

    /// <summary>A business day begins: what was answered before the last one is forgotten.</summary>
    public void Turn() => (_before, _today) = (_today, []);

    /// <summary>Refills from one event of the journal, applied already.</summary>
    /// <param name="current">Who is at the window it is about.</param>
    public void Refill(ClerkId sender, Guid command, long fingerprint, AnswerKind kind, long sequence, TicketId? ticket, TicketId? current)
    {
        var key = new Key(sender, command);
        _today[key] = _today.TryGetValue(key, out var first)
            ? first with { Sequence = sequence, Current = current ?? first.Current, Fingerprint = fingerprint }
            : new(kind, sequence, ticket ?? default, current ?? default, fingerprint);
    }

    /// <summary>A copy that another thread may write down.</summary>
    public (KeyValuePair<Key, Kept>[] Today, KeyValuePair<Key, Kept>[] Before) Copy() => ([.. _today], [.. _before]);

    /// <summary>Some 32 bytes an answer, read back in one pass: half of what it takes as text.</summary>
    public static byte[] Pack(KeyValuePair<Key, Kept>[] kept)
    {
        var senders = kept.Select(k => k.Key.Sender).Distinct().Select((sender, number) => (sender, number)).ToDictionary(s => s.sender, s => s.number);
        using var bytes = new MemoryStream(kept.Length * 36);
        using var writer = new BinaryWriter(bytes);
        writer.Write7BitEncodedInt(senders.Count);
        foreach (var sender in senders.OrderBy(s => s.Value)) writer.Write(sender.Key.Value);
        writer.Write7BitEncodedInt(kept.Length);
        Span<byte> id = stackalloc byte[16];
        foreach (var (key, answer) in kept)
        {
            key.Command.TryWriteBytes(id);
            writer.Write7BitEncodedInt(senders[key.Sender]);
            writer.Write(id);
            writer.Write(answer.Fingerprint);
            writer.Write((byte)answer.Kind);
            writer.Write7BitEncodedInt64(answer.Sequence);
            writer.Write7BitEncodedInt64(answer.Ticket.Value);
            writer.Write7BitEncodedInt64(answer.Current.Value);
        }
        return bytes.ToArray();
    }

    /// <exception cref="Exception">What is read is not what <see cref="Pack"/> wrote.</exception>
    public static AnsweredCommands Unpack(byte[] today, byte[] before) => new() { _today = Unpack(today), _before = Unpack(before) };

    private static Dictionary<Key, Kept> Unpack(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var senders = new ClerkId[reader.Read7BitEncodedInt()];
        for (var i = 0; i < senders.Length; i++) senders[i] = new(reader.ReadString());
        var count = reader.Read7BitEncodedInt();
        var kept = new Dictionary<Key, Kept>(count);
        Span<byte> id = stackalloc byte[16];
        for (var i = 0; i < count; i++)
        {
            var sender = senders[reader.Read7BitEncodedInt()];
            reader.BaseStream.ReadExactly(id);
            var (fingerprint, kind) = (reader.ReadInt64(), (AnswerKind)reader.ReadByte());
            kept.Add(new(sender, new(id)), new(kind, reader.Read7BitEncodedInt64(), new(reader.Read7BitEncodedInt64()), new(reader.Read7BitEncodedInt64()), fingerprint));
        }
        return kept;
    }
}
