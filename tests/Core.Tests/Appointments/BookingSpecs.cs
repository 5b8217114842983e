using TidalHall.Core.Appointments;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Appointments.BookedHall;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Appointments;

public sealed class BookingSpecs
{
    [Fact]
    public void Checking_in_is_the_ticket_under_the_code_of_the_booking_and_never_a_second_number()
    {
        var hall = Early();
        var code = hall.Booked(Li, Ten);
        hall.Until(Ten.AddMinutes(-20)).Given(Citizen, new CheckIn(code));
        var ticket = hall.TicketOf(code);
        Assert.Equal((TicketClass.Appointment, Ten, Li, "A001"), (ticket.Class, ticket.Slot, ticket.Person, ticket.Number.ToString()));
        Assert.Equal(new BookingState.Kept(ticket.Id), hall.StateOf(code));
        Assert.Equal(RefusalCode.LiveTicketExists, hall.Refused(Citizen, new CheckIn(code)));
        Assert.Equal(RefusalCode.LiveTicketExists, hall.Refused(Citizen, new TakeTicket(Passport, Person: Li)));
        Assert.Single(hall.State.Tickets);
    }

    [Fact]
    public void Who_of_the_hall_books_for_somebody_stands_in_the_journal_and_who_books_alone_does_not()
    {
        var hall = Early();
        hall.Booked(Li, Ten);
        hall.Given(Anna, new BookSlot(Passport, Ten, Wu));
        Assert.Equal([null, Anna.Id], hall.Journal.Select(r => r.Event).OfType<SlotBooked>().Select(b => b.By));
    }

    [Fact]
    public void The_wait_of_who_came_early_counts_from_the_slot()
    {
        var hall = Early();
        var code = hall.Booked(Li, Ten);
        hall.Until(Ten.AddMinutes(-20)).Given(Citizen, new CheckIn(code));
        Assert.Equal(hall.Tick + 20 * 60_000, Hall.RefOf(hall.TicketOf(code)));
        Assert.False(DispatchPolicy.IsPriority(hall.TicketOf(code), hall.Tick));
    }

    [Fact]
    public void Who_comes_after_the_grace_gets_a_number_like_a_walk_in_and_is_no_no_show()
    {
        var hall = Early();
        var code = hall.Booked(Li, Ten);
        hall.Until(Ten.AddMinutes(15)).Given(Citizen, new CheckIn(code));
        Assert.Equal((TicketClass.Ordinary, hall.Tick), (hall.TicketOf(code).Class, Hall.RefOf(hall.TicketOf(code))));
        hall.Until(Nine.AddHours(8));
        Assert.IsType<BookingState.Kept>(hall.StateOf(code));
    }

    [Fact]
    public void Who_takes_a_ticket_by_card_for_what_is_booked_today_comes_by_the_booking()
    {
        var hall = Early();
        var code = hall.Booked(Li, Ten);
        hall.Until(Ten.AddMinutes(-10)).Given(Citizen, new TakeTicket(Passport, Person: Li));
        Assert.Equal((TicketClass.Appointment, Ten), (hall.TicketOf(code).Class, hall.TicketOf(code).Slot));
        Assert.IsType<BookingState.Kept>(hall.StateOf(code));
    }

    [Fact]
    public void Hours_before_the_slot_a_ticket_by_card_is_a_walk_ins_and_uses_the_booking_up()
    {
        var hall = Early();
        var code = hall.Booked(Li, Ten.AddHours(1.5));
        hall.Until(Nine).Given(Citizen, new TakeTicket(Passport, Person: Li));
        Assert.Equal((TicketClass.Ordinary, hall.Tick), (hall.TicketOf(code).Class, Hall.RefOf(hall.TicketOf(code))));
        Assert.Equal(RefusalCode.LiveTicketExists, hall.Refused(Citizen, new CheckIn(code)));
    }

    [Fact]
    public void A_booked_place_is_not_counted_out_again_by_the_quotas_of_the_day()
    {
        var hall = HallScenario.BeforeItsFirstDay(WithSlots() with { Rules = new() { DailyMaximum = 1 } }, Nine.AddHours(-2.5));
        var code = hall.Booked(Li, Ten);
        hall.Until(Ten.AddMinutes(-30)).Given(Citizen, new TakeTicket(Passport));
        Assert.Equal(RefusalCode.DailyMaximumReached, hall.Refused(Citizen, new TakeTicket(Passport)));
        hall.Given(Citizen, new CheckIn(code));
    }

