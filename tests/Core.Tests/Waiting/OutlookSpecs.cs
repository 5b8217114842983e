using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Queueing;
using TidalHall.Core.Waiting;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Waiting;

/// <summary>A hall that has been looked ahead for tells what was found, while that is fresh.</summary>
public sealed class OutlookSpecs
{
    private static WaitOutlook Ahead(HallScenario hall, HallLearning? learning = null) => HallPicture.Of(hall.State, hall.State.Tick, hall.At)!.Draw(learning ?? new(), 7, TestContext.Current.CancellationToken);

    [Fact]
    public void What_was_found_ahead_is_told_by_all_who_tell_a_wait()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1));
        for (var i = 0; i < 6; i++) hall.Ticket();
        var waits = Ahead(hall);
        var view = new HallView(hall.State) { Waits = waits };
        var outlook = Outlook.Of(view, view.Map.Items[Passport], TicketClass.Ordinary, hall.At);
        var decided = Hall.Decide(hall.State, Citizen, null, new TakeTicket(Passport), new(hall.At, hall.State.Tick, (1, 2), waits));
        var taken = Assert.IsType<TicketTaken>(decided.First);
        Assert.Equal(outlook.Wait, taken.Told);
        Assert.NotEqual(Outlook.Of(view.With(null), view.Map.Items[Passport], TicketClass.Ordinary, hall.At).Wait, taken.Told);
        Hall.Apply(hall.State, new(hall.State.Sequence + 1, hall.At, hall.State.Tick, taken));
        var after = new HallView(hall.State) { Waits = waits };
        Assert.Equal(taken.Told, after.WaitOf(after.Find(taken.Ticket)!));
    }

    [Fact]
    public void What_is_older_than_a_minute_is_not_told_any_more()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1));
        for (var i = 0; i < 6; i++) hall.Ticket();
        var waits = Ahead(hall);
        ToldWait Told(long after, WaitOutlook? by) => Assert.IsType<TicketTaken>(Hall.Decide(hall.State, Citizen, null, new TakeTicket(Passport), new(hall.At, hall.State.Tick + after, (1, 2), by)).First).Told;
        Assert.Equal(Told(0, waits), Told(WaitOutlook.Fresh, waits));
        Assert.Equal(Told(0, null), Told(WaitOutlook.Fresh + 1, waits));
    }

    [Fact]
    public void A_wait_told_before_there_was_a_word_for_tomorrow_reads_as_one_of_today()
    {
        var taken = new HallScenario().Given(Anna, new OpenWindow(W1)).Do(Citizen, new TakeTicket(Passport)).First!;
        var stored = System.Text.Encoding.UTF8.GetString(HallEventJson.Write(taken));
        Assert.DoesNotContain("mayNotBeToday", stored, StringComparison.Ordinal);
        Assert.Equal(taken, HallEventJson.Read(nameof(TicketTaken), System.Text.Encoding.UTF8.GetBytes(stored)));
    }

    [Fact]
    public void Looking_ahead_changes_nothing_in_the_hall()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1));
        for (var i = 0; i < 6; i++) hall.Ticket();
        var before = Properties.StateText.Of(hall.State);
        Ahead(hall);
        Assert.Equal(before, Properties.StateText.Of(hall.State));
    }

    [Fact]
    public void Whoever_may_not_be_called_before_the_hours_are_over_is_told_so()
    {
        var plan = Plan with { Hours = [new([DayOfWeek.Monday], new(8, 0), new(17, 0))] };
        var hall = new HallScenario(plan).Given(Anna, new OpenWindow(W1));
        for (var i = 0; i < 100; i++) hall.Ticket();
        var view = new HallView(hall.State);
        Assert.True(Outlook.Of(view, view.Map.Items[Passport], TicketClass.Ordinary, hall.At).Wait.MayNotBeToday);
        Assert.False(Outlook.Of(new(new HallScenario(plan).State), view.Map.Items[Passport], TicketClass.Ordinary, hall.At).Wait.MayNotBeToday);
    }

    /// <summary>One waits for tax before a tidal window that goes over to it.</summary>
    [Theory]
    [InlineData(0, false, 2)]
    [InlineData(1, false, 1)]
    [InlineData(2, false, 0)]
    [InlineData(1, true, 0)]
    public void A_window_that_has_gone_over_is_reckoned_with_once_it_is_set_up_or_calls(int minutesAgo, bool called, double about)
    {
        var hall = new HallScenario(Plan with { Tide = new() { Mode = TideMode.Off, SetupMinutes = 2 } }).Given(Anna, new OpenWindow(W4)).Given(Anna, new AssignWindow(W4, Intake, Grown));
        hall.Given(Anna, new AssignWindow(W4, TaxDesk, Grown));
        if (called)
        {
            hall.Ticket(Tax);
            hall.CallNext(Anna, W4);
            hall.Given(Anna, new CompleteVisit(W4));
        }
        hall.Later(TimeSpan.FromMinutes(minutesAgo));
        var waits = hall.Ticket(Tax);
        var view = new HallView(hall.State) { Waits = Ahead(hall) };
        Assert.Equal(about, view.WaitOf(view.Find(waits)!)!.Value.P50Minutes);
    }

    /// <summary>Thirty wait for tax at one window; a tidal one beside it serves intake, where nobody waits.</summary>
    [Fact]
    public void Where_the_tide_moves_windows_by_itself_that_is_reckoned_with()
    {
        ToldWait Told(TideMode mode)
        {
            var hall = new HallScenario(Plan with { Tide = new() { Mode = mode, DwellMinutes = 0 } }).Given(Carol, new OpenWindow(W3)).Given(Anna, new OpenWindow(W4)).Given(Anna, new AssignWindow(W4, Intake, Grown));
            for (var i = 0; i < 30; i++) hall.Ticket(Tax);
            var view = new HallView(hall.State) { Waits = Ahead(hall) };
            return Outlook.Of(view, view.Map.Items[Tax], TicketClass.Ordinary, hall.At).Wait;
        }
        var (alone, ebbing) = (Told(TideMode.Propose), Told(TideMode.Automatic));
        Assert.InRange(ebbing.P50Minutes, 0.4 * alone.P50Minutes, 0.65 * alone.P50Minutes);
        Assert.InRange(Told(TideMode.Thresholds).P50Minutes, 0.4 * alone.P50Minutes, 0.75 * alone.P50Minutes);
    }
}
