using TidalHall.Core.Appointments;
using TidalHall.Core.Cases;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Errands;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Handbooks;
using TidalHall.Core.Pickup;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Queueing;

public static partial class Hall
{
    /// <summary>Makes an event true in the state. Holds no rule: an old event applies under tomorrow's rules too.</summary>
    public static void Apply(HallState hall, in Recorded recorded)
    {
        hall.Sequence = recorded.Sequence;
        hall.At = recorded.At;
        hall.Tick = recorded.Tick;
        switch (recorded.Event)
        {
            case TicketTaken e: Take(hall, e, recorded); break;
            case ServedWithoutTicket e: Take(hall, e, recorded); break;
            case TicketEvent e when hall.Find(e.Ticket) is { } ticket: Apply(hall, ticket, e, recorded); break;
            case WindowEvent e when hall.Find(e.Window) is { } window:
                Apply(hall, window, e, recorded.Tick);
                if (e is TideMoved m) Remember(hall, new TideStep(recorded.At, m.Window, m.To, m.Grounds, m.By));
                else if (e is WindowAssigned a) Remember(hall, new TideStep(recorded.At, a.Window, a.Category, null, a.By));
                break;
            case BookingEvent e: Apply(hall, e, recorded); break;
            case BarLifted e: hall.Bookings = hall.Bookings.Lift(e.Person); break;
            case CaseEvent e: CaseChanges.Apply(hall, e, recorded); break;
            case FoldersSent e: CaseChanges.Apply(hall, e, recorded); break;
            case FoldersSigned e: CaseChanges.Apply(hall, e, recorded); break;
            case CabinetEvent e: CompartmentDoors.Apply(hall, e, recorded); break;
            case Rated e: Evaluating.Apply(hall, e); break;
            case RatingFollowed e: Evaluating.Apply(hall, e); break;
            case RatingWarned e: FollowUps.Apply(hall, e); break;
            case UnresolvedWarned e: FollowUps.Apply(hall, e); break;
            case UnresolvedRegistered e: Registering.Apply(hall, e); break;
            case UnresolvedFollowed e: Registering.Apply(hall, e); break;
            case HandbookWritten e: Writing.Apply(hall, e); break;
            case HandbookRetired e: Writing.Apply(hall, e); break;
            case NoSaid e: Registering.Apply(hall, e); break;
            case ErrandEvent e: Helping.Apply(hall, e); break;
            case DayOpened e: BeginDay(hall, e); break;
            case TideModeSet e: hall.TideMode = e.Mode; break;
            case TicketingStopped e: hall.Day = hall.Day! with { TicketingStopped = true }; break;
            case DayExtended e: hall.Day = hall.Day! with { TicketingStopped = false, Extended = new(e.From, e.Until) }; break;
            case DayClosed e: hall.Day = hall.Day! with { TicketingStopped = true, Closed = true }; break;
            case HallConfigured e: Configure(hall, e); break;
            case DeviceChanged e: hall.Devices[e.Health.Device] = new(e.Health, recorded.At); break;
            case AlarmQuieted e when hall.Devices.TryGetValue(e.Device, out var standing): hall.Devices[e.Device] = standing with { Quiet = new(e.Until, e.By) }; break;
        }
    }

    private static void Take(HallState hall, TicketTaken e, in Recorded r)
    {
        Count(hall, e.Number, e.Item, e.Category, e.ReportedAt ?? r.At);
        hall.LastTicket = e.Ticket.Value;
        if (hall.Bookings.Find(e.Code) is { } booking) hall.Bookings = hall.Bookings.Put(booking with { State = new BookingState.Kept(e.Ticket) });
        hall.Put(new Ticket
        {
            Id = e.Ticket, Code = e.Code, Number = e.Number, Class = e.Class, IsEntitled = e.Entitled ? true : null, Channel = e.Channel, Day = e.Day, TakenAt = r.At, TakenTick = r.Tick,
            Person = e.Person, Slot = e.Slot, Place = e.Place, Told = e.Told, ToldAhead = e.Ahead, TakenFor = e.Category, Paper = e.WantsPaper ? PaperState.Printing : PaperState.None,
            Prints = e.WantsPaper ? 1 : 0, PrintAskedAt = r.At, Language = e.Language, LargeType = e.LargeType,
            Mandate = e.Mandate, Agent = e.Agent, Matters = e.Matters ?? 1,
            Visit = new(e.Visit, e.Item, e.Category, new VisitState.Waiting(e.Ref, ++hall.Joined, WaitOrigin.Taken)),
        });
    }

