using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using TidalHall.CallerConsole.Casework;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui;
using TidalHall.Ui.Casework;

namespace TidalHall.CallerConsole.Tests;

public sealed class CaseworkSpecs
{
    private const string Number = "210102199003072316", Office = "出入境管理局";
    private static readonly Actor Sun = new(ActorKind.Staff, new("sun"), Roles.DepartmentOfficer);
    private static readonly MaterialId Form = new("form"), Photo = new("photo"), Receipt = new("receipt");

    private static HallPlan Plan
    {
        get
        {
            var plan = RuledHall.Plan;
            var terms = new CaseTerms
            {
                Checklist = [new(Form, new("申请表", "Form")), new(Photo, new("照片", "Photograph"), MaterialForm.Copy, 2), new(Receipt, new("缴费凭证", "Proof of payment"), Minor: true), new(new("household"), new("户口簿", "Household book"), Shared: true)],
                PromisedDays = 7,
            };
            return plan with
            {
                Cases = new() { Area = "210100" },
                Calendar = [new(2026, [])],
                Departments = [new("派出所") { Authorisations = [new(new(2026, 1, 1), new(2026, 12, 31))] }, new(Office) { Authorisations = [new(new(2026, 1, 1), new(2026, 12, 31))] }],
                Items =
                [
                    plan.Items[0] with { Case = terms }, .. plan.Items.Skip(1),
                    plan.Items[0] with { Id = new("residence"), Name = new("暂住登记", "Residence"), Department = "派出所", Case = new() { Checklist = [new(Photo, new("照片", "Photograph"), MaterialForm.Copy, 3)] } },
                ],
            };
        }
    }

