using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.Extensions.Time.Testing;
using TidalHall.CallerConsole.Helping;
using TidalHall.Core.Doors;
using TidalHall.Core.Errands;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui.SignIn;

namespace TidalHall.CallerConsole.Tests;

/// <summary>帮办代办: begun for a person with their mandate, and every one brought to its end.</summary>
public sealed class ErrandsPageSpecs
{
    private const string Number = "210102199003072316";
    private static readonly ItemId InPerson = new("in-person");
    private static readonly Actor Lin = new(ActorKind.Staff, new("lin"), Roles.Guide);
    private static readonly PersonRef Wang = new(Guid.NewGuid());

    private static HallPlan Plan => RuledHall.Plan with
    {
        Items = [.. RuledHall.Plan.Items, RuledHall.Plan.Items[0] with { Id = InPerson, Name = new("签证", "Visa"), Case = new() { InPerson = true } }],
        Devices = [new(new("printer-1"), DeviceKind.Printer, "escpos", new("一号打印机", "Printer 1"))],
    };

    [Fact]
    public async Task With_nobody_to_help_the_page_says_so()
    {
        await using var desk = Shown();
        Assert.Equal("没有进行中的帮办代办。", desk.Page.Find(".entries .none").TextContent);
        Assert.Equal("选择一件查看、办理、打印单据，或新办一件。", desk.Page.Find(".at-hand .none").TextContent);
    }

    [Fact]
    public async Task A_guide_accompanies_somebody_and_the_order_names_nobody()
    {
        await using var desk = Shown();
        await FillAsync(desk, "护照");
        await desk.Page.Find("#scope").ChangeAsync(new() { Value = "陪同照相、填表" });
        await desk.Page.Find(".act-form").SubmitAsync();
        var sent = Assert.IsType<BeginErrand>(desk.Last.Command);
        Assert.Equal((ErrandKind.Accompany, RuledHall.Passport, desk.Vault[Number].Ref, false), (sent.Kind, sent.Item, sent.Person, sent.MandateSeen));
        Assert.Null(sent.Language);
        Assert.Equal("陪同照相、填表", desk.Notes[sent.Scope!.Value].Text);
        Assert.DoesNotContain("张三", JsonSerializer.Serialize(sent), StringComparison.Ordinal);
        Assert.Equal("已受理，编号 DB-2026-00001。请打印单据交办事人。", desk.Page.Find(".told").TextContent);
        Assert.Equal(["王**", "护照帮办（陪同引导）", "lin", "03-02", "办理中"], desk.Page.FindAll(".th-errands td").Select(c => c.TextContent));
        Assert.Equal(["/errands/1/errandSlip.pdf"], Papers(desk));
    }

    [Fact]
    public async Task To_act_for_somebody_takes_the_written_mandate()
    {
        await using var desk = Shown();
        await FillAsync(desk, "护照");
        await desk.Page.Find("#kind-actfor").ChangeAsync(new() { Value = true });
        desk.SeeFields();
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal(("代办须有书面委托书，请核对后勾选。", "mandate"), (desk.Page.Find("#mandate-fault").TextContent, desk.Focused));
        Assert.Empty(desk.Hall.Sent);
        Assert.Empty(desk.Vault);
        await desk.Page.Find("#mandate").ChangeAsync(new() { Value = true });
        Assert.Equal("", desk.Page.Find("#mandate-fault").TextContent);
        await desk.Page.Find("#english").ChangeAsync(new() { Value = true });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal("en", Assert.IsType<BeginErrand>(desk.Last.Command).Language);
        Assert.Equal(["/errands/1/errandSlip.pdf", "/errands/1/errandMandate.pdf"], Papers(desk));
    }

    [Fact]
    public async Task What_is_not_filled_in_is_said_at_its_field_and_the_first_has_the_focus()
    {
        await using var desk = Shown();
        await desk.Page.Find(".begin").ClickAsync(new());
        desk.SeeFields();
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal(["请选择事项。", "请填写姓名。", "身份证号应为 17 位数字加 1 位数字或 X。"], new[] { "item", "person-name", "person-number" }.Select(f => desk.Page.Find($"#{f}-fault").TextContent));
        Assert.Equal("item", desk.Focused);
        Assert.Empty(desk.Hall.Sent);
        Assert.Empty(desk.Vault);
    }