    private static void Take(HallState hall, ServedWithoutTicket e, in Recorded r)
    {
        Count(hall, e.Number, e.Item, e.Category, r.At);
        hall.LastTicket = e.Ticket.Value;
        hall.Put(new Ticket
        {
            Id = e.Ticket, Code = e.Code, Number = e.Number, Class = TicketClass.Ordinary, Channel = TicketChannel.Counter, TakenFor = e.Category, Day = e.Day, TakenAt = r.At, TakenTick = r.Tick,
            Visit = new(e.Visit, e.Item, e.Category, new VisitState.Serving(e.Window, e.Clerk, r.Tick, r.Tick, r.Tick)),
        });
        hall.Put(hall.Windows[e.Window] with { Current = e.Ticket });
    }

    private static void Apply(HallState hall, BookingEvent e, in Recorded r)
    {
        if (e is SlotBooked s) hall.Bookings = hall.Bookings.Put(new(s.Booking, s.Number, s.Item, s.Category, s.Slot, s.End, s.Day, s.Person, r.Sequence, s.Language, new BookingState.Booked()));
        else if (hall.Bookings.Find(e.Booking) is { } booking)
            hall.Bookings = e switch
            {
                BookingCancelled c => hall.Bookings.Cancel(booking, c.BackAt),
                BookingMissed m => hall.Bookings.Miss(booking, r.At, m.BarredUntil),
                BookingLapsed => hall.Bookings.Put(booking with { State = new BookingState.Lapsed() }),
                _ => hall.Bookings,
            };
    }

    private static void Count(HallState hall, TicketNumber number, ItemId item, CategoryId category, DateTimeOffset at)
    {
        hall.TakenToday++;
        if (!number.IsPrePrinted) hall.Counters[number.Prefix] = number.Count;
        if (hall.Map!.Items.TryGetValue(item, out var known))
            foreach (var key in Issuing.QuotaKeys(hall.Map, known, at))
                hall.QuotaCounts[key] = hall.QuotaCounts.GetValueOrDefault(key) + 1;
    }

    private static void Apply(HallState hall, Ticket ticket, TicketEvent e, in Recorded r)
    {
        switch (e)
        {
            case TicketCalled c:
                var window = hall.Windows[c.Window];
                hall.Put(ticket, new VisitState.Called(c.Window, c.Clerk, r.Tick, 0, r.Tick - c.Waited));
                hall.Put(window with { Current = ticket.Id, Credit = CreditAfter(hall, window, ticket, c), Why = new(c.Why, c.Waited, c.Grounds), Tide = window.Tide.SettingUpSince is null ? window.Tide : window.Tide with { SettingUpSince = null } });
                Remember(hall, new Call(r.Sequence, ticket.Id, ticket.Number, c.Window, r.At, 0));
                break;
            case TicketRecalled c when ticket.State is VisitState.Called called:
                hall.Put(ticket, called with { Recalls = c.Recalls });
                Remember(hall, new Call(r.Sequence, ticket.Id, ticket.Number, c.Window, r.At, c.Recalls));
                break;
            case ServiceStarted when ticket.State is VisitState.Called called:
                hall.Put(ticket, new VisitState.Serving(called.Window, called.Clerk, called.Since, r.Tick, called.Ref));
                break;
            case VisitCompleted c:
                var started = ticket.State is VisitState.Serving serving ? serving.Since : (ticket.State as VisitState.Called)?.Since ?? r.Tick;
                hall.Put(ticket, new VisitState.Completed(c.Window, c.Clerk, c.Outcome, started, r.Tick, ticket.State is not VisitState.Serving));
                hall.Put(Freed(hall.Windows[c.Window], r.Tick) with { CompletedToday = hall.Windows[c.Window].CompletedToday + 1 });
                break;
            case VisitFollowed c:
                hall.Put(ticket with { Past = [.. ticket.Past, ticket.Visit], Then = c.Then, Visit = new(c.Visit, c.Item, c.Category, new VisitState.Waiting(c.Ref, ++hall.Joined, WaitOrigin.SentOn)) });
                break;
            case TicketMissed c:
                Free(hall, c.Window, r.Tick);
                hall.Put(ticket, new VisitState.Missed(c.Window, r.Tick, RefOf(ticket)));
                break;
            case TicketHeld c:
                Free(hall, c.Window, r.Tick);
                hall.Put(ticket, new VisitState.Held(c.Kind, c.Window, r.Tick, RefOf(ticket)));
                break;
            case TicketTransferred c:
                Free(hall, c.From, r.Tick);
                var placed = c.Position is TransferPosition.Next ? ++hall.Joined : 0;
                hall.Put(ticket with { Visit = ticket.Visit with { Category = c.Category, State = new VisitState.Waiting(c.Ref, ++hall.Joined, WaitOrigin.Transferred, placed, c.To) } });
                break;
            case TicketReturned c:
                Free(hall, c.Window, r.Tick);
                hall.Put(ticket, new VisitState.Waiting(RefOf(ticket), ++hall.Joined, WaitOrigin.Returned));
                break;
            case TicketReinstated c: hall.Put(ticket, new VisitState.Waiting(c.Ref, ++hall.Joined, WaitOrigin.Reinstated)); break;
            case TicketCancelled: hall.Put(ticket, new VisitState.Cancelled(r.Tick)); break;
            case TicketReleased c:
                if (CurrentWindow(ticket) is { } left) Free(hall, left, r.Tick);
                hall.Put(ticket, new VisitState.Released(c.By, c.Reason, r.Tick));
                break;
            case TicketCarried c when ticket.State is VisitState.Held held: hall.Put(ticket, held with { CarriedBy = c.By }); break;
            case MissExpired: hall.Put(ticket, new VisitState.NoShow(r.Tick)); break;
            case PaperReported c: hall.Put(ticket with { Paper = c.Paper }); break;
            // In the line of the other class it stands where it would stand had it been taken so.
            case PriorityChecked c: hall.Put(ticket with { IsEntitled = c.Entitled, Class = c.Entitled ? TicketClass.GreenChannel : TicketClass.Ordinary }); break;
            case TicketLeftOnScreen: hall.Put(ticket with { WasLeftOnScreen = true }); break;
            case TicketReprinted c: hall.Put(ticket with { Paper = PaperState.Printing, WasLeftOnScreen = false, Prints = ticket.Prints + 1, PrintAskedAt = r.At, Place = c.Place ?? ticket.Place }); break;
        }
    }

