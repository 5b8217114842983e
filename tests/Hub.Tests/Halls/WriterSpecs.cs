using System.Text;
using Microsoft.Data.Sqlite;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Journal;

namespace TidalHall.Hub.Tests.Halls;

/// <summary>What a hall's writer keeps over restarts, set clocks and a journal that does not take its events.</summary>
public sealed class WriterSpecs : IAsyncLifetime
{
    private WriterBench _bench = null!;

    public ValueTask InitializeAsync()
    {
        _bench = new();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_snapshot_with_its_tail_is_the_whole_journal_to_the_byte(int seed)
    {
        await using (var writer = _bench.Open()) await _bench.LiveAsync(writer, 400, seed);
        Assert.True(File.Exists(_bench.Snapshot));
        var snapshot = await File.ReadAllBytesAsync(_bench.Snapshot, WriterBench.Cancel);
        await using (var writer = _bench.Open()) await _bench.LiveAsync(writer, 100, seed + 100);
        // The one from before, so that there is a tail.
        await File.WriteAllBytesAsync(_bench.Snapshot, snapshot, WriterBench.Cancel);
        var brief = Encoding.Latin1.GetString(_bench.Recovered());
        // Read and used: thrown away, it would be the whole journal too.
        Assert.Empty(_bench.Warnings);
        File.Delete(_bench.Snapshot);
        Assert.Equal(Encoding.Latin1.GetString(_bench.Recovered()), brief);
        Assert.True(JournalCheck.Run(_bench.Journal, _bench.Hall).IsWhole);
    }

    [Fact]
    public async Task Each_minute_of_the_hall_the_tide_is_asked_by_the_writer_itself()
    {
        await using var writer = _bench.Open();
        var tidal = _bench.Plan.Windows.First(w => w.TidalFor.Length > 0);
        await _bench.SendAsync(writer, new OpenWindow(tidal.Id));
        await _bench.SendAsync(writer, new TakeTicket(_bench.Plan.Items.First(i => i.Category == tidal.TidalFor[0]).Id));
        Assert.DoesNotContain(_bench.Entries(), e => e.Recorded.Event is TideProposed);
        // A clock that somebody sets back keeps no minute away.
        _bench.Clock.By = TimeSpan.FromHours(-3);
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        await _bench.SendAsync(writer, new LockWindow(tidal.Id, new Reason.Offered(ReasonWord.ManagersArrangement)));
        Assert.Equal(tidal.Id, Assert.Single(_bench.Entries().Select(e => e.Recorded.Event).OfType<TideProposed>()).Window);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("bit")]
    [InlineData("format")]
    [InlineData("empty")]
    [InlineData("journal")]
    public async Task A_snapshot_that_does_not_fit_is_thrown_away(string how)
    {
        await using (var writer = _bench.Open()) await _bench.LiveAsync(writer, 60, 7);
        var whole = Encoding.Latin1.GetString(_bench.Recovered());
        var bytes = await File.ReadAllBytesAsync(_bench.Snapshot, WriterBench.Cancel);
        var text = Encoding.UTF8.GetString(bytes);
        await File.WriteAllBytesAsync(_bench.Snapshot, how switch
        {
            "cut" => bytes[..(bytes.Length / 2)],
            "bit" => [.. bytes[..^10], (byte)(bytes[^10] ^ 1), .. bytes[^9..]],
            "format" => Encoding.UTF8.GetBytes(text.Replace($"\"Format\":{HallSnapshot.Format}", "\"Format\":999", StringComparison.Ordinal)),
            "journal" => Encoding.UTF8.GetBytes(text.Replace("\"RowHash\":\"", "\"RowHash\":\"0", StringComparison.Ordinal)),
            _ => [],
        }, WriterBench.Cancel);
        Assert.Empty(_bench.Warnings);
        Assert.Equal(whole, Encoding.Latin1.GetString(_bench.Recovered()));
        Assert.Contains("is thrown away", Assert.Single(_bench.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_repeat_gets_the_first_answer_after_a_restart_and_on_the_next_day_but_not_after_it(bool snapshot)
    {
        var (id, take) = (Guid.NewGuid(), new TakeTicket(_bench.Plan.Items[0].Id));
        Answer first;
        await using (var writer = _bench.Open()) first = await _bench.SendAsync(writer, take, id, 5);
        Assert.Equal(AnswerKind.Done, first.Kind);
        for (var day = 0; day < 2; day++)
        {
            if (!snapshot) File.Delete(_bench.Snapshot);
            await using var writer = _bench.Open();
            Assert.Equal(first, await _bench.SendAsync(writer, take, id, 5));
            Assert.Equal(RefusalCode.KeyReused, (await _bench.SendAsync(writer, take, id, 6)).Refusal?.Code);
            _bench.Time.Advance(TimeSpan.FromDays(1));
            await _bench.SendAsync(writer, new CancelTicket(new(999)));
        }
        await using var later = _bench.Open();
        Assert.NotEqual(first.Ticket, (await _bench.SendAsync(later, take, id, 5)).Ticket);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_repeat_of_what_was_already_so_does_nothing_new_after_a_restart(bool snapshot)
    {
        var (id, open) = (Guid.NewGuid(), new OpenWindow(_bench.Plan.Windows[0].Id));
        Answer first;
        await using (var writer = _bench.Open())
        {
            await _bench.SendAsync(writer, open);
            await _bench.SendAsync(writer, new TakeTicket(_bench.Plan.Items.First(i => i.Category == _bench.Plan.Windows[0].Category).Id));
            await _bench.SendAsync(writer, new CallNext(open.Window));
            first = await _bench.SendAsync(writer, open, id, 5);
            Assert.Equal(AnswerKind.AlreadySo, first.Kind);
            Assert.NotNull(first.Current);
            Assert.Equal(first, await _bench.SendAsync(writer, open, id, 5));
            await _bench.SendAsync(writer, new CompleteVisit(open.Window));
            Assert.Equal(AnswerKind.Done, (await _bench.SendAsync(writer, new CloseWindow(open.Window))).Kind);
        }
        if (!snapshot) File.Delete(_bench.Snapshot);
        await using var later = _bench.Open();
        Assert.Equal(first, await _bench.SendAsync(later, open, id, 5));
        Assert.False(later.View.Windows[open.Window].IsOpen);
    }

    [Fact]
    public async Task A_clock_that_is_set_is_an_event_and_the_halls_own_axis_never_falls()
    {
        await using (var writer = _bench.Open())
        {
            await _bench.SendAsync(writer, new TakeTicket(_bench.Plan.Items[0].Id));
            _bench.Clock.By -= TimeSpan.FromHours(1);
            _bench.Time.Advance(TimeSpan.FromSeconds(1.5));
            Assert.Equal(AnswerKind.Done, (await _bench.SendAsync(writer, new TakeTicket(_bench.Plan.Items[0].Id))).Kind);
        }
        // And while the hub is away.
        _bench.Clock.By -= TimeSpan.FromHours(1);
        await using (var writer = _bench.Open()) await _bench.SendAsync(writer, new TakeTicket(_bench.Plan.Items[0].Id));
        var entries = _bench.Entries();
        var steps = entries.Select(e => e.Recorded.Event).OfType<ClockStepped>().ToList();
        Assert.Equal(2, steps.Count);
        Assert.All(steps, s => Assert.InRange(s.ByMilliseconds, -3_605_000, -3_595_000));
        Assert.Equal(entries.Select(e => e.Recorded.Tick).Order(), entries.Select(e => e.Recorded.Tick));
        var taken = entries.Where(e => e.Recorded.Event is TicketTaken).ToList();
        Assert.True(taken[1].Recorded.At < taken[0].Recorded.At);
        Assert.InRange(taken[1].Recorded.Tick - taken[0].Recorded.Tick, 1_000, 5_000);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-24)]
    [InlineData(24)]
    public async Task Whatever_the_clock_is_set_to_nobody_is_reordered_and_no_wait_is_less_than_nothing(int hours)
    {
        await using var writer = _bench.Open();
        var window = _bench.Plan.Windows[0];
        var taken = new List<TicketId>();
        for (var i = 0; i < 6; i++)
        {
            if (i == 3) _bench.Clock.By = TimeSpan.FromHours(hours);
            taken.Add((await _bench.SendAsync(writer, new TakeTicket(_bench.Plan.Items.First(item => item.Category == window.Category).Id))).Ticket!.Value);
            _bench.Time.Advance(TimeSpan.FromSeconds(30));
        }
        await _bench.SendAsync(writer, new OpenWindow(window.Id));
        foreach (var next in taken)
        {
            Assert.Equal(next, (await _bench.SendAsync(writer, new CallNext(window.Id))).Ticket);
            await _bench.SendAsync(writer, new CompleteVisit(window.Id));
        }
        var entries = _bench.Entries();
        Assert.Single(entries, e => e.Recorded.Event is ClockStepped);
        Assert.Equal(entries.Select(e => e.Recorded.Tick).Order(), entries.Select(e => e.Recorded.Tick));
        Assert.All(entries.Select(e => e.Recorded.Event).OfType<TicketCalled>(), c => Assert.InRange(c.Waited, 0, 180_000));
        Assert.All(entries.Select(e => e.Recorded.Event).OfType<TicketTaken>(), t => Assert.True(t.Told is { P50Minutes: >= 0, P90Minutes: >= 0 }));
    }

    [Fact]
    public async Task Orders_are_not_done_while_another_has_the_file_and_done_again_afterwards()
    {
        await using var writer = _bench.Open();
        await _bench.SendAsync(writer, new TakeTicket(_bench.Plan.Items[0].Id));
        using (var other = new SqliteConnection($"Data Source={_bench.Journal};Pooling=False"))
        {
            other.Open();
            using var holds = other.BeginTransaction();
            var refused = await _bench.SendAsync(writer, new TakeTicket(_bench.Plan.Items[0].Id));
            Assert.Equal(RefusalCode.NotDurable, refused.Refusal?.Code);
            Assert.Equal(_bench.Time.GetUtcNow(), writer.View.NotDurableSince);
            Assert.Equal(1, writer.View.TakenToday);
        }
        var done = await _bench.SendAsync(writer, new TakeTicket(_bench.Plan.Items[0].Id));
        Assert.Equal((AnswerKind.Done, 2L), (done.Kind, done.Ticket?.Value));
        Assert.Null(writer.View.NotDurableSince);
        Assert.True(JournalCheck.Run(_bench.Journal, _bench.Hall).IsWhole);
    }

    [Fact]
    public async Task A_view_stays_as_it_was_when_the_hall_goes_on()
    {
        await using var writer = _bench.Open();
        var first = (await _bench.SendAsync(writer, new TakeTicket(_bench.Plan.Items[0].Id))).Ticket!.Value;
        var view = writer.View;
        for (var i = 0; i < 600; i++) await _bench.SendAsync(writer, new TakeTicket(_bench.Plan.Items[0].Id));
        await _bench.SendAsync(writer, new CancelTicket(first));
        Assert.Single(view.Tickets);
        Assert.IsType<VisitState.Waiting>(view.Find(first)!.State);
        Assert.Null(view.Find(new TicketId(600)));
        Assert.Equal(601, writer.View.Tickets.Count());
        Assert.IsType<VisitState.Cancelled>(writer.View.Find(view.Find(first)!.Code)!.State);
    }
}
