using System.Text.Json.Serialization;

namespace TidalHall.Core.Queueing;

public enum TicketClass { Ordinary, Appointment, GreenChannel }

/// <summary>How a ticket came to be.</summary>
public enum TicketChannel { Kiosk, Guide, Phone, Api, Counter, PrePrinted }

/// <summary>The three holds: papers fetched (back to any window), papers left here (back to this one), a step elsewhere.</summary>
public enum HoldKind { PapersAway, PapersHere, StepElsewhere }

/// <summary>Where a transferred ticket stands: with the wait it had, before all others, or at the end.</summary>
public enum TransferPosition { Fair, Next, Last }

public enum VisitOutcome { Done, TakenIn, CorrectionAsked, Referred, NotDone }

/// <summary>Whether a ticket is on paper. Unknown: bytes had left for the printer and nothing proved the print.</summary>
public enum PaperState { None, Printing, OnPaper, NotOnPaper, Unknown }

/// <summary>Why a ticket was called before the others.</summary>
public enum CallReason { LongestWaiting, PlacedFirst, SlotBegun, GreenChannel, HelpingOther, Chosen, Resumed, WaitedVeryLong, ShorterVisit }

/// <summary>How a visit came to wait, which decides whether a clerk may choose it.</summary>
public enum WaitOrigin { Taken, Reinstated, Transferred, Returned, SentOn }

/// <summary>The wait told to a citizen: half of all wait less than p50, nine in ten less than p90. Minutes, 0 ≤ p50 ≤ p90.</summary>
/// <param name="MayNotBeToday">One in ten would still wait when the hall's hours are over.</param>
public readonly record struct ToldWait(double P50Minutes, double P90Minutes, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool MayNotBeToday = false)
{
    /// <summary>Both are the same whole minutes: one bound is told, not one figure twice.</summary>
    [JsonIgnore]
    public bool IsOneBound => Math.Round(P50Minutes) == Math.Round(P90Minutes);
}

/// <summary>A person by a random reference; who it is stands in the vault alone.</summary>
public readonly record struct PersonRef(Guid Value);

/// <summary>What somebody typed, by a random reference; the words stand in the vault alone, for as long as that keeps them.</summary>
public readonly record struct NoteRef(Guid Value);