    private static void Apply(HallState hall, WindowState window, WindowEvent e, long tick) => hall.Put(e switch
    {
        ClerkSignedOn s => window with { Session = new WindowSession.SignedOn(s.Clerk, tick) },
        WindowOpened o => window with { Session = new WindowSession.Open(o.Clerk, tick), ClosedToday = false },
        WindowPaused p => window with { Session = new WindowSession.Paused(p.Clerk, tick, p.Reason) },
        WindowResumed r => window with { Session = new WindowSession.Open(r.Clerk, tick) },
        WindowClosed c => window with { Session = new WindowSession.SignedOn(c.Clerk, tick), ClosedToday = true, Tide = window.Tide with { Proposed = null } },
        ClerkSignedOff or SessionCleared => window with { Session = new WindowSession.Vacant(), Tide = window.Tide with { Proposed = null } },
        WindowAssigned a => Turn(window, a.Category, null, tick),
        TideMoved m => Turn(window, m.To, m.Grounds, tick),
        TideProposed p => window with { Tide = window.Tide with { Proposed = new(p.To, p.Grounds, tick) } },
        TideSummoned s => window with { Tide = window.Tide with { Proposed = null, Summoned = new(s.To, s.Grounds, tick) } },
        TideAcknowledged a => window with { Tide = window.Tide with { AcknowledgedBy = a.By } },
        TideWithdrawn => window with { Tide = Unasked(window.Tide) },
        // Asked in vain: not again at once.
        TideDeclined or TideLapsed => window with { Tide = Unasked(window.Tide) with { Since = tick } },
        WindowLocked l => window with { Tide = Unasked(window.Tide) with { LockedBy = l.By } },
        WindowUnlocked => window with { Tide = window.Tide with { LockedBy = null } },
        _ => window,
    });

    /// <summary>A window with a citizen in front of it goes over after the visit.</summary>
    private static WindowState Turn(WindowState window, CategoryId? to, TideGrounds? grounds, long tick)
    {
        var tide = Unasked(window.Tide) with { Since = tick, Moves = [.. window.Tide.Moves.Where(at => at > tick - 3_600_000), tick], Ordered = null };
        return window.Current is null || window.Assigned == to
            ? window with { Assigned = to, Tide = window.Assigned == to ? tide : tide with { SettingUpSince = to is null ? null : tick } }
            : window with { Tide = tide with { Ordered = new(to, grounds, tick) } };
    }

    /// <summary>A tidal window is turned to nothing that the plan has no more.</summary>
    private static WindowState Known(HallMap map, WindowState window) => window with
    {
        Assigned = window.Assigned is { } to && map.Categories.ContainsKey(to) ? to : null,
        Tide = window.Tide.Pending is { To: { } next } && !map.Categories.ContainsKey(next) ? Unasked(window.Tide) with { Ordered = null } : window.Tide,
    };

