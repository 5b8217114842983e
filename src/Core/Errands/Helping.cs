using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Errands;

/// <summary>How the hall's people accompany somebody, or act for them by a written mandate.</summary>
internal static class Helping
{
    internal static Decision Decide(HallState hall, BeginErrand c, Actor actor, Stamp stamp)
    {
        if (Acting.Person(actor, c.By, out var person) is { } nobody) return nobody;
        if (!hall.Map!.Items.TryGetValue(c.Item, out var item)) return Decision.Refuse(RefusalCode.UnknownItem, c.Item);
        if (hall.Errands.All.FirstOrDefault(e => !e.IsOver && e.Person == c.Person && e.Item == c.Item) is { } going) return Decision.Refuse(RefusalCode.ErrandGoesOn, going.Number);
        if (c is { Kind: ErrandKind.ActFor, MandateSeen: false }) return Decision.Refuse(RefusalCode.MandateNotSeen);
        if (c.Kind is ErrandKind.ActFor && item.Case is { InPerson: true }) return Decision.Refuse(RefusalCode.PresenceNeeded, item.Name);
        return new ErrandBegun(new(hall.Errands.Last + 1), c.Kind, c.Person, c.Item, hall.Map.Date(stamp.At), person, c.Scope, c.Language is "en" ? "en" : null);
    }

    internal static Decision Decide(HallState hall, ErrandCommand command, Actor actor, Stamp stamp)
    {
        if (hall.Errands.Find(command.Errand) is not { } errand) return Decision.Refuse(RefusalCode.UnknownErrand);
        if (Acting.Person(actor, command.By, out var person) is { } nobody) return nobody;
        var today = hall.Map!.Date(stamp.At);
        return (command, errand.State) switch
        {
            (SuspendErrand, ErrandState.Suspended) or (ResumeErrand, ErrandState.Going { ResumedOn: not null }) or (FinishErrand, ErrandState.Done) or (StopErrand, ErrandState.Stopped) => Decision.AlreadySo,
            (_, ErrandState.Over) or (FinishErrand, ErrandState.Suspended) or (ResumeErrand, ErrandState.Going) => State(errand),
            (SuspendErrand { Reason: null } or StopErrand { Reason: null }, _) => Decision.Refuse(RefusalCode.ReasonNeeded),
            (SuspendErrand { Reason: { } why }, _) => new ErrandSuspended(errand.Id, today, why, person),
            // What was suspended is taken up by the citizen's word alone (恢复委托).
            (ResumeErrand { MandateSeen: false }, _) when errand.Kind is ErrandKind.ActFor => Decision.Refuse(RefusalCode.MandateNotSeen),
            (ResumeErrand, _) => new ErrandResumed(errand.Id, today, person),
            (FinishErrand, _) => new ErrandFinished(errand.Id, today, person),
            (StopErrand { Reason: { } why }, _) => new ErrandStopped(errand.Id, today, why, person),
            _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
        };
    }

    private static Decision State(Errand errand) => Decision.Refuse(RefusalCode.ErrandIs, errand.Number, errand.State switch
    {
        ErrandState.Going => new LocalText("办理中", "going on"),
        ErrandState.Suspended => new LocalText("已中止", "suspended"),
        ErrandState.Done => new LocalText("已办结", "done"),
        _ => new LocalText("已终止", "stopped"),
    });

    internal static void Apply(HallState hall, ErrandEvent e)
    {
        if (e is ErrandBegun b) hall.Errands = hall.Errands.Put(new(b.Errand, b.Kind, b.Person, b.Item, b.By, b.On, b.Scope, new ErrandState.Going(), b.Language));
        else if (hall.Errands.Find(e.Errand) is { } errand)
            hall.Errands = hall.Errands.Put(errand with
            {
                State = e switch
                {
                    ErrandSuspended s => new ErrandState.Suspended(s.On, s.Reason),
                    ErrandResumed r => new ErrandState.Going(r.On),
                    ErrandFinished f => new ErrandState.Done(f.On),
                    ErrandStopped s => new ErrandState.Stopped(s.On, s.Reason),
                    _ => errand.State,
                },
            });
    }
}