    [Fact]
    public async Task Where_the_law_wants_the_person_nobody_acts_for_them_but_they_are_accompanied()
    {
        await using var desk = Shown();
        await FillAsync(desk, "签证");
        await desk.Page.Find("#kind-actfor").ChangeAsync(new() { Value = true });
        await desk.Page.Find("#mandate").ChangeAsync(new() { Value = true });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal("本事项依法须本人到场，只能帮办。", desk.Page.Find("#item-fault").TextContent);
        await desk.Page.Find("#kind-accompany").ChangeAsync(new() { Value = true });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal(InPerson, desk.Hall.View.Errands.All.Single().Item);
    }

    [Fact]
    public async Task Whoever_is_helped_with_it_already_is_not_begun_anew_and_the_item_says_so()
    {
        await using var desk = Shown();
        await FillAsync(desk, "护照");
        await desk.Page.Find(".act-form").SubmitAsync();
        await FillAsync(desk, "护照");
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal(("此人的这一事项已在帮办代办（DB-2026-00001），请在该件上继续。", "item"), (desk.Page.Find("#item-fault").TextContent, desk.Focused));
        Assert.Empty(desk.Page.FindAll(".refused"));
        await desk.Page.Find("button#item").ClickAsync(new());
        Assert.Equal("", desk.Page.Find("#item-fault").TextContent);
    }

    [Fact]
    public async Task It_rests_for_a_reason_goes_on_by_a_mandate_given_anew_and_is_finished()
    {
        await using var desk = Shown(Acting);
        await OpenAsync(desk);
        Assert.Equal(["办结", "中止", "终止"], Acts(desk));
        await ChooseAsync(desk, "suspend");
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal(("请填写原因。", "reason"), (desk.Page.Find("#reason-fault").TextContent, desk.Focused));
        await desk.Page.Find("#reason").ChangeAsync(new() { Value = "等证明" });
        await desk.Page.Find(".act-form").SubmitAsync();
        await desk.Page.WaitForStateAsync(() => desk.Page.FindAll(".facts q").Count == 1);
        Assert.Equal(("等证明", "/errands/1/errandSuspension.pdf"), (desk.Page.Find(".facts q").TextContent, Papers(desk).Last()));

        Assert.Equal(["恢复", "终止"], Acts(desk));
        await ChooseAsync(desk, "resume");
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal("anew", desk.Focused);
        await desk.Page.Find("#anew").ChangeAsync(new() { Value = true });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal("/errands/1/errandResumption.pdf", Papers(desk).Last());

        await ChooseAsync(desk, "finish");
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal("/errands/1/errandEnd.pdf", Papers(desk).Last());
        Assert.IsType<ErrandState.Done>(desk.Hall.View.Errands.All.Single().State);
        Assert.Empty(Acts(desk));
    }

    [Fact]
    public async Task It_is_stopped_only_for_a_reason_and_after_a_second_word()
    {
        await using var desk = Shown(Acting);
        await OpenAsync(desk);
        await ChooseAsync(desk, "stop");
        Assert.Equal("没有办成就此终止，不能恢复。原因会印在终止单上。", desk.Page.Find(".ends-here").TextContent);
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Empty(desk.Hall.Sent);
        await desk.Page.Find("#reason").ChangeAsync(new() { Value = "本人撤回委托" });
        await desk.Page.Find(".act-form").SubmitAsync();
        var stopped = Assert.IsType<StopErrand>(desk.Last.Command);
        Assert.Equal("本人撤回委托", desk.Notes[((Reason.Typed)stopped.Reason!).Note].Text);
        Assert.Equal("没有进行中的帮办代办。", desk.Page.Find(".entries .none").TextContent);
        await desk.Page.FindAll(".tab")[1].ClickAsync(new());
        Assert.Equal("已终止", desk.Page.Find(".th-errands td:last-child").TextContent);
    }