    private static TidalState Unasked(TidalState tide) => tide with { Proposed = null, Summoned = null, AcknowledgedBy = null };

    private static WindowState Freed(WindowState window, long tick) => window.Tide.Ordered is { } turn
        ? window with { Current = null, Why = null, Assigned = turn.To, Tide = window.Tide with { Ordered = null, SettingUpSince = turn.To is null ? null : tick } }
        : window with { Current = null, Why = null };

    private static void BeginDay(HallState hall, DayOpened e)
    {
        hall.Day = new(e.Day) { Leftovers = e.Leftovers };
        hall.TakenToday = 0;
        hall.TideMode = null;
        hall.TideSteps.Clear();
        hall.Counters.Clear();
        hall.QuotaCounts.Clear();
        // The day before stays for late questions; of older ones what may be rated, the rest is read from the tables.
        var leaving = hall.Tickets.Where(t => !t.IsLive && t.Day < e.Day.AddDays(-1)).ToList();
        hall.PastVisits = hall.PastVisits.Begin(leaving, e.Day.AddDays(-hall.Map!.Plan.Ratings.RateDays));
        foreach (var old in leaving) hall.Tickets.Remove(old.Id);
        // Carried over to this day, not to every day after it.
        foreach (var ticket in hall.Tickets.Where(t => t.State is VisitState.Held { CarriedBy: not null }).ToList())
            hall.Put(ticket, (VisitState.Held)ticket.State with { CarriedBy = null });
        hall.Tickets.Trim();
        hall.Bookings = hall.Bookings.Begin(e.Day, hall.At);
        hall.Ratings = hall.Ratings.Begin(e.Day, hall.Map.Plan.Ratings, hall.Cases);
        hall.Cases = hall.Cases.Begin(e.Day, hall.Map.Plan.Cases);
        hall.Errands = hall.Errands.Begin(e.Day);
        foreach (var window in hall.Windows.Values.ToList()) hall.Put(window with { ClosedToday = false, CompletedToday = 0, Credit = PriorityCredit.Most });
    }

    private static void Configure(HallState hall, HallConfigured e)
    {
        hall.Map = new(e.Plan);
        hall.PlanHash = e.Hash;
        hall.Cases = hall.Cases.Under(hall.Map);
        hall.Ratings = hall.Ratings.Under(hall.Map);
        foreach (var window in e.Plan.Windows)
            if (!hall.Windows.ContainsKey(window.Id)) hall.Put(new WindowState(window.Id, new WindowSession.Vacant()));
        foreach (var window in hall.Windows.Values.Where(w => w.Assigned is not null || w.Tide.Pending is not null).ToList()) hall.Put(Known(hall.Map, window));
        // After the windows are there, before those that went leave.
        hall.Lines.Configure(hall.Map, hall.Tickets, hall.Windows.Values);
        foreach (var gone in hall.Windows.Values.Where(w => w.Current is null && !hall.Map.Windows.ContainsKey(w.Id)).ToList()) hall.RemoveWindow(gone.Id);
    }

    // A call that a person made is neither priority nor its counterweight.
    private static double CreditAfter(HallState hall, WindowState window, Ticket ticket, TicketCalled e) => e.Grounds is { Level: not DispatchLevel.Placed } grounds
        ? PriorityCredit.After(window.Credit, ticket.Class is not TicketClass.Ordinary, grounds.OrdinaryWaited, hall.Map!.Plan.Dispatch.PrioritySharePercent / 100.0)
        : window.Credit;

    private static void Free(HallState hall, WindowId window, long tick) => hall.Put(Freed(hall.Windows[window], tick));

    private static void Remember(HallState hall, TideStep step)
    {
        hall.TideSteps.Enqueue(step);
        if (hall.TideSteps.Count > HallState.StepsKept) hall.TideSteps.Dequeue();
    }

    private static void Remember(HallState hall, Call call)
    {
        hall.Calls.Enqueue(call);
        if (hall.Calls.Count > HallState.CallsKept) hall.Calls.Dequeue();
    }

    public static WindowId? CurrentWindow(Ticket ticket) => ticket.State switch
    {
        VisitState.Called s => s.Window,
        VisitState.Serving s => s.Window,
        _ => null,
    };

    /// <summary>The tick a visit's wait counts from, whatever its state.</summary>
    internal static long RefOf(Ticket ticket) => ticket.State switch
    {
        VisitState.Waiting s => s.Ref,
        VisitState.Called s => s.Ref,
        VisitState.Serving s => s.Ref,
        VisitState.Held s => s.Ref,
        VisitState.Missed s => s.Ref,
        _ => ticket.TakenTick,
    };
}
