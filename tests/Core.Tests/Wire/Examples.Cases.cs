using TidalHall.Core.Cases;
using TidalHall.Core.Errands;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Handbooks;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Tests.Wire;

/// <summary>Events of cases, cabinets and ratings.</summary>
internal static partial class Examples
{
    private static readonly CaseId Case = new(7);
    private static readonly CaseNumber Number = new("210100", 2026, new("51-01-0042"), 12);
    private static readonly PersonRef Person = new(new("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")), Other = new(new("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5e"));
    private static readonly NoteRef Note = new(new("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5d"));
    private static readonly Shortfall[] Shortfalls = [new(new("id-card"), ShortfallKind.Expired, Note)];
    private static readonly HandedMaterial[] Handed = [new(new("id-card"), MaterialForm.Copy, 2, 3, true, new(2027, 1, 31))];
    private static readonly PlaceId Cabinet = new("cabinet-1");
    private static readonly Applicant Company = new Applicant.Organisation(CreditCode.TryParse("91350100M000100Y43", out var code) ? code : default, Person);

    private static HallEvent[] OfCases =>
    [
        new CaseTold(Case, Code, Item, "民政局", new Applicant.Minor(Person, Other), Shortfalls, Ticket, 1, Window3, Anna, Code),
        new CaseReceived(Case, Code, Number, Item, "民政局", Company, Handed, DeliveryWay.Post, Day, Day.AddDays(7), Ticket, 1, Window3, Anna, Other, new CaseId(6), new([new("lease")], Day.AddDays(9)), AreaCode.TryParse("110101", out var area) ? area : default, Day.AddDays(60), true, true, Note, Code),
        new CaseReceivedFromElsewhere(Case, Code, Number, Item, "民政局", Company, Handed, Day, Day.AddDays(7), new(area, new("110101-12")), Anna, Other),
        new CaseFiled(Case, Code, Number, Item, "民政局", Company, Handed, DeliveryWay.Post, Day, Day.AddDays(1), Other, Day.AddDays(60), true, Note),
        new CaseFilingTakenIn(Case, Day, Day.AddDays(7), Anna),
        new CaseFilingTold(Case, Shortfalls, Anna),
        new CaseReferred(Case, Typed, Anna),
        new CaseAccepted(Case, Day, Chief, Day.AddDays(28), Day.AddDays(10)),
        new CaseDeemedAccepted(Case, Day),
        new CaseNotAccepted(Case, NoGround.OtherBody, Typed, Chief, Typed),
        new CaseCorrectionAsked(Case, Shortfalls, Chief, Day.AddDays(14)),
        new CaseCorrectionReceived(Case, Handed, Shortfalls, Day, Window3, Anna),
        new CaseExtended(Case, 10, new("head"), Typed, Chief),
        new CaseStepBegun(Case, SpecialStep.ExpertReview, Day, 15, Chief),
        new CaseStepEnded(Case, Day, 4, Chief),
        new CaseDecided(Case, true, Day, Chief, Typed, 60),
        new CaseReturned(Case, Typed, Chief),
        new CaseFolderRefused(Case, new(3), Typed, Chief),
        new CaseFolderReturned(Case, Typed, Chief),
        new CaseDroppedSetAside(Case, Typed, Chief, Day.AddDays(5)),
        new CaseResultReady(Case, [new(ResultKind.Licence, Note)], Chief),
        new CaseWithdrawn(Case, WithdrawnWhy.PromiseNotKept, Anna, Typed),
        new CaseDeliveryChosen(Case, DeliveryWay.Post, Anna, Note),
        new CaseHandedOver(Case, new HandOverProof.FromCabinet(Cabinet, 3, ProofKind.Card), Anna, At),
        new CaseSentElsewhere(Case, new("EMS"), new("1234567890CN"), Anna),
        new CaseNumberedElsewhere(Case, new("BJ-7"), Anna),
        new CaseWarned(Case, CaseClock.Legal, WarnLevel.Red, Day),
        new CaseArchived(Case),
        new FoldersSent(new(3), "民政局", [Case], Anna),
        new FoldersSigned(new(3), [Case], Chief, Typed),
        new DoorAsked(Cabinet, 3, DoorPurpose.Collect, Case, Code, Anna, ProofKind.Card),
        new DoorSeenOpen(Cabinet, 3),
        new DoorShut(Cabinet, 3),
        new DoorTroubled(Cabinet, 3, DoorTroubleKind.FullThoughEmpty, Anna, Typed),
        new DoorQuieted(Cabinet, 3, At.AddMinutes(30), Chief),
        new TroubleResolved(Cabinet, 3, FoundInside.Nothing, Typed, Anna),
        new ThingLoaded(Cabinet, 3, Case, At.AddDays(7)),
        new ThingDropped(Cabinet, 3, Code, Case),
        new CodeIssued(Cabinet, 3, new(Digest.Of("salt"u8), Digest.Of("hash"u8)), Day),
        new WrongCodeTried(Cabinet, 3, true),
        new ThingTaken(Cabinet, 3, Case, At),
        new ThingRecovered(Cabinet, 3, Case, Code, Anna),
        new ThingOverdue(Cabinet, 3, Case),
        new ThingMissing(Cabinet, 3, Case, Code, Forced: true),
        new MissingClosed(Cabinet, 3, MissingEnd.Lost, Typed, Anna, Case, Code),
        new Rated(new(5), new RatingSubject.OfVisit(Ticket, 1), 2, [207, 212], 2, RatingChannel.Phone, Day, Item, Window3, Anna, Note),
        new RatingFollowed(new(5), FollowStep.Upheld, Chief, Day, Typed, Day.AddDays(5)),
        new RatingWarned(new(5), FollowClock.Fix, WarnLevel.Over, Day),
        new UnresolvedRegistered(new(4), BlockKind.SentAround, UnresolvedKind.Hard, "民政局", Note, Day, Anna, Day.AddDays(21), Person, Item, Exclusion.Petition, Typed),
        new UnresolvedFollowed(new(4), UnresolvedStep.Extended, Chief, Day, Typed, Day.AddDays(30)),
        new UnresolvedWarned(new(4), FollowClock.Answer, WarnLevel.Red, Day),
        new HandbookWritten(new(6), Item, new("可以代领吗？", "可以，请带委托书。"), Chief, Day, new(4)),
        new HandbookRetired(new(6), Typed, Chief),
        new NoSaid(Ticket, 1, Window3, NoGround.OtherBody, Typed, Anna, Day, Item, Typed),
        new ErrandBegun(new(2), ErrandKind.ActFor, Person, Item, Day, Anna, Note, "en"),
        new ErrandSuspended(new(2), Day, Typed, Anna),
        new ErrandResumed(new(2), Day, Anna),
        new ErrandFinished(new(2), Day, Anna),
        new ErrandStopped(new(2), Day, Typed, Anna),
    ];
}
