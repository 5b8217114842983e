using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Casework;
using TidalHall.Hub.Tests.Hosting;
using static TidalHall.Hub.Tests.Casework.CaseFlowSpecs;

namespace TidalHall.Hub.Tests.Casework;

/// <summary>What the department says has a dated paper for its seal: accepted, corrections, not accepted, decided (AL 32, 38).</summary>
public sealed class DepartmentPaperSpecs
{
    private static readonly Actor Li = new(ActorKind.Staff, new("li"), Roles.IntakeClerk), Sun = new(ActorKind.Staff, new("sun"), Roles.DepartmentOfficer);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<Sheet?> PaperAsync(RunningHub hub, Case c) => hub.Services.GetRequiredService<CasePapers>().NoticeAsync(c.Id, "li", Cancel);

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
}
