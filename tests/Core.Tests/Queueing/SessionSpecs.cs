using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>One clerk a window, one window a clerk.</summary>
public sealed class SessionSpecs
{
    private static readonly Actor Api = new(ActorKind.Integrator, new("api"));

    [Fact]
    public void A_clerk_who_moves_signs_off_first()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1));
        Assert.Equal(RefusalCode.ClerkElsewhere, hall.Refused(Anna, new OpenWindow(W2)));
        hall.Given(Anna, new SignOff(W1)).Given(Anna, new OpenWindow(W2));
    }

    [Fact]
    public void A_key_of_an_integrator_may_sit_at_several_windows()
    {
        var hall = new HallScenario().Given(Api, new OpenWindow(W1)).Given(Api, new OpenWindow(W2));
        Assert.Equal(new ClerkId("api"), hall.State.Find(W2)!.Clerk);
    }

    [Fact]
    public void Nobody_leaves_or_pauses_with_a_citizen_in_front()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1));
        hall.Ticket();
        hall.Given(Anna, new CallNext(W1));
        HallCommand[] leaving = [new SignOff(W1), new PauseWindow(W1, Break), new CloseWindow(W1)];
        Assert.All(leaving, order => Assert.Equal(RefusalCode.WindowBusy, hall.Refused(Anna, order)));
    }

    [Fact]
    public void A_pause_keeps_its_reason_and_ends_with_resume_or_open()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1)).Given(Anna, new PauseWindow(W1, Break));
        Assert.Equal(Break, Assert.IsType<WindowSession.Paused>(hall.State.Find(W1)!.Session).Reason);
        hall.Given(Anna, new ResumeWindow(W1)).Given(Anna, new PauseWindow(W1, Break)).Given(Anna, new OpenWindow(W1));
        Assert.True(hall.State.Find(W1)!.IsOpen);
    }

    [Fact]
    public void While_the_only_window_is_paused_its_tickets_are_still_given()
    {
        var hall = new HallScenario().Given(Bo, new OpenWindow(W3)).Given(Bo, new PauseWindow(W3, Break));
        hall.Ticket(Tax);
    }

    [Fact]
    public void After_its_only_window_was_closed_a_category_gives_no_tickets_until_it_opens_or_the_day_turns()
    {
        var hall = new HallScenario().Given(Bo, new OpenWindow(W3)).Given(Bo, new CloseWindow(W3));
        Assert.Equal(RefusalCode.NobodyCanServe, hall.Refused(Citizen, new TakeTicket(Tax)));
        hall.Later(TimeSpan.FromDays(1)).Given(Actor.Hub, new TimeCame()).Ticket(Tax);
    }
}
