using System.Text.Json.Serialization;
using TidalHall.Core.Appointments;
using TidalHall.Core.Devices;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Queueing;

/// <summary>Something that happened. A stored form: names and fields are for ever; a change is a new event or a field with a default.</summary>
public abstract record HallEvent
{
    private protected HallEvent() { }
}

/// <summary>Something that happened to one visit of one ticket.</summary>
public abstract record TicketEvent(TicketId Ticket, int Visit) : HallEvent;

// Tickets
/// <param name="Matters">That an agent brings under this number; null = one.</param>
public sealed record TicketTaken(TicketId Ticket, int Visit, TicketNumber Number, TicketCode Code, ItemId Item, CategoryId Category,
    TicketClass Class, TicketChannel Channel, DateOnly Day, long Ref, int Ahead, ToldWait Told,
    PersonRef? Person = null, DateTimeOffset? Slot = null, PlaceId? Place = null, bool WantsPaper = false, DateTimeOffset? ReportedAt = null, string? Language = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool LargeType = false, NoteRef? Mandate = null, PersonRef? Agent = null, int? Matters = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Entitled = false) : TicketEvent(Ticket, Visit);
public sealed record TicketCancelled(TicketId Ticket, int Visit) : TicketEvent(Ticket, Visit);
/// <param name="Ref">The tick its wait counts from now on.</param>
public sealed record TicketReinstated(TicketId Ticket, int Visit, long Ref) : TicketEvent(Ticket, Visit);
public sealed record TicketReprinted(TicketId Ticket, int Visit, PlaceId? Place) : TicketEvent(Ticket, Visit);
public sealed record TicketReleased(TicketId Ticket, int Visit, ClerkId By, Reason Reason) : TicketEvent(Ticket, Visit);
public sealed record TicketCarried(TicketId Ticket, int Visit, ClerkId By) : TicketEvent(Ticket, Visit);
public sealed record PaperReported(TicketId Ticket, int Visit, PaperState Paper) : TicketEvent(Ticket, Visit);
public sealed record TicketLeftOnScreen(TicketId Ticket, int Visit) : TicketEvent(Ticket, Visit);
public sealed record PriorityChecked(TicketId Ticket, int Visit, bool Entitled) : TicketEvent(Ticket, Visit);
public sealed record MissExpired(TicketId Ticket, int Visit) : TicketEvent(Ticket, Visit);

// Appointments: a TicketTaken under a booking's code says that its holder came.
public abstract record BookingEvent(TicketCode Booking) : HallEvent;
/// <param name="By">Who of the hall booked it for its holder; null: the holder alone, or an integrator.</param>
public sealed record SlotBooked(TicketCode Booking, BookingNumber Number, ItemId Item, CategoryId Category, DateTimeOffset Slot, DateTimeOffset End, DateOnly Day,
    PersonRef Person, string? Language = null, ClerkId? By = null) : BookingEvent(Booking);
/// <param name="BackAt">When its place can be booked again, drawn by lot.</param>
public sealed record BookingCancelled(TicketCode Booking, DateTimeOffset BackAt) : BookingEvent(Booking);
/// <param name="BarredUntil">Until when its holder may not book, where it was one no-show too many.</param>
public sealed record BookingMissed(TicketCode Booking, DateTimeOffset? BarredUntil = null) : BookingEvent(Booking);
/// <summary>The hall did not open on its day.</summary>
public sealed record BookingLapsed(TicketCode Booking) : BookingEvent(Booking);
public sealed record BarLifted(PersonRef Person, ClerkId By, Reason Reason) : HallEvent;

// Calling
/// <param name="Waited">Milliseconds from its ref to the call.</param>
/// <param name="Reason">What a person gave for choosing it.</param>
/// <param name="Grounds">Null where a person chose.</param>
public sealed record TicketCalled(TicketId Ticket, int Visit, WindowId Window, ClerkId Clerk, CallReason Why, long Waited, Reason? Reason = null, CallGrounds? Grounds = null) : TicketEvent(Ticket, Visit);
public sealed record TicketRecalled(TicketId Ticket, int Visit, WindowId Window, int Recalls) : TicketEvent(Ticket, Visit);
public sealed record ServiceStarted(TicketId Ticket, int Visit, WindowId Window, ClerkId Clerk) : TicketEvent(Ticket, Visit);
public sealed record VisitCompleted(TicketId Ticket, int Visit, WindowId Window, ClerkId Clerk, VisitOutcome Outcome) : TicketEvent(Ticket, Visit);
/// <summary>The ticket waits for its next visit, by itself.</summary>
/// <param name="Visit">The new one.</param>
/// <param name="Ref">The tick its wait counts from: when it became ready.</param>
/// <param name="Then">What is to follow after it.</param>
public sealed record VisitFollowed(TicketId Ticket, int Visit, ItemId Item, CategoryId Category, long Ref, VisitStep[] Then) : TicketEvent(Ticket, Visit);
public sealed record TicketMissed(TicketId Ticket, int Visit, WindowId Window, ClerkId Clerk) : TicketEvent(Ticket, Visit);
public sealed record TicketHeld(TicketId Ticket, int Visit, WindowId Window, ClerkId Clerk, HoldKind Kind) : TicketEvent(Ticket, Visit);
public sealed record TicketTransferred(TicketId Ticket, int Visit, WindowId From, ClerkId Clerk, CategoryId Category, WindowId? To, TransferPosition Position, long Ref) : TicketEvent(Ticket, Visit);
public sealed record TicketReturned(TicketId Ticket, int Visit, WindowId Window, ClerkId Clerk) : TicketEvent(Ticket, Visit);
public sealed record ServedWithoutTicket(TicketId Ticket, int Visit, TicketNumber Number, TicketCode Code, ItemId Item, CategoryId Category, DateOnly Day, WindowId Window, ClerkId Clerk) : TicketEvent(Ticket, Visit);

