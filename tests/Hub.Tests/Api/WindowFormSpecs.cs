using System.Net;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Api;

/// <summary>What a window's verb does not take.</summary>
public sealed class WindowFormSpecs(OneHub one) : IClassFixture<OneHub>
{
    [Theory]
    [InlineData("hold", "{}")]
    [InlineData("hold", """{"kind":"lunch"}""")]
    [InlineData("transfer", "{}")]
    [InlineData("transfer", """{"category":"a","window":"b"}""")]
    [InlineData("transfer", """{"category":"a","position":"middle"}""")]
    [InlineData("pause", "{}")]
    [InlineData("pause", """{"reason":" "}""")]
    [InlineData("call", """{"reason":"x"}""")]
    [InlineData("complete", """{"outcome":"gone"}""")]
    [InlineData("open", """{"kind":"papersAway"}""")]
    [InlineData("start", "[]")]
    public async Task A_body_that_does_not_fit_is_400(string verb, string body)
    {
        var wrong = await Talk.PostAsync(one.Client, $"windows/{one.Hub.Hall.View.Plan.Windows[0].Id}/{verb}", body);
        Assert.Equal((HttpStatusCode.BadRequest, "form"), (wrong.Status, wrong.Code));
    }
}