    [Fact]
    public void What_will_not_be_authorised_on_its_day_is_not_booked_and_what_was_booked_is_not_turned_away()
    {
        var letter = new Authorisation(new(2026, 1, 1), new(2026, 3, 3));
        HallPlan WithLetter(Authorisation letter) => WithSlots() with { Departments = [new("局") { Authorisations = [letter] }] };
        var hall = HallScenario.BeforeItsFirstDay(WithLetter(letter), Nine.AddHours(-2.5));
        Assert.Equal(RefusalCode.NotOfferedHere, hall.Refused(Citizen, new BookSlot(Passport, Ten.AddDays(2), Li)));
        var code = hall.Booked(Li, Ten.AddDays(1));
        hall.Given(Core.Staffing.Actor.Hub, new ConfigureHall(WithLetter(letter with { Until = new(2026, 3, 2) }), "two")).Until(Ten.AddDays(1));
        Assert.Equal(RefusalCode.NotOfferedHere, hall.Refused(Citizen, new TakeTicket(Passport)));
        hall.Given(Citizen, new CheckIn(code));
    }

    [Fact]
    public void A_slot_has_its_places_and_no_more()
    {
        var hall = Early();
        hall.Booked(Li, Ten);
        hall.Booked(Wu, Ten);
        Assert.Equal(RefusalCode.SlotFull, hall.Refused(Citizen, new BookSlot(Passport, Ten, He)));
        hall.Booked(He, Ten.AddMinutes(30));
    }

    [Fact]
    public void A_place_given_back_comes_back_at_a_moment_drawn_by_lot()
    {
        var hall = Early();
        var slot = Ten.AddHours(24);
        var code = hall.Booked(Li, slot);
        hall.Booked(Wu, slot);
        var cancelled = Assert.IsType<BookingCancelled>(hall.Do(Citizen, new CancelBooking(code)).First);
        Assert.InRange(cancelled.BackAt, hall.At.AddSeconds(1), hall.At.AddMinutes(120));
        Assert.Equal(RefusalCode.SlotFull, hall.Refused(Citizen, new BookSlot(Passport, slot, He)));
        hall.LaterUntil(cancelled.BackAt.AddSeconds(-1));
        Assert.Equal(RefusalCode.SlotFull, hall.Refused(Citizen, new BookSlot(Passport, slot, He)));
        hall.LaterUntil(cancelled.BackAt).Booked(He, slot);
    }

    [Fact]
    public void The_moments_by_lot_are_spread_over_the_whole_span()
    {
        var minutes = Enumerable.Range(0, 400).Select(n =>
        {
            var hall = Early();
            var code = hall.Booked(Li, Ten.AddDays(3));
            var stamp = new Stamp(hall.At, hall.Tick, (1, (ulong)n * 0x9E37_79B9_7F4A_7C15));
            return (((BookingCancelled)Hall.Decide(hall.State, Citizen, null, new CancelBooking(code), stamp).First!).BackAt - hall.At).TotalMinutes;
        }).ToList();
        Assert.InRange(minutes.Average(), 50, 70);
        Assert.InRange(minutes.Min(), 0, 5);
        Assert.InRange(minutes.Max(), 115, 120);
    }

    [Fact]
    public void A_place_comes_back_before_nobody_may_book_it_any_more()
    {
        var hall = Early(new() { CancelByMinutes = 60, BookByMinutes = 60, FreedWithinMinutes = 1_440 });
        var code = hall.Booked(Li, Ten);
        var cancelled = (BookingCancelled)hall.Do(Citizen, new CancelBooking(code)).First!;
        Assert.InRange(cancelled.BackAt, hall.At, Nine);
    }

    [Theory]
    [InlineData(8 * 24, RefusalCode.SlotTooFar)]
    [InlineData(7 * 24, null)]
    [InlineData(0, null)]
    public void A_slot_can_be_booked_up_to_the_horizon(double hours, RefusalCode? refusal)
    {
        var hall = Early();
        Assert.Equal(refusal, hall.Decide(Citizen, new BookSlot(Passport, Ten.AddHours(hours), Li)).Refusal?.Code);
    }

