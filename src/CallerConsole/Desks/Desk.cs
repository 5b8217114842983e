using TidalHall.Core.Dispatch;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.CallerConsole.Desks;

/// <summary>A hall as one clerk sees it from one window: who is in front of it, who waits for it, what can be done now.</summary>
/// <remarks>Decides nothing: the core refuses what it refuses. It only keeps buttons from being offered that would be.</remarks>
public sealed class Desk
{
    private readonly HallView _view;
    private readonly Actor _actor;
    private readonly HallRules _rules;
    // Its own category first.
    private readonly CategoryId[] _served;

    public Desk(HallView view, ServiceWindow window, Actor actor)
    {
        (_view, Window, _actor, _rules) = (view, window, actor, view.Plan.Rules);
        State = view.Windows[window.Id];
        IsTidal = view.Map.IsTidal(window);
        Category = view.Map.Categories[State.Assigned ?? window.Category];
        _served = [.. view.Map.CalledAt(window, State.Assigned)];
        Current = view.CurrentAt(window.Id);
        Item = Current is { } ticket ? view.Map.Items.GetValueOrDefault(ticket.Visit.Item) : null;
        Waiting = [.. WaitingHere()];
        // One look at all tickets for the three.
        var today = view.Day?.Date;
        List<Ticket> missed = [], held = [];
        long served = 0, ended = 0;
        foreach (var t in view.Tickets)
        {
            foreach (var past in t.Past)
                if (past.State is VisitState.Completed done && done.Window == window.Id && t.Day == today) (served, ended) = (served + done.Ended - done.Started, ended + 1);
            switch (t.State)
            {
                case VisitState.Missed when Serves(t): missed.Add(t); break;
                case VisitState.Held h when h.Window == window.Id || (h.Kind is not HoldKind.PapersHere && Serves(t)): held.Add(t); break;
                case VisitState.Completed c when c.Window == window.Id && t.Day == today: (served, ended) = (served + c.Ended - c.Started, ended + 1); break;
            }
        }
        Missed = [.. missed.OrderByDescending(t => ((VisitState.Missed)t.State).Since)];
        Held = [.. held.OrderBy(t => ((VisitState.Held)t.State).Since)];
        AverageService = ended == 0 ? null : TimeSpan.FromMilliseconds((double)served / ended);
    }

    public ServiceWindow Window { get; }
    public WindowState State { get; }
    /// <summary>What the window serves now: its own, or what the tide has turned it to.</summary>
    public Category Category { get; }
    public bool IsTidal { get; }
    public Ticket? Current { get; }
    /// <summary>The matter of the ticket in front of the window; null too where the hall file has it no more.</summary>
    public ServiceItem? Item { get; }
    /// <summary>The own category, then those it helps, each in order of call.</summary>
    public IReadOnlyList<Waiter> Waiting { get; }
    /// <summary>Newest first.</summary>
    public IReadOnlyList<Ticket> Missed { get; }
    public IReadOnlyList<Ticket> Held { get; }
    public TimeSpan? AverageService { get; }
    /// <summary>What is to follow for the ticket in front of the window.</summary>
    public IReadOnlyList<VisitStep> Ahead => Current is { } ticket ? Visits.Ahead(_view.Map, ticket) : [];
    /// <summary>Where a ticket may be sent on to: a category with an open window.</summary>
    public IEnumerable<Category> Onward => _view.Plan.Categories.Where(c => c.Kind is not CategoryKind.DedicatedTidal
        && _view.Map.ServedBy(c.Id).Any(w => _view.Windows[w.Id].IsOpen && (!_view.Map.IsTidal(w) || _view.Windows[w.Id].Assigned == c.Id)));
    /// <summary>How many answers the handbook has of the matter at hand.</summary>
    public int Answers => Current is { } ticket ? _view.Handbook.Of(ticket.Visit.Item).Count() : 0;
    /// <summary>The last no that was said here to whoever is in front of the window; null: none yet.</summary>
    public NoAtWindow? SaidNo => Current is { } ticket ? _view.Ratings.Noes.LastOrDefault(n => n.Ticket == ticket.Id && n.Window == Window.Id) : null;
    public HallView View => _view;
    public bool IsManager => _actor.Is(Roles.Manager);

