using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Casework;

namespace TidalHall.Hub.Api;

/// <summary>Cases from intake to hand-over: the window's orders, the department's acts, folders, other areas.</summary>
internal static class CaseRoutes
{
    public static void MapCases(this RouteGroupBuilder group)
    {
        group.MapOrder<TakeInBody>("/cases", "Takes material in for one item, or for several as one matter, from the citizen at the window.", TakeInAsync, (_, view, answer) => Made(view, answer)).Produces<CasesReply>(201);
        group.MapOrder<TellBody>("/cases/tell-missing", "Takes nothing in and tells everything that is missing, once.", async (o, b) => new TellMissing(o.Id<WindowId>(b.Window, "window"), Items(o, b.Items), await o.ApplicantAsync(b.Applicant),
            o.Materials(b.Materials), await o.LinesAsync(b.Faults), By(o, b.By), CabinetRoutes.ReceiptOrNone(o, b.Dropped, "dropped")), (_, view, answer) => Made(view, answer)).Produces<CasesReply>(201);
        group.MapOrder<FileBody>("/cases/online", "Files an application online: it waits to be examined by the windows.", async (o, b) => new FileOnline(o.Id<ItemId>(b.Item, "item"), await o.ApplicantAsync(b.Applicant), o.Materials(b.Materials, MaterialForm.Electronic),
            o.Word<DeliveryWay>(b.Delivery ?? "onSpot", "delivery"), b.Agent is null ? null : await o.PersonAsync(b.Agent, "agent"), b.Renews, b.Commercial is true, await o.AddressAsync(b.Post)), (_, view, answer) => Made(view, answer)).Produces<CasesReply>(201);
        group.MapLook("/cases/online", "What was filed online and is to be examined, the oldest first.", (view, _, _) => Results.Ok(new CasesReply(view.Cases.Filings.Select(c => CaseReply.Of(view, c))))).Produces<CasesReply>();
        group.MapLook("/cases/{code}", "A case as it stands, with its limits.", (view, http, _) => TicketCode.TryParse(http.RouteValues["code"] as string, out var code) && view.Cases.Find(code) is { } found
            ? Results.Ok(CaseReply.Of(view, found)) : ApiProblem.Of(Refusal.Because(RefusalCode.UnknownCase), http)).Produces<CaseReply>();
        group.MapLook("/cases", "Every case at hand.", (view, _, _) => Results.Ok(new CasesReply(view.Cases.All.OrderBy(c => c.Id).Select(c => CaseReply.Of(view, c))))).Produces<CasesReply>();
        group.MapLook("/cases/deemed-tomorrow", "What counts as accepted at the close of the next working day unless the department speaks, and the year whose calendar is wanted.", (view, _, now) =>
            Results.Ok(new DeemedReply(view.Map.Calendar.Wanted(view.Map.Date(now)), CaseClocks.DeemedAcceptedTomorrow(view.Map, view.Cases, now).Select(d => new DeemedCaseReply(d.Case.Code.ToString(), d.Case.Number.ToString(), d.Last))))).Produces<DeemedReply>();
        MapActs(group);
        MapFolders(group);
        MapFiles(group);
    }

