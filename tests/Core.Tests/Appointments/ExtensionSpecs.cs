using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Appointments.BookedHall;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Appointments;

/// <summary>After-hours service.</summary>
public sealed class ExtensionSpecs
{
    private static readonly DateTimeOffset Five = Nine.AddHours(8), HalfSix = Nine.AddHours(8.5);

    [Fact]
    public void Who_waits_at_the_cut_off_is_served_and_the_day_does_not_close_before()
    {
        var hall = Early().Until(Nine).Given(Anna, new OpenWindow(W1));
        var waiting = hall.Ticket();
        hall.Until(Five);
        Assert.True(hall.State.Day!.TicketingStopped);
        Assert.Equal(RefusalCode.DayHasHolders, hall.Refused(Chief, new CloseDay()));
        Assert.Equal(waiting, hall.CallNext(Anna, W1));
        hall.Given(Anna, new CompleteVisit(W1)).Given(Chief, new CloseDay());
    }

    [Fact]
    public void Extended_before_the_end_tickets_go_on_until_the_later_hour()
    {
        var hall = Early().Until(Nine).Given(Anna, new OpenWindow(W1)).Given(Chief, new ExtendDay(HalfSix, Noted)).Until(Five.AddMinutes(10));
        hall.Ticket();
        hall.Until(HalfSix);
        Assert.Equal(RefusalCode.TicketingHasStopped, hall.Refused(Citizen, new TakeTicket(Passport)));
    }

    [Fact]
    public void Extended_after_the_end_tickets_are_given_again()
    {
        var hall = Early().Until(Nine).Given(Anna, new OpenWindow(W1)).Until(Five.AddMinutes(5));
        Assert.Equal(RefusalCode.TicketingHasStopped, hall.Refused(Citizen, new TakeTicket(Passport)));
        hall.Given(Chief, new ExtendDay(HalfSix, Noted)).Ticket();
    }

    [Fact]
    public void Where_everybody_has_gone_home_no_ticket_is_given_however_long_the_day()
    {
        var hall = Early().Until(Nine).Given(Chief, new ExtendDay(HalfSix, Noted)).Until(Five);
        Assert.Equal(RefusalCode.NobodyCanServe, hall.Refused(Citizen, new TakeTicket(Passport)));
    }

    [Fact]
    public void It_counts_for_the_day_alone_and_for_those_booked_that_day()
    {
        var hall = Early();
        var code = hall.Booked(Li, Ten);
        hall.Until(Nine).Given(Anna, new OpenWindow(W1)).Given(Chief, new ExtendDay(HalfSix, Noted)).Until(Five.AddMinutes(10)).Given(Citizen, new CheckIn(code));
        hall.Until(Five.AddDays(1).AddMinutes(1));
        Assert.True(hall.State.Day!.TicketingStopped);
    }

    [Fact]
    public void It_may_be_set_anew_and_the_same_again_is_already_so()
    {
        var hall = Early().Until(Nine).Given(Chief, new ExtendDay(HalfSix, Noted));
        Assert.True(hall.Do(Chief, new ExtendDay(HalfSix, Noted)).IsAlreadySo);
        hall.Given(Chief, new ExtendDay(Five.AddMinutes(10), Noted)).Until(Five.AddMinutes(10));
        Assert.True(hall.State.Day!.TicketingStopped);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(19.5)]
    public void Not_to_the_hour_the_day_ends_anyway_nor_into_the_next_business_day(double hours) =>
        Assert.Equal(RefusalCode.ExtensionOutOfRange, Early().Until(Nine).Refused(Chief, new ExtendDay(Nine.AddHours(hours), Noted)));

    [Fact]
    public void A_clerk_does_not_extend_the_day_and_a_manager_gives_a_reason()
    {
        var hall = Early().Until(Nine);
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Anna, new ExtendDay(HalfSix, Noted)));
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Chief, new ExtendDay(HalfSix, null)));
        Assert.Equal(RefusalCode.NothingToExtend, new HallScenario().Refused(Chief, new ExtendDay(HalfSix, Noted)));
    }
}
