using System.ComponentModel.DataAnnotations;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Cases;

/// <summary>Limits of cases in working days, by default the law's (AL: Administrative Permit Law); a local rule may be stricter.</summary>
public sealed record CaseRules
{
    /// <summary>The six digits of the hall's administrative division, the head of each case number. Left out: the hall takes nothing in.</summary>
    [RegularExpression("^[0-9]{6}$")]
    public string? Area { get; init; }
    /// <summary>Divisions, six digits each, founded since the shipped list (June 2023): ID numbers that begin with them are taken.</summary>
    public string[] NewDivisions { get; init; } = [];
    /// <summary>Days in which what was filed online is examined by the windows, 1 to 5. Default 1 (local: Anyang 42).</summary>
    [Range(1, 5)]
    public int PreCheckDays { get; init; } = 1;
    /// <summary>Days from receipt to ask once for everything missing; without a word it then counts as accepted. 1 to 30. Default 5 (AL 32).</summary>
    [Range(1, 30)]
    public int AcceptanceDays { get; init; } = 5;
    /// <summary>Days from acceptance to the decision, 1 to 90. Default 20 (AL 42).</summary>
    [Range(1, 90)]
    public int DecisionDays { get; init; } = 20;
    /// <summary>Days more that the body's head may approve once, 0 to 60. Default 10 (AL 42).</summary>
    [Range(0, 60)]
    public int ExtensionDays { get; init; } = 10;
    /// <summary>Days of a matter that several departments decide together, 1 to 180. Default 45 (AL 42).</summary>
    [Range(1, 180)]
    public int JointDays { get; init; } = 45;
    /// <summary>Days more for it, 0 to 60. Default 15 (AL 42).</summary>
    [Range(0, 60)]
    public int JointExtensionDays { get; init; } = 15;
    /// <summary>Days from the decision until the result is handed over, 1 to 30. Default 10 (AL 44).</summary>
    [Range(1, 30)]
    public int HandOverDays { get; init; } = 10;
    /// <summary>Calendar days in which a refusal can be taken to reconsideration, 1 to 365. Default 60 (Reconsideration Law 20).</summary>
    [Range(1, 365)]
    public int ReviewDays { get; init; } = 60;
    /// <summary>Calendar days before its expiry by which a renewal is asked for, so that silence renews it; 0 to 365. Default 30 (AL 50).</summary>
    [Range(0, 365)]
    public int RenewalDays { get; init; } = 30;
    /// <summary>Days the applicant has to bring corrections, 0 to 60; then the case counts as withdrawn. 0 = no limit. Default 0: the law sets none.</summary>
    [Range(0, 60)]
    public int CorrectionDays { get; init; }
    /// <summary>Days at most in which a minor paper promised in writing is brought (容缺), 0 to 60; 0 = none may lack. Default 10.</summary>
    [Range(0, 60)]
    public int ToleranceDays { get; init; } = 10;
    /// <summary>Days before a limit from which it is marked yellow, 1 to 15. Default 3.</summary>
    [Range(1, 15)]
    public int YellowDays { get; init; } = 3;
    /// <summary>Days before a limit from which it is marked red, 0 to 14. Default 1.</summary>
    [Range(0, 14)]
    public int RedDays { get; init; } = 1;
    /// <summary>Calendar days after its end until a case is read from the tables alone, 1 to 365. Default 30.</summary>
    [Range(1, 365)]
    public int ArchiveAfterDays { get; init; } = 30;
    /// <summary>Calendar days from its receipt for which a paper is not asked for again once its case is no more at hand, 0 to 3650; 0 = only while it is. Default 365: the law sets no end.</summary>
    [Range(0, 3650)]
    public int FiledDays { get; init; } = 365;
    /// <summary>Calendar days for which an applicant's number, name and ways to be told are kept after each time he gives them, 30 to 3650. Default 540: the longest limits, and a year to ask about what was decided; the law says no longer than needed (PIPL 19).</summary>
    [Range(30, 3650)]
    public int KeepApplicantDays { get; init; } = 540;
}

/// <summary>What an item's case asks for and how long it may take.</summary>
public sealed record CaseTerms
{
    /// <summary>None = one original of each of the item's materials.</summary>
    public MaterialNeed[] Checklist { get; init; } = [];
    /// <summary>Working days from acceptance to the decision by a law of its own, 1 to 180; null = the general limit.</summary>
    [Range(1, 180)]
    public int? LegalDays { get; init; }
    /// <summary>Working days the department promises, 0 to 180 and no more than the legal limit; null = that limit.</summary>
    [Range(0, 180)]
    public int? PromisedDays { get; init; }
    /// <summary>A law requires the applicant to come in person: no agent.</summary>
    public bool InPerson { get; init; }
    /// <summary>Its result is not put into a cabinet.</summary>
    public bool NoCabinet { get; init; }
    /// <summary>Steps that do not count, each with the working days promised for it.</summary>
    public StepPromise[] Steps { get; init; } = [];
}

/// <summary>A paper on an item's checklist.</summary>
/// <param name="Copies">1 to 20.</param>
/// <param name="Minor">It may be brought later against a written promise (容缺).</param>
/// <param name="Shared">The hall gets it from another body's data: the applicant is not asked for it.</param>
public sealed record MaterialNeed(MaterialId Id, LocalText Name, MaterialForm Form = MaterialForm.Original, [property: Range(1, 20)] int Copies = 1, bool Minor = false, bool Shared = false);

/// <summary>How a paper is asked for and handed in. An original also stands for a copy, either for an electronic one.</summary>
public enum MaterialForm { Electronic, Copy, Original }

/// <param name="Days">Working days, 1 to 180.</param>
public sealed record StepPromise(SpecialStep Step, [property: Range(1, 180)] int Days);

/// <summary>What AL 45 leaves out of the limit.</summary>
public enum SpecialStep { Hearing, Tender, Auction, Inspection, Testing, Quarantine, Appraisal, ExpertReview }