    /// <summary>The clerk sits here, or runs the hall and may act for whoever does.</summary>
    public bool IsMine => State.Clerk == _actor.Id || IsManager;
    /// <summary>A window without a category yet calls nobody.</summary>
    public bool MayCall => IsMine && State.IsOpen && Current is null && !(IsTidal && State.Assigned is null);

    public bool Can(DeskAction action, long tick) => action switch
    {
        DeskAction.CallNext or DeskAction.Serve => MayCall,
        DeskAction.Recall => IsMine && Current?.State is VisitState.Called c && c.Recalls < _rules.MaxRecalls,
        DeskAction.Start => IsMine && Current?.State is VisitState.Called,
        DeskAction.Miss => IsMine && Current?.State is VisitState.Called && MissFloor(tick) is (0, 0),
        DeskAction.Complete or DeskAction.CompleteOtherwise or DeskAction.SendOn or DeskAction.Hold or DeskAction.Transfer or DeskAction.Return or DeskAction.SayNo or DeskAction.Ask => IsMine && Current is not null,
        DeskAction.TakeIn => IsMine && Current is not null && _view.Plan.Cases.Area is not null && _actor.Is(Roles.IntakeClerk | Roles.DepartmentOfficer | Roles.Manager),
        DeskAction.Open => State.Session is WindowSession.Vacant or WindowSession.SignedOn && (State.Clerk is null || IsMine),
        DeskAction.Pause => IsMine && State.IsOpen && Current is null,
        DeskAction.Resume => IsMine && State.Session is WindowSession.Paused,
        DeskAction.Close => IsMine && State.Session is WindowSession.Open or WindowSession.Paused && Current is null,
        DeskAction.SignOff => IsMine && State.Clerk is not null && Current is null,
        DeskAction.Assign => IsMine && IsTidal,
        // A session whose clerk has gone; only a manager ends it for him.
        DeskAction.Clear => IsManager && State.Clerk is { } clerk && clerk != _actor.Id,
        _ => throw new InvalidOperationException($"No rule for {action}."),
    };

    /// <summary>Recalls and whole seconds that must pass before the called citizen counts as missing.</summary>
    public (int Recalls, int Seconds) MissFloor(long tick) => Current?.State is VisitState.Called called
        ? (Math.Max(0, _rules.RecallsBeforeMiss - called.Recalls), (int)Math.Max(0, Math.Ceiling(_rules.SecondsBeforeMiss - (tick - called.Since) / 1000.0)))
        : default;

    public bool MayResume(Ticket held) => MayCall && held.State is VisitState.Held h && (h.Kind is not HoldKind.PapersHere || h.Window == Window.Id);

    /// <summary>What can be done here for somebody without a ticket, as things stand now.</summary>
    public ServedItems ItemsNow() => new(_view, _served);

    private bool Serves(Ticket ticket) => _view.Map.MayCall(Window, State.Assigned, ticket.Visit.Category, ticket.Class);

    private IEnumerable<Waiter> WaitingHere() =>
        from category in _served.Concat(Window.HelpsGreen)
        let target = _view.Map.Categories[category].TargetMinutes
        from ticket in _view.Waiting(category)
        let waiting = (VisitState.Waiting)ticket.State
        where waiting.Only is { } only ? only == Window.Id : Serves(ticket)
        select new Waiter(ticket, category != Category.Id, MayChoose(ticket, waiting), target);

    // A chosen number is a door for acquaintances: open to a clerk only for those who have had their turn or their slot.
    private bool MayChoose(Ticket ticket, VisitState.Waiting waiting) =>
        IsManager || waiting.Origin is WaitOrigin.Reinstated or WaitOrigin.Transferred || (ticket.Class is TicketClass.Appointment && DispatchPolicy.IsPriority(ticket, _view.Tick));
}
