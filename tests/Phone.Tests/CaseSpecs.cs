using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Tests;

namespace TidalHall.Phone.Tests;

/// <summary>A case on its applicant's phone: where it is, whose turn it is, by when, and nobody's name.</summary>
public sealed class CaseSpecs
{
    private static readonly CultureInfo Zh = CultureInfo.GetCultureInfo("zh-CN"), En = CultureInfo.GetCultureInfo("en");
    private static readonly MaterialId Form = new("form"), Photo = new("photo");
    private static readonly Actor Officer = new(ActorKind.Staff, new("sun"), Roles.DepartmentOfficer);

    private readonly FakeTimeProvider _time = new(TestPlan.Nine);

    private static HallPlan Plan
    {
        get
        {
            var plan = TestPlan.Whole;
            var terms = new CaseTerms { Checklist = [new(Form, new("申请表", "Form")), new(Photo, new("照片", "Photograph"))], PromisedDays = 7 };
            return plan with { Cases = new() { Area = "210100" }, Calendar = [new(TestPlan.Nine.Year, [])], Items = [plan.Items[0] with { Case = terms }, .. plan.Items.Skip(1)] };
        }
    }

    [Fact]
    public void It_says_step_by_step_whose_turn_it_is_and_by_when()
    {
        var hall = new TestHall(_time, Plan);
        AtTheWindow(hall);
        hall.Do(TestPlan.Clerk, new TakeIn(TestPlan.W1, [TestPlan.Passport], new Applicant.NaturalPerson(new(Guid.NewGuid())), [new(Form, MaterialForm.Original), new(Photo, MaterialForm.Original)]));
        var department = hall.View.Cases.All.Single().Department;
        var page = Draw(hall, Zh);
        Assert.Equal(("材料已收到", $"由{department}决定是否受理"), (Headline(page), page.QuerySelector(".advice")!.TextContent));
        Assert.Equal(["收件已办", "受理现在", "决定随后", "领取随后"], Steps(page));
        var id = hall.View.Cases.All.Single().Id;
        hall.Do(TestPlan.Chief, new SendFolders(department, [id]));
        hall.Do(Officer, new SignFolders(hall.View.Cases.Lists.Single().Id, []));
        hall.Do(Officer, new AskCorrection(id, [new(Photo, ShortfallKind.Expired)]));
        page = Draw(hall, Zh);
        Assert.Contains("yours", page.ClassList);
        Assert.Equal("您", Fact(page, "现在由谁办"));
        Assert.Equal(["照片"], page.QuerySelectorAll(".lacking li").Select(l => l.TextContent));
        Assert.Empty(Chinese.Unmarked(Draw(hall, En)));
    }

    [Fact]
    public void What_was_told_once_stands_there_until_they_come_back()
    {
        var hall = new TestHall(_time, Plan);
        AtTheWindow(hall);
        hall.Do(TestPlan.Clerk, new TellMissing(TestPlan.W1, [TestPlan.Passport], new Applicant.NaturalPerson(new(Guid.NewGuid())), [new(Form, MaterialForm.Original)]));
        var page = Draw(hall, Zh);
        Assert.Equal("材料不齐，尚未收件", Headline(page));
        Assert.Equal(["照片"], page.QuerySelectorAll(".lacking li").Select(l => l.TextContent));
        Assert.Empty(Chinese.Unmarked(Draw(hall, En)));
    }

    [Fact]
    public void A_drop_box_receipt_leads_from_the_box_to_the_case_that_a_window_made_of_it()
    {
        var box = new PlaceId("cabinet-1");
        var board = new Actor(ActorKind.Device, new("agent"));
        var hall = new TestHall(_time, Plan with { Cabinets = [new(box, new("取件柜"), new("a"), [new([new(1, CompartmentSize.Small, 0, 1, DropBox: true)])])] });
        void Shut(int number)
        {
            hall.Do(board, new ReportDoor(box, number, DoorReport.Opened));
            hall.Do(board, new ReportDoor(box, number, DoorReport.Closed));
        }

        hall.Do(Actor.Citizen("cabinet-1"), new DropIn(box, CompartmentSize.Small));
        Shut(1);
        var receipt = hall.View.Cabinets.Dropped.Single().Receipt;
        IElement Page(CultureInfo culture) => Draw(new CaseLivePage().Draw(hall, receipt.ToString(), culture)!);
        Assert.Equal("材料在投递箱里", Headline(Page(Zh)));
        Assert.Empty(Chinese.Unmarked(Page(En)));
        hall.Do(TestPlan.Chief, new RecoverThing(box, 1));
        Shut(1);
        Assert.Equal("工作人员已取出材料", Headline(Page(Zh)));
        Assert.Empty(Chinese.Unmarked(Page(En)));
        AtTheWindow(hall);
        hall.Do(TestPlan.Clerk, new TakeIn(TestPlan.W1, [TestPlan.Passport], new Applicant.NaturalPerson(new(Guid.NewGuid())), [new(Form, MaterialForm.Original), new(Photo, MaterialForm.Original)], Dropped: receipt));
        Assert.Equal("材料已收到", Headline(Page(Zh)));
    }

