using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Casework;
using TidalHall.Hub.Halls;
using TidalHall.Hub.Tests.Hosting;
using static TidalHall.Hub.Tests.Casework.CaseFlowSpecs;

namespace TidalHall.Hub.Tests.Casework;

/// <summary>What the department says has a dated paper for its seal: accepted, corrections, not accepted, decided (AL 32, 38).</summary>
public sealed class DepartmentPaperSpecs
{
    private static readonly Actor Li = new(ActorKind.Staff, new("li"), Roles.IntakeClerk), Sun = new(ActorKind.Staff, new("sun"), Roles.DepartmentOfficer);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<Sheet?> PaperAsync(RunningHub hub, Case c) => hub.Services.GetRequiredService<CasePapers>().SheetAsync(c.Id, CasePaper.Notice, "li", Cancel);

    private static async Task<Reason> TypedAsync(RunningHub hub, string text) => (await hub.Services.GetRequiredService<INotes>().KeepAsync(text, Guid.CreateVersion7(), Cancel)).Reason!;

    private static async Task<Case> AtDepartmentAsync(RunningHub hub, string? language = null)
    {
        var c = await TakeInAsync(hub, language: language);
        Assert.Null(await PaperAsync(hub, c));
        await DoAsync(hub, Li, new SendFolders(c.Department, [c.Id]));
        await DoAsync(hub, Sun, new SignFolders(hub.Hall.View.Cases.Lists.Single().Id, []));
        return hub.Hall.View.Cases.Find(c.Id)!;
    }

