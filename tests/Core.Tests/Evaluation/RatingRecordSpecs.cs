using TidalHall.Core.Cases;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Cases;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Evaluation;

/// <summary>What a province's platform gets of ratings: read from the journal, by its own names of fields.</summary>
public sealed class RatingRecordSpecs
{
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly NoteRef Words = ((Reason.Typed)Noted).Note;

    private static IReadOnlyList<RatingRecord> Of(HallScenario hall, DateOnly? from = null, DateOnly? to = null)
    {
        var records = new RatingRecords(hall.State.Map!, from ?? Monday, to ?? Monday.AddDays(30));
        foreach (var recorded in hall.Journal) records.Take(recorded);
        return records.All;
    }

    private static RatingSubject.OfVisit Served(HallScenario hall)
    {
        hall.Someone(Anna, W1);
        var ticket = hall.State.Find(W1)!.Current!.Value;
        hall.Later(TimeSpan.FromMinutes(7)).Gone(Anna, W1);
        return new(ticket, 1);
    }

    [Fact]
    public void A_visit_is_told_by_its_day_and_number_with_begin_and_end_by_the_halls_walls()
    {
        var hall = Open();
        var visit = Served(hall);
        hall.Given(Citizen, new Rate(visit, 1, [113, 108], RatingChannel.Phone, Words));
        var record = Assert.Single(Of(hall));
        Assert.Equal($"20260302-{hall.State.Find(visit.Ticket)!.Number}-1", record.ProjNo);
        Assert.Equal((new DateTime(2026, 3, 2, 9, 0, 0), new DateTime(2026, 3, 2, 9, 7, 0)), (record.ApplyTime, record.TransactionTime));
        Assert.Equal((W1, Anna.Id, RatingChannel.Phone, Monday, 1, RatingReasons.Current, Words), (record.Window, record.Clerk, record.Channel, record.On, record.Level, record.Version, record.Words));
        Assert.Equal([108, 113], record.Reasons);
        Assert.Equal(("210100", hall.State.Map!.Items[record.Item].Department), (record.RegionCode, record.Department));
    }

    [Fact]
    public void A_matter_is_told_by_its_case_number_and_by_nobody_who_served()
    {
        var hall = Open();
        var id = hall.TakenIn(TakingIn());
        hall.Later(TimeSpan.FromHours(1)).Given(Anna, new WithdrawCase(id, null)).Given(Citizen, new Rate(new RatingSubject.OfCase(id), 5, [], RatingChannel.Phone));
        var record = Assert.Single(Of(hall));
        Assert.Equal((hall.Case(id).Number.ToString(), Licence, "市场局"), (record.ProjNo, record.Item, record.Department));
        Assert.Equal((new DateTime(2026, 3, 2, 9, 0, 0), new DateTime(2026, 3, 2, 10, 0, 0)), (record.ApplyTime, record.TransactionTime));
        Assert.Equal((null, null, null), (record.Window, record.Clerk, record.Step));
    }

    [Fact]
    public void The_day_of_the_rating_counts_and_both_ends_are_of_the_period()
    {
        var hall = Open();
        var visit = Served(hall);
        hall.Until(On(3, 5)).Given(Citizen, new Rate(visit, 4, [], RatingChannel.Phone));
        DateOnly thursday = new(2026, 3, 5);
        Assert.Equal(new DateTime(2026, 3, 2, 9, 0, 0), Assert.Single(Of(hall, thursday, thursday)).ApplyTime);
        Assert.Empty(Of(hall, Monday, thursday.AddDays(-1)));
        Assert.Empty(Of(hall, thursday.AddDays(1)));
    }

    [Fact]
    public void Where_a_bad_one_stands_is_in_it_whenever_that_was_done()
    {
        var hall = Open();
        hall.Given(Citizen, new Rate(Served(hall), 1, [], RatingChannel.Pad)).Given(Citizen, new Rate(Served(hall), 2, [], RatingChannel.Pad));
        var first = hall.State.Ratings.OpenRatings.First().Id;
        hall.Until(On(3, 4)).Given(Chief, new FollowRating(first, FollowStep.Contacted)).Given(Chief, new FollowRating(first, FollowStep.Appealed, Noted)).Given(Chief, new FollowRating(first, FollowStep.AppealGranted, Noted));
        Assert.Equal([FollowStep.AppealGranted, null], Of(hall, to: Monday).Select(r => r.Step));
    }

    [Fact]
    public void A_sheet_has_a_line_each_under_the_platforms_names()
    {
        var record = new RatingRecord("20260302-A001-1", Licence, new("营业执照", "Licence"), "市场局", "210100", new(2026, 3, 2, 9, 0, 0), null, W1, Anna.Id, RatingChannel.Paper, Monday, 2, [207, 213], 2, Words, FollowStep.Upheld);
        Assert.Equal(
            "projNo,projName,serviceCode,serviceDepartment,regionCode,applyTime,transactionTime,evaluatedWindow,evaluatedPersonInfo,evaluateChannel,evaluateTime,evaluateLevel,evaluateDetail,detailVersion,followState,evaluateText\r\n" +
            "20260302-A001-1,营业执照,licence,市场局,210100,2026-03-02 09:00:00,,w1,anna,Paper,2026-03-02,2,207|213,2,Upheld,等了很久\r\n",
            RatingSheet.Csv([(record, "等了很久")], "zh-CN"));
        Assert.EndsWith(",Upheld,\r\n", RatingSheet.Csv([(record, null)], "en"), StringComparison.Ordinal);
        Assert.Contains(",Licence,", RatingSheet.Csv([(record, null)], "en"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("一，二", "一，二"), InlineData("a,b", "\"a,b\""), InlineData("他说\"好\"", "\"他说\"\"好\"\"\""), InlineData("一\n二", "\"一\n二\"")]
    [InlineData("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""), InlineData("+1", "'+1"), InlineData("-1", "'-1"), InlineData("@a", "'@a"), InlineData("\t=1", "'\t=1")]
    public void What_a_citizen_wrote_is_text_and_no_formula(string written, string cell)
    {
        var record = new RatingRecord("1", Licence, null, null, null, null, null, null, null, RatingChannel.Phone, Monday, 5, [], 2, Words);
        Assert.EndsWith($",2,,{cell}\r\n", RatingSheet.Csv([(record, written)], "zh-CN"), StringComparison.Ordinal);
    }
}
