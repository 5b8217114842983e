using TidalHall.Core.Cases;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Handbooks;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Cases;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Evaluation;

/// <summary>A question a window cannot answer goes to the unit, and its answer into the handbook.</summary>
public sealed class HandbookSpecs
{
    private static readonly HandbookText Text = new("营业执照可以代领吗？", "可以，请代领人带本人身份证和委托书。");
    private static readonly RegisterUnresolved Question = new(BlockKind.QuestionUnanswered, UnresolvedKind.Ordinary, "市场局", ((Reason.Typed)Noted).Note, Item: Licence);

    private static UnresolvedId Asked(HallScenario hall, RegisterUnresolved? question = null) => ((UnresolvedRegistered)hall.Do(Anna, question ?? Question).First!).Entry;

    private static FollowUnresolved Answer(UnresolvedId entry, HandbookText? text = null) => new(entry, UnresolvedStep.Answered, Handbook: text ?? Text);

    private static (HallScenario Hall, HandbookEntry Entry) Answered()
    {
        var hall = Open();
        hall.Given(Officer, Answer(Asked(hall)));
        return (hall, Assert.Single(hall.State.Handbook.All));
    }

    [Fact]
    public void A_question_is_asked_of_a_unit_about_an_item()
    {
        var hall = Open();
        Assert.Equal(RefusalCode.UnknownItem, hall.Refused(Anna, Question with { Item = null }));
        Assert.Equal(RefusalCode.UnknownDepartment, hall.Refused(Anna, Question with { Department = "无此局" }));
        var id = Asked(hall);
        Assert.Equal(new(2026, 3, 9), hall.State.Ratings.Find(id)!.Due);
    }

    [Fact]
    public void The_unit_s_answer_stands_in_the_handbook_under_its_item_with_who_and_when()
    {
        var (hall, entry) = Answered();
        Assert.Equal((Licence, Text, Officer.Id, new DateOnly(2026, 3, 2)), (entry.Item, entry.Text, entry.By, entry.On));
        Assert.Equal(entry, Assert.Single(hall.State.Handbook.Of(Licence)));
        Assert.Empty(hall.State.Handbook.Of(Permit));
    }

    [Fact]
    public void A_question_is_not_answered_without_the_handbook()
    {
        var hall = Open();
        Assert.Equal(RefusalCode.HandbookNeeded, hall.Refused(Officer, new FollowUnresolved(Asked(hall), UnresolvedStep.Answered, Noted)));
    }

