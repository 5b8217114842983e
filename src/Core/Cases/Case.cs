using System.Text.Json.Serialization;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Cases;

/// <summary>How the applicant wants the result, chosen at intake.</summary>
public enum DeliveryWay { OnSpot, Cabinet, Post }

/// <summary>Where the folder is. A department acts on what it has signed for.</summary>
public enum FolderPlace { Hall, OnTheWay, Department }

/// <summary>The limits that run over a case.</summary>
public enum CaseClock { Acceptance, Correction, Tolerance, Promised, Legal, Step, HandOver, Renewal, PreCheck }

/// <summary>How near a limit is: some days, the last, or over.</summary>
public enum WarnLevel { Yellow, Red, Over }

/// <param name="Last">The limit's last day, so that one that moved is warned of anew.</param>
public readonly record struct Warned(CaseClock Clock, WarnLevel Level, DateOnly Last);

/// <summary>A minor paper that lacks, against a written promise (容缺).</summary>
/// <param name="By">The day by which it is there; later the case counts as withdrawn.</param>
public sealed record Tolerance(MaterialId[] Lacks, DateOnly By);

/// <summary>A step that does not count, with the length it was told to take.</summary>
public sealed record RunningStep(SpecialStep Step, DateOnly From, int Days);

/// <summary>A case of another area's hall (跨省通办, 区域通办): taken in here, decided there.</summary>
/// <param name="Number">That hall's own; null until it answers.</param>
public sealed record Elsewhere(AreaCode Area, bool Sent = false, ForeignNumber? Number = null);

/// <summary>The hall of another area that took a case in, which is decided here.</summary>
/// <param name="Number">That hall's, by which it gets the answer.</param>
public sealed record Origin(AreaCode Area, ForeignNumber Number);

/// <summary>Why somebody is told no.</summary>
public enum NoGround { NoPermissionNeeded, OtherBody, NotInTime, ConditionsNotMet, Other }

/// <summary>Why a case ended before its decision.</summary>
public enum WithdrawnWhy { AskedByApplicant, CorrectionNotBrought, PromiseNotKept }

public enum ResultKind { Decision, Certificate, Licence, Reply }

/// <param name="Number">What is printed on it, in the vault.</param>
public sealed record ResultPaper(ResultKind Kind, NoteRef? Number = null);

/// <summary>How a result left the hall, and why it was rightly so.</summary>
[JsonDerivedType(typeof(OnSpot), "onSpot")]
[JsonDerivedType(typeof(Posted), "posted")]
[JsonDerivedType(typeof(FromCabinet), "cabinet")]
public abstract record HandOverProof
{
    private HandOverProof() { }

    /// <param name="Receiver">Whose identity was checked, and who signed.</param>
    public sealed record OnSpot(PersonRef Receiver, WindowId Window) : HandOverProof;
    public sealed record Posted(CarrierId Carrier, MailNumber Tracking) : HandOverProof;
    public sealed record FromCabinet(PlaceId Cabinet, int Compartment, ProofKind By) : HandOverProof;
}

