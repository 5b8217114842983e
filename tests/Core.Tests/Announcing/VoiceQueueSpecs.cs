using CsCheck;
using TidalHall.Core.Announcing;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using static TidalHall.Core.Tests.Announcing.Calls;

namespace TidalHall.Core.Tests.Announcing;

public sealed class VoiceQueueSpecs
{
    private readonly VoiceQueue _queue = new(ZoneA);
    private static readonly TimeSpan Start = Seconds(0);

    private Utterance? Next(TimeSpan now) => _queue.Next(now, out _);

    [Fact]
    public void Five_calls_in_two_seconds_are_all_whole_and_in_order()
    {
        var heard = new List<(Utterance Said, TimeSpan From, TimeSpan To)>();
        foreach (var (call, i) in Many(5).Select((c, i) => (c, i)))
        {
            Assert.Empty(_queue.Enqueue(call, Seconds(i * 0.5)));
            Next(Seconds(i * 0.5));
        }
        for (var from = Start; _queue.Speaking is { } said; from += said.EstimatedLength)
        {
            heard.Add((said, from, from + said.EstimatedLength));
            Assert.All(_queue.Ended(said.Id), outcome => Assert.True(outcome.IsSpoken));
            Next(from + said.EstimatedLength);
        }
        Assert.Equal(Many(5), heard.SelectMany(h => h.Said.Calls));
        Assert.All(heard.Zip(heard.Skip(1)), p => Assert.True(p.First.To <= p.Second.From, "One voice cut off another."));
        Assert.Equal(2, heard[0].Said.Times);
    }

    [Fact]
    public void Nothing_new_begins_while_one_is_spoken()
    {
        _queue.Enqueue(Of(1), Start);
        Assert.NotNull(Next(Start));
        _queue.Enqueue(Of(2), Start);
        Assert.Null(Next(Seconds(1)));
        Assert.Equal([Of(2)], _queue.Waiting);
    }

    [Fact]
    public void An_end_that_never_comes_is_waited_for_three_seconds_past_the_expected_length()
    {
        _queue.Enqueue(Of(1), Start);
        _queue.Enqueue(Of(2), Start);
        var first = Next(Start)!;
        Assert.Equal(first.EstimatedLength + Seconds(3), _queue.Due);
        Assert.Empty(_queue.Watch(_queue.Due!.Value - TimeSpan.FromMilliseconds(1)));
        var due = _queue.Due.Value;
        Assert.Equal([new(Of(1), NotSpokenWhy.NoEnd)], _queue.Watch(due));
        Assert.Equal([Of(2)], Next(due)!.Calls);
    }

    [Fact]
    public void The_watchdog_follows_the_true_length_once_it_is_known()
    {
        _queue.Enqueue(Of(1), Start);
        var first = Next(Start)!;
        _queue.Expect(first.Id, Seconds(30), Seconds(2));
        Assert.Equal(Seconds(35), _queue.Due);
        _queue.Expect(99, Seconds(1), Seconds(2));
        Assert.Equal(Seconds(35), _queue.Due);
    }

    [Fact]
    public void A_late_or_doubled_end_moves_nothing_on()
    {
        _queue.Enqueue(Of(1), Start);
        _queue.Enqueue(Of(2), Start);
        var first = Next(Start)!;
        Assert.Single(_queue.Ended(first.Id));
        var second = Next(Seconds(9))!;
        Assert.Empty(_queue.Ended(first.Id));
        Assert.Equal(second, _queue.Speaking);
    }

    [Fact]
    public void A_call_seen_twice_by_the_follower_is_spoken_once()
    {
        _queue.Enqueue(Of(1), Start);
        _queue.Ended(Next(Start)!.Id);
        _queue.Enqueue(Of(1), Seconds(10));
        Assert.Empty(_queue.Waiting);
    }

    [Fact]
    public void What_cannot_be_played_says_why()
    {
        _queue.Enqueue(Of(1), Start);
        Assert.Equal([new(Of(1), NotSpokenWhy.NoPlayer)], _queue.Failed(Next(Start)!.Id, NotSpokenWhy.NoPlayer));
        Assert.Null(_queue.Due);
    }

