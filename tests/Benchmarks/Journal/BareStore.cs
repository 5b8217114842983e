using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using TidalHall.Core.Halls;
using TidalHall.Journal;

namespace TidalHall.Benchmarks.Journal;

/// <summary>What SQLite alone can do: the hub's table, batching, pragmas and size of payload, and nothing decided, encoded or hashed.</summary>
internal sealed class BareStore : IAsyncDisposable
{
    private const int BatchMax = 1024;
    private readonly Channel<TaskCompletionSource> _orders = Channel.CreateBounded<TaskCompletionSource>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly ManualResetEventSlim _wake = new();
    private readonly SqliteConnection _connection;
    private readonly byte[] _payload;
    private readonly Task _loop;

    public BareStore(string file, int payload)
    {
        _payload = RandomNumberGenerator.GetBytes(payload);
        HallJournal.Open(file, new HallId("bare")).Dispose();
        _connection = new($"Data Source={file};Pooling=False");
        _connection.Open();
        using var pragmas = _connection.CreateCommand();
        pragmas.CommandText = "PRAGMA synchronous = full; PRAGMA wal_autocheckpoint = 4000";
        pragmas.ExecuteNonQuery();
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public async Task AppendAsync()
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _orders.Writer.WriteAsync(answered);
        _wake.Set();
        await answered.Task;
    }

    private void Run()
    {
        using var insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO events (hall, seq, at, tick, command, fingerprint, actor, place, kind, version, payload, hash) VALUES ($h, $s, $at, $t, $c, $f, $a, $p, $k, 1, $d, $x)";
        var (at, command, hash) = (638_000_000_000_000_000L, RandomNumberGenerator.GetBytes(16), RandomNumberGenerator.GetBytes(32));
        foreach (var (name, value) in ((string, object)[])[("$h", "bare"), ("$s", 0L), ("$at", at), ("$t", 0L), ("$c", command), ("$f", 0L), ("$a", "bench"), ("$p", DBNull.Value), ("$k", "TicketTaken"), ("$d", _payload), ("$x", hash)])
            insert.Parameters.AddWithValue(name, value);
        insert.Prepare();
        var batch = new List<TaskCompletionSource>(BatchMax);
        for (long sequence = 0; !_orders.Reader.Completion.IsCompleted; batch.Clear())
        {
            while (batch.Count < BatchMax && _orders.Reader.TryRead(out var order)) batch.Add(order);
            if (batch.Count == 0)
            {
                // The hub's own way of waiting: the same wake-up on both sides.
                _wake.Wait();
                _wake.Reset();
                continue;
            }
            using var transaction = _connection.BeginTransaction();
            insert.Transaction = transaction;
            foreach (var _ in batch)
            {
                insert.Parameters[1].Value = ++sequence;
                insert.Parameters[2].Value = at + sequence;
                insert.Parameters[3].Value = sequence;
                insert.ExecuteNonQuery();
            }
            transaction.Commit();
            foreach (var order in batch) order.SetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _orders.Writer.Complete();
        _wake.Set();
        await _loop;
        await _connection.DisposeAsync();
    }
}