    [Fact]
    public async Task A_paper_is_printed_on_the_thermal_printer_the_newest_first()
    {
        await using var desk = Shown(Acting);
        await OpenAsync(desk);
        await desk.Page.Find(".print button").ClickAsync(new());
        await desk.Page.Find(".print select").ChangeAsync(new() { Value = "/errands/1/errandSlip.pdf" });
        await desk.Page.Find(".print button").ClickAsync(new());
        Assert.Equal([PaperKind.ErrandMandate, PaperKind.ErrandSlip], desk.Printed.Select(p => p.Paper));
        Assert.Equal("已打印", desk.Page.Find(".print [role=status]").TextContent);
    }

    [Fact]
    public async Task An_auditor_reads_and_is_offered_nothing()
    {
        await using var desk = Shown(Acting, Roles.Auditor, "/errands?errand=1");
        Assert.Equal("代办（书面委托）", desk.Page.Find(".facts dd").TextContent);
        Assert.Empty(Acts(desk));
        Assert.Empty(desk.Page.FindAll(".begin, .print button"));
    }

    [Fact]
    public async Task An_errand_that_is_not_there_is_said()
    {
        await using var desk = Shown(address: "/errands?errand=7");
        Assert.Equal("没有这一件，或结束已超过 30 日。", desk.Page.Find(".at-hand [role=alert].none").TextContent);
    }

    [Fact]
    public async Task Each_person_is_looked_up_once_however_often_the_hall_changes()
    {
        await using var desk = Shown(Acting, address: "/errands?errand=1");
        desk.Hall.Take(RuledHall.Passport);
        desk.Hall.Take(RuledHall.Passport);
        Assert.Equal(Wang, Assert.Single(desk.Looks));
    }

    [Fact]
    public async Task An_order_that_did_not_settle_is_sent_again_as_the_same()
    {
        await using var desk = Shown(Acting, address: "/errands?errand=1");
        desk.Hall.NextRefusal = Refusal.Because(RefusalCode.NotDurable);
        await ChooseAsync(desk, "finish");
        await desk.Page.Find(".act-form").SubmitAsync();
        await desk.Page.Find(".refused .retry").ClickAsync(new());
        Assert.True(desk.Hall.View.Errands.All.Single().IsOver);
        Assert.Equal(desk.Hall.Sent[^2].Id, desk.Last.Id);
    }

    [Fact]
    public async Task A_vault_that_cannot_write_is_said_and_nothing_is_sent()
    {
        await using var desk = Shown();
        await FillAsync(desk, "护照");
        desk.VaultIsBroken = true;
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.NotEqual("", desk.Page.Find(".refused").TextContent);
        Assert.Empty(desk.Hall.Sent);
    }

    [Fact]
    public void Whatever_is_offered_the_hall_takes()
    {
        var note = new Reason.Typed(new(Guid.NewGuid()));
        HallCommand Order(ErrandAct act) => act switch
        {
            ErrandAct.Suspend => new SuspendErrand(new(1), note),
            ErrandAct.Resume => new ResumeErrand(new(1), MandateSeen: true),
            ErrandAct.Finish => new FinishErrand(new(1)),
            _ => new StopErrand(new(1), note),
        };
        ErrandAct[][] ways = [[], [ErrandAct.Suspend], [ErrandAct.Suspend, ErrandAct.Resume], [ErrandAct.Finish], [ErrandAct.Stop], [ErrandAct.Suspend, ErrandAct.Stop]];
        Assert.All(ways, way => Assert.All(ErrandActs.Now(After(way).View.Errands.All.Single(), Lin), act => After(way).Do(Lin, Order(act))));

        RuledHall After(ErrandAct[] way)
        {
            var hall = new RuledHall(new FakeTimeProvider(RuledHall.Nine), Plan);
            hall.Do(Lin, new BeginErrand(ErrandKind.ActFor, Wang, RuledHall.Passport, MandateSeen: true));
            foreach (var act in way) hall.Do(Lin, Order(act));
            return hall;
        }
    }

