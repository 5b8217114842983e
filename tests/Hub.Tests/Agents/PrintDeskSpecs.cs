using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Hosting;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Agents;

/// <summary>What becomes of a ticket whose paper nobody can print.</summary>
public sealed class PrintDeskSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_disk_that_is_full_for_a_while_stops_neither_the_hub_nor_the_word_that_there_is_no_paper()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel,
            services: all => all.AddSingleton<HallDoors>().AddSingleton<IHalls>(made => new Reluctant(made.GetRequiredService<HallDoors>())));
        // At no kiosk, so no printer.
        var answer = await hub.Hall.SendAsync(new(Guid.CreateVersion7(), Actor.Citizen("test"), new TakeTicket(hub.Hall.View.Plan.Items[0].Id, WantsPaper: true)), Cancel);
        await foreach (var view in hub.Hall.WatchNewestAsync(Cancel))
            if (view.Find(answer.Ticket!.Value)!.Paper is PaperState.NotOnPaper) break;
        Assert.Equal(Reluctant.Refusals, ((Reluctant)hub.Services.GetRequiredService<IHalls>()).Refused);
        Assert.True((await hub.Anonymous.GetAsync("/health/live", Cancel)).IsSuccessStatusCode);
    }

    /// <summary>A hall that cannot take the first words about a paper.</summary>
    private sealed class Reluctant(HallDoors inner) : IHalls, IHall
    {
        public const int Refusals = 2;

        private readonly IHall _hall = inner.Default;

        public int Refused { get; private set; }
        public IHall Default => this;
        public IHall? Find(HallId id) => this;
        public HallId Id => _hall.Id;
        public HallView View => _hall.View;
        public DateTimeOffset Now => _hall.Now;
        public Task<HallView> ViewAtAsync(long sequence, CancellationToken cancel) => _hall.ViewAtAsync(sequence, cancel);
        public IAsyncEnumerable<HallView> WatchNewestAsync(CancellationToken cancel) => _hall.WatchNewestAsync(cancel);
        public Task<IReadOnlyList<Recorded>> ReadJournalAsync(long after, int limit, CancellationToken cancel) => _hall.ReadJournalAsync(after, limit, cancel);

        public Task<Answer> SendAsync(CommandEnvelope envelope, CancellationToken cancel)
        {
            if (envelope.Command is not ReportPaper || Refused == Refusals) return _hall.SendAsync(envelope, cancel);
            Refused++;
            return Task.FromResult(new Answer(AnswerKind.Refused, View.Sequence, Refusal: Refusal.Because(RefusalCode.NotDurable)));
        }
    }
}
