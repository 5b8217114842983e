using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Cases;

/// <summary>A case that one area's hall takes in and another's decides (跨省通办), and what the two write to each other.</summary>
public sealed class BetweenHallsSpecs
{
    private static readonly Origin FromShanghai = new(Area("310000"), new("310000-2026-licence-00007"));
    private static readonly CultureInfo Zh = CultureInfo.GetCultureInfo("zh-CN"), En = CultureInfo.GetCultureInfo("en");
    private static readonly DateOnly Monday = new(2026, 3, 2);

    private static TakeInFromElsewhere Sent(HandedMaterial[]? materials = null, ItemId? item = null, PersonRef? agent = null) => new(FromShanghai, item ?? Licence, ByLi, materials ?? All, agent);

    private static CaseId Came(HallScenario hall) => ((CaseReceivedFromElsewhere)hall.Do(Anna, Sent()).First!).Case;

    [Fact]
    public void A_case_of_another_hall_gets_a_number_here_and_the_department_has_its_five_days()
    {
        var hall = Open();
        var id = Came(hall);
        var c = hall.Case(id);
        Assert.Equal((FromShanghai, DeliveryWay.Post, "210100-2026-licence-00001"), (c.Origin!, c.Delivery, c.Number.ToString()));
        Assert.Equal(new DateOnly(2026, 3, 9), hall.Last(id, CaseClock.Acceptance));
        Assert.True(c.WasTakenBy(Anna.Id));
        hall.Forwarded(id).Given(Officer, new AcceptCase(id)).Given(Officer, new DecideCase(id, Granted: true)).Given(Officer, new ReadyResult(id, [new(ResultKind.Licence)])).Given(Dora, new PostResult(id, new("EMS"), new("1")));
        Assert.IsType<CaseState.HandedOver>(hall.Case(id).State);
    }

