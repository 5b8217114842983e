using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.WindowDevices;
using TidalHall.Tests;

namespace TidalHall.Hub.Tests.WindowDevices;

/// <summary>What the keys of a window's caller pad do.</summary>
public sealed class PadFollowerSpecs : IAsyncDisposable
{
    private static readonly DeviceId Pad = new("pad-1");
    private readonly FakeTimeProvider _time = new(TestPlan.Nine);
    private readonly CancellationTokenSource _over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly TestHall _hall;
    private readonly Keys _keys = new();
    private readonly PressedKeys _pressed = new();
    private readonly List<string> _told = [];
    private readonly Task _running;

    public PadFollowerSpecs()
    {
        _hall = new(_time);
        _running = new PadFollower(_hall, TestPlan.W1, Pad, _keys, _pressed, _told.Add, _time).RunAsync(_over.Token);
    }

    [Fact]
    public async Task A_double_key_calls_one_and_no_word_covers_its_number()
    {
        Open(tickets: 2);
        await PressAsync("Next");
        await PressAsync("Next");
        Assert.Equal(new TicketId(1), _hall.View.Windows[TestPlan.W1].Current);
        Assert.Equal(1, _hall.Tickets.Count(t => t.State is VisitState.Waiting));
        Assert.Empty(_told);
        // Later it is another press, and its clerk is told.
        _time.Advance(PadFollower.SamePress);
        await PressAsync("Next");
        Assert.Equal(["请先办完当前号"], _told);
    }

    [Fact]
    public async Task The_order_is_the_clerks_own_and_checked_against_who_was_seen()
    {
        Open(tickets: 1);
        await PressAsync("Next");
        var sent = _hall.Sent[^1];
        Assert.Equal(new CallNext(TestPlan.W1, ExpectedCurrent.Is(null)), sent.Command);
        Assert.Equal((ActorKind.Staff, TestPlan.Clerk.Id, new PlaceId("w1")), (sent.Actor.Kind, sent.Actor.Id, sent.Place));
        await PressAsync("Finish");
        Assert.Equal(new CompleteVisit(TestPlan.W1, VisitOutcome.Done, ExpectedCurrent.Is(new TicketId(1))), _hall.Sent[^1].Command);
        Assert.Null(_pressed.LastOf(Pad)!.Refusal);
    }

    [Fact]
    public async Task A_key_where_nobody_has_signed_on_does_nothing_and_says_so()
    {
        _hall.Take(TestPlan.Passport);
        var before = _hall.Sent.Count;
        await PressAsync("Next");
        Assert.Equal(before, _hall.Sent.Count);
        Assert.Equal(["请先登录"], _told);
        Assert.Equal(("Next", true), _pressed.LastOf(Pad) is { } last ? (last.Key, last.IsNobodys) : default);
    }

    [Fact]
    public async Task A_refusal_is_told_at_the_window()
    {
        Open(tickets: 0);
        await PressAsync("Next");
        Assert.Equal(["无人等候"], _told);
        Assert.Equal(RefusalCode.NobodyWaiting, _pressed.LastOf(Pad)!.Refusal!.Code);
    }

    [Fact]
    public async Task A_key_without_a_meaning_is_not_even_noticed()
    {
        Open(tickets: 1);
        await PressAsync("Digit7");
        Assert.Null(_pressed.LastOf(Pad));
        Assert.Empty(_told);
    }

    private void Open(int tickets)
    {
        _hall.Do(TestPlan.Clerk, new OpenWindow(TestPlan.W1));
        for (var i = 0; i < tickets; i++) _hall.Take(TestPlan.Passport);
    }

    private Task PressAsync(string key) => _keys.PressAsync(new(Pad, key), _over.Token);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _over.Dispose();
    }

    /// <summary>Keys pressed one after the other, each done with before the next.</summary>
    private sealed class Keys : IDevices
    {
        private readonly Channel<(DeviceEvent What, TaskCompletionSource Done)> _events = Channel.CreateUnbounded<(DeviceEvent, TaskCompletionSource)>();

        public IReadOnlyList<AgentPresence> Agents => [];
        public IAsyncEnumerable<CardRead> WatchCardsAsync(DeviceId reader, CancellationToken cancel) => AsyncEnumerable.Empty<CardRead>();
        public Task<bool> PresentDemoCardAsync(CardRead card, CancellationToken cancel) => Task.FromResult(false);
        public byte[]? LastPicture(DeviceId printer) => null;

        public async Task PressAsync(KeyPressed key, CancellationToken cancel)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Assert.True(_events.Writer.TryWrite((key, done)));
            await done.Task.WaitAsync(TimeSpan.FromSeconds(20), cancel);
        }

        public async IAsyncEnumerable<DeviceEvent> WatchEventsAsync(DeviceId device, [EnumeratorCancellation] CancellationToken cancel)
        {
            await foreach (var (what, done) in _events.Reader.ReadAllAsync(cancel))
            {
                yield return what;
                done.SetResult();
            }
        }
    }
}