    [Fact]
    public void A_slot_can_be_booked_until_its_book_by_and_cancelled_until_its_cancel_by()
    {
        var hall = Early();
        var code = hall.Booked(Li, Ten);
        hall.LaterUntil(Ten.AddHours(-2)).Given(Citizen, new BookSlot(Passport, Ten, Wu));
        Assert.Null(hall.Decide(Citizen, new CancelBooking(code)).Refusal);
        hall.Later(TimeSpan.FromSeconds(1));
        Assert.Equal(RefusalCode.TooLateToCancel, hall.Refused(Citizen, new CancelBooking(code)));
        hall.LaterUntil(Ten.AddHours(-1).AddSeconds(1));
        Assert.Equal(RefusalCode.SlotTooSoon, hall.Refused(Citizen, new BookSlot(Passport, Ten, He)));
        hall.Given(Chief, new CancelBooking(code));
    }

    [Fact]
    public void A_time_that_begins_no_slot_and_an_item_without_slots_cannot_be_booked()
    {
        var hall = Early();
        Assert.Equal(RefusalCode.NoSuchSlot, hall.Refused(Citizen, new BookSlot(Passport, Ten.AddMinutes(10), Li)));
        Assert.Equal(RefusalCode.NoSuchSlot, hall.Refused(Citizen, new BookSlot(Passport, Nine.AddHours(3), Li)));
        Assert.Equal(RefusalCode.NotBookable, hall.Refused(Citizen, new BookSlot(Tax, Ten, Li)));
        Assert.Equal(RefusalCode.UnknownItem, hall.Refused(Citizen, new BookSlot(new("none"), Ten, Li)));
    }

    [Fact]
    public void A_person_has_so_many_bookings_and_one_for_an_item()
    {
        var plan = WithSlots(new() { PerPerson = 2 });
        plan = plan with { Items = [.. plan.Items, plan.Items[0] with { Id = new("second") }, plan.Items[0] with { Id = new("third") }] };
        var hall = HallScenario.BeforeItsFirstDay(plan, Nine.AddHours(-2.5));
        hall.Booked(Li, Ten);
        Assert.Equal(RefusalCode.AlreadyBooked, hall.Refused(Citizen, new BookSlot(Passport, Ten.AddDays(1), Li)));
        hall.Booked(Li, Ten.AddMinutes(30), new("second"));
        Assert.Equal(RefusalCode.TooManyBookings, hall.Refused(Citizen, new BookSlot(new("third"), Ten.AddDays(1), Li)));
    }

    [Fact]
    public void So_many_no_shows_bar_from_booking_until_a_day_that_comes_by_itself()
    {
        var hall = Early(new() { NoShows = 2, NoShowDays = 10, BarredDays = 5 });
        for (var day = 0; day < 2; day++)
        {
            hall.Booked(Li, Ten.AddDays(day));
            hall.Until(Nine.AddDays(day).AddHours(8));
        }
        var until = hall.Journal.Select(r => r.Event).OfType<BookingMissed>().Last().BarredUntil!.Value;
        Assert.Equal(hall.At.AddDays(5), until);
        Assert.Equal(RefusalCode.Barred, hall.Refused(Citizen, new BookSlot(Passport, Ten.AddDays(3), Li)));
        hall.Booked(Wu, Ten.AddDays(3));
        // A ticket is given all the same.
        hall.Until(Nine.AddDays(2)).Given(Citizen, new TakeTicket(Passport, Person: Li));
        hall.Until(until.AddSeconds(-1));
        Assert.Equal(RefusalCode.Barred, hall.Refused(Citizen, new BookSlot(Passport, Ten.AddDays(7), Li)));
        hall.Until(until).Booked(Li, Ten.AddDays(7));
    }

