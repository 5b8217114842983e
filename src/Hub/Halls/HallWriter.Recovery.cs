using Microsoft.Data.Sqlite;
using TidalHall.Core.Halls;
using TidalHall.Journal;

namespace TidalHall.Hub.Halls;

/// <summary>What the writer does when the disk is full or away: nothing is answered as done, and it goes on when there is room again.</summary>
internal sealed partial class HallWriter
{
    private const int DiskFull = 13;
    private readonly HallSnapshots _snapshots;
    private bool _failed;

    private void Fail(Exception e)
    {
        if (e is SqliteException sqlite) LogNotDurable(_log, e, Id, sqlite.SqliteErrorCode);
        else LogBroken(_log, e, Id);
        _failed = true;
        // Full: the connection goes on as it is once there is room. Anything else: who knows what it still believes.
        if (e is SqliteException { SqliteErrorCode: not DiskFull }) Drop();
        _feed.Publish(View.Marked(_time.Now));
    }

    /// <summary>Looks whether the disk takes a page again, and brings the state back to what is on it.</summary>
    private bool TryRecover()
    {
        try
        {
            _journal ??= HallJournal.Open(_file, Id);
            _journal.Probe();
            _journal.Resync();
            // What was decided on is not on disk, or nobody knows: back to what is.
            (_state, _answered) = _snapshots.Recover(_journal, (_state.Map!.Plan, _state.PlanHash));
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            if (e is not SqliteException { SqliteErrorCode: DiskFull }) Drop();
            return false;
        }
        _failed = false;
        LogDurableAgain(_log, Id, _state.Sequence);
        _feed.Publish(new(_state) { Waits = _waits });
        return true;
    }

    private void Drop()
    {
        try { _journal?.Dispose(); }
        catch (SqliteException) { }   // it closes on a disk that is away
        _journal = null;
    }

    [LoggerMessage(1001, LogLevel.Error, "Hall {Hall}: nothing of this batch is taken as on disk (SQLite {Code}); answered \"not done\". Make room, or look after the disk; the hall goes on by itself.")]
    private static partial void LogNotDurable(ILogger log, Exception e, HallId hall, int code);

    [LoggerMessage(1003, LogLevel.Critical, "Hall {Hall}: an order could not be decided; its batch is answered \"not done\" and the hall is read anew. Please report this.")]
    private static partial void LogBroken(ILogger log, Exception e, HallId hall);

    [LoggerMessage(1002, LogLevel.Warning, "Hall {Hall}: the disk takes events again; the hall stands at {Sequence}.")]
    private static partial void LogDurableAgain(ILogger log, HallId hall, long sequence);
}
