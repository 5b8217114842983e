using System.Text.Json;
using CsCheck;
using TidalHall.Core.Appointments;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Properties;

/// <summary>What no sequence of bookings, cancellations, arrivals and days can bring a hall to.</summary>
public sealed class BookingProperties
{
    private const int Runs = 200;

    private enum Act { Book, Cancel, CheckIn, Take, GiveBack, Extend, Lift, Restart }

    /// <param name="After">Minutes since the one before it.</param>
    /// <param name="N">Which booking, person or slot is meant.</param>
    private sealed record Step(int After, Act Act, int N);

    private static readonly PersonRef[] People = [BookedHall.Li, BookedHall.Wu, BookedHall.He];

    private static readonly Gen<Step[]> Steps = Gen.Select(
        Gen.Frequency((6, Gen.Int[0, 40]), (1, Gen.Int[200, 1_500])),
        Gen.Frequency((8, Gen.Const(Act.Book)), (3, Gen.Const(Act.Cancel)), (6, Gen.Const(Act.CheckIn)), (3, Gen.Const(Act.Take)), (1, Gen.Const(Act.GiveBack)), (1, Gen.Const(Act.Extend)), (1, Gen.Const(Act.Lift)), (1, Gen.Const(Act.Restart))),
        Gen.Int[0, 999], (after, act, n) => new Step(after, act, n)).Array[0, 80];

    private static HallScenario Play(Step[] steps, Action<HallScenario, HallCommand, Decision>? after = null)
    {
        var plan = BookedHall.WithSlots(new() { HorizonDays = 2, PerPerson = 2, PerPersonAndItem = 2, NoShows = 2, BarredDays = 2, NoShowDays = 3 });
        var hall = HallScenario.BeforeItsFirstDay(plan, Nine.AddHours(-2.5));
        foreach (var step in steps)
        {
            // Now and then the hub was away, so that a day goes by without having been opened.
            if (step.Act is Act.Restart) hall.Later(TimeSpan.FromMinutes(step.After)).Do(Actor.Hub, new TimeCame());
            else hall.Until(hall.At.AddMinutes(step.After));
            if (CommandOf(hall, step) is not { } command) continue;
            var decision = hall.Do(command is CancelBooking && step.N % 5 == 0 || command is ExtendDay or LiftBar ? Chief : Citizen, command);
            after?.Invoke(hall, command, decision);
        }
        return hall;
    }

    private static HallCommand? CommandOf(HallScenario hall, Step step)
    {
        var known = hall.Journal.Select(r => r.Event).OfType<SlotBooked>().Select(b => b.Booking).ToList();
        var person = People[step.N % People.Length];
        return step.Act switch
        {
            Act.Book => new BookSlot(step.N % 9 == 0 ? Tax : Passport, Nine.AddMinutes(30 * (step.N / 3 % 2)).AddDays((hall.At - Nine).Days + step.N / 20 % 2), person),
            Act.Cancel when known.Count > 0 => new CancelBooking(known[^(1 + step.N % Math.Min(known.Count, 4))]),
            Act.CheckIn when known.Count > 0 => new CheckIn(known[^(1 + step.N % Math.Min(known.Count, 4))]),
            Act.Take => new TakeTicket(Passport, Person: person),
            Act.GiveBack => new CancelTicket(new(1 + step.N % 6)),
            Act.Lift => new LiftBar(person, Noted),
            Act.Extend => new ExtendDay(Nine.AddDays((hall.At - Nine).Days).AddHours(8.5), Noted),
            _ => null,
        };
    }

    [Fact]
    public void No_slot_is_booked_beyond_its_places_and_nobody_beyond_his_limit() => Steps.Sample(steps =>
    {
        Play(steps, (hall, command, decision) =>
        {
            var (book, rules) = (hall.State.Bookings, hall.State.Map!.Plan.Appointments);
            Assert.All(book.All.Where(b => b.State is not BookingState.Cancelled).GroupBy(b => b.Slot), slot => Assert.True(slot.Count() <= 2, $"{slot.Count()} at {slot.Key}"));
            Assert.All(People, p => Assert.True(book.Of(p).Count() <= rules.PerPerson));
            if (decision.First is not SlotBooked booked) return;
            // A place on its way back is nobody's.
            Assert.True(book.All.Count(b => b.Slot == booked.Slot && b.State is not BookingState.Cancelled) + book.Withheld.Count(w => w.Slot == booked.Slot && w.BackAt > hall.At) <= 2);
            Assert.DoesNotContain(hall.Journal.Take(hall.Journal.Count - 1).Where(r => r.Event is BookingMissed { BarredUntil: { } until } m && until > hall.At && !hall.Journal.Any(l => l.Sequence > r.Sequence && l.Event is BarLifted lifted && lifted.Person == booked.Person)),
                r => book.Find(((BookingMissed)r.Event).Booking)?.Person == booked.Person);
        });
    }, iter: Runs);

    [Fact]
    public void A_booking_ends_once_and_its_code_is_one_ticket_at_most() => Steps.Sample(steps =>
    {
        var hall = Play(steps);
        var ends = hall.Journal.Select(r => r.Event switch
        {
            BookingCancelled e => e.Booking,
            BookingMissed e => e.Booking,
            BookingLapsed e => e.Booking,
            TicketTaken e => e.Code,
            _ => default,
        }).Where(code => code != default).ToList();
        Assert.Equal(ends.Count, ends.Distinct().Count());
        var kept = hall.Journal.Select(r => r.Event).OfType<TicketTaken>().Select(t => t.Code).ToHashSet();
        Assert.All(hall.State.Bookings.All, b => Assert.Equal(b.State is BookingState.Kept, kept.Contains(b.Code)));
    }, iter: Runs);

    [Fact]
    public void The_clock_leaves_no_booking_of_a_day_that_is_over() => Steps.Sample(steps =>
    {
        var hall = Play(steps);
        hall.Until(hall.At.AddDays(4));
        Assert.All(hall.State.Bookings.All, b => Assert.False(b.IsBooked, $"{b}"));
        Assert.True(Hall.NextDue(hall.State) > hall.At);
    }, iter: Runs);

    [Fact]
    public void Stored_events_and_a_snapshot_give_the_same_book_to_the_bit() => Steps.Sample(steps =>
    {
        var hall = Play(steps);
        var replayed = new HallState();
        foreach (var r in hall.Journal) Hall.Apply(replayed, r with { Event = HallEventJson.Read(HallEventJson.KindOf(r.Event), HallEventJson.Write(r.Event)) });
        Assert.Equal(StateText.Of(hall.State), StateText.Of(replayed));
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes)) HallSnapshot.Of(hall.State).Write(writer);
        var reader = new Utf8JsonReader(bytes.ToArray());
        Assert.Equal(StateText.Of(hall.State), StateText.Of(HallSnapshot.Read(ref reader).Restore(hall.State.Map!.Plan)));
    }, iter: Runs);
}
