using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Evaluation;

/// <summary>How long one may rate, and how bad ratings are followed up.</summary>
/// <remarks>Nothing here makes silence a rating: it is voluntary (GB/T 39734, 国办发〔2019〕51号).</remarks>
public sealed record RatingRules
{
    /// <summary>Calendar days after a visit in which it may be rated, by the code or the number of its ticket, 1 to 30. Default 5; the national rules say "a period" and not which.</summary>
    [Range(1, 30)]
    public int RateDays { get; init; } = 5;
    /// <summary>Working days to contact whoever gave level 1 or 2 and to look into it, 1 to 10. Default 1.</summary>
    [Range(1, 10)]
    public int ContactDays { get; init; } = 1;
    /// <summary>Working days at most for the date by which it is to be mended, 1 to 60. Default 15.</summary>
    [Range(1, 60)]
    public int FixDays { get; init; } = 15;
}

public enum RatingChannel { Pad, Phone, Paper, Kiosk, Api }

/// <summary>What is rated: one visit once, one matter once.</summary>
[JsonDerivedType(typeof(OfVisit), "visit")]
[JsonDerivedType(typeof(OfCase), "case")]
public abstract record RatingSubject
{
    private RatingSubject() { }

    public sealed record OfVisit(TicketId Ticket, int Visit) : RatingSubject;
    /// <param name="Case">The first of a matter.</param>
    public sealed record OfCase(CaseId Case) : RatingSubject;
}

/// <summary>What was done about a bad rating.</summary>
public enum FollowStep { Contacted, Upheld, NotUpheld, Fixed, VisitedBack, Appealed, AppealGranted, AppealRejected }

/// <param name="On">The day on the hall's walls.</param>
/// <param name="FixBy">Of one that was upheld.</param>
public sealed record FollowEntry(FollowStep Step, ClerkId By, DateOnly On, DateOnly? FixBy = null);

/// <summary>A rating. Who gave it is nowhere in it.</summary>
/// <param name="Clerk">Who served, for the hall's figures; null for a matter.</param>
public sealed record Rating(RatingId Id, RatingSubject Subject, int Level, int[] Reasons, int Version, RatingChannel Channel, DateOnly On, ItemId Item, WindowId? Window, ClerkId? Clerk, NoteRef? Words)
{
    public FollowEntry[] Followed { get; init; } = [];
    public FollowWarned[] Warned { get; init; } = [];
    /// <summary>When it is warned of next; kept by <see cref="RatingBook"/>.</summary>
    internal DateTimeOffset? Due { get; init; }

    public bool IsBad => Level <= 2;
    public FollowStep? Step => Followed is [.., var last] ? last.Step : null;
    /// <summary>A bad one that nobody has brought to its end.</summary>
    public bool IsOpen => IsBad && Step is not (FollowStep.VisitedBack or FollowStep.AppealGranted);
    /// <summary>What may be done about it now.</summary>
    public IEnumerable<FollowStep> Next => IsOpen ? Enum.GetValues<FollowStep>().Where(s => Evaluating.MayFollow(Step, s)) : [];
    /// <summary>The day by which it is to be mended; null: none is set.</summary>
    public DateOnly? FixBy => Followed.LastOrDefault(f => f.FixBy is not null)?.FixBy;
    /// <summary>Mistaken or malicious, as a review has found.</summary>
    public bool IsStruck => Followed.Any(f => f.Step is FollowStep.AppealGranted);
}
