using Microsoft.Extensions.Logging.Abstractions;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Halls;
using TidalHall.Hub.Tests.Api;
using TidalHall.Hub.Tests.Halls;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Hub.Waits;

namespace TidalHall.Hub.Tests.Waits;

/// <summary>The hub looks ahead beside the writer, and tells by what it found.</summary>
public sealed class HallAheadSpecs(OneHub one) : IClassFixture<OneHub>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_found_ahead_is_told_from_the_next_ticket_on()
    {
        await using var bench = new WriterBench();
        await using var writer = bench.Open();
        var item = bench.Plan.Items[0];
        await bench.SendAsync(writer, new OpenWindow(bench.Plan.Windows.First(w => w.Category == item.Category).Id));
        for (var i = 0; i < 12; i++) await bench.SendAsync(writer, new TakeTicket(item.Id));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = new HallAhead(writer, new(bench.Clock), bench.Time, NullLogger.Instance).RunAsync(stop.Token);
        var view = await writer.WatchNewestAsync(Cancel).FirstAsync(v => v.Waits is not null, Cancel);
        Assert.Equal(writer.View.Sequence, view.Sequence);

        var answer = await bench.SendAsync(writer, new TakeTicket(item.Id));
        var told = (await writer.ViewAtAsync(answer.Sequence, Cancel)).Find(answer.Ticket!.Value)!.Told;
        Assert.Equal(Outlook.Of(view, item, TicketClass.Ordinary, view.At).Wait, told);
        Assert.NotEqual(Outlook.Of(view.With(null), item, TicketClass.Ordinary, view.At).Wait, told);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task What_was_told_is_scored_for_integrators()
    {
        var score = await Talk.GetAsync(one.Client, "waits/score");
        Assert.Equal(System.Text.Json.JsonValueKind.Array, score["categories"].ValueKind);
    }
}
