using System.Buffers;
using System.Text.Json;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Journal;

namespace TidalHall.Hub.Halls;

/// <summary>Keeps a restart short: writes the hall down now and then beside its journal, and reads it back with the tail after it.</summary>
internal sealed partial class HallSnapshots(string journal, HallId hall, TimeProvider time, ILogger log)
{
    /// <summary>Events after which one is worth its writing, when the last is <see cref="Rest"/> old.</summary>
    public const int Events = 5_000;
    /// <summary>Events after which one is written in any case: four seconds of reading at the next start. Sooner, and a flood of tickets would mostly be written down twice.</summary>
    public const int EventsAtMost = 1_000_000;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private readonly string _path = PathOf(journal, hall);
    private Task _writing = Task.CompletedTask;
    private long _sequence;
    private long _writtenAt = time.GetTimestamp();

    public static string PathOf(string journal, HallId hall) => $"{Path.ChangeExtension(journal, null)}-{hall}.snapshot";

    /// <summary>The state and the answers as the journal has them.</summary>
    /// <param name="known">A plan at hand, so that it need not be looked for in the journal.</param>
    public (HallState, AnsweredCommands) Recover(HallJournal journal, (HallPlan Plan, string Hash) known)
    {
        var (state, answered) = TryRead(journal, known) ?? (new(), new());
        _sequence = state.Sequence;
        foreach (var entry in journal.ReadAfter(state.Sequence))
        {
            Hall.Apply(state, entry.Recorded);
            if (entry.Recorded.Event is DayOpened) answered.Turn();
            if (entry.Actor == Core.Staffing.Actor.Hub.Id) continue;
            var current = WindowOf(entry.Recorded.Event) is { } window ? state.Find(window)?.Current : null;
            var kind = entry.Recorded.Event is FoundAlreadySo ? AnswerKind.AlreadySo : AnswerKind.Done;
            answered.Refill(entry.Actor, entry.Command, entry.Fingerprint, kind, entry.Recorded.Sequence, (entry.Recorded.Event as TicketEvent)?.Ticket, current);
        }
        return (state, answered);
    }

    private (HallState, AnsweredCommands)? TryRead(HallJournal journal, (HallPlan Plan, string Hash) known)
    {
        if (SnapshotFile.TryRead(_path, HallSnapshot.Format, hall.Value, out var reason) is var (head, body))
        {
            try
            {
                var json = new Utf8JsonReader(body);
                json.Read();
                json.Read();
                var snapshot = HallSnapshot.Read(ref json);
                var plan = snapshot.PlanHash == known.Hash ? known.Plan : journal.PlanAt(snapshot.Sequence)?.Plan;
                if (journal.HashAt(head.Sequence) is not { } row || Convert.ToHexStringLower(row) != head.RowHash || snapshot.Sequence != head.Sequence) reason = "the journal has another event there";
                else if (plan is null) reason = "the journal has no plan for it";
                else return (snapshot.Restore(plan), AnsweredCommands.Unpack(ReadBytes(ref json), ReadBytes(ref json)));
            }
            // Whatever is wrong with a cache, the journal knows better.
            catch (Exception e) when (e is not Microsoft.Data.Sqlite.SqliteException)
            {
                reason = e.Message;
            }
        }
        if (reason is not null) LogThrownAway(log, _path, reason);
        return null;
    }

    private static byte[] ReadBytes(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetBytesFromBase64();
    }

    /// <summary>Writes one when it is time, on another thread from an immutable copy; one at a time.</summary>
    public void Consider(HallState state, AnsweredCommands answered, HallJournal journal)
    {
        var since = state.Sequence - _sequence;
        if (!_writing.IsCompleted || since < Events || (since < EventsAtMost && time.GetElapsedTime(_writtenAt) < Rest)) return;
        _writing = Begin(state, answered, journal);
    }

    private Task Begin(HallState state, AnsweredCommands answered, HallJournal journal)
    {
        var (snapshot, row, (today, before)) = (HallSnapshot.Of(state), journal.LastHash, answered.Copy());
        (_sequence, _writtenAt) = (state.Sequence, time.GetTimestamp());
        return Task.Run(() =>
        {
            try
            {
                var body = new ArrayBufferWriter<byte>(1 << 20);
                using (var writer = new Utf8JsonWriter(body))
                {
                    writer.WriteStartArray();
                    snapshot.Write(writer);
                    writer.WriteBase64StringValue(AnsweredCommands.Pack(today));
                    writer.WriteBase64StringValue(AnsweredCommands.Pack(before));
                    writer.WriteEndArray();
                }
                SnapshotFile.Write(_path, HallSnapshot.Format, hall.Value, snapshot.Sequence, row, body.WrittenMemory);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogNotWritten(log, _path, e.Message);
            }
        });
    }

    /// <summary>The last one, so that the next start has no tail to read.</summary>
    /// <param name="journal">Null when what is in memory is not on disk.</param>
    public async Task FinishAsync(HallJournal? journal, HallState state, AnsweredCommands answered)
    {
        await _writing;
        if (journal is not null && state.Sequence > _sequence) await Begin(state, answered, journal);
    }

    private static WindowId? WindowOf(HallEvent e) => e switch
    {
        WindowEvent w => w.Window,
        TicketCalled c => c.Window,
        TicketRecalled c => c.Window,
        ServiceStarted c => c.Window,
        VisitCompleted c => c.Window,
        TicketMissed c => c.Window,
        TicketHeld c => c.Window,
        TicketTransferred c => c.From,
        TicketReturned c => c.Window,
        ServedWithoutTicket c => c.Window,
        FoundAlreadySo c => c.Window,
        _ => null,
    };

    [LoggerMessage(1010, LogLevel.Warning, "{Path} is thrown away ({Reason}); the journal is read from its first event.")]
    private static partial void LogThrownAway(ILogger log, string path, string reason);

    [LoggerMessage(1011, LogLevel.Warning, "{Path} was not written ({Reason}); the next start reads a longer tail.")]
    private static partial void LogNotWritten(ILogger log, string path, string reason);
}