    [Fact]
    public async Task Acceptance_names_both_limits_and_a_refusal_its_reasons_and_the_way_to_review()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel);
        var c = await AtDepartmentAsync(hub);
        await DoAsync(hub, Sun, new AcceptCase(c.Id));
        var accepted = (await PaperAsync(hub, c))!;
        var (map, now) = (hub.Hall.View.Map, hub.Hall.View.Cases.Find(c.Id)!);
        Assert.Equal(("受理通知书", "sun", "欧***"), (accepted.Fields["title"], accepted.Fields["by"], accepted.Fields["applicant"]));
        Assert.Equal($"{CaseClocks.Of(map, now, CaseClock.Legal)!.Last:yyyy-MM-dd}", accepted.Lists["rows"].Single(r => r["name"] == "法定期限")["value"]);
        Assert.Contains(accepted.Lists["rows"], r => r["name"] == "承诺期限");
        Assert.StartsWith("%PDF-", System.Text.Encoding.ASCII.GetString(SheetPdf.Draw(accepted).AsSpan(0, 8)), StringComparison.Ordinal);
        await DoAsync(hub, Sun, new DecideCase(c.Id, Granted: false, await TypedAsync(hub, "场地不符合规定")));
        var refused = (await PaperAsync(hub, c))!;
        Assert.Equal(("不予许可决定书", "理由：场地不符合规定"), (refused.Fields["title"], refused.Fields["reasons"]));
        Assert.Contains("60 日内申请行政复议", refused.Fields["remedy"], StringComparison.Ordinal);
        // A paper with names, if masked, is for staff.
        Assert.DoesNotContain("pdf", (await hub.Anonymous.GetAsync($"cases/{c.Id}/notice.pdf", Cancel)).Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Corrections_are_listed_and_non_acceptance_names_the_right_body_in_the_visit_s_language()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel);
        var c = await AtDepartmentAsync(hub, "en");
        var need = Checklist.Of(hub.Hall.View.Map.Items[c.Item])[0];
        await DoAsync(hub, Sun, new AskCorrection(c.Id, [new(need.Id, ShortfallKind.Expired)]));
        var asked = (await PaperAsync(hub, c))!;
        Assert.Equal("Notice of corrections", asked.Fields["title"]);
        Assert.Contains("expired", Assert.Single(asked.Lists["rows"])["value"], StringComparison.OrdinalIgnoreCase);
        var window = hub.Hall.View.Plan.Windows.First(w => hub.Hall.View.Map.Categories[w.Category].Kind is CategoryKind.UnifiedConsultationCorrection).Id;
        await DoAsync(hub, new(ActorKind.Integrator, new("api")), new ReceiveCorrection(window, c.Id, [new(need.Id, MaterialForm.Original, need.Copies)], By: new("li")));
        await DoAsync(hub, Sun, new NotAcceptCase(c.Id, NoGround.OtherBody, await TypedAsync(hub, "not ours"), await TypedAsync(hub, "市公安局")));
        var no = (await PaperAsync(hub, c))!;
        Assert.Equal(("Notice of non-acceptance", "Reasons: not ours"), (no.Fields["title"], no.Fields["reasons"]));
        Assert.Equal(["another body's matter", "市公安局"], no.Lists["rows"].Select(r => r["value"]));
    }

    private static Task<Sheet?> SheetAsync(RunningHub hub, Case c, CasePaper paper) => hub.Services.GetRequiredService<CasePapers>().SheetAsync(c.Id, paper, "li", Cancel);

    private static WindowId CorrectionWindow(RunningHub hub) => hub.Hall.View.Plan.Windows.First(w => hub.Hall.View.Map.Categories[w.Category].Kind is CategoryKind.UnifiedConsultationCorrection).Id;

    [Fact]
    public async Task More_days_have_a_paper_with_who_approved_them_why_and_the_new_limit_beside_that_of_the_acceptance()
    {
        // The calendar must reach beyond the limit.
        await using var hub = await RunningHub.StartAsync(services: s => s.AddSingleton(new HallClock(new FakeTimeProvider(new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero)))), cancel: Cancel);
        var c = await AtDepartmentAsync(hub);
        await DoAsync(hub, Sun, new AcceptCase(c.Id));
        Assert.Null(await SheetAsync(hub, c, CasePaper.Extension));
        await DoAsync(hub, Sun, new ExtendCase(c.Id, new("head"), await TypedAsync(hub, "需现场复核")));
        var more = (await SheetAsync(hub, c, CasePaper.Extension))!;
        Assert.Equal(("延长办理期限告知书", "sun", "理由：需现场复核"), (more.Fields["title"], more.Fields["by"], more.Fields["reasons"]));
        var last = CaseClocks.Of(hub.Hall.View.Map, hub.Hall.View.Cases.Find(c.Id)!, CaseClock.Legal)!.Last;
        Assert.Equal([("延长", "10 个工作日"), ("批准人", "head"), ("法定期限", $"{last:yyyy-MM-dd}")], more.Lists["rows"].Select(r => (r["name"], r["value"])));
        Assert.Equal("受理通知书", (await PaperAsync(hub, c))!.Fields["title"]);
    }

    [Fact]
    public async Task What_was_taken_back_and_what_was_given_back_have_a_paper_with_all_that_goes_back()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel);
        var c = await AtDepartmentAsync(hub);
        await DoAsync(hub, Sun, new ReturnCase(c.Id, await TypedAsync(hub, "重复申请")));
        var returned = (await PaperAsync(hub, c))!;
        Assert.Equal(("退件通知书", "sun", "理由：重复申请"), (returned.Fields["title"], returned.Fields["by"], returned.Fields["reasons"]));
        Assert.Contains("申请行政复议", returned.Fields["remedy"], StringComparison.Ordinal);
        Assert.Equal(c.Materials.Length, returned.Lists["rows"].Count(r => r["name"].StartsWith("退还：", StringComparison.Ordinal)));
        var said = PdfText.Of(SheetPdf.Draw(returned));
        foreach (var text in new[] { "退件通知书", c.Number.ToString(), "申请人签收", "部门专用章" }) Assert.Contains(text, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawal_has_a_paper_of_its_own()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel);
        var c = await TakeInAsync(hub);
        await DoAsync(hub, Li, new WithdrawCase(c.Id, await TypedAsync(hub, "改日再办")));
        var back = (await PaperAsync(hub, c))!;
        Assert.Equal(("撤回申请告知书", "li", "理由：改日再办", ""), (back.Fields["title"], back.Fields["by"], back.Fields["reasons"], back.Fields["remedy"]));
        Assert.Equal(("原因", "申请人撤回"), (back.Lists["rows"][0]["name"], back.Lists["rows"][0]["value"]));
        Assert.Equal(c.Materials.Length, back.Lists["rows"].Length - 1);
    }

    [Fact]
    public async Task Corrections_are_asked_for_with_how_to_mend_them_and_received_against_a_receipt_of_their_own()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel);
        var c = await AtDepartmentAsync(hub);
        var needs = Checklist.Of(hub.Hall.View.Map.Items[c.Item]);
        var how = ((Reason.Typed)await TypedAsync(hub, "第三页盖章")).Note;
        await DoAsync(hub, Sun, new AskCorrection(c.Id, [new(needs[0].Id, ShortfallKind.NotInLegalForm, how)]));
        Assert.EndsWith("；第三页盖章", Assert.Single((await PaperAsync(hub, c))!.Lists["rows"])["value"], StringComparison.Ordinal);
        Assert.Null(await SheetAsync(hub, c, CasePaper.Correction));
        await DoAsync(hub, new(ActorKind.Integrator, new("api")), new ReceiveCorrection(CorrectionWindow(hub), c.Id, [new(needs[0].Id, MaterialForm.Original, needs[0].Copies)], By: new("li")));
        var receipt = (await SheetAsync(hub, c, CasePaper.Correction))!;
        Assert.Equal(("补正材料接收单", "li", needs[0].Name.Zh), (receipt.Fields["title"], receipt.Fields["receivedBy"], Assert.Single(receipt.Lists["materials"])["name"]));
        // The department's days begin anew with the day all is in.
        Assert.Equal($"{CaseClocks.Of(hub.Hall.View.Map, hub.Hall.View.Cases.Find(c.Id)!, CaseClock.Acceptance)!.Last:yyyy-MM-dd}", receipt.Fields["limit"]);
        Assert.Empty(receipt.Lists["missing"]);
        // The first receipt is what it was.
        Assert.Equal(("材料接收告知单", c.Materials.Length), ((await SheetAsync(hub, c, CasePaper.Paper))!.Fields["title"], (await SheetAsync(hub, c, CasePaper.Paper))!.Lists["materials"].Length));
    }

    [Fact]
    public async Task The_record_of_a_hand_over_says_to_whom_what_where_when_and_how()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel);
        var c = await AtDepartmentAsync(hub);
        await DoAsync(hub, Sun, new AcceptCase(c.Id));
        await DoAsync(hub, Sun, new DecideCase(c.Id, Granted: true));
        await DoAsync(hub, Sun, new ReadyResult(c.Id, [new(ResultKind.Licence, ((Reason.Typed)await TypedAsync(hub, "许可-7")).Note)]));
        var window = hub.Hall.View.Plan.Windows.First(w => hub.Hall.View.Map.Categories[w.Category].Kind is CategoryKind.UnifiedDelivery);
        await DoAsync(hub, new(ActorKind.Integrator, new("api")), new HandOver(window.Id, c.Id, ((Applicant.NaturalPerson)c.Applicant).Person, new("zhao")));
        var record = (await SheetAsync(hub, c, CasePaper.Paper))!;
        Assert.Equal(("欧***", "**************2316", "138****5678"), (record.Fields["receiver"], record.Fields["idNumber"], record.Fields["phone"]));
        Assert.Equal(("窗口领取", $"{window.Number} 号窗口", "zhao"), (record.Fields["way"], record.Fields["place"], record.Fields["handedBy"]));
        Assert.Matches(@"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$", record.Fields["handedAt"]);
        Assert.Equal(("许可证", "许可-7"), Assert.Single(record.Lists["documents"]) is var document ? (document["name"], document["number"]) : default);
        var said = PdfText.Of(SheetPdf.Draw(record));
        foreach (var place in new[] { "领取人签名", "交付人签名" }) Assert.Contains(place, said, StringComparison.Ordinal);
    }
}
