using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Live;
using TidalHall.Hub.Tests.Halls;

namespace TidalHall.Hub.Tests.Live;

public sealed class LivePageSpecs(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("live");
    private LiveHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await LiveHost.StartAsync(_data);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_page_gets_the_drawing_as_it_comes_and_after_each_change()
    {
        await using var page = await LiveClient.WatchingAsync(_host.Address);
        Assert.Equal("0 taken in zh-CN", (await page.NextAsync()).Html);
        var sequence = await _host.TakeAsync();
        Assert.Equal(new(sequence, "1 taken in zh-CN"), await page.UntilAsync(sequence));
    }

    [Fact]
    public async Task Two_hundred_changes_are_a_few_drawings_and_the_newest_wins()
    {
        await using var page = await LiveClient.WatchingAsync(_host.Address);
        long sequence = 0;
        for (var i = 0; i < 200; i++) sequence = await _host.TakeAsync();
        Assert.Equal("200 taken in zh-CN", (await page.UntilAsync(sequence)).Html);
        Assert.InRange(_host.Page.Drawings, 2, 100);
    }

    [Fact]
    public async Task A_page_that_rests_long_is_drawn_at_once_when_something_presses()
    {
        _host.Page.ShortestRedraw = TimeSpan.FromHours(1);
        _host.Page.Presses = hall => hall.View.TakenToday / 3;
        await using var page = await LiveClient.WatchingAsync(_host.Address);
        Assert.Equal("0 taken in zh-CN", (await page.NextAsync()).Html);
        await _host.TakeAsync();
        await _host.TakeAsync();
        Assert.Equal(1, _host.Page.Drawings);
        var sequence = await _host.TakeAsync();
        Assert.Equal("3 taken in zh-CN", (await page.UntilAsync(sequence)).Html);
        Assert.Equal(2, _host.Page.Drawings);
    }

    [Fact]
    public async Task No_page_ever_steps_back()
    {
        await using var page = await LiveClient.WatchingAsync(_host.Address);
        var takers = Enumerable.Range(0, 8).Select(async _ => { for (var i = 0; i < 25; i++) await _host.TakeAsync(); });
        await Task.WhenAll(takers);
        await page.UntilAsync(_host.Hall.View.Sequence);
        Assert.Equal(page.Seen.Select(t => t.Sequence).Order(), page.Seen.Select(t => t.Sequence));
    }

    [Fact]
    public async Task One_drawing_serves_all_who_show_it()
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => LiveClient.WatchingAsync(_host.Address)));
        foreach (var page in pages) await page.NextAsync();
        var before = _host.Page.Drawings;
        var sequence = await _host.TakeAsync();
        foreach (var page in pages) Assert.Equal("1 taken in zh-CN", (await page.UntilAsync(sequence)).Html);
        Assert.Equal(before + 1, _host.Page.Drawings);
        foreach (var page in pages) await page.DisposeAsync();
    }

    [Fact]
    public async Task Each_language_is_drawn_in_its_own_whoever_made_the_change()
    {
        await using var chinese = await LiveClient.WatchingAsync(_host.Address);
        await using var english = await LiveClient.WatchingAsync(_host.Address, language: "en");
        var sequence = await _host.TakeAsync();
        Assert.Equal("1 taken in zh-CN", (await chinese.UntilAsync(sequence)).Html);
        Assert.Equal("1 taken in en", (await english.UntilAsync(sequence)).Html);
    }

    [Fact]
    public async Task A_change_that_alters_nothing_on_the_page_only_tells_its_sequence()
    {
        _host.Page.Text = _ => "always";
        await using var page = await LiveClient.WatchingAsync(_host.Address);
        Assert.Equal("always in zh-CN", (await page.NextAsync()).Html);
        var sequence = await _host.TakeAsync();
        Assert.Equal(new(sequence, null), await page.UntilAsync(sequence));
    }

    [Fact]
    public async Task A_disk_that_fails_is_drawn_though_no_event_came_and_drawn_away_again()
    {
        _host.Page.Text = hall => hall.NotDurableSince is null ? "well" : "in trouble";
        var sequence = await _host.TakeAsync();
        await using var page = await LiveClient.WatchingAsync(_host.Address, sequence: sequence);
        // What it has holds.
        Assert.Equal(new(sequence, null), await page.NextAsync());
        await using var late = await LiveClient.ConnectAsync(_host.Address);
        using (var other = new SqliteConnection($"Data Source={Path.Combine(_data.FullName, "journal.db")};Pooling=False"))
        {
            other.Open();
            using var holds = other.BeginTransaction();
            Assert.Equal(RefusalCode.NotDurable, (await _host.DoAsync(new OpenWindow(LiveHost.W1))).Refusal?.Code);
            Assert.Equal(new(sequence, "in trouble in zh-CN"), await page.UntilDrawnAsync());
            // One that comes now and has that sequence from before is not told that it holds.
            await late.WatchAsync("counted", "one", "small", "zh-CN", sequence);
            Assert.Equal(new(sequence, "in trouble in zh-CN"), await late.NextAsync());
        }
        Assert.Equal(new(sequence, "well in zh-CN"), await page.UntilDrawnAsync());
        Assert.Equal(new(sequence, "well in zh-CN"), await late.UntilDrawnAsync());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-24)]
    [InlineData(24)]
    public async Task A_page_without_news_hears_that_it_still_holds_whatever_the_clock_is_set_to(int hours)
    {
        var machine = new FakeTimeProvider();
        var clock = new SetClock(machine);
        await using var host = await LiveHost.StartAsync(_data.CreateSubdirectory("set"), hallTime: TimeProvider.System, time: clock);
        await using var page = await LiveClient.WatchingAsync(host.Address);
        var first = await page.NextAsync();
        clock.By = TimeSpan.FromHours(hours);
        // Until its heart is there to beat.
        var beat = page.NextAsync();
        for (; !beat.IsCompleted; machine.Advance(DrawnPage.Heartbeat)) await Task.WhenAny(beat, Task.Delay(10, TestContext.Current.CancellationToken));
        Assert.Equal(first with { Html = null }, await beat);
    }

    [Fact]
    public async Task A_page_loaded_while_the_drawing_rests_is_not_put_back_to_it()
    {
        _host.Page.ShortestRedraw = TimeSpan.FromHours(1);
        _host.Page.Presses = hall => hall.View.TakenToday / 2;
        await using var before = await LiveClient.WatchingAsync(_host.Address);
        Assert.Equal("0 taken in zh-CN", (await before.NextAsync()).Html);
        var known = await _host.TakeAsync();
        await using var page = await LiveClient.WatchingAsync(_host.Address, sequence: known);
        var sequence = await _host.TakeAsync();
        Assert.Equal(new(sequence, "2 taken in zh-CN"), await page.NextAsync());
    }

    /// <remarks>Ten cuts in the suite; five hundred: <c>TIDALHALL_LONG=1</c>. <c>TIDALHALL_SEED=N</c> repeats a run.</remarks>
    [Fact]
    public async Task A_screen_that_is_cut_off_again_and_again_shows_what_the_journal_says_after_each_return()
    {
        var cuts = Environment.GetEnvironmentVariable("TIDALHALL_LONG") is "1" ? 500 : 10;
        var seed = int.Parse(Environment.GetEnvironmentVariable("TIDALHALL_SEED") ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture);
        output.WriteLine($"{cuts} cuts, seed {seed}");
        var random = new Random(seed);
        _host.Page.ShortestRedraw = TimeSpan.Zero;
        var (sequence, shown) = (-1L, "");
        for (var cut = 0; cut < cuts; cut++)
        {
            // What happens while nobody shows it.
            for (var i = random.Next(4); i > 0; i--) await _host.TakeAsync();
            await using var page = await LiveClient.WatchingAsync(_host.Address, sequence: sequence);
            do (sequence, shown) = Shown(await page.NextAsync(), shown);
            while (sequence < _host.Hall.View.Sequence);
            var journal = await _host.Hall.ReadJournalAsync(0, 10_000, TestContext.Current.CancellationToken);
            Assert.Equal($"{journal.Count(r => r.Event is TicketTaken)} taken in zh-CN", shown);

            var more = random.Next(1, 8);
            var taking = Task.Run(async () => { for (var i = 0; i < more; i++) await _host.TakeAsync(); }, TestContext.Current.CancellationToken);
            // Cut in the middle of them: of those on their way it shows some.
            for (var heard = random.Next(1 + (more / 2)); heard > 0 && sequence < _host.Hall.View.Sequence; heard--) (sequence, shown) = Shown(await page.NextAsync(), shown);
            await page.DisposeAsync();
            await taking;
        }
    }

    private static (long, string) Shown(Told told, string before) => (told.Sequence, told.Html ?? before);

    [Fact]
    public async Task A_drawing_stops_when_nobody_shows_it()
    {
        var page = await LiveClient.WatchingAsync(_host.Address);
        await page.NextAsync();
        Assert.Single(_host.Drawn.All);
        await page.DisposeAsync();
        while (_host.Drawn.All.Count > 0) await Task.Delay(10, TestContext.Current.CancellationToken);
        var before = _host.Page.Drawings;
        await _host.TakeAsync();
        Assert.Equal(before, _host.Page.Drawings);
    }

    [Fact]
    public async Task A_page_that_fails_to_draw_comes_back_with_the_next_change()
    {
        await using var page = await LiveClient.WatchingAsync(_host.Address);
        await page.NextAsync();
        _host.Page.Text = hall => hall.View.TakenToday == 1 ? throw new InvalidOperationException("no ink") : "drawn";
        await _host.TakeAsync();
        var sequence = await _host.TakeAsync();
        Assert.Equal("drawn in zh-CN", (await page.UntilAsync(sequence)).Html);
    }

    [Theory]
    [InlineData("nothing", "one", "small", "zh-CN")]
    [InlineData("counted", "gone", "small", "zh-CN")]
    [InlineData("counted", "one", "other", "zh-CN")]
    [InlineData("counted", "one", "small", "tlh")]
    [InlineData("display", "nowhere", "small", "zh-CN")]
    [InlineData("counted", "", "small", "zh-CN")]
    [InlineData(null, null, null, null)]
    public async Task A_page_that_is_not_there_is_told_so_and_nothing_is_drawn(string? kind, string? key, string? hall, string? language)
    {
        await using var page = await LiveClient.ConnectAsync(_host.Address);
        Assert.Null(await page.WatchAsync(kind, key, hall, language));
        Assert.Null(await page.WatchAsync(kind, new string('x', 2000), hall, language));
        Assert.Empty(_host.Drawn.All);
    }

    [Fact]
    public async Task After_the_hub_came_back_a_page_goes_on_from_where_it_was()
    {
        await using (var before = await LiveClient.WatchingAsync(_host.Address)) await before.UntilAsync(await _host.TakeAsync());
        var (address, known) = (_host.Address, _host.Hall.View.Sequence);
        await _host.DisposeAsync();
        _host = await LiveHost.StartAsync(_data, port: address.Port);
        await using var page = await LiveClient.WatchingAsync(address, sequence: known);
        // What it shows still holds, so nothing is sent twice.
        var first = await page.NextAsync();
        Assert.Equal(_host.Hall.View.Sequence == known ? new(known, null) : new(_host.Hall.View.Sequence, "1 taken in zh-CN"), first);
        var sequence = await _host.TakeAsync();
        Assert.Equal(new(sequence, "2 taken in zh-CN"), await page.UntilAsync(sequence));
    }

    [Fact]
    public async Task The_answer_names_the_program_and_who_is_to_speak()
    {
        await using var page = await LiveClient.ConnectAsync(_host.Address);
        Assert.Equal(new(LiveVersion.Now, Speaks: true), await page.WatchAsync("display", "zone-a", "small", "zh-CN"));
        Assert.Equal(new(LiveVersion.Now, Speaks: false), await page.WatchAsync("display", "silent", "small", "zh-CN"));
        Assert.Equal(new(LiveVersion.Now, Speaks: false), await page.WatchAsync("window", "w1", "small", "zh-CN"));
    }
}