/// <summary>The states that exclude each other. Days are those on the hall's walls.</summary>
[JsonDerivedType(typeof(Filed), "filed")]
[JsonDerivedType(typeof(Referred), "referred")]
[JsonDerivedType(typeof(Told), "told")]
[JsonDerivedType(typeof(Received), "received")]
[JsonDerivedType(typeof(CorrectionAsked), "correctionAsked")]
[JsonDerivedType(typeof(Accepted), "accepted")]
[JsonDerivedType(typeof(Decided), "decided")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(HandedOver), "handedOver")]
[JsonDerivedType(typeof(NotAccepted), "notAccepted")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
[JsonDerivedType(typeof(Returned), "returned")]
public abstract record CaseState
{
    private CaseState() { }

    /// <summary>Filed online and not examined yet.</summary>
    /// <param name="On">The day it was filed: from it the examination is due, and silence accepts.</param>
    public sealed record Filed(DateOnly On) : CaseState;
    /// <summary>Filed online, and asked to come to a window with it.</summary>
    public sealed record Referred : CaseState;
    /// <summary>Not taken in: everything missing was told, once, in writing.</summary>
    public sealed record Told(Shortfall[] Missing) : CaseState;
    /// <param name="From">The day of receipt, or of the last correction: from it silence accepts.</param>
    public sealed record Received(DateOnly From) : CaseState;
    /// <param name="Until">Null: no limit.</param>
    public sealed record CorrectionAsked(Shortfall[] Lines, DateOnly? Until) : CaseState;
    /// <param name="From">The day its limits count from.</param>
    public sealed record Accepted(DateOnly From, bool Deemed) : CaseState;
    public sealed record Decided(bool Granted, DateOnly On, bool Deemed) : CaseState;
    public sealed record Ready(bool Granted, DateOnly On, ResultPaper[] Papers) : CaseState;

    /// <summary>Ended for good.</summary>
    public abstract record Final : CaseState;
    public sealed record HandedOver(bool Granted, HandOverProof Proof) : Final;
    public sealed record NotAccepted(NoGround Ground) : Final;
    public sealed record Withdrawn(WithdrawnWhy Why) : Final;
    public sealed record Returned : Final;
}

/// <summary>A case as it stands. Immutable: a change is a new record.</summary>
public sealed record Case
{
    public required CaseId Id { get; init; }
    /// <summary>The unguessable name by which it is followed.</summary>
    public required TicketCode Code { get; init; }
    public CaseNumber Number { get; init; }
    public required ItemId Item { get; init; }
    public required string Department { get; init; }
    public required Applicant Applicant { get; init; }
    public PersonRef? Agent { get; init; }
    /// <summary>The agent brings it by trade.</summary>
    public bool IsCommercial { get; init; }
    public HandedMaterial[] Materials { get; init; } = [];
    public DeliveryWay Delivery { get; init; }
    /// <summary>Where the result goes by post, in the vault.</summary>
    public NoteRef? Post { get; init; }
    public required CaseState State { get; init; }
    /// <summary>The first of a matter's cases names it (一件事); null = a case by itself.</summary>
    public CaseId? Matter { get; init; }
    /// <summary>Of a matter: the day of its first acceptance, from which the joint limit counts.</summary>
    public DateOnly? JointFrom { get; init; }
    /// <summary>The visit it was taken in at.</summary>
    public TicketId? Ticket { get; init; }
    /// <summary>Everybody who took something in for it: none of them acts for its department.</summary>
    public ClerkId[] TakenBy { get; init; } = [];
    public DateOnly? ReceivedOn { get; init; }
    /// <summary>What was missing when everything was told at the window; nothing else is asked for there again.</summary>
    public Shortfall[] ToldOnce { get; init; } = [];
    /// <summary>The department has asked for corrections, which it does once.</summary>
    public bool AskedOnce { get; init; }
    /// <summary>When corrections, or what was promised, came last.</summary>
    public DateOnly? CorrectedOn { get; init; }
    /// <summary>The first day on which papers for it were put into a drop-box that no window has taken in yet: it is the hall's turn. Null: none were.</summary>
    public DateOnly? DroppedOn { get; init; }
    public Tolerance? Tolerance { get; init; }
    public int ExtendedDays { get; init; }
    public RunningStep? Step { get; init; }
    /// <summary>Working days of steps that are over: they do not count.</summary>
    public int UncountedDays { get; init; }
    public FolderPlace Folder { get; init; }
    /// <summary>Its result was lost in the hall: the department makes it anew, from what it has of the case.</summary>
    public bool ResultLost { get; init; }
    public Elsewhere? Elsewhere { get; init; }
    /// <summary>Null: its applicant, or an agent, brought it here.</summary>
    public Origin? Origin { get; init; }
    /// <summary>The last day of what is to be renewed, where it was asked for in time (AL 50).</summary>
    public DateOnly? Renews { get; init; }
    public Warned[] Warned { get; init; } = [];
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>Of the event that made it.</summary>
    public required long Sequence { get; init; }
    /// <summary>Where the journal has what happened to it, in order, from a notice before its receipt on; warnings, which only repeat its limits, are not among it.</summary>
    public long[] History { get; init; } = [];

    /// <summary>When the clock does something next; kept by <see cref="CaseBook"/>.</summary>
    internal DateTimeOffset? Due { get; init; }

    public bool HasEnded => State is CaseState.Final;
    public bool IsUndecided => State is CaseState.Filed or CaseState.Received or CaseState.CorrectionAsked or CaseState.Accepted;

    /// <summary>The applicant's turn before anything was taken in: told what is missing, or asked to a window.</summary>
    public bool IsBeforeIntake => State is CaseState.Told or CaseState.Referred;

    /// <summary>The papers it has as it stands, what is wanted most at the end.</summary>
    [JsonIgnore]
    public IEnumerable<CasePaper> Papers
    {
        get
        {
            yield return CasePaper.Paper;
            if (CorrectedOn is not null) yield return CasePaper.Correction;
            if (ExtendedDays > 0) yield return CasePaper.Extension;
            if (State is CaseState.Withdrawn || (Elsewhere is null && State is CaseState.Accepted or CaseState.CorrectionAsked or CaseState.NotAccepted or CaseState.Decided or CaseState.Ready or CaseState.Returned)) yield return CasePaper.Notice;
            if (State is CaseState.HandedOver { Proof: HandOverProof.Posted } && (Post is not null || Origin is not null)) yield return CasePaper.Label;
        }
    }

    /// <summary>Who may be handed the result.</summary>
    public bool MayCollect(PersonRef person) => Collectors.Contains(person);

    [JsonIgnore] public IEnumerable<PersonRef> Collectors => ((IEnumerable<PersonRef?>)[Applicant.Acts, Agent, (Applicant as Applicant.Minor)?.Child]).OfType<PersonRef>();

    /// <summary>Who took it in, under whatever spelling of the account.</summary>
    internal bool WasTakenBy(ClerkId person) => TakenBy.Any(t => string.Equals(t.Value, person.Value, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Folders on their way to a department: who sent them, who signed for which.</summary>
/// <param name="Refused">Not taken over: back at the hall.</param>
/// <param name="SignedBy">Null until the department has signed.</param>
public sealed record FolderList(FolderListId Id, string Department, CaseId[] Cases, ClerkId SentBy, DateTimeOffset SentAt, ClerkId? SignedBy = null, DateTimeOffset? SignedAt = null)
{
    public CaseId[] Refused { get; init; } = [];
}