    [Theory]
    [InlineData(Roles.Guide), InlineData(Roles.IntakeClerk), InlineData(Roles.DeliveryClerk), InlineData(Roles.DepartmentOfficer), InlineData(Roles.Manager), InlineData(Roles.Technician), InlineData(Roles.Auditor)]
    public async Task The_page_opens_to_whom_the_hall_obeys_and_to_the_auditor(Roles role)
    {
        var hall = new RuledHall(new FakeTimeProvider(RuledHall.Nine), Plan);
        var answer = await hall.SendAsync(new(Guid.NewGuid(), new(ActorKind.Staff, new("x"), role), new BeginErrand(ErrandKind.Accompany, Wang, RuledHall.Passport, false)), Xunit.TestContext.Current.CancellationToken);
        var obeyed = answer.Kind is AnswerKind.Done;
        Assert.Equal(obeyed, ErrandActs.Works(new(ActorKind.Staff, new("x"), role)));
        Assert.Equal(obeyed || role is Roles.Auditor, Opens(Policies.Errands, role));
        // Whoever helps people in the hall is also who types their papers in.
        Assert.Equal(obeyed, Opens(Policies.PaperRatings, role));
    }

    [Fact]
    public void Every_text_is_there_in_both_languages_and_every_word_has_one()
    {
        static Dictionary<string, string> Read(string language) => new ResourceManager(typeof(ErrandTexts)).GetResourceSet(CultureInfo.GetCultureInfo(language), true, language is "zh-CN")!
            .Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
        var (zh, en) = (Read("zh-CN"), Read("en"));
        Assert.Equal(zh.Keys.Order(), en.Keys.Order());
        Assert.All(zh, pair => Assert.Equal(pair.Value.Contains("{0}", StringComparison.Ordinal), en[pair.Key].Contains("{0}", StringComparison.Ordinal)));
        string[] words =
        [
            .. Enum.GetNames<ErrandKind>().Select(k => $"ErrandKind_{k}"), .. Enum.GetNames<ErrandAct>().SelectMany(a => new[] { $"ErrandAct_{a}", $"Lead_{a}" }),
            .. Enum.GetNames<PaperKind>().Where(p => p.StartsWith("Errand", StringComparison.Ordinal)).Select(p => $"PaperKind_{p}"), "State_Going", "State_Suspended", "State_Done", "State_Stopped",
        ];
        Assert.All(words, word => Assert.True(zh.ContainsKey(word), word));
    }

    private static ConsoleScenario Shown(Action<ConsoleScenario>? before = null, Roles roles = Roles.Guide, string address = "/errands")
    {
        var desk = new ConsoleScenario("lin", roles, Plan);
        before?.Invoke(desk);
        return desk.Open<ErrandsPage>(address);
    }

    private static void Acting(ConsoleScenario desk) => desk.Hall.Do(Lin, new BeginErrand(ErrandKind.ActFor, Wang, RuledHall.Passport, MandateSeen: true));

    private static async Task FillAsync(ConsoleScenario desk, string item)
    {
        await desk.Page.Find(".begin").ClickAsync(new());
        await desk.Page.Find("input#item").InputAsync(new() { Value = item });
        await desk.Page.Find(".item-picker").SubmitAsync();
        desk.SeeFields();
        await desk.Page.Find("#person-name").InputAsync(new() { Value = "张三" });
        await desk.Page.Find("#person-number").InputAsync(new() { Value = Number });
    }

    private static async Task ChooseAsync(ConsoleScenario desk, string act)
    {
        await desk.Page.Find($".act-{act}").ClickAsync(new());
        desk.SeeFields();
    }

    private static Task OpenAsync(ConsoleScenario desk) => desk.Page.Find(".th-errands .open").ClickAsync(new());
    private static IEnumerable<string> Acts(ConsoleScenario desk) => desk.Page.FindAll(".at-hand .buttons button").Select(b => b.TextContent);
    private static IEnumerable<string?> Papers(ConsoleScenario desk) => desk.Page.FindAll(".print a").Select(a => a.GetAttribute("href"));

    internal static bool Opens(string policy, Roles role)
    {
        var options = new AuthorizationOptions();
        Policies.AddAll(options);
        return options.GetPolicy(policy)!.Requirements.OfType<RolesAuthorizationRequirement>().Single().AllowedRoles.Contains(role.ToString());
    }
}
