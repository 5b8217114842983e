using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Staffing;

/// <summary>How the tide moves windows in a hall: the rule of <see cref="ITide"/> asked once a minute, and the people who have a word in it.</summary>
internal static class Tides
{
    internal static TideMode ModeOf(HallState hall) => hall.TideMode ?? hall.Map!.Plan.Tide.Mode;

    /// <summary>What the minute brings: an answer that never came, a move that pays no more, one that does.</summary>
    internal static Decision MinuteCame(HallState hall, Stamp stamp)
    {
        var events = new List<HallEvent>();
        var (tick, works) = (stamp.Tick, ModeOf(hall) is not TideMode.Off && hall.Day is { Closed: false });
        var patience = hall.Map!.Plan.Tide.AcknowledgeMinutes * Minute;
        foreach (var window in hall.Map.Plan.Windows.Where(hall.Map.IsTidal).Select(w => hall.Windows[w.Id]))
        {
            var tide = window.Tide;
            if (tide is { Summoned: { } summoned, AcknowledgedBy: null } && tick - summoned.Since >= patience) events.Add(new TideLapsed(window.Id));
            else if ((tide.Proposed ?? (tide.AcknowledgedBy is null ? tide.Summoned : null)) is { } asked && !(works && StillPays(hall, window, asked, tick))) events.Add(new TideWithdrawn(window.Id));
        }
        // A minute does one thing: the next sees its result.
        if (events.Count == 0 && works && Move(hall, tick) is { } move) events.Add(move);
        return events.ToArray();
    }

    private static HallEvent? Move(HallState hall, long tick)
    {
        var lines = hall.Lines;
        if (Of(hall, tick).Propose(lines.Floor!, tick) is not { } move) return null;
        var (id, to) = (lines.Map!.WindowIds[move.Window], CategoryOf(hall, move.To));
        return Turn(hall, hall.Windows[id], to, GroundsOf(hall, move, tick), null, ModeOf(hall) is TideMode.Propose);
    }

    /// <summary>A window that is closed is summoned, an open one goes over.</summary>
    private static HallEvent Turn(HallState hall, WindowState window, CategoryId? to, TideGrounds grounds, ClerkId? by, bool asks) =>
        asks ? new TideProposed(window.Id, to, grounds)
        : to is { } category && !window.IsOpen ? new TideSummoned(window.Id, category, grounds, by)
        : new TideMoved(window.Id, to, grounds, by);

    private static bool StillPays(HallState hall, WindowState window, TideTurn asked, long tick)
    {
        var (map, from) = (hall.Lines.Map!, TideBoard.ServedFor(hall.Map!, hall.Map!.Windows[window.Id], window, asIs: true));
        return Of(hall, tick, window.Id).StillPays(hall.Lines.Floor!, new(map[window.Id], IndexOf(hall, from), IndexOf(hall, asked.To), 0), tick);
    }

    internal static Decision Decide(HallState hall, AcceptTide c, Actor actor) => Tidal(hall, c.Window, out var window) is { } refusal ? refusal
        : window!.Tide.Proposed is { Grounds: { } grounds, To: var to } ? Turn(hall, window, to, grounds, actor.Id, false)
        : Decision.Refuse(RefusalCode.NothingProposed, Calling.Number(hall, c.Window));

    internal static Decision Decide(HallState hall, DeclineTide c, Actor actor) => Tidal(hall, c.Window, out var window) is { } refusal ? refusal
        : window!.Tide is { Proposed: null, Summoned: null } ? Decision.Refuse(RefusalCode.NothingProposed, Calling.Number(hall, c.Window))
        : c.Reason is null ? Decision.Refuse(RefusalCode.ReasonNeeded)
        : new TideDeclined(c.Window, actor.Id, c.Reason);

    internal static Decision Decide(HallState hall, AcknowledgeTide c, Actor actor) => Tidal(hall, c.Window, out var window) is { } refusal ? refusal
        : window!.Tide.Summoned is null ? Decision.Refuse(RefusalCode.NobodySummoned, Calling.Number(hall, c.Window))
        : window.Tide.AcknowledgedBy is { } first ? first == actor.Id ? Decision.AlreadySo : Decision.Refuse(RefusalCode.AlreadyComing, Calling.Number(hall, c.Window), first)
        : new TideAcknowledged(c.Window, actor.Id);

    internal static Decision Decide(HallState hall, LockWindow c, Actor actor) => Tidal(hall, c.Window, out var window) is { } refusal ? refusal
        : c.Reason is null ? Decision.Refuse(RefusalCode.ReasonNeeded)
        : window!.Tide.LockedBy is not null ? Decision.AlreadySo
        : new WindowLocked(c.Window, actor.Id, c.Reason);

    internal static Decision Decide(HallState hall, UnlockWindow c, Actor actor) => Tidal(hall, c.Window, out var window) is { } refusal ? refusal
        : window!.Tide.LockedBy is null ? Decision.AlreadySo
        : new WindowUnlocked(c.Window, actor.Id);

