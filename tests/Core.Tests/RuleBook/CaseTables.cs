using TidalHall.Core.Cases;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Handbooks;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Cases;
using TidalHall.Core.Tests.Pickup;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Pickup.CabinetSteps;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.RuleBook;

/// <summary>Every order about a case in each of its states, about a compartment in each of its, about ratings and the register in theirs.</summary>
internal static class CaseTables
{
    public static RuleTable<CaseId> Cases => new("order", CaseColumns, CaseRows);
    public static RuleTable<int> Compartments => new("order", DoorColumns, DoorRows);
    public static RuleTable<long> Ratings => new("order", RatingColumns, RatingRows);

    private static readonly HandedMaterial[] Photos = [new(Photo, MaterialForm.Original, 2)];
    private static readonly FileOnline Online = new(Licence, ByLi, All);
    private static readonly Shortfall[] NoPhoto = [new(Photo, ShortfallKind.NotInLegalForm)];

    private static Column<CaseId>[] CaseColumns =>
    [
        Of("Filed", h => ((CaseFiled)h.Do(Api, Online).First!).Case),
        Of("Referred", h => ((CaseFiled)h.Do(Api, Online).First!).Case, h => h.Given(Anna, new ReferToWindow(new(1), Noted))),
        Of("Told", h => ((CaseTold)h.Someone(Anna, W1).Do(Anna, new TellMissing(W1, [Licence], ByLi, Without(Photo))).First!).Case, h => h.Gone(Anna, W1)),
        Of("Received, folder here", h => h.TakenIn()),
        Of("Received, folder there", h => h.AtDepartment()),
        Of("Received, a paper promised", h => h.AtDepartment(TakingIn(Without(Lease)) with { Tolerates = new(2026, 3, 9) })),
        Of("Received, of another area", h => h.TakenIn(TakingIn() with { Area = Area("110101") })),
        Of("CorrectionAsked", h => Then(h.AtDepartment(), id => h.Given(Officer, new AskCorrection(id, NoPhoto)))),
        Of("Accepted", h => h.Accepted()),
        Of("Accepted, a step goes on", h => Then(h.Accepted(), id => h.Given(Officer, new BeginStep(id, SpecialStep.Inspection)))),
        Of("Decided", h => h.Decided()),
        Of("Ready", h => h.Ready()),
        Of("Ready, in the cabinet", h => h.InCabinet()),
        Of("HandedOver", h => Then(h.Ready(), id => h.Given(Dora, new HandOver(Wd, id, Li)))),
        Of("NotAccepted", h => Then(h.AtDepartment(), id => h.Given(Officer, new NotAcceptCase(id, NoGround.Other, Noted)))),
        Of("Withdrawn", h => Then(h.TakenIn(), id => h.Given(Anna, new WithdrawCase(id, null)))),
        Of("Returned", h => Then(h.AtDepartment(), id => h.Given(Officer, new ReturnCase(id, Noted)))),
    ];

    private static Row<CaseId>[] CaseRows =>
    [
        new("TakeIn, complete", Anna, _ => TakingIn(), h => h.Someone(Anna, W1)),
        new("TellMissing, a photograph lacks", Anna, _ => new TellMissing(W1, [Licence], new Applicant.NaturalPerson(Li), Without(Photo)), h => h.Someone(Anna, W1)),
        new("TakeInFromElsewhere, sent by a hall of another area", Anna, _ => new TakeInFromElsewhere(new(Area("310000"), new("310000-7")), Licence, new Applicant.NaturalPerson(Wu), All)),
        new("FileOnline, complete", Api, _ => Online),
        new("TakeInFiling", Anna, c => new TakeInFiling(c)),
        new("TellFilingMissing, the photograph is in no legal form", Anna, c => new TellFilingMissing(c, NoPhoto)),
        new("ReferToWindow", Anna, c => new ReferToWindow(c, Noted)),
        new("ReceiveCorrection of the photograph", Carol, c => new ReceiveCorrection(Wc, c, Photos)),
        new("SendFolders", Anna, c => new SendFolders("市场局", [c])),
        new("AcceptCase", Officer, c => new AcceptCase(c)),
        new("AcceptCase by who took it in", Staff(Anna.Id), c => new AcceptCase(c)),
        new("NotAcceptCase", Officer, c => new NotAcceptCase(c, NoGround.ConditionsNotMet, Noted)),
        new("AskCorrection", Officer, c => new AskCorrection(c, NoPhoto)),
        new("ExtendCase", Officer, c => new ExtendCase(c, Head, Noted)),
        new("BeginStep", Officer, c => new BeginStep(c, SpecialStep.Inspection)),
        new("EndStep", Officer, c => new EndStep(c)),
        new("DecideCase, granted", Officer, c => new DecideCase(c, Granted: true)),
        new("ReturnCase", Officer, c => new ReturnCase(c, Noted)),
        new("ReturnFolder", Officer, c => new ReturnFolder(c, Noted)),
        new("ReadyResult", Officer, c => new ReadyResult(c, [new(ResultKind.Licence)])),
        new("SetDroppedAside", Anna, c => new SetDroppedAside(c, Noted)),
        new("WithdrawCase", Anna, c => new WithdrawCase(c, Noted)),
        new("ChooseDelivery, post", Anna, c => new ChooseDelivery(c, DeliveryWay.Post, Post: Home)),
        new("HandOver to the applicant", Dora, c => new HandOver(Wd, c, Li)),
        new("PostResult", Dora, c => new PostResult(c, new("EMS"), new("1234567890CN"))),
        new("SendElsewhere", Anna, c => new SendElsewhere(c, new(new("EMS"), new("1234567890CN")))),
        new("AnswerFromElsewhere", Anna, c => new AnswerFromElsewhere(c, new("BJ-7"))),
        new("SayNo", Anna, _ => new SayNo(W1, NoGround.ConditionsNotMet, Noted), h => h.Someone(Anna, W1)),
        new("SignFolders of list 1", Officer, _ => new SignFolders(new(1), [])),
        new("SignFolders of list 1, not this one", Officer, c => new SignFolders(new(1), [new(c, Noted)])),
        new("LoadCabinet", Dora, c => new LoadCabinet(Box, c, CompartmentSize.Small)),
        new("IssueCode", Api, c => new IssueCode(c, new(Digest.Of("s"u8), Digest.Of("h"u8)))),
        new("DropIn", Citizen, c => new DropIn(Box, CompartmentSize.Small, c)),
        new("ReconcilePasses", Board, c => new ReconcilePasses(Box, [new(1, TicketCode.From(1, (ulong)c.Value), Nine)])),
        new("Rate the matter", Citizen, c => new Rate(new RatingSubject.OfCase(c), 5, [], RatingChannel.Phone)),
    ];