    private static void MapActs(RouteGroupBuilder group)
    {
        group.MapCase<TakeInFilingBody>("take-in", "What was filed online is complete, and taken in.", (o, id, b) => Task.FromResult<HallCommand>(new TakeInFiling(id, b.MandateSeen is true, By(o, b.By))));
        group.MapCase<TellFilingBody>("tell-missing", "Tells once everything that is missing of what was filed online.", async (o, id, b) => new TellFilingMissing(id, await o.LinesAsync(b.Faults), By(o, b.By)));
        group.MapCase<ReasonBody>("refer", "What was filed online cannot be settled from afar: its applicant is asked to a window.", async (o, id, b) => new ReferToWindow(id, await o.ReasonAsync(b.Reason), By(o, b.By)));
        group.MapCase<ByBody>("accept", "The department accepts it.", (o, id, b) => Task.FromResult<HallCommand>(new AcceptCase(id, By(o, b.By))));
        group.MapCase<NotAcceptBody>("not-accept", "The department does not accept it, for a reason; where it is another body's, says whose.", async (o, id, b) =>
            new NotAcceptCase(id, o.Word<NoGround>(b.Ground, "ground"), await o.ReasonAsync(b.Reason), await o.ReasonAsync(b.RightBody), By(o, b.By)));
        group.MapCase<AskBody>("ask-correction", "The department asks once for everything that is to be mended.", async (o, id, b) => new AskCorrection(id, await o.LinesAsync(b.Lines), By(o, b.By)));
        group.MapCase<CorrectionBody>("receive-correction", "What was asked for, or promised, is taken in at the window for it.", (o, id, b) =>
            Task.FromResult<HallCommand>(new ReceiveCorrection(o.Id<WindowId>(b.Window, "window"), id, o.Materials(b.Materials), b.ReceivedOn, By(o, b.By))));
        group.MapCase<ExtendCaseBody>("extend", "More days for the decision, approved by the body's head.", async (o, id, b) => new ExtendCase(id, o.Id<ClerkId>(b.Approver, "approver"), await o.ReasonAsync(b.Reason), By(o, b.By)));
        group.MapCase<StepBody>("begin-step", "A step begins that does not count.", (o, id, b) => Task.FromResult<HallCommand>(new BeginStep(id, o.Word<SpecialStep>(b.Step, "step"), By(o, b.By))));
        group.MapCase<ByBody>("end-step", "The step is over.", (o, id, b) => Task.FromResult<HallCommand>(new EndStep(id, By(o, b.By))));
        group.MapCase<DecideBody>("decide", "The department decides; a refusal gives its reasons.", async (o, id, b) =>
        {
            if (b.Granted is null) o.Needs("granted");
            return new DecideCase(id, b.Granted is true, await o.ReasonAsync(b.Reason), By(o, b.By));
        });
        group.MapCase<ReasonBody>("return", "The department gives it back, and it ends.", async (o, id, b) => new ReturnCase(id, await o.ReasonAsync(b.Reason), By(o, b.By)));
        group.MapCase<ReasonBody>("return-folder", "The department gives a folder it had signed for back to the windows, before it is accepted; it can be sent again.", async (o, id, b) => new ReturnFolder(id, await o.ReasonAsync(b.Reason), By(o, b.By)));
        group.MapCase<ReadyBody>("ready", "The result is handed to the hall's delivery.", async (o, id, b) =>
        {
            var papers = new List<ResultPaper>();
            foreach (var paper in b.Papers ?? []) papers.Add(new(o.Word<ResultKind>(paper.Kind, "papers.kind"), await o.NoteAsync(paper.Number)));
            return new ReadyResult(id, [.. papers], By(o, b.By));
        });
        group.MapCase<ReasonBody>("set-dropped-aside", "What came out of a drop-box for it is not what was asked for: the applicant's turn again, with its days anew.", async (o, id, b) => new SetDroppedAside(id, await o.ReasonAsync(b.Reason), By(o, b.By)));
        group.MapCase<ReasonBody>("withdraw", "The applicant takes it back, until it is decided.", async (o, id, b) => new WithdrawCase(id, await o.ReasonAsync(b.Reason), By(o, b.By)));
        group.MapCase<DeliveryBody>("delivery", "Another way to get the result.", async (o, id, b) => new ChooseDelivery(id, o.Word<DeliveryWay>(b.Delivery, "delivery"), By(o, b.By), await o.AddressAsync(b.Post)));
        group.MapCase<HandOverBody>("hand-over", "Handed over at a window to somebody whose identity was checked.", async (o, id, b) => new HandOver(o.Id<WindowId>(b.Window, "window"), id, await o.PersonAsync(b.Receiver, "receiver"), By(o, b.By)));
        group.MapCase<PostBody>("post", "Sent to the applicant by post.", (o, id, b) => Task.FromResult<HallCommand>(new PostResult(id, o.Id<CarrierId>(b.Carrier, "carrier"), o.Id<MailNumber>(b.Tracking, "tracking"), By(o, b.By))));
        group.MapCase<PostBody>("send-elsewhere", "Sent to the hall of the area that decides it: by post, or without carrier and tracking as a file.", (o, id, b) => Task.FromResult<HallCommand>(new SendElsewhere(id,
            b is { Carrier: null, Tracking: null } ? null : new(o.Id<CarrierId>(b.Carrier, "carrier"), o.Id<MailNumber>(b.Tracking, "tracking")), By(o, b.By))));
        group.MapCase<ElsewhereBody>("answer-from-elsewhere", "That hall's number, and its answer once there is one.", async (o, id, b) => new AnswerFromElsewhere(id, o.Id<ForeignNumber>(b.Number, "number"), b.Granted, await o.ReasonAsync(b.Reason), By(o, b.By), b.On));
    }