    [Fact]
    public void A_result_is_in_the_cabinet_only_while_it_lies_there()
    {
        var box = new PlaceId("cabinet-1");
        var (board, api) = (new Actor(ActorKind.Device, new("agent")), new Actor(ActorKind.Integrator, new("api")));
        var hall = new TestHall(_time, Plan with { Cabinets = [new(box, new("取件柜"), new("a"), [new([new(1, CompartmentSize.Small, 0, 1)])])] });
        AtTheWindow(hall);
        hall.Do(TestPlan.Clerk, new TakeIn(TestPlan.W1, [TestPlan.Passport], new Applicant.NaturalPerson(new(Guid.NewGuid())), [new(Form, MaterialForm.Original), new(Photo, MaterialForm.Original)], DeliveryWay.Cabinet));
        var (id, department, sun) = (hall.View.Cases.All.Single().Id, hall.View.Cases.All.Single().Department, new ClerkId("sun"));
        hall.Do(TestPlan.Chief, new SendFolders(department, [id]));
        hall.Do(Officer, new SignFolders(hall.View.Cases.Lists.Single().Id, []));
        foreach (var act in new HallCommand[] { new AcceptCase(id, sun), new DecideCase(id, true, By: sun), new ReadyResult(id, [new(ResultKind.Licence)], sun) }) hall.Do(api, act);
        string Advice() => Draw(hall, Zh).QuerySelector(".advice")!.TextContent;
        void Moved(HallCommand order)
        {
            hall.Do(TestPlan.Chief, order);
            foreach (var report in new[] { DoorReport.Opened, DoorReport.Closed }) hall.Do(board, new ReportDoor(box, 1, report));
        }

        Assert.StartsWith("结果现在不在取件柜里", Advice(), StringComparison.Ordinal);
        Assert.Empty(Chinese.Unmarked(Draw(hall, En)));
        Moved(new LoadCabinet(box, id, CompartmentSize.Small));
        Assert.Equal("请凭领取码或身份证到取件柜", Advice());
        Moved(new RecoverThing(box, 1));
        Assert.StartsWith("结果现在不在取件柜里", Advice(), StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_puts_papers_in_for_a_case_sees_nothing_of_it_by_that_receipt()
    {
        var box = new PlaceId("cabinet-1");
        var board = new Actor(ActorKind.Device, new("agent"));
        var hall = new TestHall(_time, Plan with { Cabinets = [new(box, new("取件柜"), new("a"), [new([new(1, CompartmentSize.Small, 0, 1, DropBox: true)])])] });
        AtTheWindow(hall);
        hall.Do(TestPlan.Clerk, new TellMissing(TestPlan.W1, [TestPlan.Passport], new Applicant.NaturalPerson(new(Guid.NewGuid())), [new(Form, MaterialForm.Original)]));
        hall.Do(Actor.Citizen("cabinet-1"), new DropIn(box, CompartmentSize.Small, hall.View.Cases.All.Single().Id));
        foreach (var report in new[] { DoorReport.Opened, DoorReport.Closed }) hall.Do(board, new ReportDoor(box, 1, report));
        var page = Draw(new CaseLivePage().Draw(hall, hall.View.Cabinets.Dropped.Single().Receipt.ToString(), Zh)!);
        Assert.Equal(("投递的材料待核对", "大厅"), (Headline(Draw(hall, Zh)), Fact(Draw(hall, Zh), "现在由谁办")));
        Assert.Empty(Chinese.Unmarked(Draw(hall, En)));
        Assert.Equal("材料在投递箱里", Headline(page));
        Assert.DoesNotContain("照片", page.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_visit_that_is_over_may_be_rated_and_one_that_was_is_not_asked_again()
    {
        var hall = new TestHall(_time, Plan);
        AtTheWindow(hall);
        Assert.DoesNotContain("/rate", DrawTicket(hall).InnerHtml, StringComparison.Ordinal);
        hall.Do(TestPlan.Clerk, new CompleteVisit(TestPlan.W1));
        Assert.Contains("/rate", DrawTicket(hall).InnerHtml, StringComparison.Ordinal);
        hall.Do(Actor.Citizen("phone"), new Core.Evaluation.Rate(new Core.Evaluation.RatingSubject.OfVisit(hall.Tickets[0].Id, 1), 4, [], Core.Evaluation.RatingChannel.Phone));
        Assert.DoesNotContain("/rate", DrawTicket(hall).InnerHtml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789ABCDEF")]
    public void An_unknown_code_has_no_case(string code) => Assert.Null(new CaseLivePage().Draw(new TestHall(_time, Plan), code, Zh));

    private static void AtTheWindow(TestHall hall)
    {
        hall.Take(TestPlan.Passport);
        hall.Do(TestPlan.Clerk, new OpenWindow(TestPlan.W1));
        hall.Do(TestPlan.Clerk, new CallNext(TestPlan.W1));
        hall.Do(TestPlan.Clerk, new StartService(TestPlan.W1));
    }

    private static IElement Draw(TestHall hall, CultureInfo culture) => Draw(new CaseLivePage().Draw(hall, hall.View.Cases.All.Single().Code.ToString(), culture)!);
    private static IElement DrawTicket(TestHall hall) => Draw(new TicketLivePage(new(new("http://hall.example/"))).Draw(hall, hall.Tickets[0].Code.ToString(), Zh)!);

    private static IElement Draw(Ui.Surfaces.LiveDrawing drawing)
    {
        using var c = new BunitContext();
        var page = c.Render(b =>
        {
            b.OpenComponent(0, drawing.Component);
            b.AddMultipleAttributes(1, drawing.Parameters!);
            b.CloseComponent();
        });
        return page.Find("article");
    }

    private static string Headline(IElement page) => page.QuerySelector(".headline")!.TextContent;
    private static string Fact(IElement page, string name) => page.QuerySelectorAll(".facts div").Single(d => d.QuerySelector("dt")!.TextContent == name).QuerySelector("dd")!.TextContent;
    private static IEnumerable<string> Steps(IElement page) => page.QuerySelectorAll(".steps li").Select(l => l.TextContent);
}