    [Fact]
    public void A_ticket_whose_visit_went_on_is_taken_back_unless_it_is_being_said()
    {
        foreach (var call in Many(3)) _queue.Enqueue(call, Start);
        var speaking = Next(Start)!;
        Assert.Empty(_queue.Withdraw(speaking.Calls[0].Ticket));
        Assert.Equal([new(Of(3), NotSpokenWhy.AlreadyThere)], _queue.Withdraw(new(3)));
        Assert.Equal([Of(2)], _queue.Waiting);
    }

    [Fact]
    public void What_waited_past_three_minutes_is_not_spoken_and_says_so()
    {
        _queue.Enqueue(Of(1), Start);
        _queue.Enqueue(Of(2), Seconds(170));
        Assert.Equal([Of(2)], _queue.Next(Seconds(181), out var tooLate)!.Calls);
        Assert.Equal([new(Of(1), NotSpokenWhy.TooLate)], tooLate);
    }

    [Fact]
    public void A_full_queue_lets_the_oldest_go_and_says_so()
    {
        foreach (var call in Many(VoiceQueue.Capacity)) Assert.Empty(_queue.Enqueue(call, Start));
        Assert.Equal([new(Of(1), NotSpokenWhy.QueueFull)], _queue.Enqueue(Of(VoiceQueue.Capacity + 1), Start));
    }

    [Fact]
    public void What_another_process_had_begun_is_waited_for_and_then_given_up()
    {
        _queue.Resume(1, Of(1), Seconds(10));
        _queue.Resume(1, Of(2), Seconds(10));
        _queue.Enqueue(Of(3), Start);
        Assert.Null(Next(Seconds(10)));
        Assert.Equal([Of(1), Of(2)], _queue.Speaking!.Calls);
        var due = Seconds(10) + _queue.Speaking.EstimatedLength + VoiceQueue.Grace;
        Assert.Equal(due, _queue.Due);
        Assert.Equal([new(Of(1), NotSpokenWhy.NoEnd), new(Of(2), NotSpokenWhy.NoEnd)], _queue.Watch(due));
        Assert.Equal([Of(3)], Next(due)!.Calls);
    }

    [Fact]
    public void A_call_of_another_zone_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => _queue.Enqueue(Of(1) with { Zone = new("b") }, Start));

    [Fact]
    public void Whatever_happens_each_call_leaves_with_one_outcome_and_the_spoken_ones_in_order() =>
        Gen.Int[0, 9].Array[0, 200].Sample(steps =>
        {
            var queue = new VoiceQueue(ZoneA);
            var outcomes = new List<CallOutcome>();
            var (now, sequence) = (Start, 0);
            foreach (var step in steps)
            {
                now += Seconds(step);
                outcomes.AddRange(step switch
                {
                    < 4 => queue.Enqueue(Of(++sequence, window: step + 1), now),
                    4 => queue.Watch(now),
                    5 => queue.Withdraw(new(sequence)),
                    6 => queue.Failed(queue.Speaking?.Id ?? 0, NotSpokenWhy.PlayerFailed),
                    _ => queue.Ended(queue.Speaking?.Id ?? 0),
                });
                queue.Next(now, out var tooLate);
                outcomes.AddRange(tooLate);
            }
            for (var most = sequence + 1; most > 0 && queue.Speaking is { } speaking; most--)
            {
                outcomes.AddRange(queue.Ended(speaking.Id));
                queue.Next(now, out var tooLate);
                outcomes.AddRange(tooLate);
            }
            Assert.Empty(queue.Waiting);
            Assert.Equal(Enumerable.Range(1, sequence).Select(n => (long)n), outcomes.Select(o => o.Call.Sequence).Order());
            var spoken = outcomes.Where(o => o.IsSpoken).Select(o => o.Call.Sequence).ToList();
            Assert.Equal(spoken.Order(), spoken);
        }, iter: 2000);
}
