using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Pages;
using TidalHall.Hub.SignIn;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Hub.Tests.SignIn;

/// <summary>Every page of the product as a browser opens it: opening asks for nothing, and whoever is signed out gets nothing that is guarded and changes nothing.</summary>
/// <remarks><c>TIDALHALL_LONG=1</c>: each is opened 50 times instead of 3.</remarks>
public sealed class OpenedPageSpecs(OneHub one) : IClassFixture<OneHub>
{
    private static readonly int Times = Environment.GetEnvironmentVariable("TIDALHALL_LONG") is "1" ? 50 : 3;

    private static readonly Dictionary<string, Type> All = ((Assembly[])[.. Surfaces.Assemblies, typeof(Surfaces).Assembly])
        .SelectMany(surface => surface.GetTypes()).SelectMany(page => page.GetCustomAttributes<RouteAttribute>().Select(route => (route.Template, page))).ToDictionary(p => p.Template, p => p.page);

    public static TheoryData<string> Pages => [.. All.Keys.Order(StringComparer.Ordinal)];
    public static TheoryData<string> Guarded => [.. All.Where(p => p.Value.IsDefined(typeof(AuthorizeAttribute))).Select(p => p.Key).Order(StringComparer.Ordinal)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Opening_a_page_again_and_again_asks_for_nothing(string page)
    {
        using var manager = new Visitor(one.Hub.Address);
        await manager.SignInAsync("zhang", one.Hub.Services.GetRequiredService<DemoAccounts>().New.Single(a => a.Name == "zhang").Password, Cancel);
        var address = Address(page, await TicketAsync());
        var before = one.Hub.Hall.View.Sequence;

        for (var n = 0; n < Times; n++)
        {
            var reply = await manager.GetAsync(address, Cancel);
            Assert.Contains(reply.StatusCode, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.NotFound]);
            // Drawn beforehand it would be begun twice.
            if (!All[page].GetCustomAttribute<SurfaceAttribute>()!.Interactive) continue;
            var document = await reply.Content.ReadAsStringAsync(Cancel);
            Assert.Contains("\"type\":\"server\"", document, StringComparison.Ordinal);
            Assert.DoesNotContain("prerenderId", document, StringComparison.Ordinal);
        }

        Assert.Equal(before, one.Hub.Hall.View.Sequence);
    }

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task Whoever_is_signed_out_is_sent_to_the_sign_in_page_and_has_changed_nothing(string page)
    {
        using var stranger = new Visitor(one.Hub.Address);
        var address = Address(page, "1");
        var before = one.Hub.Hall.View.Sequence;

        foreach (var reply in (HttpResponseMessage[])[await stranger.GetAsync(address, Cancel), await stranger.PostAsync(address, new() { ["_handler"] = "sign-out" }, Cancel)])
        {
            Assert.Equal(HttpStatusCode.Redirect, reply.StatusCode);
            Assert.StartsWith("/sign-in?return=", reply.Headers.Location!.OriginalString, StringComparison.Ordinal);
            Assert.Empty(await reply.Content.ReadAsByteArrayAsync(Cancel));
        }

        Assert.Equal(before, one.Hub.Hall.View.Sequence);
    }

    /// <summary>The guide, a clerk and the manager book for others; the technician and the auditor do not.</summary>
    [Theory]
    [InlineData("lin", true), InlineData("li", true), InlineData("zhang", true), InlineData("zhou", false), InlineData("wu", false)]
    public async Task Booking_for_somebody_opens_to_whom_the_hall_obeys_there(string name, bool opens)
    {
        using var visitor = new Visitor(one.Hub.Address);
        await visitor.SignInAsync(name, one.Hub.Services.GetRequiredService<DemoAccounts>().New.Single(a => a.Name == name).Password, Cancel);
        var reply = await visitor.GetAsync("/appointments", Cancel);
        Assert.Equal(opens ? (HttpStatusCode.OK, null) : (HttpStatusCode.Redirect, "/sign-in?return=%2Fappointments&why=refused"), (reply.StatusCode, reply.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task No_guarded_file_is_given_to_whoever_is_signed_out()
    {
        using var stranger = new Visitor(one.Hub.Address);
        var files = one.Hub.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is not null && e.Metadata.GetMetadata<SurfaceAttribute>() is null)
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") is true)
            .Select(e => Address("/" + e.RoutePattern.RawText!.TrimStart('/'), "1")).ToList();
        Assert.Contains("/manage/ratings.csv", files);

        foreach (var file in files)
        {
            var reply = await stranger.GetAsync(file, Cancel);
            Assert.True(reply.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, $"{file}: {reply.StatusCode}");
        }
    }

    [Fact]
    public async Task Signing_out_twice_is_as_good_as_once()
    {
        using var stranger = new Visitor(one.Hub.Address);

        var reply = await stranger.SendFormAsync("/sign-out", Cancel);

        Assert.Equal((HttpStatusCode.Redirect, "/sign-in"), (reply.StatusCode, new Uri(one.Hub.Address, reply.Headers.Location!).AbsolutePath));
    }

    private async Task<string> TicketAsync()
    {
        var answer = await one.Hub.Hall.SendAsync(new(Guid.CreateVersion7(), Actor.Citizen("kiosk-1"), new TakeTicket(new(one.Item()))), Cancel);
        return one.Hub.Hall.View.Find(answer.Ticket!.Value)!.Code.ToString();
    }

    /// <summary>A page that is there, but for cases, of which there is none.</summary>
    private static string Address(string template, string code) => template switch
    {
        "/cases/{Id:long}" => "/cases/1",
        "/kiosk/{place}" => "/kiosk/kiosk-1",
        "/display/{Place}" => "/display/zone-a",
        "/window/{Id}" or "/w/{code}/rate" => template.Replace("{Id}", "w09", StringComparison.Ordinal).Replace("{code}", "w09", StringComparison.Ordinal),
        _ when template.StartsWith("/pickup/", StringComparison.Ordinal) => template.Replace("{place}", "cabinet-1", StringComparison.Ordinal),
        _ => System.Text.RegularExpressions.Regex.Replace(template, "{[^}]*}", code),
    };
}
