using System.ComponentModel.DataAnnotations;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Evaluation;

/// <summary>How soon what could not be got done is answered, in working days. Local rules (halls.md U1): a hall takes its own.</summary>
public sealed record UnresolvedRules
{
    /// <summary>Of an ordinary entry, 1 to 30. Default 5.</summary>
    [Range(1, 30)]
    public int OrdinaryDays { get; init; } = 5;
    /// <summary>Of one under special circumstances, 1 to 60. Default 10.</summary>
    [Range(1, 60)]
    public int SpecialDays { get; init; } = 10;
    /// <summary>Of a hard one, 1 to 90. Default 15.</summary>
    [Range(1, 90)]
    public int HardDays { get; init; } = 15;
    /// <summary>Days until the unit charged has spoken to the citizen, 0 to 5; 0 = the same day. Default 0.</summary>
    [Range(0, 5)]
    public int ContactDays { get; init; }

    /// <summary>Working days for the answer; simple is done the same day.</summary>
    public int DaysOf(UnresolvedKind kind) => kind switch
    {
        UnresolvedKind.Simple => 0,
        UnresolvedKind.Ordinary => OrdinaryDays,
        UnresolvedKind.Special => SpecialDays,
        _ => HardDays,
    };
}

/// <summary>How hard it is. Simple is done the same day.</summary>
public enum UnresolvedKind { Simple, Ordinary, Special, Hard }

/// <summary>What the citizen ran into.</summary>
public enum BlockKind { PapersRefused, SentAround, NoAnswer, SystemFault, LimitMissed, ConditionsDisputed, QuestionUnanswered, Other }

/// <summary>What is not for this window, and is pointed on.</summary>
public enum Exclusion { AgainstLaw, BeforeCourt, Petition, PrivateQuarrel }

public enum UnresolvedStep { Registered, Contacted, Extended, Answered, Confirmed, NotConfirmed, PointedOn }

/// <summary>An entry of the register “办不成事”.</summary>
/// <param name="Person">Whoever could not get it done; null = anonymous.</param>
/// <param name="Tried">What was tried where, in the vault.</param>
/// <param name="Due">The last day for the answer; null = the calendar does not reach so far.</param>
public sealed record Unresolved(UnresolvedId Id, BlockKind Block, UnresolvedKind Kind, string Department, NoteRef Tried, DateOnly On, DateOnly? Due, PersonRef? Person, ItemId? Item, UnresolvedStep Step)
{
    public DateOnly? ContactedOn { get; init; }
    public bool Extended { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public FollowWarned[] Warned { get; init; } = [];
    /// <summary>When it is warned of next; kept by <see cref="RatingBook"/>.</summary>
    internal DateTimeOffset? NextWarning { get; init; }

    public bool IsOpen => ClosedOn is null;
    /// <summary>A citizen waits to be spoken to; a question that is nobody's has none.</summary>
    public bool HasSomebody => Block is not BlockKind.QuestionUnanswered || Person is not null;

    /// <summary>Not answered in time; what is answered waits for the citizen's word.</summary>
    public bool IsLate(DateOnly today) => IsOpen && Step is not UnresolvedStep.Answered && Due < today;
    /// <summary>The unit charged has not spoken to the citizen in time.</summary>
    public bool ContactIsLate(WorkCalendar calendar, UnresolvedRules rules, DateOnly today) => IsOpen && HasSomebody && ContactedOn is null && calendar.After(On, rules.ContactDays) < today;
}

/// <summary>A no that was said at a window.</summary>
public sealed record NoAtWindow(TicketId Ticket, WindowId Window, ItemId? Item, NoGround Ground, ClerkId By, DateOnly On);