// Windows and clerks
public abstract record WindowEvent(WindowId Window) : HallEvent;
public sealed record ClerkSignedOn(WindowId Window, ClerkId Clerk) : WindowEvent(Window);
public sealed record ClerkSignedOff(WindowId Window, ClerkId Clerk) : WindowEvent(Window);
public sealed record WindowOpened(WindowId Window, ClerkId Clerk) : WindowEvent(Window);
public sealed record WindowPaused(WindowId Window, ClerkId Clerk, Reason Reason) : WindowEvent(Window);
public sealed record WindowResumed(WindowId Window, ClerkId Clerk) : WindowEvent(Window);
public sealed record WindowClosed(WindowId Window, ClerkId Clerk) : WindowEvent(Window);
public sealed record SessionCleared(WindowId Window, ClerkId Clerk, ClerkId By, Reason Reason) : WindowEvent(Window);
public sealed record WindowAssigned(WindowId Window, CategoryId? Category, ClerkId By, Reason Reason) : WindowEvent(Window);

// The tide
public sealed record TideProposed(WindowId Window, CategoryId? To, TideGrounds Grounds) : WindowEvent(Window);
/// <summary>What was proposed or asked for pays no more.</summary>
public sealed record TideWithdrawn(WindowId Window) : WindowEvent(Window);
public sealed record TideDeclined(WindowId Window, ClerkId By, Reason Reason) : WindowEvent(Window);
/// <summary>A tidal window goes over; one with a citizen in front of it after the visit.</summary>
/// <param name="To">Null: back to none.</param>
/// <param name="By">Null: the rule alone.</param>
public sealed record TideMoved(WindowId Window, CategoryId? To, TideGrounds Grounds, ClerkId? By = null) : WindowEvent(Window);
/// <summary>Whoever is on call is asked to open the window for a category.</summary>
public sealed record TideSummoned(WindowId Window, CategoryId To, TideGrounds Grounds, ClerkId? By = null) : WindowEvent(Window);
public sealed record TideAcknowledged(WindowId Window, ClerkId By) : WindowEvent(Window);
/// <summary>Nobody answered in time.</summary>
public sealed record TideLapsed(WindowId Window) : WindowEvent(Window);
public sealed record WindowLocked(WindowId Window, ClerkId By, Reason Reason) : WindowEvent(Window);
public sealed record WindowUnlocked(WindowId Window, ClerkId By) : WindowEvent(Window);
public sealed record TideModeSet(TideMode Mode, ClerkId By) : HallEvent;

// The day and the hall
/// <param name="Leftovers">Tickets of earlier days without an outcome; they keep their place and stand on a list.</param>
public sealed record DayOpened(DateOnly Day, TicketId[] Leftovers) : HallEvent;
public sealed record TicketingStopped(DateOnly Day) : HallEvent;
/// <param name="From">When the day's hours end by the plan.</param>
public sealed record DayExtended(DateOnly Day, DateTimeOffset From, DateTimeOffset Until, ClerkId By, Reason Reason) : HallEvent;
public sealed record DayClosed(DateOnly Day) : HallEvent;
public sealed record HallConfigured(HallPlan Plan, string Hash) : HallEvent;
public sealed record ClockStepped(long ByMilliseconds) : HallEvent;
/// <summary>An order changed nothing, because it was so already. Stored, so that the same order come again after a restart is still answered so and does nothing new.</summary>
/// <param name="Window">The one the order named: who was there is part of its answer.</param>
public sealed record FoundAlreadySo(WindowId? Window) : HallEvent;
public sealed record DeviceChanged(DeviceHealth Health) : HallEvent;
public sealed record AlarmQuieted(DeviceId Device, DateTimeOffset Until, ClerkId By) : HallEvent;
public sealed record DeviceTried(DeviceId Device, int? Lock, ClerkId By) : HallEvent;

/// <summary>An event with its place in the journal.</summary>
/// <param name="At">UTC, shown to people.</param>
/// <param name="Tick">Milliseconds on the hall's own axis, never falling.</param>
public readonly record struct Recorded(long Sequence, DateTimeOffset At, long Tick, HallEvent Event);
