using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Casework;
using TidalHall.Hub.Notifying;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Casework;

/// <summary>A case from the window to the phone: the paper, the page, the message, whatever the gateway answers.</summary>
public sealed class CaseFlowSpecs
{
    internal const string Phone = "13800005678", Name = "欧阳小明", Number = "210102199003072316", Key = "gateway-key";
    private static readonly Actor Li = new(ActorKind.Staff, new("li"), Roles.IntakeClerk);
    private static readonly WindowId Window = new("w01");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_receipt_and_the_page_of_a_case_name_nobody_and_the_paper_is_a_pdf()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel);
        var c = await TakeInAsync(hub);
        var sheet = (await hub.Services.GetRequiredService<CasePapers>().SheetAsync(c.Id, CasePaper.Paper, "li", Cancel))!;
        Assert.Equal(("欧***", "**************2316", c.Number.ToString()), (sheet.Fields["applicant"], sheet.Fields["idNumber"], sheet.Number));
        Assert.Equal($"http://localhost/c/{c.Code}", sheet.Fields["link"]);
        Assert.Equal(c.Materials.Length, sheet.Lists["materials"].Length);
        var pdf = SheetPdf.Draw(sheet);
        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(pdf.AsSpan(0, 8)), StringComparison.Ordinal);
        Assert.InRange(pdf.Length, 2_000, 1_000_000);
        var said = PdfText.Of(pdf);
        foreach (var text in new[] { "材料接收", c.Number.ToString(), "欧***", "**************2316", hub.Hall.View.Plan.Name.Zh }) Assert.Contains(text, said, StringComparison.Ordinal);
        var page = await PageAsync(hub, $"c/{c.Code}");
        Assert.Contains("材料已收到", page, StringComparison.Ordinal);
        Assert.Contains(c.Number.ToString(), page, StringComparison.Ordinal);
        Assert.DoesNotContain(Name[..1] + "*", page, StringComparison.Ordinal);
        Assert.Contains("查不到这个办件", await PageAsync(hub, "c/0123456789ABCDEF", HttpStatusCode.NotFound), StringComparison.Ordinal);
        // A paper with names, if masked, is for staff.
        Assert.DoesNotContain("pdf", (await hub.Anonymous.GetAsync($"cases/{c.Id}/paper.pdf", Cancel)).Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Receipt of materials", "original", "window 1")]
    [InlineData(null, "材料接收告知单", "原件", "1 号窗口")]
    public async Task The_papers_of_a_case_speak_the_language_its_visit_was_asked_for_in(string? language, string title, string form, string window)
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel);
        var c = await TakeInAsync(hub, language: language);
        var sheet = (await hub.Services.GetRequiredService<CasePapers>().SheetAsync(c.Id, CasePaper.Paper, "li", Cancel))!;
        Assert.Contains(sheet.Filled(), e => e.Text == title);
        Assert.Equal((form, window), (sheet.Lists["materials"].First(m => m["form"] == form)["form"], sheet.Fields["window"]));
    }

    [Fact]
    public async Task A_case_of_another_area_goes_there_as_a_file_with_its_applicant_in_clear_for_desks_alone()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel);
        var c = await TakeInAsync(hub, area: "310000");
        var files = hub.Services.GetRequiredService<CaseFiles>();
        var file = (await files.FileAsync(c.Id, "li", Cancel))!;
        var item = hub.Hall.View.Map.Items[c.Item];
        Assert.Equal((1, c.Number.ToString(), c.Code.ToString(), "310000", item.Name.Zh), (file.Version, file.Number, file.Code, file.Area, file.ItemName));
        Assert.Equal((new(Name, Number, Phone), null), (file.Applicant!, file.Guardian));
        Assert.Equal(Checklist.Of(item).Select(n => n.Name.Zh), file.Papers.Select(p => p.Name));
        Assert.DoesNotContain("json", (await hub.Anonymous.GetAsync($"cases/{c.Id}/file.json", Cancel)).Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
        await DoAsync(hub, Li, new SendElsewhere(c.Id, null));
        Assert.True(hub.Hall.View.Cases.Find(c.Id)!.Elsewhere!.Sent);
    }

    [Fact]
    public async Task What_is_decided_here_has_no_file()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel);
        Assert.Null(await hub.Services.GetRequiredService<CaseFiles>().FileAsync((await TakeInAsync(hub)).Id, "li", Cancel));
    }

    [Fact]
    public void The_file_has_the_form_that_the_other_hall_reads()
    {
        var file = new CaseFile(1, "甲厅", "210100", "2101002026ABC0001", "K7", "310000", "i1", "登记", new(2026, 11, 25), null, new("张三", Number, Phone), null, null, [new("id", "身份证", MaterialForm.Copy, 1, 2, true, new(2030, 1, 1))], DeliveryWay.Post);
        var written = System.Text.Json.JsonSerializer.Serialize(file, new System.Text.Json.JsonSerializerOptions(CaseFiles.Form) { WriteIndented = false, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.Equal("""{"version":1,"hall":"甲厅","fromArea":"210100","number":"2101002026ABC0001","code":"K7","area":"310000","item":"i1","itemName":"登记","receivedOn":"2026-11-25","organisation":null,"applicant":{"name":"张三","idNumber":"210102199003072316","phone":"13800005678"},"guardian":null,"agent":null,"papers":[{"id":"id","name":"身份证","form":"copy","copies":1,"pages":2,"seen":true,"validUntil":"2030-01-01"}],"delivery":"post"}""", written);
    }

    [Fact]
    public async Task A_gateway_that_fails_and_hangs_gets_the_same_message_again_until_it_takes_it_and_its_receipt_counts_once()
    {
        await using var gateway = await FakeGateway.StartAsync(FakeGateway.Answer.Error, FakeGateway.Answer.Hang);
        await using var hub = await RunningHub.StartAsync(services: With(gateway), cancel: Cancel);
        await TakeInAsync(hub);
        await gateway.AwaitAsync(3, Cancel);
        var tries = gateway.Tries.ToList();
        Assert.Single(tries.Select(t => t.Id).Distinct());
        Assert.All(tries, t => Assert.Equal((Phone, "T-1", $"Bearer {Key}"), (t.Phone, t.Template, t.Key)));
        var sms = await AwaitStateAsync(hub, MessageState.Sent);
        Assert.Equal(3, sms.Tries);

        using var back = new HttpClient { BaseAddress = hub.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await back.PostAsJsonAsync("notify/receipts", new { id = $"r-{sms.Id}", arrived = true }, Cancel)).StatusCode);
        back.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        foreach (var arrived in new[] { true, false, true })
            Assert.Equal(HttpStatusCode.NoContent, (await back.PostAsJsonAsync("notify/receipts", new { id = $"r-{sms.Id}", arrived }, Cancel)).StatusCode);
        Assert.Equal(MessageState.Delivered, (await SmsAsync(hub))!.State);
        // Whom it went to is looked up for each try and kept nowhere.
        Assert.All(await DataTexts.ReadAsync(hub.Data, f => f.StartsWith("messages.db", StringComparison.Ordinal), Cancel), text => Assert.DoesNotContain(Phone, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_gateway_refuses_is_not_sent_again_and_the_local_page_has_it_all_the_same()
    {
        await using var gateway = await FakeGateway.StartAsync(FakeGateway.Answer.Refuse);
        await using var hub = await RunningHub.StartAsync(services: With(gateway), cancel: Cancel);
        await TakeInAsync(hub);
        var sms = await AwaitStateAsync(hub, MessageState.Failed);
        Assert.Equal((1, "HTTP 400"), (sms.Tries, sms.Error));
        var local = (await hub.Services.GetRequiredService<IMessages>().NewestAsync(10, Cancel)).Single(m => m.Channel is "local");
        Assert.Contains("材料已收到", local.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visit_is_rated_once_from_its_ticket_without_a_default()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel);
        var c = await TakeInAsync(hub);
        var ticket = hub.Hall.View.Find(c.Ticket!.Value)!;
        Assert.Contains("现在不能评价", await PageAsync(hub, $"t/{ticket.Code}/rate"), StringComparison.Ordinal);
        await DoAsync(hub, Li, new CompleteVisit(Window));
        Assert.DoesNotContain("<form", await PageAsync(hub, $"t/{ticket.Code}/rate"), StringComparison.Ordinal);
        var asked = await PageAsync(hub, $"t/{ticket.Code}/rate?level=2");
        Assert.Contains("value=\"213\"", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("checked", asked, StringComparison.Ordinal);
        var fields = new List<KeyValuePair<string, string>> { new("_handler", "rate"), new("Reasons", "213"), new("Reasons", "209"), new("Words", "等了很久") };
        foreach (var hidden in new[] { "__RequestVerificationToken", "Command" }) fields.Add(new(hidden, Between(asked, $"name=\"{hidden}\" value=\"")));
        using var form = new FormUrlEncodedContent(fields);
        await hub.Anonymous.PostAsync($"t/{ticket.Code}/rate?level=2", form, Cancel);
        var rating = Assert.Single(hub.Hall.View.Ratings.Ratings);
        Assert.Equal(2, rating.Level);
        Assert.Equal([209, 213], rating.Reasons);
        Assert.Contains("已评价", await PageAsync(hub, $"t/{ticket.Code}/rate"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("21:00", true)]
    [InlineData("03:00", true)]
    [InlineData("08:00", false)]
    [InlineData("20:59", false)]
    public void Nobody_is_woken_by_a_message(string at, bool quiet) => Assert.Equal(quiet, new NotifyingOptions().IsQuietAt(TimeOnly.Parse(at, System.Globalization.CultureInfo.InvariantCulture)));

    private static Action<IServiceCollection> With(FakeGateway gateway)
    {
        var options = new NotifyingOptions { SmsUrl = gateway.Address, SmsKey = Key, SmsTemplates = new() { ["received"] = "T-1" }, SmsTimeoutSeconds = 1, FirstPauseSeconds = 1, SmsPerSecond = 100, QuietFrom = default, QuietUntil = default };
        return services => services.AddChannels(options);
    }

    internal static async Task<Case> TakeInAsync(RunningHub hub, Contact? contact = null, string? area = null, string? language = null)
    {
        var view = hub.Hall.View;
        var item = view.Plan.Items.First(i => i.Category == view.Map.Windows[Window].Category && i.Materials.Length > 0);
        var person = await hub.Services.GetRequiredService<IPeople>().RememberApplicantAsync(Number, Name, Phone, Cancel);
        if (contact is not null) await hub.Services.GetRequiredService<IContacts>().KeepAsync(person, contact, "li", Cancel);
        await DoAsync(hub, Actor.Citizen("kiosk-1"), new TakeTicket(item.Id, Language: language));
        await DoAsync(hub, Li, new OpenWindow(Window));
        await DoAsync(hub, Li, new CallNext(Window));
        await DoAsync(hub, Li, new StartService(Window));
        await DoAsync(hub, Li, new TakeIn(Window, [item.Id], new Applicant.NaturalPerson(person), [.. Checklist.Of(item).Select(n => new HandedMaterial(n.Id, n.Form, n.Copies, 1, Seen: true))]) { Area = area is not null && AreaCode.TryParse(area, out var code) ? code : null });
        return hub.Hall.View.Cases.All.Single();
    }

    internal static async Task DoAsync(RunningHub hub, Actor actor, HallCommand command)
    {
        var answer = await hub.Hall.SendAsync(new(Guid.CreateVersion7(), actor, command), Cancel);
        Assert.Null(answer.Refusal);
        await hub.Hall.ViewAtAsync(answer.Sequence, Cancel);
    }

    private static async Task<ToldMessage?> SmsAsync(RunningHub hub) => (await hub.Services.GetRequiredService<IMessages>().NewestAsync(10, Cancel)).SingleOrDefault(m => m.Channel is "sms");

    private static async Task<ToldMessage> AwaitStateAsync(RunningHub hub, MessageState state)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(Cancel))
            if (await SmsAsync(hub) is { } sms && sms.State == state) return sms;
        throw new OperationCanceledException();
    }

    /// <summary>A page's text, its Chinese as people read it.</summary>
    private static async Task<string> PageAsync(RunningHub hub, string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await hub.Anonymous.GetAsync(path, Cancel);
        Assert.Equal(status, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static string Between(string page, string before)
    {
        var from = page.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return page[from..page.IndexOf('"', from)];
    }
}
