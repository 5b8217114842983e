using System.Net;
using System.Text.RegularExpressions;

namespace TidalHall.Scenarios.SignIn;

/// <summary>A browser without a screen: keeps cookies, follows nothing by itself.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClient _client;

    public Visitor(Uri root) => _client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = root };

    public CookieContainer Cookies { get; } = new();
    public bool IsSignedIn => Cookies.GetCookies(_client.BaseAddress!)["th-sign-in"] is not null;

    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancel) => _client.GetAsync(path, cancel);

    /// <summary>Opens the sign-in page, fills its form and sends it.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string name, string password, CancellationToken cancel, string query = "")
    {
        var page = await _client.GetStringAsync("/sign-in" + query, cancel);
        var fields = Hidden().Matches(page).ToDictionary(m => m.Groups["name"].Value, m => WebUtility.HtmlDecode(m.Groups["value"].Value));
        (fields["Form.Name"], fields["Form.Password"]) = (name, password);
        return await _client.PostAsync("/sign-in" + query, new FormUrlEncodedContent(fields), cancel);
    }

    /// <summary>Sends the form as another site would: without the token of our page.</summary>
    public Task<HttpResponseMessage> SignInForgedAsync(string name, string password, CancellationToken cancel) =>
        _client.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "sign-in", ["Form.Name"] = name, ["Form.Password"] = password }), cancel);

    /// <summary>What the page says went wrong.</summary>
    public static async Task<string> NoticeAsync(HttpResponseMessage reply, CancellationToken cancel) =>
        WebUtility.HtmlDecode(Alert().Match(await reply.Content.ReadAsStringAsync(cancel)).Groups["text"].Value);

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""")]
    private static partial Regex Hidden();

    [GeneratedRegex("role=\"alert\">(?<text>[^<]*)")]
    private static partial Regex Alert();
}
