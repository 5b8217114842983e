using System.Text.Json;
using CsCheck;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Properties;

/// <summary>What no sequence of orders can bring a hall to.</summary>
public sealed class HallProperties
{
    private const int Days = 300;

    private static HallScenario Play(Step[] steps, Action<HallScenario, Step>? before = null, Action<HallScenario, Step, Decision>? after = null)
    {
        var hall = HallSteps.Begin();
        foreach (var step in steps)
        {
            hall.Later(TimeSpan.FromSeconds(step.After));
            before?.Invoke(hall, step);
            var decision = hall.Do(step.Actor, step.Command);
            after?.Invoke(hall, step, decision);
        }
        return hall;
    }

    [Fact]
    public void A_ticket_is_at_one_window_a_window_has_one_ticket_and_no_two_live_ones_share_a_number() =>
        HallSteps.OverDays.Sample(steps => { Play(steps, after: (hall, _, _) => HallLaws.Hold(hall.State)); }, iter: Days);

    [Fact]
    public void Every_call_is_of_whom_the_rule_puts_first_and_nobody_eligible_is_left_waiting() => HallSteps.WithinADay.Sample(steps =>
    {
        Play(steps, (hall, step) =>
        {
            // Decided a moment before it is done: nothing may have changed in between.
            var decision = hall.Decide(step.Actor, step.Command);
            if (step.Command is CallNext next && decision.Refusal is { Code: RefusalCode.NobodyWaiting }) Assert.Empty(HallLaws.Callable(hall.State, next.Window));
            if (decision.First is not TicketCalled call) return;
            HallLaws.OfACall(hall.State, call, hall.Tick);
        });
    }, iter: Days);

    [Fact]
    public void The_stored_events_give_the_same_state_to_the_bit() => HallSteps.OverDays.Sample(steps =>
    {
        var hall = Play(steps);
        var replayed = new HallState();
        foreach (var r in hall.Journal) Hall.Apply(replayed, r with { Event = HallEventJson.Read(HallEventJson.KindOf(r.Event), HallEventJson.Write(r.Event)) });
        Assert.Equal(StateText.Of(hall.State), StateText.Of(replayed));
    }, iter: Days);

