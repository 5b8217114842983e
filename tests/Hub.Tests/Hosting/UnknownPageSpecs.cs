using System.Net;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Hub.Tests.Hosting;

/// <summary>An address that leads to nothing says so to a reader by a sentence and to a program by 404.</summary>
public sealed class UnknownPageSpecs(OneHub at) : IClassFixture<OneHub>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/t/ZZZZZZZZZZ", "没有这张票")]
    [InlineData("/t/ZZZZZZZZZZ?lang=en", "There is no such ticket")]
    [InlineData("/t/ZZZZZZZZZZ/cancel", "没有这张票")]
    [InlineData("/c/ZZZZZZZZZZ", "查不到这个办件")]
    [InlineData("/display/nowhere", "nowhere")]
    [InlineData("/window/w999?lang=en", "w999")]
    public async Task Nothing_is_404_with_a_sentence(string address, string said)
    {
        using var answer = await at.Hub.Anonymous.GetAsync(address, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(said, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_there_is_not()
    {
        var taken = await at.Hub.Hall.SendAsync(new(Guid.CreateVersion7(), Actor.Citizen("test"), new TakeTicket(at.Hub.Hall.View.Plan.Items[0].Id)), Cancel);
        var code = (await at.Hub.Hall.ViewAtAsync(taken.Sequence, Cancel)).Find(taken.Ticket!.Value)!.Code;
        foreach (var address in (string[])[$"/t/{code}", $"/t/{code}/cancel", "/display/zone-a", "/window/w09"])
            Assert.Equal(HttpStatusCode.OK, (await at.Hub.Anonymous.GetAsync(address, Cancel)).StatusCode);
    }
}