    [Fact]
    public void Only_the_unit_answers_for_itself()
    {
        var hall = Open();
        var id = Asked(hall);
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Anna, Answer(id)));
        Assert.Equal(RefusalCode.NoStanding, hall.Refused(Chief, Answer(id)));
        Assert.Equal(RefusalCode.NoStanding, hall.Refused(Api, Answer(id) with { By = new("eva") }));
        hall.Given(Api, Answer(id) with { By = Officer.Id });
    }

    [Fact]
    public void A_window_s_own_question_ends_with_its_answer_and_nobody_is_to_be_contacted()
    {
        var hall = Open();
        var id = Asked(hall);
        Assert.Equal(RefusalCode.StepNotNow, hall.Refused(Anna, new FollowUnresolved(id, UnresolvedStep.Contacted)));
        Assert.False(hall.State.Ratings.Find(id)!.ContactIsLate(hall.State.Map!.Calendar, hall.State.Map.Plan.Unresolved, new(2026, 3, 6)));
        hall.Given(Officer, Answer(id));
        Assert.Empty(hall.State.Ratings.OpenUnresolved);
    }

    [Fact]
    public void A_citizen_s_question_is_closed_by_the_citizen_s_word_as_all_else()
    {
        var hall = Open();
        var id = Asked(hall, Question with { Person = BookedHall.Li });
        Assert.Equal(RefusalCode.StepNotNow, hall.Refused(Officer, Answer(id)));
        hall.Given(Anna, new FollowUnresolved(id, UnresolvedStep.Contacted)).Given(Officer, Answer(id));
        Assert.True(Assert.Single(hall.State.Ratings.OpenUnresolved).IsOpen);
        hall.Given(Anna, new FollowUnresolved(id, UnresolvedStep.NotConfirmed, Noted)).Given(Officer, Answer(id, Text with { Answer = "可以。" })).Given(Anna, new FollowUnresolved(id, UnresolvedStep.Confirmed));
        // Of two answers to one question the newer.
        Assert.Equal("可以。", Assert.Single(hall.State.Handbook.All).Text.Answer);
    }

    [Fact]
    public void A_question_that_nobody_answers_is_told_of_like_all_that_is_unresolved()
    {
        var hall = Open();
        Asked(hall);
        hall.Until(On(3, 12));
        Assert.Equal([WarnLevel.Yellow, WarnLevel.Red, WarnLevel.Over], hall.Events<UnresolvedWarned>().Where(w => w.Clock is FollowClock.Answer).Select(w => w.Level));
        Assert.Equal(3, hall.Events<UnresolvedWarned>().Count());
    }

    [Theory]
    [InlineData("", "可以。"), InlineData("可以吗？", " "), InlineData("一\n二", "可以。"), InlineData("可以吗？", "\u202E可以。")]
    public void What_is_written_is_a_line_of_plain_text(string question, string answer)
    {
        var hall = Open();
        Assert.Equal(RefusalCode.HandbookTextNotPlain, hall.Refused(Officer, Answer(Asked(hall), new(question, answer))));
    }

    [Theory]
    [InlineData(200, 500, true), InlineData(201, 500, false), InlineData(200, 501, false)]
    public void A_question_has_200_signs_and_an_answer_500(int question, int answer, bool isTaken)
    {
        var hall = Open();
        Assert.Equal(isTaken, hall.Do(Officer, Answer(Asked(hall), new(new('问', question), new('答', answer)))).Refusal is null);
    }

    [Theory]
    [InlineData("请打 13812345678。", false), InlineData("210102199001011234 已办。", false), InlineData("请打 024-12345678。", true), InlineData("请打 12345。", true)]
    public void It_names_nobody(string answer, bool isTaken)
    {
        var hall = Open();
        Assert.Equal(isTaken ? null : RefusalCode.HandbookNamesSomebody, hall.Do(Officer, Answer(Asked(hall), Text with { Answer = answer })).Refusal?.Code);
    }

    [Fact]
    public void An_answer_is_put_right_by_the_unit_or_a_manager_and_stays_the_answer_to_its_question()
    {
        var (hall, entry) = Answered();
        var mended = Text with { Answer = "可以，还要代领人的电话。" };
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Anna, new ReviseAnswer(entry.Id, mended)));
        Assert.Equal(RefusalCode.HandbookNamesSomebody, hall.Refused(Chief, new ReviseAnswer(entry.Id, Text with { Answer = "请打 13812345678。" })));
        Assert.True(hall.Decide(Chief, new ReviseAnswer(entry.Id, Text)).IsAlreadySo);
        hall.Given(Chief, new ReviseAnswer(entry.Id, mended));
        var now = Assert.Single(hall.State.Handbook.All);
        Assert.Equal((mended, Chief.Id, entry.Answers, Licence), (now.Text, now.By, now.Answers, now.Item));
        Assert.Equal(RefusalCode.UnknownEntry, hall.Refused(Chief, new ReviseAnswer(entry.Id, Text)));
    }

    [Fact]
    public void What_is_true_no_more_is_taken_out_by_the_unit_or_a_manager_for_a_reason_and_once()
    {
        var (hall, entry) = Answered();
        Actor stranger = new(ActorKind.Staff, new("eva"), Roles.DepartmentOfficer);
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Anna, new RetireAnswer(entry.Id, Noted)));
        Assert.Equal(RefusalCode.NoStanding, hall.Refused(stranger, new RetireAnswer(entry.Id, Noted)));
        Assert.Equal(RefusalCode.ReasonNeeded, hall.Refused(Officer, new RetireAnswer(entry.Id, null)));
        Assert.Equal(RefusalCode.UnknownEntry, hall.Refused(Chief, new RetireAnswer(new(9), Noted)));
        hall.Given(Chief, new RetireAnswer(entry.Id, Noted));
        Assert.Empty(hall.State.Handbook.All);
        Assert.True(hall.Decide(Officer, new RetireAnswer(entry.Id, Noted)).IsAlreadySo);
    }

    [Fact]
    public void A_snapshot_keeps_it_and_a_number_is_never_given_twice()
    {
        var (hall, entry) = Answered();
        hall.Given(Chief, new RetireAnswer(entry.Id, Noted));
        var restored = HallSnapshot.Of(hall.State).Restore(hall.State.Map!.Plan);
        Assert.Equal(1, restored.Handbook.Last);
        var (other, kept) = Answered();
        Assert.Equal(kept, Assert.Single(HallSnapshot.Of(other.State).Restore(other.State.Map!.Plan).Handbook.All));
    }

    [Fact]
    public void Of_too_many_answers_the_oldest_goes()
    {
        var book = Enumerable.Range(1, Handbook.MostEntries + 2).Aggregate(Handbook.Empty, (b, n) => b.Put(new(new(n), Licence, Text, Officer.Id, new(2026, 3, 2), new(n))));
        Assert.Equal((Handbook.MostEntries, 3, Handbook.MostEntries + 2), (book.All.Count(), book.All.First().Id.Value, book.Last));
    }
}
