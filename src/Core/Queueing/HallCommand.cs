using TidalHall.Core.Devices;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Queueing;

/// <summary>An order to a hall. What is not known to the sender (time, codes, numbers) comes from the stamp and the state.</summary>
/// <remarks>Holds nothing personal: a person and what a person typed are references into the vault, written there before.</remarks>
public abstract record HallCommand
{
    private protected HallCommand() { }
}

/// <summary>An order that names the window it is given at.</summary>
public abstract record WindowCommand(WindowId Window) : HallCommand;

// Tickets
/// <param name="WantsPaper">A printer stands at the place.</param>
/// <param name="Language">"en" where the citizen chose it; null = Chinese.</param>
/// <param name="LargeType">The citizen reads in large type; the page to follow the ticket on does so too.</param>
/// <param name="Mandate">By which somebody of the hall acts for the citizen; what it says is in the vault.</param>
/// <param name="Agent">A commercial agent, who brings several matters for others.</param>
/// <param name="Matters">How many an agent brings under this number, 1 or more.</param>
/// <param name="Entitled">The green channel is due as the card shows by its holder's age, or as a guide has seen.</param>
/// <param name="PrePrinted">Keyed in from paper dealt by hand; <paramref name="ReportedAt"/> says when.</param>
public sealed record TakeTicket(ItemId Item, TicketClass Class = TicketClass.Ordinary, TicketChannel Channel = TicketChannel.Kiosk,
    PersonRef? Person = null, DateTimeOffset? Slot = null, bool WantsPaper = false,
    TicketNumber? PrePrinted = null, DateTimeOffset? ReportedAt = null, string? Language = null, bool LargeType = false,
    NoteRef? Mandate = null, PersonRef? Agent = null, int Matters = 1, bool Entitled = false) : HallCommand;
public sealed record CancelTicket(TicketId Ticket) : HallCommand;
public sealed record ReinstateTicket(TicketId Ticket) : HallCommand;
public sealed record ReprintTicket(TicketId Ticket) : HallCommand;
public sealed record ReleaseTicket(TicketId Ticket, Reason? Reason) : HallCommand;
public sealed record CarryTicket(TicketId Ticket) : HallCommand;
/// <summary>What became of a ticket's paper.</summary>
public sealed record ReportPaper(TicketId Ticket, PaperState Paper) : HallCommand;
/// <summary>A kiosk went back to its start by itself while the ticket had no paper: nobody said that its number was noted.</summary>
public sealed record LeaveOnScreen(TicketId Ticket) : HallCommand;
/// <summary>A guide has seen whether somebody is entitled to the green channel. On what ground is stored nowhere.</summary>
public sealed record CheckPriority(TicketId Ticket, bool Entitled) : HallCommand;

// Appointments
/// <param name="Slot">Its begin.</param>
/// <param name="Language">"en" where the citizen chose it; null = Chinese.</param>
public sealed record BookSlot(ItemId Item, DateTimeOffset Slot, PersonRef Person, string? Language = null) : HallCommand;
public sealed record CancelBooking(TicketCode Booking) : HallCommand;
/// <summary>The holder of a booking is here: his ticket, under the code the booking has.</summary>
/// <param name="Language">Null: that of the booking.</param>
public sealed record CheckIn(TicketCode Booking, TicketChannel Channel = TicketChannel.Kiosk, bool WantsPaper = false, string? Language = null, bool LargeType = false) : HallCommand;
/// <summary>Somebody who is barred from booking may again, before the bar ends by itself.</summary>
public sealed record LiftBar(PersonRef Person, Reason? Reason) : HallCommand;

