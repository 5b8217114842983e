using System.Net;
using System.Text.RegularExpressions;

namespace TidalHall.Hub.Tests.SignIn;

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
        var fields = await FieldsAsync("/sign-in" + query, cancel);
        (fields["Form.Name"], fields["Form.Password"]) = (name, password);
        return await PostAsync("/sign-in" + query, fields, cancel);
    }

    /// <summary>Sends the form as another site would: without the token of our page.</summary>
    public Task<HttpResponseMessage> SignInForgedAsync(string name, string password, CancellationToken cancel) =>
        PostAsync("/sign-in", new() { ["_handler"] = "sign-in", ["Form.Name"] = name, ["Form.Password"] = password }, cancel);

    /// <summary>Sends a form of that page as it is drawn, filled with nothing.</summary>
    public async Task<HttpResponseMessage> SendFormAsync(string path, CancellationToken cancel) => await PostAsync(path, await FieldsAsync(path, cancel), cancel);

    public Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> fields, CancellationToken cancel) => _client.PostAsync(path, new FormUrlEncodedContent(fields), cancel);

    /// <summary>What the page says went wrong.</summary>
    public static async Task<string> NoticeAsync(HttpResponseMessage reply, CancellationToken cancel) =>
        WebUtility.HtmlDecode(Alert().Match(await reply.Content.ReadAsStringAsync(cancel)).Groups["text"].Value);

    private async Task<Dictionary<string, string>> FieldsAsync(string path, CancellationToken cancel) =>
        Hidden().Matches(await _client.GetStringAsync(path, cancel)).ToDictionary(m => m.Groups["name"].Value, m => WebUtility.HtmlDecode(m.Groups["value"].Value));

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""")]
    private static partial Regex Hidden();

    [GeneratedRegex("role=\"alert\">(?<text>[^<]*)")]
    private static partial Regex Alert();
}