    /// <summary>Files between halls: their form is theirs, so who acts here is in the query.</summary>
    private static void MapFiles(RouteGroupBuilder group)
    {
        group.MapFile<CaseFile>("/cases/from-elsewhere", "Takes in a case that another area's hall has sent as a file. Query: by, the person who takes it in; item, this hall's code where the file's is another.", TakeInFileAsync, (_, view, answer) => Made(view, answer)).Produces<CasesReply>(201);
        group.MapFile<CaseAnswerFile>("/cases/{code}/answer-file", "The answer of the hall that decides it, as the file which that hall wrote. Query: by, the person who enters it.", async o =>
        {
            var c = o.View.Cases.Find(o.Case(o.Route("code")));
            if (c is { Elsewhere: not { Sent: true } }) o.Refuse(RefusalCode.NotAnotherArea, c.Number);
            if (o.Problem is not null || o.File(text => CaseFileReading.Answer(text, "answer-file", c!, o.Today)) is not { } file) return null;
            return CaseFileReading.Command(c!.Id, file, await o.ReasonAsync(file.Reasons), By(o, o.Query("by")));
        }, (o, view, _) => Results.Ok(CaseReply.Of(view, view.Cases.Find(o.Case(o.Route("code")))!))).Produces<CaseReply>();
        group.MapPlain(HttpMethod.Get, "/cases/{code}/answer-file", async (http, cancel) =>
        {
            var (request, problem) = await ApiRequest.ReadAsync(http, http.Get<IHalls>(), cancel);
            if (request is null) return problem!;
            var found = TicketCode.TryParse(http.RouteValues["code"] as string, out var code) ? request.Hall.View.Cases.Find(code) : null;
            return found is null ? ApiProblem.Of(Refusal.Because(RefusalCode.UnknownCase), http)
                : await http.Get<CaseFiles>().AnswerAsync(request.Hall, found.Id, ApiKey.Name, cancel) is { } answer ? Results.Json(answer, CaseFiles.Form)
                : ApiProblem.Of(Refusal.Because(RefusalCode.NotFromElsewhere, found.Number), http);
        }).WithSummary("The answer to a case that another area's hall has sent, as the file which that hall reads.").Produces<CaseAnswerFile>();
    }

    private static async Task<HallCommand?> TakeInFileAsync(OrderBody o)
    {
        var chosen = o.IdOrNone<ItemId>(o.Query("item"), "item");
        if (o.Problem is not null || o.File(text => CaseFileReading.Case(text, "case-file", o.View.Map, chosen, o.Today)) is not { } file) return null;
        var item = CaseFileReading.Item(o.View.Map, file, chosen)!;
        Task<PersonRef> Known(DisclosedPerson person, string member) => o.PersonAsync(new(person.IdNumber, person.Name, person.Phone), member);
        var applicant = await Known(file.Applicant!, "applicant");
        return new TakeInFromElsewhere(CaseFileReading.OriginOf(file), item.Id, CaseFileReading.ApplicantOf(file, applicant, file.Guardian is { } guardian ? await Known(guardian, "guardian") : null),
            CaseFileReading.Papers(file, item), file.Agent is { } agent ? await Known(agent, "agent") : null, By(o, o.Query("by")));
    }

