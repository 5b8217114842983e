using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Papers;
using TidalHall.Hub.Casework;
using TidalHall.Hub.Halls;
using TidalHall.Hub.SignIn;
using TidalHall.Hub.Tests.Casework;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Hub.Tests.SignIn;

namespace TidalHall.Hub.Tests.Api;

/// <summary>A case by the API, from the window to the cabinet and a rating. It is Monday, 2 March 2026, nine o'clock.</summary>
public sealed class CaseSpecs : IAsyncLifetime
{
    private const string Person = """{"idNumber":"511602199003077757","name":"欧阳小明"}""";
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Nine);
    private RunningHub _hub = null!;
    private string _item = "", _window = "", _department = "";

    public async ValueTask InitializeAsync()
    {
        _hub = await RunningHub.StartAsync(services: s => s.AddSingleton(new HallClock(_time)), cancel: TestContext.Current.CancellationToken);
        var plan = _hub.Hall.View.Plan;
        var item = plan.Items.First(i => i.Category.Value is "intake" && i.Materials.Length == 0 && i.Case is null);
        (_item, _department) = (item.Id.Value, item.Department);
        _window = plan.Windows.First(w => w.Category.Value is "intake").Id.Value;
        await PostAsync($"windows/{_window}/open");
        await PostAsync($"windows/{_window}/serve");
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private Task<Talk> PostAsync(string path, string body = "{}", string? key = null) => Talk.PostAsync(_hub.Client, path, body, key);
    private Task<Talk> GetAsync(string path) => Talk.GetAsync(_hub.Client, path);

    private string TakeIn(string rest = "") => $$"""{"window":"{{_window}}","items":["{{_item}}"],"applicant":{"person":{{Person}}},"delivery":"cabinet","by":"anna"{{rest}}}""";

    private async Task<string> TakenInAsync()
    {
        var taken = await PostAsync("cases", TakeIn());
        Assert.Equal(HttpStatusCode.Created, taken.Status);
        return taken["cases"][0].GetProperty("code").GetString()!;
    }

    [Fact]
    public async Task A_case_goes_from_the_window_to_the_cabinet_and_home()
    {
        var code = await TakenInAsync();
        var received = await GetAsync($"cases/{code}");
        Assert.Equal(("received", "hall"), (received["state"].GetString(), received["folder"].GetString()));
        Assert.StartsWith("511602-2026-", received["number"].GetString(), StringComparison.Ordinal);
        Assert.Equal("2026-03-09", received["limits"][0].GetProperty("last").GetString());

        Assert.Equal(HttpStatusCode.OK, (await PostAsync("folders", $$"""{"department":"{{_department}}","cases":["{{code}}"],"by":"anna"}""")).Status);
        Assert.Equal("signsForItself", (await PostAsync("folders/1/sign", """{"by":"anna"}""")).Code);
        await PostAsync("folders/1/sign", """{"by":"officer"}""");
        Assert.Equal("personNeeded", (await PostAsync($"cases/{code}/accept")).Code);
        Assert.Equal("tookItIn", (await PostAsync($"cases/{code}/accept", """{"by":"anna"}""")).Code);
        Assert.Equal("accepted", (await PostAsync($"cases/{code}/accept", """{"by":"officer"}"""))["state"].GetString());
        Assert.Equal("decided", (await PostAsync($"cases/{code}/decide", """{"granted":true,"by":"officer"}"""))["state"].GetString());
        Assert.Equal("ready", (await PostAsync($"cases/{code}/ready", """{"papers":[{"kind":"licence","number":"许可-7"}],"by":"officer"}"""))["state"].GetString());

        var loading = await PostAsync("cabinets/cabinet-1/load", $$"""{"case":"{{code}}","by":"dora"}""");
        Assert.Equal((1, "opening"), (loading["compartments"][0].GetProperty("number").GetInt32(), loading["compartments"][0].GetProperty("door").GetString()));
        await DoorAsync("opened");
        await DoorAsync("closed");
        var pickup = (await PostAsync($"cases/{code}/pickup-code", key: "code-1"))["code"].GetString();
        Assert.Equal(pickup, (await PostAsync($"cases/{code}/pickup-code", key: "code-1"))["code"].GetString());
        Assert.Equal("wrongCode", (await PostAsync("cabinets/cabinet-1/collect", $$"""{"code":"{{(pickup == "00000000" ? "00000001" : "00000000")}}"}""")).Code);
        Assert.Equal("nothingForYou", (await PostAsync("cabinets/cabinet-1/collect", """{"card":{"idNumber":"110101199003070011","name":"别人"}}""")).Code);
        Assert.Equal(1, (await PostAsync("cabinets/cabinet-1/collect", $$"""{"code":"{{pickup}}"}"""))["compartment"].GetInt32());
        await DoorAsync("opened");
        await DoorAsync("closed");
        Assert.Equal("handedOver", (await GetAsync($"cases/{code}"))["state"].GetString());
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("ratings", $$"""{"case":"{{code}}","level":2,"reasons":[212]}""")).Status);
        Assert.Equal("ratedAlready", (await PostAsync("ratings", $$"""{"case":"{{code}}","level":5}""")).Code);
    }

    private Task<Talk> DoorAsync(string report) => PostAsync("cabinets/cabinet-1/door", $$"""{"number":1,"report":"{{report}}"}""");

    [Fact]
    public async Task What_does_not_fit_is_told_by_its_member_and_nothing_is_done()
    {
        Assert.Equal("form", (await PostAsync("cases", TakeIn(""","delivery2":"x" """))).Code);
        Assert.StartsWith("delivery：不允许“boat”", (await PostAsync("cases", TakeIn().Replace("cabinet", "boat")))["detail"].GetString(), StringComparison.Ordinal);
        Assert.StartsWith("applicant.creditCode：", (await PostAsync("cases", TakeIn().Replace("\"applicant\":{", "\"applicant\":{\"creditCode\":\"91350100M000100Y44\",")))["detail"].GetString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, "unknownCase"), ((await GetAsync("cases/0123456789ABCDEF")).Status, (await PostAsync("cases/0123456789ABCDEF/accept", """{"by":"officer"}""")).Code));
        Assert.Empty((await GetAsync("cases"))["cases"].EnumerateArray());
    }

    [Theory]
    [InlineData("51160219900307775", "idNumberForm")]
    [InlineData("511602209003077753", "idNumberBirthDate")]
    [InlineData("511602199003077758", "idNumberCheckDigit")]
    [InlineData("990000199003070013", "idNumberDivision")]
    public async Task A_number_that_nobody_can_have_is_refused_before_the_vault(string number, string code)
    {
        var refused = await PostAsync("cases", TakeIn().Replace("511602199003077757", number));
        Assert.Equal((HttpStatusCode.BadRequest, code), (refused.Status, refused.Code));
        Assert.StartsWith("applicant.person.idNumber：", refused["detail"].GetString(), StringComparison.Ordinal);
        Assert.Null(await _hub.Services.GetRequiredService<IPeople>().FindAsync(number, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Somebody_is_acted_for_from_the_mandate_to_the_end()
    {
        string Body(bool seen) => $$"""{"kind":"actFor","person":{{Person}},"item":"{{_item}}","mandateSeen":{{(seen ? "true" : "false")}},"by":"guide"}""";
        Assert.Equal("mandateNotSeen", (await PostAsync("errands", Body(seen: false))).Code);
        Assert.Equal("going", (await PostAsync("errands", Body(seen: true)))["errands"][0].GetProperty("state").GetString());
        Assert.Equal("suspended", (await PostAsync("errands/1/suspend", """{"reason":"等证明","by":"guide"}"""))["errands"][0].GetProperty("state").GetString());
        var papers = _hub.Services.GetRequiredService<ErrandPapers>();
        var slip = await papers.SheetAsync(new(1), PaperKind.ErrandSuspension, "guide", TestContext.Current.CancellationToken);
        Assert.Equal(("欧***", "**************7757", "等证明"), (slip!.Fields["person"], slip.Fields["idNumber"], slip.Fields["reason"]));
        Assert.Null(await papers.SheetAsync(new(1), PaperKind.ErrandEnd, "guide", TestContext.Current.CancellationToken));
        Assert.Equal("going", (await PostAsync("errands/1/resume", """{"mandateSeen":true,"by":"guide"}"""))["errands"][0].GetProperty("state").GetString());
        Assert.Equal("done", (await PostAsync("errands/1/finish", """{"by":"guide"}"""))["errands"][0].GetProperty("state").GetString());
        await PostAsync("errands", $$"""{"kind":"actFor","person":{"idNumber":"210102199003072316","name":"李四"},"item":"{{_item}}","mandateSeen":true,"language":"en","by":"guide"}""");
        var mandate = (await papers.SheetAsync(new(2), PaperKind.ErrandMandate, "guide", TestContext.Current.CancellationToken))!;
        Assert.Contains(mandate.Filled(), e => e.Text == "Mandate");
        Assert.Equal("the matter as a whole", mandate.Fields["scope"]);
        Assert.Equal((HttpStatusCode.NotFound, "unknownErrand"), ((await PostAsync("errands/3/finish", """{"by":"guide"}""")).Status, (await PostAsync("errands/3/finish", """{"by":"guide"}""")).Code));
    }

    [Fact]
    public async Task An_errand_s_papers_are_pdfs_for_whoever_helps_while_it_stands_so()
    {
        var cancel = TestContext.Current.CancellationToken;
        await PostAsync("errands", $$"""{"kind":"actFor","person":{{Person}},"item":"{{_item}}","mandateSeen":true,"by":"lin"}""");
        using var guide = new Visitor(_hub.Address);
        await guide.SignInAsync("lin", _hub.Services.GetRequiredService<DemoAccounts>().New.Single(a => a.Name == "lin").Password, cancel);
        using var slip = await guide.GetAsync("/errands/1/errandSlip.pdf", cancel);
        Assert.Equal((HttpStatusCode.OK, "application/pdf", true), (slip.StatusCode, slip.Content.Headers.ContentType!.MediaType, slip.Headers.CacheControl!.NoStore));
        var said = PdfText.Of(await slip.Content.ReadAsByteArrayAsync(cancel));
        Assert.Contains("欧***", said, StringComparison.Ordinal);
        Assert.DoesNotContain("511602199003077757", said, StringComparison.Ordinal);
        // What it is not, or is not any more, has no paper; nor has a name that is none.
        foreach (var none in new[] { "/errands/1/errandEnd.pdf", "/errands/2/errandSlip.pdf", "/errands/1/nothing.pdf", "/errands/1/materialReceipt.pdf" })
            Assert.Equal((none, HttpStatusCode.NotFound), (none, (await guide.GetAsync(none, cancel)).StatusCode));
        await PostAsync("errands/1/finish", """{"by":"lin"}""");
        Assert.Equal(HttpStatusCode.OK, (await guide.GetAsync("/errands/1/errandEnd.pdf", cancel)).StatusCode);
        using var technician = new Visitor(_hub.Address);
        await technician.SignInAsync("zhou", _hub.Services.GetRequiredService<DemoAccounts>().New.Single(a => a.Name == "zhou").Password, cancel);
        Assert.NotEqual(HttpStatusCode.OK, (await technician.GetAsync("/errands/1/errandEnd.pdf", cancel)).StatusCode);
    }

    [Fact]
    public async Task Who_follows_a_case_that_has_gone_into_the_archive_is_told_so_and_where_to_ask()
    {
        var cancel = TestContext.Current.CancellationToken;
        var code = await TakenInAsync();
        await PostAsync($"cases/{code}/withdraw", """{"reason":"改日再办","by":"anna"}""");
        async Task<string> PageAsync(string language, HttpStatusCode status = HttpStatusCode.NotFound)
        {
            using var answer = await _hub.Anonymous.GetAsync($"c/{code}?lang={language}", cancel);
            Assert.Equal(status, answer.StatusCode);
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(cancel));
        }
        Assert.Contains("已撤回", await PageAsync("zh-CN", HttpStatusCode.OK), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromDays(31));
        // Any order wakes the hall; the clock's own come before it.
        await PostAsync($"windows/{_window}/pause", """{"reason":"meal"}""");
        Assert.Equal("unknownCase", (await GetAsync($"cases/{code}")).Code);
        var page = await PageAsync("zh-CN");
        Assert.Contains("查不到这个办件", page, StringComparison.Ordinal);
        Assert.Contains("办结满 30 天的办件已归档", page, StringComparison.Ordinal);
        Assert.Contains("archived 30 days after its end", await PageAsync("en"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _hub.Anonymous.GetAsync($"c/{code}/rate", cancel)).StatusCode);
    }

    [Fact]
    public async Task The_same_key_again_gets_the_first_case_and_takes_nothing_in_twice()
    {
        var first = await PostAsync("cases", TakeIn(), "c1");
        var again = await PostAsync("cases", TakeIn(), "c1");
        Assert.Equal(first["cases"][0].GetProperty("code").GetString(), again["cases"][0].GetProperty("code").GetString());
        Assert.Equal("keyReused", (await PostAsync("cases", TakeIn().Replace("cabinet", "post"), "c1")).Code);
        Assert.Equal(1, (await GetAsync("cases"))["cases"].GetArrayLength());
    }

    [Fact]
    public async Task Silence_accepts_by_the_clock_of_the_hall()
    {
        var code = await TakenInAsync();
        _time.Advance(TimeSpan.FromDays(7.7));
        // The hall looks once a second at what is due: its clock goes on meanwhile.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (_hub.Hall.View.Cases.All.Single().State is not CaseState.Accepted && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken)) _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("accepted", (await GetAsync($"cases/{code}"))["state"].GetString());
    }

    [Fact]
    public async Task A_no_at_the_window_and_what_could_not_be_got_done_are_registered()
    {
        Assert.Equal("rightBodyNeeded", (await PostAsync($"windows/{_window}/say-no", """{"ground":"otherBody","reason":"不归这里","by":"anna"}""")).Code);
        Assert.Equal("otherBody", (await PostAsync($"windows/{_window}/say-no", """{"ground":"otherBody","reason":"不归这里","rightBody":"街道办","by":"anna"}"""))["noes"][0].GetProperty("ground").GetString());
        var entry = await PostAsync("unresolved", $$"""{"block":"sentAround","department":"{{_department}}","tried":"去过三个窗口","by":"anna"}""");
        Assert.Equal("2026-03-09", entry["entries"][0].GetProperty("due").GetString());
        Assert.Equal("contacted", (await PostAsync("unresolved/1/follow", """{"step":"contacted","by":"anna"}"""))["entries"][0].GetProperty("step").GetString());
    }

    [Theory]
    [InlineData("null"), InlineData("\"0123456789ABCDEF\"")]
    public async Task A_no_that_was_meant_for_somebody_else_is_not_booked_to_whoever_is_there(string meant)
    {
        Assert.Equal("currentIsOther", (await PostAsync($"windows/{_window}/say-no", $$"""{"ground":"notInTime","reason":"已过申请期","by":"anna","expectedCurrent":{{meant}}}""")).Code);
        Assert.Equal("form", (await PostAsync($"windows/{_window}/say-no", """{"ground":"notInTime","reason":"已过申请期","by":"anna","expectedCurrent":7}""")).Code);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync($"windows/{_window}/say-no", """{"ground":"notInTime","reason":"已过申请期","by":"anna"}""")).Status);
    }

    [Fact]
    public async Task A_folder_that_is_not_taken_over_or_given_back_is_at_the_hall_and_sent_again()
    {
        var code = await TakenInAsync();
        string Send() => $$"""{"department":"{{_department}}","cases":["{{code}}"],"by":"anna"}""";
        await PostAsync("folders", Send());
        Assert.Equal("reasonNeeded", (await PostAsync("folders/1/sign", $$"""{"refused":["{{code}}"],"by":"officer"}""")).Code);
        Assert.Equal("reasonNeeded", (await PostAsync("folders/1/sign", $$"""{"refusals":[{"case":"{{code}}"}],"by":"officer"}""")).Code);
        var signed = await PostAsync("folders/1/sign", $$"""{"refusals":[{"case":"{{code}}","reason":"缺第二页"}],"by":"officer"}""");
        Assert.Equal(code, signed["lists"][0].GetProperty("refused")[0].GetString());
        Assert.Equal("hall", (await GetAsync($"cases/{code}"))["folder"].GetString());
        Assert.Equal("foldersSignedFor", (await PostAsync("folders/1/sign", """{"by":"officer"}""")).Code);
        await PostAsync("folders", Send());
        await PostAsync("folders/2/sign", """{"by":"officer"}""");
        Assert.Equal("hall", (await PostAsync($"cases/{code}/return-folder", """{"reason":"送错科室","by":"officer"}"""))["folder"].GetString());
    }

    [Fact]
    public async Task A_question_the_window_cannot_answer_is_answered_in_the_handbook()
    {
        var asked = await PostAsync("unresolved", $$"""{"block":"questionUnanswered","department":"{{_department}}","item":"{{_item}}","tried":"能代领吗","by":"anna"}""");
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.Equal("handbookNeeded", (await PostAsync("unresolved/1/follow", """{"step":"answered","reason":"可以","by":"officer"}""")).Code);
        Assert.Equal("handbookNamesSomebody", (await PostAsync("unresolved/1/follow", """{"step":"answered","handbook":{"question":"可以代领吗？","answer":"请打 13812345678。"},"by":"officer"}""")).Code);
        var answered = await PostAsync("unresolved/1/follow", """{"step":"answered","handbook":{"question":"可以代领吗？","answer":"可以，请带委托书。"},"by":"officer"}""");
        Assert.False(answered["entries"][0].GetProperty("isOpen").GetBoolean());
        var found = (await GetAsync($"handbook?item={_item}"))["entries"];
        Assert.Equal(("可以，请带委托书。", "officer"), (found[0].GetProperty("answer").GetString(), found[0].GetProperty("by").GetString()));
        Assert.Equal(0, (await GetAsync("handbook?item=no-such"))["entries"].GetArrayLength());
        Assert.Equal("可以。", (await PostAsync("handbook/1/revise", """{"question":"可以代领吗？","answer":"可以。","by":"officer"}"""))["entries"][0].GetProperty("answer").GetString());
        Assert.Equal("reasonNeeded", (await PostAsync("handbook/2/retire", """{"by":"officer"}""")).Code);
        Assert.Equal(0, (await PostAsync("handbook/2/retire", """{"reason":"规定已改","by":"officer"}"""))["entries"].GetArrayLength());
    }

    [Fact]
    public async Task The_description_shows_the_body_of_an_order()
    {
        var paths = (await GetAsync("/openapi/v1.json"))["paths"];
        var body = paths.GetProperty("/api/v1/cases").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").ToString();
        Assert.Contains("tolerates", body, StringComparison.Ordinal);
    }
}