    [Fact]
    public void It_is_taken_in_once_and_by_those_who_take_in()
    {
        var hall = Open();
        Came(hall);
        Assert.Equal(RefusalCode.TakenInBefore, hall.Refused(Anna, Sent()));
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Dora, Sent()));
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Citizen, Sent()));
        Assert.Equal(RefusalCode.NotAnotherArea, hall.Refused(Anna, Sent() with { Origin = new(Area("210100"), new("1")) }));
        Assert.Equal(RefusalCode.UnknownMaterial, hall.Refused(Anna, Sent([new(new("other"), MaterialForm.Copy)]) with { Origin = FromShanghai with { Number = new("8") } }));
        Assert.Equal(RefusalCode.PresenceNeeded, hall.Refused(Anna, Sent([All[0]], Permit, Wu) with { Origin = FromShanghai with { Number = new("8") } }));
    }

    [Fact]
    public void What_lacks_in_it_is_asked_for_once_by_the_department_for_its_applicant_is_not_here()
    {
        var hall = Open();
        var id = ((CaseReceivedFromElsewhere)hall.Do(Anna, Sent(Without(Photo))).First!).Case;
        hall.Forwarded(id).Given(Officer, new AskCorrection(id, [new(Photo, ShortfallKind.NotThere)]));
        Assert.IsType<CaseState.CorrectionAsked>(hall.Case(id).State);
    }

    [Fact]
    public void That_hall_s_decision_has_its_own_day_between_the_receipt_and_today()
    {
        var hall = Open();
        var id = hall.TakenIn(TakingIn() with { Area = Area("310000") });
        hall.Given(Anna, new SendElsewhere(id, null)).Later(TimeSpan.FromDays(3));
        AnswerFromElsewhere On(int day) => new(id, new("SH-1"), Granted: true, On: new(2026, 3, day));
        Assert.Equal(RefusalCode.DateNotPossible, hall.Refused(Anna, On(1)));
        Assert.Equal(RefusalCode.DateNotPossible, hall.Refused(Anna, On(6)));
        hall.Given(Anna, On(4));
        Assert.Equal(new CaseState.Decided(true, new(2026, 3, 4), Deemed: false), hall.Case(id).State);
    }

    [Fact]
    public void The_answer_file_has_the_form_that_every_hall_reads()
    {
        var file = new CaseAnswerFile(1, "乙厅", "310000", "210100-2026-licence-00001", new("310000-2026-x-00007"), CaseAnswer.Refused, new(2026, 3, 4), "不符合条件");
        var form = new JsonSerializerOptions(CaseFileReading.Form) { WriteIndented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        Assert.Equal("""{"version":1,"hall":"乙厅","fromArea":"310000","to":"210100-2026-licence-00001","number":"310000-2026-x-00007","answer":"refused","on":"2026-03-04","reasons":"不符合条件"}""", JsonSerializer.Serialize(file, form));
    }

    [Fact]
    public void An_answer_of_a_newer_hall_is_read_as_far_as_it_is_known()
    {
        var (hall, id) = Waiting();
        var read = CaseFileReading.Answer("""{"version":1,"hall":"乙厅","fromArea":"310000","to":"210100-2026-licence-00001","number":"S-1","answer":"granted","on":"2026-03-02","licence":{"number":"7"}}""", "a.json", hall.Case(id), Monday);
        Assert.Empty(read.Mistakes);
        var order = CaseFileReading.Command(id, read.File!, null);
        Assert.Equal(new(id, new("S-1"), true, null, null, Monday), order);
        hall.Given(Anna, order);
        Assert.IsType<CaseState.Decided>(hall.Case(id).State);
    }

    public static TheoryData<string, string, string> WrongAnswers => new()
    {
        { Answer("\"answer\": \"granted\"", "\"answer\": \"yes\""), "a.json:7: answer: 不允许“yes”。可用：numbered、granted、refused。", "a.json:7: answer: \"yes\" is not allowed. Allowed: numbered, granted, refused." },
        { Answer("210100-2026-licence-00001", "210100-2026-licence-00009"), "a.json:5: to: 不允许“210100-2026-licence-00009”。可用：210100-2026-licence-00001。", "a.json:5: to: \"210100-2026-licence-00009\" is not allowed. Allowed: 210100-2026-licence-00001." },
        { Answer("\"310000\"", "\"320000\""), "a.json:4: fromArea: 不允许“320000”。可用：310000。", "a.json:4: fromArea: \"320000\" is not allowed. Allowed: 310000." },
        { Answer("2026-03-02", "2026-03-03"), "a.json:8: on: 2026-03-03 超出范围。允许 2026-03-02 至 2026-03-02。", "a.json:8: on: 2026-03-03 is out of range. Allowed: 2026-03-02 to 2026-03-02." },
        { Answer("\"granted\"", "\"refused\""), "a.json: 缺少“reasons”。", "a.json: \"reasons\" is missing." },
        { Answer("\"version\": 1", "\"version\": 2"), "a.json:2: version: 2 超出范围。允许 1 至 1。", "a.json:2: version: 2 is out of range. Allowed: 1 to 1." },
        { Answer("S-1", "S 1"), "a.json:6: number: “S 1”不能作为标识。允许 1 至 80 个英文字母、数字、“-”、“_”或“.”。", "a.json:6: number: \"S 1\" is no id. Allowed: 1 to 80 letters, digits, \"-\", \"_\" or \".\"." },
        { Answer("}", ""), "a.json: 第 8 行第 21 列：文件到此中断，后面缺少内容。请用完整的文件替换。", "a.json: line 8, column 21: the file breaks off here and the rest is missing. Put the whole file in its place." },
    };

    [Theory]
    [MemberData(nameof(WrongAnswers))]
    public void A_wrong_answer_file_is_told_with_its_place_and_what_is_allowed(string text, string zh, string en)
    {
        var (hall, id) = Waiting();
        var read = CaseFileReading.Answer(text, "a.json", hall.Case(id), Monday);
        Assert.Null(read.File);
        var mistake = Assert.Single(read.Mistakes);
        Assert.Equal(zh, mistake.In(Zh));
        Assert.Equal(en, mistake.In(En));
    }

    [Fact]
    public void What_another_hall_has_sent_comes_once_also_when_its_case_has_left_memory()
    {
        var hall = Open();
        var id = Came(hall);
        hall.Given(Anna, new WithdrawCase(id, null)).Until(On(5, 4));
        Assert.Null(hall.Case(id));
        var again = hall.Decide(Anna, Sent()).Refusal!;
        Assert.Equal((RefusalCode.TakenInBefore, "210100-2026-licence-00001"), (again.Code, again.Arguments[1]));
        Assert.Equal(RefusalCode.TakenInBefore, hall.Restarted(0).Refused(Anna, Sent()));
    }

    [Fact]
    public void A_wrong_case_file_is_told_all_at_once_and_no_number_of_a_person_in_full()
    {
        var hall = Open();
        var person = new DisclosedPerson("张三", "210102199003072317", null);
        var file = new CaseFile(1, "甲厅", "210100", "no 1", "K7", "220000", "i-9", "登记", Monday, "X", person, null, person with { IdNumber = "1" }, [], DeliveryWay.Post);
        var read = CaseFileReading.Case(JsonSerializer.Serialize(file, CaseFileReading.Form), "c.json", hall.State.Map!, null, Monday);
        Assert.Equal(["area", "fromArea", "number", "organisation", "applicant.idNumber", "agent.idNumber", "item"], read.Mistakes.Select(m => m.Place));
        Assert.DoesNotContain(read.Mistakes, m => m.In(Zh).Contains("210102", StringComparison.Ordinal));
        Assert.Equal("c.json:14: applicant.idNumber: 不允许“…2317”。应为：18 位居民身份证号，校验位须正确。", read.Mistakes[4].In(Zh));
    }

    [Fact]
    public void A_paper_is_found_by_its_code_or_by_its_name_and_any_other_is_told()
    {
        var hall = Open();
        CaseFile With(params CaseFilePaper[] papers) => new(1, "甲厅", "310000", "310000-1", "K7", "210100", "licence", "登记", Monday, null, new("张三", "210102199003072316", null), null, null, papers, DeliveryWay.Post);
        CaseFileRead<CaseFile> Read(CaseFile file) => CaseFileReading.Case(JsonSerializer.Serialize(file, CaseFileReading.Form), "c.json", hall.State.Map!, null, Monday);
        var good = Read(With(new("id-card", "身份证件", MaterialForm.Copy, 1, 2, true, null), new("p9", "照片", MaterialForm.Original, 2, 0, false, null)));
        Assert.Empty(good.Mistakes);
        Assert.Equal([new(IdCard, MaterialForm.Copy, 1, 2, true), new(Photo, MaterialForm.Original, 2)], CaseFileReading.Papers(good.File!, hall.State.Map!.Items[Licence]));
        Assert.Equal("c.json:21: papers[0].id: 不允许“p8”。可用：id-card、photo、lease、record。", Assert.Single(Read(With(new CaseFilePaper("p8", "户口簿", MaterialForm.Copy, 1, 0, false, null))).Mistakes).In(Zh));
    }

    [Fact]
    public void What_happened_to_a_case_is_found_by_its_places_in_the_journal_and_warnings_are_not()
    {
        var hall = Open();
        hall.Someone(Anna, W1).Given(Anna, new TellMissing(W1, [Licence], ByLi, [])).Gone(Anna, W1);
        var id = hall.TakenIn();
        var other = hall.TakenIn(TakingIn() with { Applicant = new Applicant.NaturalPerson(Wu) });
        hall.Forwarded(id, other).Later(TimeSpan.FromDays(3));
        hall.Given(Actor.Hub, new TimeCame()).Given(Officer, new AcceptCase(id)).Given(Officer, new DecideCase(id, Granted: true));
        Assert.Contains(hall.Journal, r => r.Event is CaseWarned w && w.Case == id);
        var history = hall.Case(id).History.Select(s => hall.Journal.Single(r => r.Sequence == s).Event).ToList();
        Assert.Equal([typeof(CaseTold), typeof(CaseReceived), typeof(FoldersSent), typeof(FoldersSigned), typeof(CaseAccepted), typeof(CaseDecided)], history.Select(e => e.GetType()));
        Assert.Equal(history, hall.Journal.Select(r => r.Event).Where(e => e is CaseEvent of and not CaseWarned && of.Case == id || e is FoldersSent or FoldersSigned));
    }

    private static (HallScenario Hall, CaseId Case) Waiting()
    {
        var hall = Open();
        var id = hall.TakenIn(TakingIn() with { Area = Area("310000") });
        return (hall.Given(Anna, new SendElsewhere(id, null)), id);
    }

    private static string Answer(string written, string instead) => """
        {
          "version": 1,
          "hall": "乙厅",
          "fromArea": "310000",
          "to": "210100-2026-licence-00001",
          "number": "S-1",
          "answer": "granted",
          "on": "2026-03-02"
        }
        """.Replace(written, instead, StringComparison.Ordinal).TrimEnd();
}
