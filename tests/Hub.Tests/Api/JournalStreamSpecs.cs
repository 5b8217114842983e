using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Api;
using TidalHall.Hub.Tests.Halls;
using TidalHall.Hub.Tests.Voice;

namespace TidalHall.Hub.Tests.Api;

/// <summary>The journal's stream, line by line.</summary>
public sealed class JournalStreamSpecs : IAsyncLifetime
{
    private readonly AwaitedTime _time = new();
    private readonly CancellationTokenSource _left = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private WriterBench _bench = null!;

    public ValueTask InitializeAsync()
    {
        _bench = new();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        _left.Dispose();
    }

    [Fact]
    public async Task It_begins_at_once_says_in_a_quiet_hall_that_it_is_there_and_goes_on_with_the_next_event()
    {
        await using var hall = _bench.Open();
        var (lines, running) = Open(hall, hall.View.Sequence);
        Assert.Equal(": the journal", await NextAsync(lines));
        for (var i = 0; i < 2; i++) Assert.Equal(": nothing new", await NextAsync(lines, JournalStream.Heartbeat));
        var answer = await _bench.SendAsync(hall, new TakeTicket(_bench.Plan.Items[0].Id));
        Assert.StartsWith($$"""data: {"sequence":{{answer.Sequence}},""", await NextAsync(lines), StringComparison.Ordinal);
        Assert.Equal($"id: {answer.Sequence}", await lines.ReadLineAsync(_left.Token));
        await _left.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_for_a_while_ends_no_stream()
    {
        await using var hall = _bench.Open();
        var failing = new FailingReads(hall) { Left = 2 };
        var (lines, running) = Open(failing, hall.View.Sequence - 1);
        Assert.Equal(": the journal", await NextAsync(lines));
        for (var i = 0; i < 2; i++) Assert.Equal(": the journal cannot be read now", await NextAsync(lines, i == 0 ? null : JournalStream.Again));
        Assert.StartsWith($$"""data: {"sequence":{{hall.View.Sequence}},""", await NextAsync(lines, JournalStream.Again), StringComparison.Ordinal);
        await _left.CancelAsync();
        await running;
    }

    private (StreamReader Lines, Task Running) Open(IHall hall, long after)
    {
        var pipe = new Pipe();
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddSingleton<TimeProvider>(_time).AddOptions().BuildServiceProvider(), RequestAborted = _left.Token };
        http.Response.Body = pipe.Writer.AsStream();
        return (new(pipe.Reader.AsStream()), new JournalStream(hall, after, CancellationToken.None).ExecuteAsync(http));
    }

    /// <summary>The next line that is not empty, after time went on by so much.</summary>
    private async Task<string?> NextAsync(StreamReader lines, TimeSpan? by = null)
    {
        if (by is { } step)
        {
            while (!_time.IsAwaited) await Task.Yield();
            _time.Advance(step);
        }
        string? line;
        do line = await lines.ReadLineAsync(_left.Token); while (line is "");
        return line;
    }

    private sealed class FailingReads(IHall hall) : IHall
    {
        public int Left { get; set; }
        public HallId Id => hall.Id;
        public HallView View => hall.View;
        public Task<Answer> SendAsync(CommandEnvelope envelope, CancellationToken cancel = default) => hall.SendAsync(envelope, cancel);
        public Task<HallView> ViewAtAsync(long sequence, CancellationToken cancel = default) => hall.ViewAtAsync(sequence, cancel);
        public IAsyncEnumerable<HallView> WatchNewestAsync(CancellationToken cancel = default) => hall.WatchNewestAsync(cancel);
        public Task<IReadOnlyList<Recorded>> ReadJournalAsync(long after, int limit, CancellationToken cancel = default) =>
            Left-- > 0 ? throw new SqliteException("disk I/O error", 10) : hall.ReadJournalAsync(after, limit, cancel);
    }
}