// Calling
/// <summary>The ticket a clerk believes current: unchecked, nobody, or that one.</summary>
public readonly record struct ExpectedCurrent(bool Checked, TicketId? Ticket)
{
    public static ExpectedCurrent Unchecked => default;
    public static ExpectedCurrent Is(TicketId? ticket) => new(true, ticket);
}
public sealed record CallNext(WindowId Window, ExpectedCurrent Expected = default) : WindowCommand(Window);
public sealed record CallChosen(WindowId Window, TicketId Ticket, Reason? Reason, ExpectedCurrent Expected = default) : WindowCommand(Window);
public sealed record RecallTicket(WindowId Window, ExpectedCurrent Expected = default) : WindowCommand(Window);
public sealed record StartService(WindowId Window, ExpectedCurrent Expected = default) : WindowCommand(Window);
/// <param name="Next">Visits that follow under the same number. Null: those that its item says, where the matter was done or taken in; empty: it ends here.</param>
public sealed record CompleteVisit(WindowId Window, VisitOutcome Outcome = VisitOutcome.Done, ExpectedCurrent Expected = default, VisitStep[]? Next = null) : WindowCommand(Window);
public sealed record MissTicket(WindowId Window, ExpectedCurrent Expected = default) : WindowCommand(Window);
public sealed record HoldTicket(WindowId Window, HoldKind Kind, ExpectedCurrent Expected = default) : WindowCommand(Window);
public sealed record ResumeTicket(WindowId Window, TicketId Ticket, ExpectedCurrent Expected = default) : WindowCommand(Window);
/// <summary>To a category or to one window; exactly one of the two.</summary>
public sealed record TransferTicket(WindowId Window, CategoryId? ToCategory, WindowId? ToWindow, TransferPosition Position, ExpectedCurrent Expected = default) : WindowCommand(Window);
public sealed record ReturnToQueue(WindowId Window, ExpectedCurrent Expected = default) : WindowCommand(Window);
/// <summary>A citizen at the window who has no ticket.</summary>
/// <param name="Item">Null: the first item of the window's category.</param>
public sealed record ServeWithoutTicket(WindowId Window, ItemId? Item = null, ExpectedCurrent Expected = default) : WindowCommand(Window);

// Windows and clerks
public sealed record SignOn(WindowId Window) : WindowCommand(Window);
public sealed record SignOff(WindowId Window) : WindowCommand(Window);
/// <summary>Signs on too where the actor has not yet.</summary>
public sealed record OpenWindow(WindowId Window) : WindowCommand(Window);
public sealed record PauseWindow(WindowId Window, Reason? Reason) : WindowCommand(Window);
public sealed record ResumeWindow(WindowId Window) : WindowCommand(Window);
public sealed record CloseWindow(WindowId Window) : WindowCommand(Window);
/// <summary>Ends a session whose clerk is gone; a ticket left at the window waits again.</summary>
public sealed record ClearSession(WindowId Window, Reason? Reason) : WindowCommand(Window);
/// <summary>Turns a tidal window to a category; null = back to none.</summary>
public sealed record AssignWindow(WindowId Window, CategoryId? Category, Reason? Reason) : WindowCommand(Window);

// The tide
/// <summary>Does what was proposed at a tidal window.</summary>
public sealed record AcceptTide(WindowId Window) : WindowCommand(Window);
/// <summary>What was proposed or asked for does not happen; it is not proposed again for a dwell.</summary>
public sealed record DeclineTide(WindowId Window, Reason? Reason) : WindowCommand(Window);
/// <summary>Who is on call comes to the window.</summary>
public sealed record AcknowledgeTide(WindowId Window) : WindowCommand(Window);
/// <summary>The tide leaves the window where it is; people may still turn it.</summary>
public sealed record LockWindow(WindowId Window, Reason? Reason) : WindowCommand(Window);
public sealed record UnlockWindow(WindowId Window) : WindowCommand(Window);
/// <summary>Until the day ends.</summary>
public sealed record SetTideMode(TideMode Mode) : HallCommand;
/// <summary>The writer's word that another minute has passed.</summary>
public sealed record MinuteCame : HallCommand;

// The day and the hall
public sealed record OpenDay : HallCommand;
public sealed record StopTicketing : HallCommand;
/// <summary>After-hours service: tickets are given until later today, also where that had ended already.</summary>
public sealed record ExtendDay(DateTimeOffset Until, Reason? Reason) : HallCommand;
public sealed record CloseDay : HallCommand;
/// <summary>The writer's word that what <c>Hall.NextDue</c> asked for is here.</summary>
public sealed record TimeCame : HallCommand;
public sealed record ConfigureHall(HallPlan Plan, string Hash) : HallCommand;
/// <summary>The wall clock was set by this much against the hall's own axis.</summary>
public sealed record ReportClockStep(long ByMilliseconds) : HallCommand;
public sealed record ReportDevice(DeviceHealth Health) : HallCommand;
/// <summary>Somebody knows of a device's trouble and will see to it.</summary>
/// <param name="Minutes">1 to <see cref="Alarm.LongestQuiet"/>.</param>
public sealed record QuietAlarm(DeviceId Device, int Minutes) : HallCommand;
/// <summary>A technician is about to try a device: taken down before anything moves.</summary>
/// <param name="Lock">The compartment of a locker that is to open; null for what prints.</param>
public sealed record TryDevice(DeviceId Device, int? Lock = null) : HallCommand;
