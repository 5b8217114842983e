using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TidalHall.Hub.Tests.Api;

/// <summary>An integrator's side of the talk: a request, its status and what came back.</summary>
internal sealed record Talk(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)
{
    public string? Code => Body.GetProperty("code").GetString();
    public JsonElement this[string name] => Body.GetProperty(name);

    public static async Task<Talk> PostAsync(HttpClient client, string path, string body = "{}", string? key = null, string? language = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = new StringContent(body) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (language is not null) request.Headers.AcceptLanguage.ParseAdd(language);
        return await ReadAsync(await client.SendAsync(request, cancel), cancel);
    }

    public static async Task<Talk> GetAsync(HttpClient client, string path)
    {
        var cancel = TestContext.Current.CancellationToken;
        return await ReadAsync(await client.GetAsync(path.StartsWith('/') ? path : $"/api/v1/{path}", cancel), cancel);
    }

    private static async Task<Talk> ReadAsync(HttpResponseMessage response, CancellationToken cancel) =>
        new(response.StatusCode, response.Content.Headers.ContentLength is 0 || response.StatusCode is HttpStatusCode.NoContent ? default : await response.Content.ReadFromJsonAsync<JsonElement>(cancel), response);
}