    private static void MapFolders(RouteGroupBuilder group)
    {
        group.MapOrder<FoldersBody>("/folders", "Sends folders to a department by one list; the sender's signature.", (o, b) => Task.FromResult<HallCommand>(new SendFolders(b.Department ?? "", [.. (b.Cases ?? []).Select(o.Case)], By(o, b.By))),
            (_, view, _) => Results.Ok(FoldersReply.Of(view))).Produces<FoldersReply>();
        group.MapOrder<SignBody>("/folders/{list}/sign", "The department's signature; what it does not take over goes back to the windows, each for a reason, and can be sent again.", async (o, b) =>
        {
            var common = await o.ReasonAsync(b.Reason);
            var refused = (b.Refused ?? []).Select(code => new RefusedFolder(o.Case(code), common)).ToList();
            foreach (var single in b.Refusals ?? []) refused.Add(new(o.Case(single.Case), await o.ReasonAsync(single.Reason)));
            return new SignFolders(new(o.Count(o.Route("list"), RefusalCode.UnknownFolderList)), [.. refused], By(o, b.By));
        }, (_, view, _) => Results.Ok(FoldersReply.Of(view))).Produces<FoldersReply>();
        group.MapLook("/folders", "Lists of folders, signed by one side or by both.", (view, _, _) => Results.Ok(FoldersReply.Of(view))).Produces<FoldersReply>();
    }

    private static async Task<HallCommand> TakeInAsync(OrderBody o, TakeInBody b)
    {
        AreaCode? area = null;
        if (b.Area is not null && AreaCode.TryParse(b.Area, out var code)) area = code;
        else if (b.Area is not null) o.Needs("area", new("SixDigits"));
        CaseAgent? agent = b.Agent is null ? null : new(await o.PersonAsync(b.Agent.Person, "agent.person"), b.Agent.MandateSeen ?? false, b.Agent.Commercial ?? false);
        return new TakeIn(o.Id<WindowId>(b.Window, "window"), Items(o, b.Items), await o.ApplicantAsync(b.Applicant), o.Materials(b.Materials), o.Word<DeliveryWay>(b.Delivery ?? "onSpot", "delivery"),
            agent, b.Tolerates, area, b.Renews, By(o, b.By), await o.AddressAsync(b.Post), CabinetRoutes.ReceiptOrNone(o, b.Dropped, "dropped"));
    }

    private static void MapCase<TBody>(this RouteGroupBuilder group, string verb, string summary, Func<OrderBody, CaseId, TBody, Task<HallCommand>> command) where TBody : class =>
        group.MapOrder<TBody>($"/cases/{{code}}/{verb}", summary, (o, b) => command(o, o.Case(o.Route("code")), b),
            (o, view, _) => Results.Ok(CaseReply.Of(view, view.Cases.Find(o.Case(o.Route("code")))!))).Produces<CaseReply>();

    internal static ClerkId? By(OrderBody o, string? by) => o.IdOrNone<ClerkId>(by, "by");

    private static ItemId[] Items(OrderBody o, string[]? items) => [.. (items ?? []).Select(i => o.Id<ItemId>(i, "items"))];

    private static IResult Made(HallView view, Answer answer)
    {
        var made = view.Cases.MadeAt(answer.Sequence)!;
        return Results.Created($"/api/v1/cases/{made.Code}", new CasesReply(view.Cases.OfMatter(made).Select(c => CaseReply.Of(view, c))));
    }
}
