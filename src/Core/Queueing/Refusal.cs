using System.Globalization;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Queueing;

/// <summary>Why a hall does not do something: a code with its places; the text is made in the reader's language by <see cref="RefusalText"/>.</summary>
public sealed record Refusal(RefusalCode Code, IReadOnlyList<string> Arguments)
{
    /// <summary>The English of those arguments that are names with one.</summary>
    private IReadOnlyDictionary<string, string> English { get; init; } = new Dictionary<string, string>();

    /// <param name="code">What the refusal is.</param>
    /// <param name="arguments">A <see cref="LocalText"/> stands as its Chinese, and is told in the reader's language.</param>
    public static Refusal Because(RefusalCode code, params object?[] arguments) =>
        new(code, [.. arguments.Select(a => Convert.ToString(a is LocalText name ? name.Zh : a, CultureInfo.InvariantCulture) ?? "")])
        {
            English = arguments.OfType<LocalText>().Where(n => n.En is not null).DistinctBy(n => n.Zh).ToDictionary(n => n.Zh, n => n.En!),
        };

    /// <summary>The arguments as people of a language read them.</summary>
    internal IEnumerable<string> ArgumentsIn(CultureInfo culture) =>
        culture.TwoLetterISOLanguageName is "zh" ? Arguments : Arguments.Select(a => English.GetValueOrDefault(a, a));

    public bool Equals(Refusal? other) => other is not null && other.Code == Code && other.Arguments.SequenceEqual(Arguments);
    public override int GetHashCode() => HashCode.Combine(Code, Arguments.Count);
}

/// <summary>Refusals as things stand. The names are a contract with integrators.</summary>
public enum RefusalCode
{
    // Unknown things
    UnknownTicket, UnknownWindow, UnknownItem, UnknownCategory, UnknownHall, UnknownNote,
    // Who may
    NotAllowed, NotYourWindow, ReasonNeeded, TextNotPlain,
    // Issuing
    DayNotOpen, TicketingHasStopped, OutsideHours, QuotaUsedUp, SegmentQuotaUsedUp, OutsideSegments, DailyMaximumReached,
    LiveTicketExists, MandateNeeded, AgentNeeded, AgentBringsTooMany, AgentTicketsUsedUp, OfferedElsewhere, NotOfferedHere, NobodyCanServe, NumbersUsedUp, NumberTaken, NotPrePrintedNumber,
    // Calling
    WindowNotOpen, WindowBusy, WindowHasNobody, CurrentIsOther, NobodyWaiting, NotServedHere, MayNotBeChosen, TooManyRecalls, TooSoonToMiss,
    LateMustTakeNewTicket, NextNotServed, HeldForOtherWindow, TransferNeedsOneTarget, TransferToItself,
    // A ticket's state does not allow it
    HasSlot, TicketWaiting, TicketCalled, TicketServing, TicketHeld, TicketMissed, TicketEnded,
    // Windows and clerks
    WindowTaken, ClerkElsewhere, WindowVacant, WindowNotTidal, TidalNotAssigned, CategoryNotAllowed, NothingProposed, NobodySummoned, AlreadyComing,
    // The day
    DayHasHolders, DayAlreadyClosed,
    // Appointments
    UnknownBooking, NotBookable, NoSuchSlot, SlotTooFar, SlotTooSoon, SlotFull, AlreadyBooked, TooManyBookings, Barred,
    TooLateToCancel, BookingEnded, BookingOtherDay, TooEarly, DayHasBookings, NothingToExtend, ExtensionOutOfRange,
    // Devices
    UnknownDevice, NoAlarm, NoDoorAlarm, QuietOutOfRange,
    // Cases, cabinets, ratings
    UnknownCase, UnknownFolderList, UnknownMaterial, UnknownDepartment, UnknownCabinet, UnknownCompartment, UnknownRating, UnknownEntry, UnknownLevel,
    UnknownRatingReason, CasesNotTakenIn, PersonNeeded, NotInAnothersName, TookItIn, NoStanding, NotAuthorised, OfOtherArea, NotAnotherArea, NotFromElsewhere, TakenInBefore, FiledOnline, NothingIsMissing, NotFromDropBox, DroppedForOther, StillInDropBox,
    FolderElsewhere, SignsForItself, FoldersSignedFor, MaterialMissing, NothingMissing, ToldAlready, NotAskedFor, AskedAlready, CorrectionNotHere, PromiseOutOfRange,
    PromiseOpen, CalendarEnds, DateNotPossible, MatterOneCaseEach, PapersClash, GuardianNeeded, MandateNotSeen, PresenceNeeded, RightBodyNeeded, CaseIs,
    ApproverNeeded, ExtendedAlready, StepRunning, StepNotPromised, NoResultPaper, ReceiverNotEntitled, OtherDelivery, CabinetNotAllowed, AddressNeeded, InCabinet,
    NotInCabinet, NoCompartmentFree, CompartmentEmpty, CompartmentNotEmpty, CompartmentInUse, CompartmentInTrouble, DoorOpening, NothingForYou, WrongCode, NobodyShowedProof, TooManyTries,
    TooManyCodes, NotRateable, RatedAlready, StepNotNow, ConcernsYourself, HandbookNeeded, HandbookTextNotPlain, HandbookNamesSomebody,
    UnknownErrand, ErrandGoesOn, ErrandIs, ActsForApplicant,
    IdNumberForm, IdNumberBirthDate, IdNumberCheckDigit, IdNumberDivision,
    // The hall
    Busy, NotDurable, NotReadable, KeyReused,
}
