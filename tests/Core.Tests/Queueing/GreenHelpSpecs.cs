using CsCheck;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>A tax window that helps intake for its green channel alone.</summary>
public sealed class GreenHelpSpecs
{
    private enum Act { Take, Green, Booked, Tax, NextAtIntake, SendFirst, SendOn, NextAtTax, ChooseAtTax, Later }

    private static HallPlan Helping => Plan with { Windows = [.. Plan.Windows.Select(w => w.Id == W3 ? w with { Helps = [], HelpsGreen = [Intake] } : w)] };

    private readonly HallScenario _hall = new HallScenario(Helping).Given(Carol, new OpenWindow(W3));

    [Fact]
    public void It_calls_the_green_channel_and_leaves_everybody_else_who_came_before()
    {
        _hall.Ticket();
        var green = _hall.Ticket(@class: TicketClass.GreenChannel);
        Assert.Equal(green, _hall.CallNext(Carol, W3));
        _hall.Given(Carol, new CompleteVisit(W3));
        Assert.Equal(RefusalCode.NobodyWaiting, _hall.Refused(Carol, new CallNext(W3)));
    }

    [Fact]
    public void Whom_a_person_placed_first_it_calls_only_if_green()
    {
        _hall.Given(Anna, new OpenWindow(W1));
        var (ordinary, green) = (_hall.Ticket(), _hall.Ticket(@class: TicketClass.GreenChannel));
        foreach (var first in new[] { ordinary, green })
            _hall.Given(Chief, new CallChosen(W1, first, Noted)).Given(Anna, new TransferTicket(W1, Intake, null, TransferPosition.Next));
        Assert.Equal(green, _hall.CallNext(Carol, W3));
        _hall.Given(Carol, new CompleteVisit(W3));
        Assert.Equal(RefusalCode.NobodyWaiting, _hall.Refused(Carol, new CallNext(W3)));
    }

    [Fact]
    public void Nobody_but_green_can_be_chosen_there_and_their_paper_names_it()
    {
        var (ordinary, green) = (_hall.Ticket(), _hall.Ticket(@class: TicketClass.GreenChannel));
        Assert.Equal(RefusalCode.NotServedHere, _hall.Refused(Chief, new CallChosen(W3, ordinary, Noted)));
        var view = new HallView(_hall.State);
        Assert.Equal([1, 2], Paper.WindowsFor(view, view.Find(ordinary)!));
        Assert.Equal([1, 2, 3], Paper.WindowsFor(view, view.Find(green)!));
        _hall.Given(Chief, new CallChosen(W3, green, Noted));
    }

    [Fact]
    public void A_category_that_only_such_a_window_could_help_gives_no_tickets()
    {
        var hall = new HallScenario(Helping with { Windows = [.. Helping.Windows.Where(w => w.Id == W3)] }).Given(Carol, new OpenWindow(W3));
        Assert.Equal(RefusalCode.NobodyCanServe, hall.Refused(Citizen, new TakeTicket(Passport)));
    }

    [Fact]
    public void At_a_green_channel_window_it_counts_as_its_own()
    {
        CategoryId green = new("green");
        var map = new HallMap(Plan with
        {
            Categories = [.. Plan.Categories, new(green, CategoryKind.DedicatedGreenChannel, new("绿色通道"), "L", 10, "#1e66f5")],
            Windows = [.. Plan.Windows, new() { Id = new("w5"), Number = 5, Category = green, Zone = new("a"), Helps = [TaxDesk], HelpsGreen = [Intake] }],
        });
        var (g, intake, tax) = (map.Floor[green], map.Floor[Intake], map.Floor[TaxDesk]);
        Assert.Equal([(g, 0b111U, 1.0), (tax, 0b100U, 1.0), (tax, 0b011U, 0.5), (intake, 0b100U, 1.0)], map.Floor.SkillsOf(new("w5"), null).Select(s => (s.Category, s.Classes, s.Factor)));
    }

    [Fact]
    public void However_people_come_are_sent_on_and_placed_first_no_ordinary_one_is_called_there()
    {
        var calls = 0;
        Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 9]).Array[0, 60].Sample(steps =>
        {
            var hall = new HallScenario(Helping).Given(Anna, new OpenWindow(W1)).Given(Carol, new OpenWindow(W3));
            foreach (var (act, n) in steps)
            {
                var waiting = hall.State.Tickets.Where(t => t.State is VisitState.Waiting).Select(t => t.Id).ToList();
                HallCommand? command = act switch
                {
                    Act.Take => new TakeTicket(Passport),
                    Act.Green => new TakeTicket(Passport, TicketClass.GreenChannel),
                    Act.Booked => new TakeTicket(Passport, TicketClass.Appointment, Slot: hall.At.AddMinutes(n - 5)),
                    Act.Tax => new TakeTicket(Tax),
                    Act.NextAtIntake => new CallNext(W1),
                    Act.SendFirst => new TransferTicket(W1, Intake, null, TransferPosition.Next),
                    Act.SendOn => new CompleteVisit(W1),
                    Act.NextAtTax => new CallNext(W3),
                    Act.ChooseAtTax when waiting.Count > 0 => new CallChosen(W3, waiting[n % waiting.Count], Noted),
                    _ => null,
                };
                if (command is null) hall.Later(TimeSpan.FromMinutes(n));
                else if (hall.Do(act is Act.NextAtTax ? Carol : act is Act.ChooseAtTax ? Chief : act < Act.NextAtIntake ? Citizen : Anna, command).First is TicketCalled { Window: var at } called && at == W3)
                {
                    var ticket = hall.State.Find(called.Ticket)!;
                    Assert.True(ticket.Visit.Category == TaxDesk || ticket.Class is TicketClass.GreenChannel, $"{ticket.Number} of {ticket.Visit.Category}, {ticket.Class}");
                    if (ticket.Visit.Category != TaxDesk) calls++;
                    hall.Given(Carol, new CompleteVisit(W3));
                }
            }
        }, iter: 300, threads: 1);
        Assert.True(calls > 50, $"Only {calls} were helped.");
    }
}