    private static Column<int>[] DoorColumns =>
    [
        Door("free", _ => { }, 2),
        Door("told to open for loading", h => h.Given(Dora, new LoadCabinet(Box, h.Ready(ForCabinet), CompartmentSize.Small))),
        Door("open for loading", h => h.Given(Dora, new LoadCabinet(Box, h.Ready(ForCabinet), CompartmentSize.Small)).Given(Board, new ReportDoor(Box, 1, DoorReport.Opened))),
        Door("holds a result", h => h.InCabinet()),
        Door("open for its applicant", h => Collecting(h)),
        Door("shut without taking", h => Collecting(h).Given(Board, new ReportDoor(Box, 1, DoorReport.Closed, true))),
        Door("left open", h => Collecting(h).Given(Board, new ReportDoor(Box, 1, DoorReport.StillOpen))),
        Door("jammed", h => Collecting(h).Given(Board, new ReportDoor(Box, 1, DoorReport.Jammed))),
        Door("power cut meanwhile", h => Collecting(h).Given(Board, new ReportDoor(Box, 1, DoorReport.PowerCut))),
        Door("forced", h => Then(h.InCabinet(), _ => h.Given(Board, new ReportDoor(Box, 1, DoorReport.Opened)))),
        Door("not seen open", h => Then(h.InCabinet(), _ => h.Given(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))).Given(Board, new ReportDoor(Box, 1, DoorReport.NotSeenOpen)))),
        Door("told to open for its applicant", h => Then(h.InCabinet(), _ => h.Given(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))))),
        Door("full though empty", h => h.Given(Board, new ReportDoor(Box, 2, DoorReport.Closed, true)), 2),
        Door("empty though full", h => Then(h.InCabinet(), _ => h.Given(Board, new ReportDoor(Box, 1, DoorReport.Closed, false)))),
    ];

    private static Row<int>[] DoorRows =>
    [
        new("Collect by the right code", Citizen, n => new Collect(Box, new PickupProof.Code(n, Hash("hash-1")))),
        new("Collect by a wrong code", Citizen, n => new Collect(Box, new PickupProof.Code(n, Hash("guess")))),
        new("Collect by the applicant's card", Citizen, _ => new Collect(Box, new PickupProof.Card(Li))),
        new("Collect by another's card", Citizen, _ => new Collect(Box, new PickupProof.Card(Wu))),
        new("RecoverThing", Dora, n => new RecoverThing(Box, n)),
        new("CloseMissing, found", Dora, n => new CloseMissing(Box, n, new(1), null, MissingEnd.Found, Noted)),
        new("ReportDoor, opened", Board, n => new ReportDoor(Box, n, DoorReport.Opened)),
        new("ReportDoor, closed, empty", Board, n => new ReportDoor(Box, n, DoorReport.Closed, false)),
        new("ReportDoor, closed, full", Board, n => new ReportDoor(Box, n, DoorReport.Closed, true)),
        new("ReportDoor, closed, no sensor", Board, n => new ReportDoor(Box, n, DoorReport.Closed)),
        new("ReportDoor, jammed", Board, n => new ReportDoor(Box, n, DoorReport.Jammed)),
        new("ReportDoor, not seen open, empty", Board, n => new ReportDoor(Box, n, DoorReport.NotSeenOpen, false)),
        new("ReportDoor, not seen open, full", Board, n => new ReportDoor(Box, n, DoorReport.NotSeenOpen, true)),
        new("ReportDoor, not seen open, no sensor", Board, n => new ReportDoor(Box, n, DoorReport.NotSeenOpen)),
        new("ReportDoor, still open", Board, n => new ReportDoor(Box, n, DoorReport.StillOpen)),
        new("ReportDoor, power cut", Board, n => new ReportDoor(Box, n, DoorReport.PowerCut)),
        new("QuietDoor", Chief, n => new QuietDoor(Box, n, 30)),
        new("ResolveCompartment, it is inside", Dora, n => new ResolveCompartment(Box, n, FoundInside.Thing, Noted)),
        new("ResolveCompartment, nothing inside", Dora, n => new ResolveCompartment(Box, n, FoundInside.Nothing, Noted)),
    ];

    private static readonly FollowStep?[] Steps = [null, FollowStep.Contacted, FollowStep.Upheld, FollowStep.NotUpheld, FollowStep.Fixed, FollowStep.Appealed, FollowStep.AppealRejected, FollowStep.AppealGranted, FollowStep.VisitedBack];

    private static Column<long>[] RatingColumns => [.. Steps.Select(s => new Column<long>(s?.ToString() ?? "bad, nobody spoke yet", () => Followed(s), _ => 1))];

    private static Row<long>[] RatingRows =>
    [
        .. Enum.GetValues<FollowStep>().Select(s => new Row<long>($"FollowRating, {s}", Chief, id => new FollowRating(new(id), s, Noted, s is FollowStep.Upheld or FollowStep.AppealRejected ? new(2026, 3, 9) : null))),
        new("RegisterUnresolved", Anna, _ => new RegisterUnresolved(BlockKind.NoAnswer, UnresolvedKind.Ordinary, "市场局", new NoteRef(new("33333333-3333-3333-3333-333333333333")))),
        new("RegisterUnresolved, a question without its item", Anna, _ => new RegisterUnresolved(BlockKind.QuestionUnanswered, UnresolvedKind.Ordinary, "市场局", new NoteRef(new("33333333-3333-3333-3333-333333333333")))),
        new("ReviseAnswer, none there", Chief, id => new ReviseAnswer(new(id), new("可以代领吗？", "可以。"))),
        new("RetireAnswer, none there", Chief, id => new RetireAnswer(new(id), Noted)),
        new("FollowUnresolved, none there", Anna, id => new FollowUnresolved(new(id), UnresolvedStep.Contacted)),
    ];

    private static HallScenario Followed(FollowStep? to)
    {
        var hall = Open().Someone(Anna, W1);
        var ticket = hall.State.Find(W1)!.Current!.Value;
        hall.Gone(Anna, W1).Given(Citizen, new Rate(new RatingSubject.OfVisit(ticket, 1), 1, [], RatingChannel.Pad));
        foreach (var step in Way(to)) hall.Given(Chief, new FollowRating(new(1), step, Noted, step is FollowStep.Upheld or FollowStep.AppealRejected ? new(2026, 3, 9) : null));
        return hall;
    }

    private static FollowStep[] Way(FollowStep? to) => to switch
    {
        null => [],
        FollowStep.Contacted => [FollowStep.Contacted],
        FollowStep.Upheld or FollowStep.NotUpheld or FollowStep.Appealed => [FollowStep.Contacted, to.Value],
        FollowStep.AppealGranted or FollowStep.AppealRejected => [FollowStep.Contacted, FollowStep.Appealed, to.Value],
        FollowStep.Fixed => [FollowStep.Contacted, FollowStep.Upheld, FollowStep.Fixed],
        _ => [FollowStep.Contacted, FollowStep.Upheld, FollowStep.Fixed, FollowStep.VisitedBack],
    };

    private static HallScenario Collecting(HallScenario hall) => Then(hall.InCabinet(), _ => hall.Given(Citizen, new Collect(Box, new PickupProof.Code(1, Hash("hash-1")))).Given(Board, new ReportDoor(Box, 1, DoorReport.Opened)), hall);

    private static HallScenario Then(CaseId id, Action<CaseId> step, HallScenario hall)
    {
        step(id);
        return hall;
    }

    private static CaseId Then(CaseId id, Action<CaseId> step)
    {
        step(id);
        return id;
    }

    private static Actor Staff(ClerkId id) => new(ActorKind.Staff, id, Roles.IntakeClerk | Roles.DepartmentOfficer);

    private static Column<CaseId> Of(string name, Func<HallScenario, CaseId> come, Action<HallScenario>? after = null) => new(name, () =>
    {
        var hall = Open();
        come(hall);
        after?.Invoke(hall);
        return hall;
    }, h => new(h.State.Cases.Last));

    private static Column<int> Door(string name, Action<HallScenario> come, int number = 1) => new(name, () =>
    {
        var hall = Open();
        come(hall);
        return hall;
    }, _ => number);
}
