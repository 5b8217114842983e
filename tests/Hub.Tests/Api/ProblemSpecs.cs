using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Api;

namespace TidalHall.Hub.Tests.Api;

/// <summary>What the API says when it does not do what was asked.</summary>
public sealed partial class ProblemSpecs
{
    private static readonly Dictionary<string, string> Chinese = Texts("zh-CN"), English = Texts("en");

    public static TheoryData<string> Keys => [.. Texts("en").Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Each_text_is_in_both_languages_with_the_same_places(string key)
    {
        Assert.Matches(Hanzi(), Chinese[key]);
        Assert.DoesNotMatch(Hanzi(), English[key]);
        Assert.Equal(Places(Chinese[key]), Places(English[key]));
    }

    [Fact]
    public void No_text_is_in_one_language_alone() => Assert.Equal(English.Keys.Order(StringComparer.Ordinal), Chinese.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task What_the_sender_has_no_right_to_is_403_in_the_callers_language()
    {
        Assert.Equal((403, "notAllowed", "You may not do this. Please ask the hall manager."), await AskAsync("en-GB,zh;q=0.5"));
        Assert.Equal((403, "notAllowed", "您没有此操作的权限。请联系大厅管理员。"), await AskAsync("zh-CN"));

        static async Task<(int, string?, string?)> AskAsync(string language)
        {
            await using var services = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
            var http = new DefaultHttpContext { RequestServices = services, Response = { Body = new MemoryStream() } };
            http.Request.Headers.AcceptLanguage = language;
            await ApiProblem.Of(Refusal.Because(RefusalCode.NotAllowed, "api"), http.Request).ExecuteAsync(http);
            var told = JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray()));
            return (http.Response.StatusCode, told.GetProperty("code").GetString(), told.GetProperty("detail").GetString());
        }
    }

    private static Dictionary<string, string> Texts(string culture) => new ResourceManager(typeof(ApiTexts))
        .GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: culture is "zh-CN")!.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(m => m.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex("[\u4e00-\u9fff]")]
    private static partial Regex Hanzi();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
