using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Casework;
using TidalHall.Hub.Tests.Hosting;
using static TidalHall.Hub.Tests.Casework.CaseFlowSpecs;

namespace TidalHall.Hub.Tests.Casework;

/// <summary>Two halls of two areas do one case between them by two files, each through its own door.</summary>
public sealed class BetweenHallsSpecs
{
    private static readonly Actor Li = new(ActorKind.Staff, new("li"), Roles.IntakeClerk);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_hall_takes_in_the_other_decides_and_its_answer_comes_back_as_a_file()
    {
        await using var here = await RunningHub.StartAsync(cancel: Cancel);
        using var other = OtherArea.Of("511602", "310000");
        await using var there = await RunningHub.StartAsync(other.HallFile, cancel: Cancel);
        var sent = await TakeInAsync(here, area: "310000");
        await DoAsync(here, Li, new SendElsewhere(sent.Id, null));
        var file = JsonSerializer.SerializeToUtf8Bytes((await here.Services.GetRequiredService<CaseFiles>().FileAsync(sent.Id, "li", Cancel))!, CaseFiles.Form);

        // That hall: taken in once, numbered, answered so.
        using var came = await PostAsync(there, "api/v1/cases/from-elsewhere?by=li", [.. Encoding.UTF8.Preamble, .. file]);
        Assert.Equal(HttpStatusCode.Created, came.StatusCode);
        using var again = await PostAsync(there, "api/v1/cases/from-elsewhere?by=li", file);
        Assert.Equal((HttpStatusCode.Conflict, "takenInBefore"), (again.StatusCode, await CodeOf(again)));
        var theirs = Assert.Single(there.Hall.View.Cases.All);
        Assert.Equal((sent.Number.ToString(), sent.Materials.Length), (theirs.Origin!.Number.Value, theirs.Materials.Length));
        Assert.Equal(new(Name, Number, CaseFlowSpecs.Phone), await there.Services.GetRequiredService<IPeople>().DiscloseAsync(((Applicant.NaturalPerson)theirs.Applicant).Person, "li", Cancel));
        Assert.Equal($"{there.Hall.View.Plan.Cases.Area}", theirs.Number.ToString()[..6]);
        await AnswerAsync(here, there, sent, theirs);
        Assert.Equal(new(theirs.Number.ToString()), here.Hall.View.Cases.Find(sent.Id)!.Elsewhere!.Number);
        Assert.True(here.Hall.View.Cases.Find(sent.Id)!.IsUndecided);

        // Its department refuses; the reasons and the day are those of the file.
        await DecideAsync(there, theirs, granted: false, reason: "不符合条件");
        await AnswerAsync(here, there, sent, theirs);
        var ended = here.Hall.View.Cases.Find(sent.Id)!;
        Assert.Equal(new CaseState.Decided(false, here.Hall.View.Map.Date(here.Hall.Now), Deemed: false), ended.State);
        var reason = (Reason.Typed)(await here.Hall.ReadJournalAsync(ended.History[^1] - 1, 1, Cancel)).Select(r => (CaseDecided)r.Event).Single().Reason!;
        Assert.Equal("不符合条件", (await here.Services.GetRequiredService<INotes>().ReadAsync(reason.Note, "li", Cancel)).Text);
        Assert.NotNull(await there.Services.GetRequiredService<CasePapers>().SheetAsync(theirs.Id, CasePaper.Paper, "li", Cancel));
        // Its result goes back to the hall it came from, whose address that hall knows.
        await DoAsync(there, new(ActorKind.Staff, new("sun"), Roles.DepartmentOfficer), new ReadyResult(theirs.Id, [new(ResultKind.Decision)]));
        await DoAsync(there, new(ActorKind.Integrator, new("api")), new PostResult(theirs.Id, new("EMS"), new("1234567890123"), new("zhao")));
        var label = (await there.Services.GetRequiredService<CasePapers>().SheetAsync(theirs.Id, CasePaper.Label, "zhao", Cancel))!;
        Assert.Equal(($"511602 政务服务大厅（来件 {sent.Number}）", "", "1234567890123"), (label.Fields["recipient"], label.Fields["address"], label.Fields["tracking"]));
        // Nobody's name stands in a journal of either.
        foreach (var hub in new[] { here, there })
            Assert.All(await DataTexts.ReadAsync(hub.Data, f => f.StartsWith("journal.db", StringComparison.Ordinal), Cancel), text => Assert.DoesNotContain(Name, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_file_changes_nothing_and_every_mistake_is_told_in_the_reader_s_language()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel);
        var sent = await TakeInAsync(hub, area: "310000");
        await DoAsync(hub, Li, new SendElsewhere(sent.Id, null));
        var before = hub.Hall.View.Sequence;
        using var wrong = await PostAsync(hub, $"api/v1/cases/{sent.Code}/answer-file?by=li", Encoding.UTF8.GetBytes($$"""
            {"version": 1, "hall": "乙厅", "fromArea": "320000",
             "to": "{{sent.Number}}", "number": "S-1", "answer": "refused", "on": "2020-01-01"}
            """), "en");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var told = (await wrong.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("mistakes").EnumerateArray().Select(m => m.GetString()!).ToList();
        Assert.Equal("answer-file:1: fromArea: \"320000\" is not allowed. Allowed: 310000.", told[0]);
        Assert.StartsWith("answer-file:2: on: 2020-01-01 is out of range. Allowed: ", told[1], StringComparison.Ordinal);
        Assert.Equal("answer-file: \"reasons\" is missing.", told[2]);
        using var unknown = await PostAsync(hub, "api/v1/cases/0000000000000000/answer-file?by=li", "{}"u8.ToArray());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var none = await PostAsync(hub, "api/v1/cases/from-elsewhere?by=li", "[]"u8.ToArray());
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        Assert.Equal(before, hub.Hall.View.Sequence);
    }

    [Fact]
    public async Task The_answer_of_a_case_that_came_from_another_hall_is_a_file_for_desks_alone()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel);
        var c = await TakeInAsync(hub);
        Assert.Null(await hub.Services.GetRequiredService<CaseFiles>().AnswerAsync(hub.Hall, c.Id, "li", Cancel));
        using var none = await hub.Client.GetAsync($"api/v1/cases/{c.Code}/answer-file", Cancel);
        Assert.Equal((HttpStatusCode.Conflict, "notFromElsewhere"), (none.StatusCode, await CodeOf(none)));
        using var ours = await PostAsync(hub, $"api/v1/cases/{c.Code}/answer-file?by=li", "{}"u8.ToArray());
        Assert.Equal((HttpStatusCode.Conflict, "notAnotherArea"), (ours.StatusCode, await CodeOf(ours)));
        Assert.DoesNotContain("json", (await hub.Anonymous.GetAsync($"cases/{c.Id}/answer.json", Cancel)).Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
    }

    /// <summary>The answer as that hall writes it, entered here as it is.</summary>
    private static async Task AnswerAsync(RunningHub here, RunningHub there, Case sent, Case theirs)
    {
        var answer = await there.Client.GetByteArrayAsync($"api/v1/cases/{theirs.Code}/answer-file", Cancel);
        using var entered = await PostAsync(here, $"api/v1/cases/{sent.Code}/answer-file?by=li", answer);
        Assert.Equal(HttpStatusCode.OK, entered.StatusCode);
    }

    private static async Task DecideAsync(RunningHub hub, Case c, bool granted, string reason)
    {
        await DoAsync(hub, Li, new SendFolders(c.Department, [c.Id]));
        var sun = new Actor(ActorKind.Staff, new("sun"), Roles.DepartmentOfficer);
        await DoAsync(hub, sun, new SignFolders(hub.Hall.View.Cases.Lists.Single().Id, []));
        await DoAsync(hub, sun, new AcceptCase(c.Id));
        var kept = await hub.Services.GetRequiredService<INotes>().KeepAsync(reason, Guid.CreateVersion7(), Cancel);
        await DoAsync(hub, sun, new DecideCase(c.Id, granted, kept.Reason));
    }

    private static async Task<HttpResponseMessage> PostAsync(RunningHub hub, string path, byte[] body, string language = "zh-CN")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Headers.AcceptLanguage.ParseAdd(language);
        return await hub.Client.SendAsync(request, Cancel);
    }

    private static async Task<string?> CodeOf(HttpResponseMessage response) => (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("code").GetString();

    /// <summary>The shipped centre, in another area.</summary>
    private sealed class OtherArea : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("halls-");

        public string HallFile => Path.Combine(_folder.FullName, "provincial-centre.json");

        public static OtherArea Of(string area, string instead)
        {
            var (other, from) = (new OtherArea(), Path.Combine(AppContext.BaseDirectory, "halls"));
            foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(other._folder.FullName, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }
            var (before, after) = ($"\"area\": \"{area}\"", $"\"area\": \"{instead}\"");
            var text = File.ReadAllText(other.HallFile);
            Assert.Contains(before, text, StringComparison.Ordinal);
            File.WriteAllText(other.HallFile, text.Replace(before, after, StringComparison.Ordinal));
            return other;
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