    [Fact]
    public void A_manager_lifts_a_bar_for_a_reason_and_what_led_to_it_counts_no_more()
    {
        var hall = Early(new() { NoShows = 2, NoShowDays = 30, BarredDays = 20 });
        for (var day = 0; day < 2; day++)
        {
            hall.Booked(Li, Ten.AddDays(day));
            hall.Until(Nine.AddDays(day).AddHours(8));
        }
        var bar = Assert.Single(hall.State.Bookings.Barred(hall.At));
        Assert.Equal((Li, hall.At.AddDays(20)), (bar.Person, bar.BarredUntil));
        Assert.Equal([Nine.AddHours(8), Nine.AddDays(1).AddHours(8)], bar.BarredFor);
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Citizen, new LiftBar(Li, Noted)));
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Chief, new LiftBar(Li, null)));
        Assert.Equal(new BarLifted(Li, Chief.Id, Noted), hall.Do(Chief, new LiftBar(Li, Noted)).First);
        Assert.Empty(hall.State.Bookings.Barred(hall.At));
        Assert.True(hall.Do(Chief, new LiftBar(Li, Noted)).IsAlreadySo);
        // One more is the first again.
        hall.Until(Nine.AddDays(2)).Booked(Li, Ten.AddDays(2).AddMinutes(30));
        hall.Until(Nine.AddDays(2).AddHours(8));
        Assert.Null(hall.State.Bookings.BarredUntil(Li, hall.At));
    }

    [Fact]
    public void Whom_a_booking_a_no_show_or_a_bar_binds_is_known_as_long()
    {
        var hall = Early(new() { HorizonDays = 30, NoShows = 2, NoShowDays = 30, BarredDays = 30 });
        hall.Booked(Li, Ten.AddDays(30));
        hall.Booked(Wu, Ten);
        hall.Booked(He, Ten.AddMinutes(30));
        hall.Until(Ten).Given(Citizen, new CheckIn(hall.State.Bookings.Of(He).First().Code));
        Assert.Equal([Li, Wu], Bound());
        hall.Until(Nine.AddDays(29));
        Assert.Equal([Li, Wu], Bound());
        // Wu's no-show counts for thirty days, Li's begins to when the booking is over.
        hall.Until(Nine.AddDays(31));
        Assert.Equal([Li], Bound());
        hall.Until(Nine.AddDays(61));
        Assert.Empty(Bound());

        IEnumerable<PersonRef> Bound() => hall.State.Bookings.Bound(hall.At).Distinct().OrderBy(p => p.Value);
    }

    [Fact]
    public void What_one_was_barred_for_is_settled()
    {
        var hall = Early(new() { NoShows = 2, NoShowDays = 30, BarredDays = 1 });
        for (var day = 0; day < 2; day++)
        {
            hall.Booked(Li, Ten.AddDays(day));
            hall.Until(Nine.AddDays(day).AddHours(8));
        }
        hall.Until(Nine.AddDays(3)).Booked(Li, Ten.AddDays(3).AddMinutes(30));
        hall.Until(Nine.AddDays(3).AddHours(8));
        Assert.Null(hall.Journal.Select(r => r.Event).OfType<BookingMissed>().Last().BarredUntil);
    }

    [Fact]
    public void Where_the_hall_did_not_open_nobody_is_a_no_show()
    {
        var hall = Early(new() { NoShows = 1 });
        var code = hall.Booked(Li, Ten);
        hall.LaterUntil(Nine.AddDays(1)).Given(Core.Staffing.Actor.Hub, new TimeCame());
        Assert.IsType<BookingState.Lapsed>(hall.StateOf(code));
        hall.Booked(Li, Ten.AddDays(2));
    }

    [Fact]
    public void The_day_does_not_close_before_its_booked_citizens_are_over_or_cancelled()
    {
        var hall = Early();
        var code = hall.Booked(Li, Ten);
        hall.Until(Nine);
        Assert.Equal(RefusalCode.DayHasBookings, hall.Refused(Chief, new CloseDay()));
        hall.Given(Chief, new CancelBooking(code)).Given(Chief, new CloseDay());
    }

    [Fact]
    public void The_kiosk_number_is_eight_digits_that_no_other_booking_to_come_has()
    {
        var first = BookingNumber.From(5, _ => false);
        Assert.Equal("1000 0005", first.ToString());
        Assert.Equal("1000 0006", BookingNumber.From(5, n => n == first).ToString());
        Assert.Equal("1000 0000", BookingNumber.From(89_999_999, n => n.ToString() is "9999 9999").ToString());
        Assert.True(BookingNumber.TryParse(" 1000-0005 ", out var read) && read == first);
        Assert.False(BookingNumber.TryParse("0000 0005", out _) || BookingNumber.TryParse("1000 000５", out _) || BookingNumber.TryParse("", out _));
    }
}