    [Fact]
    public async Task With_everything_there_the_window_takes_in_against_a_receipt_and_the_command_names_nobody()
    {
        await using var desk = await AtTheWindowAsync();
        await FillAsync(desk);
        Assert.True(desk.Page.Find(".act-receipt").HasAttribute("disabled"));
        await AllThereAsync(desk, 3);
        await desk.Page.Find(".act-receipt").ClickAsync(new());
        var sent = Assert.IsType<TakeIn>(desk.Last.Command);
        Assert.Equal([new HandedMaterial(Form, MaterialForm.Original, Seen: true), new(Photo, MaterialForm.Copy, 2, Seen: true), new(Receipt, MaterialForm.Original, Seen: true)], sent.Materials);
        Assert.Equal("张三", desk.Vault[Number].Name);
        Assert.Equal("13800005678", desk.Vault[Number].Phone);
        var told = JsonSerializer.Serialize(sent) + sent;
        Assert.DoesNotContain("张三", told, StringComparison.Ordinal);
        Assert.DoesNotContain(Number, told, StringComparison.Ordinal);
        Assert.DoesNotContain("13800005678", told, StringComparison.Ordinal);
        Assert.Equal("210100-2026-passport-00001", desk.Page.Find(".case-number").TextContent);
        Assert.StartsWith("http://hall.example/c/", desk.Page.Find(".follow code").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_result_goes_by_post_is_asked_at_intake_and_lies_in_the_vault_alone()
    {
        await using var desk = await AtTheWindowAsync();
        await FillAsync(desk);
        await AllThereAsync(desk, 3);
        Assert.Empty(desk.Page.FindAll("#post-address"));
        await desk.Page.FindAll("[name=delivery]")[(int)DeliveryWay.Post].ChangeAsync(new());
        await desk.Page.Find(".act-receipt").ClickAsync(new());
        Assert.Equal("请填写详细地址，5 到 120 字", desk.Page.Find("#post-address-fault").TextContent);
        Assert.Empty(desk.Addresses);
        await TypeAsync(desk, "post-address", "人民路 100 号 1501 室");
        await desk.Page.Find(".act-receipt").ClickAsync(new());
        var sent = Assert.IsType<TakeIn>(desk.Last.Command);
        // Recipient and phone are the applicant's where nobody else was named.
        Assert.Equal((DeliveryWay.Post, new("张三", "13800005678", "人民路 100 号 1501 室")), (sent.Delivery, desk.Addresses[sent.Post!.Value]));
        Assert.DoesNotContain("人民路", JsonSerializer.Serialize(sent) + sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_address_is_given_at_the_cases_page_and_the_one_before_stays_where_none_is()
    {
        await using var desk = new ConsoleScenario("li", Roles.IntakeClerk, Plan);
        var id = TakenIn(desk);
        desk.Open<CasePage>($"/cases/{id}", new() { ["Id"] = id.Value });
        await desk.Page.Find(".act-choosedelivery").ClickAsync(new());
        await desk.Page.Find(".act-form select").ChangeAsync(new() { Value = nameof(DeliveryWay.Post) });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal("请填写收件人，40 字以内", desk.Page.Find("#post-recipient-fault").TextContent);
        await TypeAsync(desk, "post-recipient", "王小红");
        await TypeAsync(desk, "post-phone", "13900001234");
        await TypeAsync(desk, "post-address", "人民路 100 号 1501 室");
        await desk.Page.Find(".act-form").SubmitAsync();
        var chosen = desk.Hall.View.Cases.Find(id)!.Post;
        Assert.Equal(new("王小红", "13900001234", "人民路 100 号 1501 室"), desk.Addresses[chosen!.Value]);
        desk.Hall.Do(RuledHall.Li, new ChooseDelivery(id, DeliveryWay.OnSpot));
        await desk.ReopenAsync<CasePage>($"/cases/{id}", new() { ["Id"] = id.Value });
        await desk.Page.Find(".act-choosedelivery").ClickAsync(new());
        await desk.Page.Find(".act-form select").ChangeAsync(new() { Value = nameof(DeliveryWay.Post) });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal((DeliveryWay.Post, chosen), (desk.Hall.View.Cases.Find(id)!.Delivery, desk.Hall.View.Cases.Find(id)!.Post));
    }

    [Fact]
    public async Task What_is_asked_for_says_how_it_is_mended()
    {
        await using var desk = new ConsoleScenario("sun", Roles.DepartmentOfficer, Plan);
        var id = TakenIn(desk);
        Sign(desk, id);
        desk.Open<CasePage>($"/cases/{id}", new() { ["Id"] = id.Value });
        await desk.Page.Find(".act-askcorrection").ClickAsync(new());
        await desk.Page.FindAll(".asked input[type=checkbox]")[1].ChangeAsync(new() { Value = true });
        await desk.Page.Find(".asked .how").ChangeAsync(new() { Value = "请用白底照片" });
        await desk.Page.Find(".act-form").SubmitAsync();
        var line = Assert.Single(Assert.IsType<AskCorrection>(desk.Last.Command).Lines);
        Assert.Equal((Photo, "请用白底照片"), (line.Id, desk.Notes[line.How!.Value].Text));
    }

    [Fact]
    public async Task Each_paper_of_a_case_and_the_list_of_its_folder_are_at_its_page_the_newest_last()
    {
        await using var desk = new ConsoleScenario("sun", Roles.DepartmentOfficer, Plan);
        var id = TakenIn(desk);
        Sign(desk, id);
        desk.Hall.Do(Sun, new AcceptCase(id));
        desk.Hall.Do(Sun, new ExtendCase(id, new("head"), new Reason.Typed(new(Guid.NewGuid()))));
        desk.Open<CasePage>($"/cases/{id}", new() { ["Id"] = id.Value });
        Assert.Equal(["/cases/folders/1.pdf", $"/cases/{id}/paper.pdf", $"/cases/{id}/extension.pdf", $"/cases/{id}/notice.pdf"], desk.Page.FindAll(".print a[target=_blank]").Select(a => a.GetAttribute("href")));
        desk.Hall.Do(RuledHall.Li, new WithdrawCase(id, null));
        await desk.ReopenAsync<CasePage>($"/cases/{id}", new() { ["Id"] = id.Value });
        Assert.Equal("撤回告知书（PDF）", desk.Page.FindAll(".print a[target=_blank]")[^1].TextContent);
    }

    [Fact]
    public async Task What_lacks_is_marked_and_told_once_all_of_it()
    {
        await using var desk = await AtTheWindowAsync();
        await FillAsync(desk);
        await AllThereAsync(desk, 1);
        Assert.Equal(["照片", "缴费凭证"], desk.Page.FindAll("tr.lacks .here span").Select(s => s.TextContent));
        Assert.Contains("户口簿", desk.Page.Find(".checklist > .soft").TextContent, StringComparison.Ordinal);
        await desk.Page.Find(".act-notice").ClickAsync(new());
        Assert.IsType<TellMissing>(desk.Last.Command);
        Assert.Equal(["照片", "缴费凭证"], desk.Page.FindAll(".told b").Select(s => s.TextContent));
        Assert.IsType<CaseState.Told>(desk.Hall.View.Cases.All.Single().State);
    }

    [Fact]
    public async Task A_paper_in_no_legal_form_stands_on_the_notice_though_it_is_here_and_is_mended_by_one_button()
    {
        await using var desk = await AtTheWindowAsync();
        await FillAsync(desk);
        await AllThereAsync(desk, 3);
        await desk.Page.FindAll(".faulty")[1].ClickAsync(new());
        Assert.True(desk.Page.Find(".act-receipt").HasAttribute("disabled"));
        await desk.Page.Find("tr.lacks .verdict button").ClickAsync(new());
        Assert.False(desk.Page.Find(".act-receipt").HasAttribute("disabled"));
        await desk.Page.FindAll(".faulty")[1].ClickAsync(new());
        await desk.Page.Find(".act-notice").ClickAsync(new());
        Assert.Equal([new(Photo, ShortfallKind.NotInLegalForm)], Assert.IsType<TellMissing>(desk.Last.Command).Faults!);
        Assert.Equal([new(Photo, ShortfallKind.NotInLegalForm)], Assert.IsType<CaseState.Told>(desk.Hall.View.Cases.All.Single().State).Missing);
    }

    [Fact]
    public async Task A_minor_paper_in_no_legal_form_goes_back_and_is_promised_anew()
    {
        await using var desk = await AtTheWindowAsync();
        await FillAsync(desk);
        await AllThereAsync(desk, 3);
        await desk.Page.FindAll(".faulty")[2].ClickAsync(new());
        await TypeAsync(desk, "promise", PageWording.Day(desk.Hall.View.Map.Date(desk.Hall.Now).AddDays(2)));
        await desk.Page.Find(".act-promise").ClickAsync(new());
        Assert.DoesNotContain(Assert.IsType<TakeIn>(desk.Last.Command).Materials, m => m.Id == Receipt);
        Assert.Equal([Receipt], desk.Hall.View.Cases.All.Single().Tolerance!.Lacks);
    }

    [Fact]
    public async Task A_minor_paper_may_follow_against_a_promise_with_a_date()
    {
        await using var desk = await AtTheWindowAsync();
        await FillAsync(desk);
        Assert.Empty(desk.Page.FindAll(".act-promise"));
        await AllThereAsync(desk, 2);
        await desk.Page.Find(".act-promise").ClickAsync(new());
        Assert.Equal("请选择补交日期。", desk.Page.Find("#promise-fault").TextContent);
        Assert.Empty(desk.Hall.Sent);
        await TypeAsync(desk, "promise", "2026-12-31");
        await desk.Page.Find(".act-promise").ClickAsync(new());
        Assert.Contains("2026-03-16", desk.Page.Find(".answers .refused").TextContent, StringComparison.Ordinal);
        await TypeAsync(desk, "promise", "2026-03-10");
        await desk.Page.Find(".act-promise").ClickAsync(new());
        Assert.Equal([Receipt], desk.Hall.View.Cases.All.Single().Tolerance!.Lacks);
    }

    [Fact]
    public async Task What_the_applicant_filed_before_is_not_asked_for_again()
    {
        await using var desk = await AtTheWindowAsync();
        await FillAsync(desk);
        await AllThereAsync(desk, 3);
        await desk.Page.Find(".act-receipt").ClickAsync(new());
        desk.Hall.Do(RuledHall.Li, new CompleteVisit(RuledHall.W1));
        desk.Hall.Take(RuledHall.Passport);
        desk.Hall.Do(RuledHall.Li, new CallNext(RuledHall.W1));
        await desk.ReopenAsync<IntakePage>("/cases/new?window=w1");
        Assert.Equal(3, desk.Page.FindAll("tr.lacks").Count);
        await TypeAsync(desk, "person-number", Number);
        Assert.Empty(desk.Page.FindAll("tr.lacks"));
        Assert.False(desk.Page.Find(".act-receipt").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData("21010219900307231", "身份证号应为 17 位数字加 1 位数字或 X。")]
    [InlineData("210102199003072317", "身份证号校验位不符，请重新核对。")]
    [InlineData("210102209903072316", "身份证号中的出生日期不存在或晚于今天。")]
    public async Task A_wrong_number_is_said_at_its_field_and_nothing_is_sent_or_kept(string number, string said)
    {
        await using var desk = await AtTheWindowAsync();
        await FillAsync(desk, number);
        await AllThereAsync(desk, 3);
        await desk.Page.Find(".act-receipt").ClickAsync(new());
        Assert.Equal(said, desk.Page.Find("#person-number-fault").TextContent);
        Assert.Empty(desk.Hall.Sent);
        Assert.Empty(desk.Vault);
    }

    [Fact]
    public async Task A_field_that_was_left_says_what_is_wrong_and_says_it_no_more_once_it_is_mended()
    {
        await using var desk = await AtTheWindowAsync();
        await TypeAsync(desk, "person-number", "210102199003072317");
        Assert.Equal("", desk.Page.Find("#person-number-fault").TextContent);
        await desk.Page.Find("#person-number").BlurAsync(new());
        Assert.Equal("身份证号校验位不符，请重新核对。", desk.Page.Find("#person-number-fault").TextContent);
        Assert.Equal("true", desk.Page.Find("#person-number").GetAttribute("aria-invalid"));
        // A name that is not typed yet is no mistake yet.
        Assert.Equal("", desk.Page.Find("#person-name-fault").TextContent);
        await TypeAsync(desk, "person-number", Number);
        Assert.Equal("", desk.Page.Find("#person-number-fault").TextContent);
    }

    [Fact]
    public async Task Several_departments_get_a_case_each_of_one_form_and_one_set_of_material()
    {
        await using var desk = await AtTheWindowAsync();
        await FillAsync(desk);
        await AllThereAsync(desk, 3);
        await TypeAsync(desk, "matter", "暂住");
        await desk.Page.Find(".matter .found").ClickAsync(new());
        Assert.Equal("2 个部门联办，一套材料，自首次受理起 45 个工作日。", desk.Page.Find(".joint").TextContent);
        // The photograph is asked for by both, three of it by the second: what two are enough for is asked for again.
        Assert.Equal(["照片"], desk.Page.FindAll("tr.lacks .here span").Select(s => s.TextContent));
        await AllThereAsync(desk, 1);
        await desk.Page.Find(".act-receipt").ClickAsync(new());
        var cases = desk.Hall.View.Cases.All.OrderBy(c => c.Id).ToList();
        Assert.Equal([Office, "派出所"], cases.Select(c => c.Department));
        Assert.All(cases, c => Assert.Equal(cases[0].Id, c.Matter));
        Assert.Equal(2, desk.Page.FindAll(".made .case-number").Count);
        await desk.ReopenAsync<CasePage>($"/cases/{cases[0].Id}", new() { ["Id"] = cases[0].Id.Value });
        Assert.EndsWith($"/cases/{cases[1].Id}", desk.Page.Find(".siblings a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("派出所", desk.Page.Find(".siblings li").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_of_the_same_department_is_no_second_case_of_a_matter()
    {
        await using var desk = await AtTheWindowAsync();
        await TypeAsync(desk, "matter", "退税");
        Assert.Empty(desk.Page.FindAll(".matter .found"));
        Assert.NotEqual("", desk.Page.Find("#found").TextContent);
    }

    [Fact]
    public async Task What_another_area_decides_goes_there_by_post_and_its_answer_comes_back()
    {
        await using var desk = await AtTheWindowAsync();
        await FillAsync(desk);
        await AllThereAsync(desk, 3);
        await desk.Page.Find("#elsewhere").ChangeAsync(new() { Value = true });
        await TypeAsync(desk, "area", "210100");
        await desk.Page.Find(".act-receipt").ClickAsync(new());
        Assert.Equal("请填写 6 位行政区划代码，不能是本地。", desk.Page.Find("#area-fault").TextContent);
        await TypeAsync(desk, "area", "310000");
        await desk.Page.Find(".act-receipt").ClickAsync(new());
        var id = desk.Hall.View.Cases.All.Single().Id;
        await desk.ReopenAsync<CasePage>($"/cases/{id}", new() { ["Id"] = id.Value });
        Assert.DoesNotContain("移交部门", Buttons(desk));
        await desk.Page.Find(".act-sendelsewhere").ClickAsync(new());
        await TypeAsync(desk, "carrier", "顺丰");
        await TypeAsync(desk, "tracking", "SF1234");
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal("只能填字母、数字和 . _ -。", desk.Page.Find("#carrier-fault").TextContent);
        await TypeAsync(desk, "carrier", "SF");
        await desk.Page.Find(".act-form").SubmitAsync();
        await desk.Page.WaitForStateAsync(() => Buttons(desk).Contains("登记对方答复"));
        await desk.Page.Find(".act-takeanswer").ClickAsync(new());
        await TypeAsync(desk, "foreign", "310000-77");
        await desk.Page.Find("#answer").ChangeAsync(new() { Value = nameof(ElsewhereAnswer.Granted) });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal(new("310000-77"), desk.Hall.View.Cases.Find(id)!.Elsewhere!.Number!.Value);
        Assert.IsType<CaseState.Decided>(desk.Hall.View.Cases.Find(id)!.State);
        Assert.Contains("310000-77", desk.Page.Find(".facts dl").TextContent, StringComparison.Ordinal);
        await desk.Page.WaitForStateAsync(() => desk.Page.FindAll(".history b").Count == 4);
        Assert.Equal(["收件", "寄往对方大厅（SF SF1234）", "对方大厅编号 310000-77", "对方大厅准予许可"], desk.Page.FindAll(".history b").Select(b => b.TextContent));
    }

    [Fact]
    public async Task What_goes_there_as_a_file_needs_no_carrier_and_the_file_is_there_for_the_desk()
    {
        await using var desk = await AtTheWindowAsync();
        await FillAsync(desk);
        await AllThereAsync(desk, 3);
        await desk.Page.Find("#elsewhere").ChangeAsync(new() { Value = true });
        await TypeAsync(desk, "area", "310000");
        await desk.Page.Find(".act-receipt").ClickAsync(new());
        var id = desk.Hall.View.Cases.All.Single().Id;
        await desk.ReopenAsync<CasePage>($"/cases/{id}", new() { ["Id"] = id.Value });
        Assert.Equal($"/cases/{id}/file.json", desk.Page.Find(".case-file").GetAttribute("href"));
        await desk.Page.Find(".act-sendelsewhere").ClickAsync(new());
        await desk.Page.Find("#as-file").ChangeAsync(new() { Value = true });
        Assert.Empty(desk.Page.FindAll("#carrier"));
        await desk.Page.Find(".act-form").SubmitAsync();
        await desk.Page.WaitForStateAsync(() => desk.Page.FindAll(".history b").Count == 2);
        Assert.Equal(["收件", "以电子文件送交对方大厅"], desk.Page.FindAll(".history b").Select(b => b.TextContent));
    }

    [Fact]
    public async Task The_other_hall_s_answer_file_fills_the_form_in_and_is_entered_like_a_typed_one()
    {
        await using var desk = await AtTheWindowAsync();
        var id = await SentAwayAsync(desk);
        await desk.Page.Find(".act-takeanswer").ClickAsync(new());
        var file = new CaseAnswerFile(1, "乙厅", "310000", "210100-2026-passport-00001", new("SH-7"), CaseAnswer.Refused, new(2026, 3, 2), "不符合条件");
        var sent = desk.Hall.Sent.Count;
        Upload(desk, JsonSerializer.Serialize(file with { To = "210100-2026-passport-00009" }, CaseFileReading.Form));
        Assert.Equal("文件有 1 处不对，什么都没有改动：", desk.Page.Find("p.wrong-file").TextContent);
        Assert.Equal("answer.json:5: to: 不允许“210100-2026-passport-00009”。可用：210100-2026-passport-00001。", desk.Page.Find("ul.wrong-file li").TextContent);
        Assert.Equal("", desk.Page.Find("#foreign").GetAttribute("value") ?? "");
        Upload(desk, new string(' ', CaseFileReading.MostBytes + 1));
        Assert.Equal("“answer.json”超过 64 KB，不是办件或答复文件。", desk.Page.Find(".wrong-file").TextContent);
        Upload(desk, JsonSerializer.Serialize(file, CaseFileReading.Form));
        Assert.Empty(desk.Page.FindAll(".wrong-file"));
        Assert.Equal(("SH-7", "2026-03-02", nameof(ElsewhereAnswer.Refused)), (desk.Page.Find("#foreign").GetAttribute("value"), desk.Page.Find("#decided").GetAttribute("value"), desk.Page.Find("#answer").GetAttribute("value")));
        Assert.Equal(sent, desk.Hall.Sent.Count);
        await desk.Page.Find(".act-form").SubmitAsync();
        var order = Assert.IsType<AnswerFromElsewhere>(desk.Last.Command);
        Assert.Equal((new ForeignNumber("SH-7"), false, new DateOnly(2026, 3, 2), "不符合条件"), (order.Number, order.Granted, order.On!.Value, desk.Notes[((Reason.Typed)order.Reason!).Note].Text));
        Assert.Equal(new CaseState.Decided(false, new(2026, 3, 2), Deemed: false), desk.Hall.View.Cases.Find(id)!.State);
    }

    [Fact]
    public async Task A_case_that_another_hall_sends_is_taken_in_from_its_file_and_names_nobody_to_the_hall()
    {
        await using var desk = new ConsoleScenario(plan: Plan);
        desk.Open<FromElsewherePage>("/cases/from-elsewhere");
        var file = new CaseFile(1, "甲厅", "310000", "310000-2026-x-00007", "K7", "210100", "sh-passport", "护照", new(2026, 3, 1), null, new("张三", Number, "13800005678"), null, null,
            [new("form", "申请表", MaterialForm.Original, 1, 2, false, null), new("p2", "照片", MaterialForm.Copy, 2, 0, true, null)], DeliveryWay.Post);
        Upload(desk, JsonSerializer.Serialize(file, CaseFileReading.Form));
        Assert.Equal("本厅没有事项“sh-passport”。请在下面选定本厅的事项。", Assert.Single(desk.Page.FindAll("ul.wrong-file li")).TextContent);
        Assert.Empty(desk.Page.FindAll(".take-in"));
        await desk.Page.Find("#item").ChangeAsync(new() { Value = "passport" });
        Assert.Equal(["甲厅", "310000，对方编号 310000-2026-x-00007", "护照", "张三", "申请表、照片", "缴费凭证"], desk.Page.FindAll(".facts dd").Select(d => d.TextContent));
        await desk.Page.Find(".take-in").ClickAsync(new());
        Assert.Equal("210100-2026-passport-00001", desk.Page.Find(".case-number").TextContent);
        var sent = Assert.IsType<TakeInFromElsewhere>(desk.Last.Command);
        Assert.Equal([new HandedMaterial(Form, MaterialForm.Original, 1, 2), new(Photo, MaterialForm.Copy, 2, Seen: true)], sent.Materials);
        Assert.DoesNotContain("张三", JsonSerializer.Serialize(sent) + sent, StringComparison.Ordinal);
        Assert.Equal("张三", desk.Vault[Number].Name);
        var id = desk.Hall.View.Cases.All.Single().Id;
        await desk.ReopenAsync<CasePage>($"/cases/{id}", new() { ["Id"] = id.Value });
        Assert.Equal($"/cases/{id}/answer.json", desk.Page.Find(".answer-file").GetAttribute("href"));
        Assert.Equal(["收到 310000 大厅来件（对方编号 310000-2026-x-00007）"], desk.Page.FindAll(".history b").Select(b => b.TextContent));
    }

    private static CaseId Filed(ConsoleScenario desk, params HandedMaterial[] materials)
    {
        desk.Hall.Do(new(ActorKind.Integrator, new("api")), new FileOnline(RuledHall.Passport, new Applicant.NaturalPerson(new(Guid.CreateVersion7())), materials));
        return desk.Hall.View.Cases.Filings.Last().Id;
    }

    [Fact]
    public async Task What_was_filed_online_waits_on_its_page_the_oldest_first_and_its_limit_grows_near_by_the_hour()
    {
        await using var desk = new ConsoleScenario(plan: Plan);
        desk.Open<FilingsPage>("/cases/online");
        Assert.Equal("没有待预审的网上申报", desk.Page.Find(".none").TextContent);
        var (first, second) = (Filed(desk), Filed(desk));
        desk.Time.Advance(TimeSpan.FromSeconds(1));
        await desk.Page.WaitForStateAsync(() => desk.Page.FindAll("tbody tr").Count == 2);
        Assert.Equal([$"/cases/{first}", $"/cases/{second}"], desk.Page.FindAll("tbody a").Select(a => a.GetAttribute("href")));
        Assert.Equal("预审期限", desk.Page.Find(".clock i").TextContent);
        Assert.Empty(desk.Page.FindAll(".is-near, .is-last, .is-over"));
    }

    [Fact]
    public async Task A_filing_is_taken_in_at_its_page_told_once_or_asked_to_a_window()
    {
        await using var desk = new ConsoleScenario(plan: Plan);
        HandedMaterial[] all = [new(Form, MaterialForm.Electronic), new(Photo, MaterialForm.Electronic), new(Receipt, MaterialForm.Electronic)];
        var (whole, half, other) = (Filed(desk, all), Filed(desk, all[0], all[1]), Filed(desk, all));

        desk.Open<CasePage>($"/cases/{whole}", new() { ["Id"] = whole.Value });
        Assert.Equal(["预审通过，收件", "一次性告知", "转窗口办理"], desk.Page.FindAll(".acts .buttons button").Take(3).Select(b => b.TextContent));
        await GiveAsync(desk, "takeinfiling");
        Assert.IsType<CaseState.Received>(desk.Hall.View.Cases.Find(whole)!.State);

        await desk.ReopenAsync<CasePage>($"/cases/{half}", new() { ["Id"] = half.Value });
        await desk.Page.Find(".act-tellfiling").ClickAsync(new());
        await desk.Page.FindAll(".asked input")[0].ChangeAsync(new() { Value = true });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal([(Receipt, ShortfallKind.NotThere), (Form, ShortfallKind.NotInLegalForm)], ((CaseState.Told)desk.Hall.View.Cases.Find(half)!.State).Missing.Select(m => (m.Id, m.Kind)));

        await desk.ReopenAsync<CasePage>($"/cases/{other}", new() { ["Id"] = other.Value });
        await desk.Page.Find(".act-refertowindow").ClickAsync(new());
        await desk.Page.Find("#reason").ChangeAsync(new() { Value = "原件须当面核对" });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.IsType<CaseState.Referred>(desk.Hall.View.Cases.Find(other)!.State);
        await desk.Page.WaitForStateAsync(() => desk.Page.FindAll(".history q").Count == 1);
        Assert.Equal("原件须当面核对", desk.Page.Find(".history q").TextContent);
    }

    [Fact]
    public async Task A_case_s_page_reads_what_happened_to_it_however_much_happened_in_the_hall()
    {
        await using var desk = new ConsoleScenario("sun", Roles.DepartmentOfficer, Plan);
        var id = TakenIn(desk);
        for (var n = 0; n < 300; n++) desk.Hall.Take(RuledHall.Passport);
        Sign(desk, id);
        desk.Open<CasePage>($"/cases/{id}", new() { ["Id"] = id.Value });
        await desk.Page.WaitForStateAsync(() => desk.Page.FindAll(".history b").Count == 3);
        Assert.Equal(3, desk.Hall.Read);
        await GiveAsync(desk, "accept");
        await desk.Page.WaitForStateAsync(() => desk.Page.FindAll(".history b").Count == 4);
        Assert.Equal(4, desk.Hall.Read);
    }

    [Fact]
    public async Task A_limit_that_is_near_stands_on_top_and_a_number_is_whole_where_it_is_copied()
    {
        await using var desk = new ConsoleScenario("sun", Roles.DepartmentOfficer, Plan);
        TakenIn(desk);
        desk.Time.Advance(TimeSpan.FromDays(2));
        desk.Open<CasesPage>("/cases");
        Assert.Empty(desk.Page.FindAll(".tomorrow"));
        Assert.Equal("期限将到或已过（1 件）", desk.Page.Find(".warned h2").TextContent);
        Assert.Equal("210100-2026-passport-00001", desk.Page.Find(".warned .th-case-number").TextContent);
    }

    [Fact]
    public async Task What_came_out_of_a_drop_box_is_taken_in_under_its_receipt_and_its_way_stands_on_the_case_s_page()
    {
        var box = new PlaceId("cabinet-1");
        var board = new Actor(ActorKind.Device, new("agent"));
        await using var desk = new ConsoleScenario(plan: Plan with { Cabinets = [new(box, new("1 号取件柜", "Cabinet 1"), Plan.Zones[0].Id, [new([new(1, CompartmentSize.Small, 0, 1, DropBox: true)])])] });
        void Shut()
        {
            foreach (var report in new[] { DoorReport.Opened, DoorReport.Closed }) desk.Hall.Do(board, new ReportDoor(box, 1, report));
        }

        desk.Hall.Do(Actor.Citizen("cabinet-1"), new DropIn(box, CompartmentSize.Small));
        Shut();
        var receipt = desk.Hall.View.Cabinets.Dropped.Single().Receipt;
        desk.Hall.Do(RuledHall.Li, new OpenWindow(RuledHall.W1));
        desk.Hall.Take(RuledHall.Passport);
        desk.Hall.Do(RuledHall.Li, new CallNext(RuledHall.W1));
        desk.Open<IntakePage>("/cases/new?window=w1");
        await desk.Page.WaitForElementAsync(".act-receipt");
        Assert.Empty(desk.Page.FindAll("#dropped"));
        // The page waits its least time before it draws anew.
        Assert.True(SpinWait.SpinUntil(() => desk.Time.Timers > 0, TimeSpan.FromSeconds(30)));
        desk.Hall.Do(new(ActorKind.Staff, new("zhang"), Roles.Manager), new RecoverThing(box, 1));
        Shut();
        desk.Time.Advance(TimeSpan.FromSeconds(1));
        await desk.Page.WaitForElementAsync("#dropped");
        await FillAsync(desk);
        await AllThereAsync(desk, 3);
        await desk.Page.Find("#dropped").ChangeAsync(new() { Value = receipt.ToString() });
        await desk.Page.Find(".act-receipt").ClickAsync(new());
        Assert.Equal(receipt, Assert.IsType<TakeIn>(desk.Last.Command).Dropped);
        var id = desk.Hall.View.Cases.All.Single().Id;
        await desk.ReopenAsync<CasePage>($"/cases/{id}", new() { ["Id"] = id.Value });
        await desk.Page.WaitForStateAsync(() => desk.Page.FindAll(".history li").Count == 3);
        Assert.Equal(($"材料投入 1 号投递格口，回执 {receipt}", "申请人"), (desk.Page.FindAll(".history b")[0].TextContent, desk.Page.FindAll(".history li span")[0].TextContent));
        Assert.Equal("投递的材料已从 1 号格口取出", desk.Page.FindAll(".history b")[1].TextContent);
    }

    [Fact]
    public async Task What_was_put_in_and_does_not_fit_is_set_aside_at_the_case_s_page_once_it_is_out_of_the_box()
    {
        var box = new PlaceId("cabinet-1");
        var board = new Actor(ActorKind.Device, new("agent"));
        await using var desk = new ConsoleScenario(plan: Plan with { Cabinets = [new(box, new("1 号取件柜", "Cabinet 1"), Plan.Zones[0].Id, [new([new(1, CompartmentSize.Small, 0, 1, DropBox: true)])])] });
        var id = TakenIn(desk);
        Sign(desk, id);
        desk.Hall.Do(Sun, new AskCorrection(id, [new(Photo, ShortfallKind.Expired)]));
        desk.Hall.Do(Actor.Citizen("cabinet-1"), new DropIn(box, CompartmentSize.Small, id));
        foreach (var report in new[] { DoorReport.Opened, DoorReport.Closed }) desk.Hall.Do(board, new ReportDoor(box, 1, report));
        desk.Open<CasePage>($"/cases/{id}", new() { ["Id"] = id.Value });
        Assert.Empty(desk.Page.FindAll(".act-setdroppedaside"));
        desk.Hall.Do(new(ActorKind.Staff, new("zhang"), Roles.Manager), new RecoverThing(box, 1));
        foreach (var report in new[] { DoorReport.Opened, DoorReport.Closed }) desk.Hall.Do(board, new ReportDoor(box, 1, report));
        await desk.ReopenAsync<CasePage>($"/cases/{id}", new() { ["Id"] = id.Value });
        await desk.Page.Find(".act-setdroppedaside").ClickAsync(new());
        await desk.Page.Find("#reason").ChangeAsync(new() { Value = "不是照片" });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Null(desk.Hall.View.Cases.Find(id)!.DroppedOn);
        await desk.Page.WaitForStateAsync(() => desk.Page.FindAll(".history q").Count == 1);
        Assert.Equal("不是照片", desk.Page.Find(".history q").TextContent);
    }

    [Fact]
    public async Task An_agent_without_a_mandate_is_refused_beside_the_applicant()
    {
        await using var desk = await AtTheWindowAsync();
        await FillAsync(desk);
        await AllThereAsync(desk, 3);
        await desk.Page.Find("#has-agent").ChangeAsync(new() { Value = true });
        await TypeAsync(desk, "agent-name", "李四");
        await TypeAsync(desk, "agent-number", "11010519491231002X");
        await desk.Page.Find(".act-receipt").ClickAsync(new());
        Assert.NotEqual("", desk.Page.Find(".who .refused").TextContent);
        await desk.Page.Find("#mandate").ChangeAsync(new() { Value = true });
        await desk.Page.Find(".act-receipt").ClickAsync(new());
        Assert.NotNull(desk.Hall.View.Cases.All.Single().Agent);
    }

    [Fact]
    public async Task What_was_typed_for_one_citizen_is_not_sent_for_the_next()
    {
        await using var desk = await AtTheWindowAsync();
        await FillAsync(desk);
        await AllThereAsync(desk, 3);
        desk.Hall.Do(RuledHall.Li, new CompleteVisit(RuledHall.W1));
        desk.Hall.Take(RuledHall.Passport);
        desk.Hall.Do(RuledHall.Li, new CallNext(RuledHall.W1));
        await desk.Page.WaitForStateAsync(() => desk.Page.Find(".act-receipt").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Who_took_a_case_in_is_offered_no_decision_and_told_why()
    {
        await using var desk = new ConsoleScenario("li", Roles.IntakeClerk | Roles.DepartmentOfficer, Plan);
        var id = TakenIn(desk);
        Sign(desk, id);
        desk.Open<CasePage>($"/cases/{id}", new() { ["Id"] = id.Value });
        Assert.Contains("受审分离", desk.Page.Find(".separated").TextContent, StringComparison.Ordinal);
        Assert.Equal(["改领取方式", "撤回申请"], Buttons(desk));
    }

    [Fact]
    public async Task An_officer_with_the_folder_accepts_by_one_button_and_then_decides()
    {
        await using var desk = new ConsoleScenario("sun", Roles.DepartmentOfficer, Plan);
        var id = TakenIn(desk);
        desk.Open<CasePage>($"/cases/{id}", new() { ["Id"] = id.Value });
        Assert.DoesNotContain("受理", Buttons(desk));
        Sign(desk, id);
        desk.Time.Advance(TimeSpan.FromSeconds(1));
        await desk.Page.WaitForStateAsync(() => Buttons(desk).Contains("受理"));
        await GiveAsync(desk, "accept");
        Assert.IsType<CaseState.Accepted>(desk.Hall.View.Cases.Find(id)!.State);
        await desk.Page.WaitForStateAsync(() => Buttons(desk).Contains("准予许可"));
        Assert.Equal(["承诺期限", "法定期限"], desk.Page.FindAll(".clocks i").Select(i => i.TextContent));
        await GiveAsync(desk, "refuse");
        Assert.NotEqual("", desk.Page.Find(".acts .refused").TextContent);
        await desk.Page.Find("#reason").ChangeAsync(new() { Value = "条件不符" });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.IsType<CaseState.Decided>(desk.Hall.View.Cases.Find(id)!.State);
        await desk.Page.WaitForStateAsync(() => desk.Page.FindAll(".history q").Count == 1);
        Assert.Equal("条件不符", desk.Page.Find(".history q").TextContent);
        Assert.Equal(["收件", "移交部门", "部门签收", "受理", "不予许可"], desk.Page.FindAll(".history b").Select(b => b.TextContent));
    }

    [Fact]
    public async Task What_is_another_bodys_needs_that_body_named()
    {
        await using var desk = new ConsoleScenario("sun", Roles.DepartmentOfficer, Plan);
        var id = TakenIn(desk);
        Sign(desk, id);
        desk.Open<CasePage>($"/cases/{id}", new() { ["Id"] = id.Value });
        await desk.Page.Find(".act-notaccept").ClickAsync(new());
        await desk.Page.Find(".act-form select").ChangeAsync(new() { Value = nameof(NoGround.OtherBody) });
        await desk.Page.Find("#reason").ChangeAsync(new() { Value = "不属本局" });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.NotEqual("", desk.Page.Find(".acts .refused").TextContent);
        await desk.Page.Find("#right-body").ChangeAsync(new() { Value = "市公安局" });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.IsType<CaseState.NotAccepted>(desk.Hall.View.Cases.Find(id)!.State);
        await desk.Page.WaitForStateAsync(() => desk.Page.FindAll(".history span").Any(s => s.TextContent == "应向 市公安局 申请"));
    }

    [Fact]
    public async Task What_counts_as_accepted_tomorrow_stands_on_top()
    {
        await using var desk = new ConsoleScenario("sun", Roles.DepartmentOfficer, Plan);
        var id = TakenIn(desk);
        desk.Time.Advance(TimeSpan.FromDays(4));
        desk.Open<CasesPage>("/cases");
        Assert.Equal("明日下班前不答复即视为受理（1 件）", desk.Page.Find(".tomorrow h2").TextContent);
        Assert.Contains("‼", desk.Page.Find(".tomorrow .clock").TextContent, StringComparison.Ordinal);
        Assert.EndsWith($"/cases/{id}", desk.Page.Find(".tomorrow a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_go_by_a_list_that_another_person_signs()
    {
        await using var desk = new ConsoleScenario("sun", Roles.DepartmentOfficer, Plan);
        var id = TakenIn(desk);
        desk.Hall.Do(RuledHall.Li, new SendFolders(Office, [id]));
        desk.Open<CasesPage>("/cases");
        Assert.Equal("/cases/folders/1.pdf", desk.Page.Find(".list .print a").GetAttribute("href"));
        await desk.Page.Find(".list .main").ClickAsync(new());
        Assert.Equal(FolderPlace.Department, desk.Hall.View.Cases.Find(id)!.Folder);
    }

    [Fact]
    public async Task Folders_are_counted_by_their_bar_code_once_each_and_a_stranger_is_told()
    {
        await using var desk = new ConsoleScenario("sun", Roles.DepartmentOfficer, Plan);
        var id = TakenIn(desk);
        desk.Hall.Do(RuledHall.Li, new SendFolders(Office, [id]));
        desk.Open<CasesPage>("/cases");
        string Counted() => desk.Page.Find(".count-in [role=status]").TextContent;
        Task ScanAsync(string text) => desk.Page.Find(".count-in input").ChangeAsync(new() { Value = text });
        Assert.Equal("已点 0，共 1", Counted());
        await ScanAsync("210100-2026-passport-00009");
        Assert.Equal("210100-2026-passport-00009 不在本清单", Counted());
        await ScanAsync("210100-2026-passport-00001");
        await ScanAsync($"http://hall.example/c/{desk.Hall.View.Cases.Find(id)!.Code}");
        Assert.Equal("已点 1，共 1", Counted());
        Assert.Equal("", desk.Page.Find(".count-in input").GetAttribute("value") ?? "");
        Assert.Empty(desk.Hall.Sent);
    }

    [Fact]
    public async Task One_folder_of_a_list_is_refused_for_a_reason_and_goes_back_to_the_windows()
    {
        await using var desk = new ConsoleScenario("sun", Roles.DepartmentOfficer, Plan);
        var id = TakenIn(desk);
        desk.Hall.Do(RuledHall.Li, new SendFolders(Office, [id]));
        desk.Open<CasesPage>("/cases");
        await desk.Page.Find(".refuse-some").ClickAsync(new());
        await desk.Page.Find(".folders input").ChangeAsync(new() { Value = true });
        await desk.Page.Find(".list .main").ClickAsync(new());
        Assert.Equal("请填写。", desk.Page.Find(".folders [role=alert]").TextContent);
        Assert.Empty(desk.Hall.Sent);
        await desk.Page.FindAll(".folders input")[1].ChangeAsync(new() { Value = "缺户口簿复印件" });
        await desk.Page.Find(".list .main").ClickAsync(new());
        var sent = Assert.IsType<SignFolders>(desk.Last.Command);
        Assert.Equal((id, "缺户口簿复印件"), (Assert.Single(sent.Refused).Case, desk.Notes[((Reason.Typed)sent.Refused[0].Reason!).Note].Text));
        Assert.Equal(FolderPlace.Hall, desk.Hall.View.Cases.Find(id)!.Folder);
    }

    [Theory]
    [InlineData(typeof(CaseTexts))]
    [InlineData(typeof(LimitTexts))]
    [InlineData(typeof(UnresolvedTexts))]
    public void Every_text_of_the_cases_is_there_in_both_languages(Type texts)
    {
        var resources = new ResourceManager(texts);
        IEnumerable<string> Keys(string language) => resources.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: language is "zh-CN")!.Cast<DictionaryEntry>().Select(e => (string)e.Key).Order();
        Assert.Equal(Keys("zh-CN"), Keys("en"));
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public void Every_word_that_the_pages_of_cases_may_say_has_its_text(string language)
    {
        var w = new CaseWording(CultureInfo.GetCultureInfo(language));
        Type[] families =
        [
            typeof(CaseAct), typeof(ElsewhereAnswer), typeof(CaseFilter), typeof(FolderPlace), typeof(DeliveryWay), typeof(MaterialForm), typeof(ShortfallKind), typeof(NoGround), typeof(WithdrawnWhy), typeof(ResultKind), typeof(SpecialStep),
            typeof(IntakeAnswer), typeof(ApplicantKind), typeof(Core.Devices.JobOutcome),
        ];
        Assert.All(families.SelectMany(f => Enum.GetValues(f).Cast<Enum>()), word => Assert.NotEqual("", w.Of(word)));
        Assert.All(Enum.GetValues<CaseClock>(), c => Assert.NotEqual("", Texts.Of<LimitTexts>(w.Culture)[$"Clock_{c}"]));
        Assert.All(["Notice", "HandOver", "Receipt", "Withdrawn", "Department", .. Enum.GetValues<CasePaper>().Except([CasePaper.Paper]).Select(p => p.ToString())], p => Assert.NotEqual("", w[$"Paper_{p}"]));
        Assert.All(["recipient", "phone", "address"], f => Assert.NotEqual("", w[$"PostWrong_{f}"]));
        Assert.All(Enum.GetValues<IdNumberFault>(), f => Assert.NotEqual("", w[$"IdNumber_{f}"]));
        Assert.All(typeof(CaseState).GetNestedTypes().Where(t => !t.IsAbstract), t => Assert.NotEqual("", w[$"State_{t.Name}"]));
    }

    private static async Task<ConsoleScenario> AtTheWindowAsync()
    {
        var desk = new ConsoleScenario(plan: Plan);
        desk.Hall.Do(RuledHall.Li, new OpenWindow(RuledHall.W1));
        desk.Hall.Take(RuledHall.Passport);
        desk.Hall.Do(RuledHall.Li, new CallNext(RuledHall.W1));
        desk.Open<IntakePage>("/cases/new?window=w1");
        await desk.Page.WaitForElementAsync(".act-receipt");
        return desk;
    }

    /// <summary>A case of another area, sent there as a file; its page is open.</summary>
    private static async Task<CaseId> SentAwayAsync(ConsoleScenario desk)
    {
        await FillAsync(desk);
        await AllThereAsync(desk, 3);
        await desk.Page.Find("#elsewhere").ChangeAsync(new() { Value = true });
        await TypeAsync(desk, "area", "310000");
        await desk.Page.Find(".act-receipt").ClickAsync(new());
        var id = desk.Hall.View.Cases.All.Single().Id;
        desk.Hall.Do(RuledHall.Li, new SendElsewhere(id, null));
        await desk.ReopenAsync<CasePage>($"/cases/{id}", new() { ["Id"] = id.Value });
        return id;
    }

    private static void Upload(ConsoleScenario desk, string text) => desk.Page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(text, "answer.json"));

    private static CaseId TakenIn(ConsoleScenario desk)
    {
        desk.Hall.Do(RuledHall.Li, new OpenWindow(RuledHall.W1));
        desk.Hall.Take(RuledHall.Passport);
        desk.Hall.Do(RuledHall.Li, new CallNext(RuledHall.W1));
        desk.Hall.Do(RuledHall.Li, new TakeIn(RuledHall.W1, [RuledHall.Passport], new Applicant.NaturalPerson(new(Guid.NewGuid())), [new(Form, MaterialForm.Original), new(Photo, MaterialForm.Copy, 2, Seen: true), new(Receipt, MaterialForm.Original)]));
        return desk.Hall.View.Cases.All.Single().Id;
    }

    private static void Sign(ConsoleScenario desk, CaseId id)
    {
        desk.Hall.Do(RuledHall.Li, new SendFolders(Office, [id]));
        desk.Hall.Do(Sun, new SignFolders(desk.Hall.View.Cases.Lists.Single().Id, []));
    }

    private static IEnumerable<string> Buttons(ConsoleScenario desk) => desk.Page.FindAll(".buttons button").Select(b => b.TextContent);

    private static async Task GiveAsync(ConsoleScenario desk, string act)
    {
        await desk.Page.Find($".act-{act}").ClickAsync(new());
        await desk.Page.Find(".act-form").SubmitAsync();
    }

    private static async Task FillAsync(ConsoleScenario desk, string number = Number)
    {
        await TypeAsync(desk, "person-name", "张三");
        await TypeAsync(desk, "person-number", number);
        await TypeAsync(desk, "person-phone", "13800005678");
    }

    private static Task TypeAsync(ConsoleScenario desk, string field, string text) => desk.Page.Find($"#{field}").InputAsync(new() { Value = text });

    private static async Task AllThereAsync(ConsoleScenario desk, int lines)
    {
        for (var n = 0; n < lines; n++) await desk.Page.Find("tr.lacks .verdict button").ClickAsync(new());
    }
}