    [Fact]
    public void A_snapshot_written_down_and_read_back_is_the_same_state_to_the_bit() => HallSteps.OverDays.Sample(steps =>
    {
        var hall = Play(steps).State;
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes)) HallSnapshot.Of(hall).Write(writer);
        var reader = new Utf8JsonReader(bytes.ToArray());
        Assert.Equal(StateText.Of(hall), StateText.Of(HallSnapshot.Read(ref reader).Restore(hall.Map!.Plan)));
    }, iter: Days);

    [Fact]
    public void Deciding_changes_nothing_whatever_the_answer() => HallSteps.OverDays.Sample(steps =>
    {
        var text = "";
        Play(steps, (hall, step) =>
        {
            text = StateText.Of(hall.State);
            hall.Decide(step.Actor, step.Command);
            Assert.Equal(text, StateText.Of(hall.State));
        },
        (hall, _, decision) =>
        {
            if (decision.First is null) Assert.Equal(text, StateText.Of(hall.State));
            else Assert.NotEqual(text, StateText.Of(hall.State));
        });
    }, iter: Days / 3);

    /// <summary>Those that may come again mean it: another ticket, another call of the same number, another print, another minute.</summary>
    [Fact]
    public void The_same_order_again_is_already_so_or_refused() => HallSteps.OverDays.Sample(steps =>
    {
        Play(steps, after: (hall, step, _) =>
        {
            if (step.Command is TakeTicket { Person: null, PrePrinted: null } or RecallTicket or ReprintTicket or MinuteCame) return;
            var again = hall.Decide(step.Actor, step.Command);
            Assert.True(again.First is null, $"{step.Command} again: {again.First}");
        });
    }, iter: Days);

    [Fact]
    public void The_tide_keeps_to_dwell_limit_and_locks_and_nothing_turns_a_window_during_a_visit() => HallSteps.OverDays.Sample(steps =>
    {
        var rules = HallSteps.Begin().State.Map!.Plan.Tide;
        var (last, moves) = (new Dictionary<WindowId, long>(), new List<(WindowId Window, long Tick)>());
        WindowState? before = null;
        TideMode? mode = null;
        Play(steps, (hall, _) => (before, mode) = (hall.State.Find(W4), hall.State.TideMode), (hall, step, decision) =>
        {
            var after = hall.State.Find(W4)!;
            if (before is { Current: { } there } && there == after.Current) Assert.Equal(before.Assigned, after.Assigned);
            foreach (var e in decision.Events.OfType<WindowEvent>())
            {
                if (step.Command is MinuteCame && e is TideMoved or TideProposed or TideSummoned)
                {
                    Assert.Null(before!.Tide.LockedBy);
                    // Plain limits know neither.
                    if (mode is TideMode.Thresholds) continue;
                    if (last.TryGetValue(e.Window, out var since)) Assert.True(hall.Tick - since >= rules.DwellMinutes * 60_000L);
                    Assert.True(moves.Count(m => m.Window == e.Window && m.Tick > hall.Tick - 3_600_000) < rules.MovesPerHour);
                }
                if (e is TideMoved or WindowAssigned) moves.Add((e.Window, hall.Tick));
                if (e is TideMoved or WindowAssigned or TideDeclined or TideLapsed) last[e.Window] = hall.Tick;
            }
        });
    }, iter: Days);

    [Fact]
    public void Who_waits_is_who_took_a_ticket_less_those_who_were_called_or_left() => HallSteps.OverDays.Sample(steps =>
    {
        var hall = Play(steps);
        var waiting = new HashSet<TicketId>();
        foreach (var e in hall.Journal.Select(r => r.Event).OfType<TicketEvent>())
        {
            if (e is TicketTaken or TicketReinstated or TicketReturned or TicketTransferred or VisitFollowed) waiting.Add(e.Ticket);
            else if (e is TicketCalled or TicketCancelled or TicketReleased) waiting.Remove(e.Ticket);
        }
        Assert.Equal(waiting.Count, hall.State.WaitingCount);
        Assert.Equal(waiting.Order(), hall.State.Tickets.Where(t => t.State is VisitState.Waiting).Select(t => t.Id).Order());
    }, iter: Days);

    [Fact]
    public void Every_refusal_of_a_random_day_has_its_places_filled_in() => HallSteps.OverDays.Sample(steps =>
    {
        Play(steps, after: (_, _, decision) =>
        {
            if (decision.Refusal is not { } refusal) return;
            foreach (var language in (string[])["zh-CN", "en"])
            {
                var text = RefusalText.Of(refusal, System.Globalization.CultureInfo.GetCultureInfo(language));
                Assert.DoesNotContain("{", text, StringComparison.Ordinal);
                Assert.DoesNotContain("“”", text.Replace("变为“”", "", StringComparison.Ordinal), StringComparison.Ordinal);
                Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
            }
        });
    }, iter: Days / 3);

    [Fact]
    public void A_wall_clock_that_is_set_by_a_day_reorders_nobody_and_makes_no_negative_wait() =>
        Gen.Select(HallSteps.WithinADay, Gen.Int[0, 80], HallSteps.Among(-1.0, 1.0, -1.0 / 24)).Sample((steps, at, days) =>
        {
            // Slots and reported times are wall clock readings by nature; all else is on the hall's own axis.
            steps = [.. steps.Where(s => s.Command is not TakeTicket { Slot: not null } and not TakeTicket { ReportedAt: not null })];
            var undisturbed = Play(steps);
            var n = 0;
            var disturbed = Play(steps, (hall, _) => { if (n++ == at) hall.ClockSet(TimeSpan.FromDays(days)); });
            Assert.Equal(Calls(undisturbed), Calls(disturbed));
            Assert.All(Calls(disturbed), c => Assert.True(c.Waited >= 0));
        }, iter: Days / 2);

    private static List<TicketCalled> Calls(HallScenario hall) => [.. hall.Journal.Select(r => r.Event).OfType<TicketCalled>()];
}
