using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Hosting;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Api;

/// <summary>The line breaks after an order is on disk and before its answer is heard: asked again it is one order with the first answer.</summary>
/// <remarks>Twenty cuts in the suite; four hundred: <c>TIDALHALL_LONG=1</c>.</remarks>
public sealed class CutAnswerSpecs
{
    private static readonly int Cuts = Environment.GetEnvironmentVariable("TIDALHALL_LONG") is "1" ? 400 : 20;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_whose_answer_was_cut_off_and_that_is_sent_again_is_done_once_and_answered_as_the_first_time()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel, services: all => all.AddSingleton<HallDoors>().AddSingleton<IHalls>(made => new CutHall(made.GetRequiredService<HallDoors>())));
        var hall = (CutHall)hub.Services.GetRequiredService<IHalls>();
        var window = hub.Hall.View.Plan.Windows[0];
        var item = hub.Hall.View.Plan.Items.First(i => i.Category == window.Category).Id;
        await Talk.PostAsync(hub.Client, $"windows/{window.Id}/open");
        (string Path, string Body)[] orders = [("tickets", $$"""{"item":"{{item}}"}"""), ($"windows/{window.Id}/call-next", "{}"), ($"windows/{window.Id}/complete", "{}")];
        for (var cut = 0; cut < Cuts; cut++)
        {
            var (path, body) = orders[cut % orders.Length];
            using var client = new CancellationTokenSource();
            var done = hall.CutNext(client);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = new StringContent(body) };
            request.Headers.Add("Idempotency-Key", $"cut-{cut}");
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hub.Client.SendAsync(request, client.Token));
            var first = await done;
            Assert.Equal(AnswerKind.Done, first.Kind);

            var again = await Talk.PostAsync(hub.Client, path, body, $"cut-{cut}");
            Assert.Equal(path is "tickets" ? HttpStatusCode.Created : HttpStatusCode.OK, again.Status);
            Assert.Equal(first.Sequence, hub.Hall.View.Sequence);
            var told = path is "tickets" ? again.Code : again["current"] is { ValueKind: System.Text.Json.JsonValueKind.Object } current ? current.GetProperty("code").GetString() : null;
            Assert.Equal((path is "tickets" ? first.Ticket : first.Current) is { } ticket ? hub.Hall.View.Find(ticket)!.Code.ToString() : null, told);
        }
        Assert.Equal((Cuts + 2) / 3, hub.Hall.View.TakenToday);
    }

    /// <summary>A hall between whose commit and answer the line to its caller breaks.</summary>
    private sealed class CutHall(HallDoors inner) : IHalls, IHall
    {
        private readonly IHall _hall = inner.Default;
        private (CancellationTokenSource Client, TaskCompletionSource<Answer> Done)? _next;

        /// <returns>What the caller does not hear.</returns>
        public Task<Answer> CutNext(CancellationTokenSource client)
        {
            var done = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
            _next = (client, done);
            return done.Task;
        }

        public async Task<Answer> SendAsync(CommandEnvelope envelope, CancellationToken cancel)
        {
            var answer = await _hall.SendAsync(envelope, cancel);
            if (_next is not var (client, done) || envelope.Actor.Kind is not Core.Staffing.ActorKind.Integrator) return answer;
            _next = null;
            await client.CancelAsync();
            done.SetResult(answer);
            return answer;
        }

        public IHall Default => this;
        public IHall? Find(HallId id) => this;
        public HallId Id => _hall.Id;
        public HallView View => _hall.View;
        public DateTimeOffset Now => _hall.Now;
        public Task<HallView> ViewAtAsync(long sequence, CancellationToken cancel) => _hall.ViewAtAsync(sequence, cancel);
        public IAsyncEnumerable<HallView> WatchNewestAsync(CancellationToken cancel) => _hall.WatchNewestAsync(cancel);
        public Task<IReadOnlyList<Recorded>> ReadJournalAsync(long after, int limit, CancellationToken cancel) => _hall.ReadJournalAsync(after, limit, cancel);
    }
}