    internal static Decision Decide(HallState hall, SetTideMode c, Actor actor) => ModeOf(hall) == c.Mode ? Decision.AlreadySo : new TideModeSet(c.Mode, actor.Id);

    /// <summary>Who was summoned is there: his window goes over with its opening.</summary>
    internal static HallEvent? Arrives(HallState hall, WindowId id, ClerkId clerk) =>
        hall.Windows[id].Tide.Summoned is { To: var to, Grounds: { } grounds } ? new TideMoved(id, to, grounds, clerk) : null;

    internal static Refusal? Tidal(HallState hall, WindowId id, out WindowState? window)
    {
        window = hall.Find(id);
        if (window is null || !hall.Map!.Windows.TryGetValue(id, out var plan)) return Refusal.Because(RefusalCode.UnknownWindow, id);
        return hall.Map.IsTidal(plan) ? null : Refusal.Because(RefusalCode.WindowNotTidal, plan.Number);
    }

    /// <summary>What moves windows by itself in the next hours, those reckoned with that are there; null while people have the last word.</summary>
    internal static ITide? Moving(HallState hall, long tick) =>
        ModeOf(hall) is TideMode.Automatic or TideMode.Thresholds && hall.Lines.Map is not null ? Of(hall, tick, present: true) : null;

    /// <summary>The tide of the hall as it stands.</summary>
    /// <param name="asIs">A window to be seen where it is, not where something under way would send it.</param>
    /// <param name="present">Without those who would have to be called in.</param>
    private static ITide Of(HallState hall, long tick, WindowId? asIs = null, bool present = false)
    {
        var (map, plan) = (hall.Lines.Map!, hall.Map!.Plan);
        var windows = plan.Windows.Where(hall.Map.IsTidal).Select(w => TidalWindowOf(hall, w, hall.Windows[w.Id], tick, w.Id == asIs)).Where(w => !present || !w.Away).ToArray();
        if (ModeOf(hall) is TideMode.Thresholds) return new ThresholdTide(plan.Tide, windows);
        var kept = new int[map.CategoryIds.Length];
        foreach (var (category, least) in plan.Tide.Keeps) kept[map[category]] = least;
        var open = new int[map.CategoryIds.Length];
        foreach (var (category, n) in TideBoard.OpenWindows(hall.Map, hall.Windows, asIs)) if (map.Has(category)) open[map[category]] = n;
        return new Tide(plan.Tide, windows, open, kept);
    }

    private static TidalWindow TidalWindowOf(HallState hall, ServiceWindow plan, WindowState window, long tick, bool asIs)
    {
        var (map, tide) = (hall.Lines.Map!, window.Tide);
        return new(map[plan.Id], IndexOf(hall, TideBoard.ServedFor(hall.Map!, plan, window, asIs)), [.. plan.TidalFor.Select(c => map[c])])
        {
            Since = tide.Since ?? long.MinValue / 2,
            Moves = [.. tide.Moves.Where(at => at > tick - 60 * Minute)],
            Home = Lines.None,
            OnCall = plan.OnCall,
            Away = !window.IsOpen,
            Busy = window.Current is not null,
            Stays = (!asIs && tide.Pending is not null) || tide.LockedBy is not null || !(window.IsOpen || (plan.OnCall && window.Clerk is null)),
        };
    }

    private static int IndexOf(HallState hall, CategoryId? category) => category is { } id && hall.Lines.Map!.Has(id) ? hall.Lines.Map[id] : Lines.None;
    private static CategoryId? CategoryOf(HallState hall, int index) => index == Lines.None ? null : hall.Lines.Map!.CategoryIds[index];

    private static TideGrounds GroundsOf(HallState hall, in TideMove move, long tick)
    {
        var byLimits = ModeOf(hall) is TideMode.Thresholds;
        var cause = move.To == Lines.None ? byLimits ? TideCause.BelowLimit : TideCause.Ebb
            : byLimits ? TideCause.AboveLimit
            : move.From == Lines.None && hall.Windows[hall.Lines.Map!.WindowIds[move.Window]].IsOpen ? TideCause.Unturned
            : TideCause.Pressure;
        var open = TideBoard.OpenWindows(hall.Map!, hall.Windows);
        return new(cause, Math.Round(move.Gain, 2), SideOf(hall, move.From, open, tick), SideOf(hall, move.To, open, tick));
    }

    /// <summary>A category as the tide sees it.</summary>
    private static TideSide? SideOf(HallState hall, int category, Dictionary<CategoryId, int> open, long tick)
    {
        if (CategoryOf(hall, category) is not { } id) return null;
        var (floor, windows) = (hall.Lines.Floor!, open.GetValueOrDefault(id));
        var pressure = Tide.Pressure(floor.WaitingFor(category), floor[category].Service, windows, floor[category].Target);
        return new(id, floor.WaitingFor(category), windows, double.IsFinite(pressure) ? Math.Round(pressure, 2) : null, floor.Longest(category, tick));
    }

    private const long Minute = 60_000;
}
