using System.Text.Json;
using System.Text.Json.Serialization;
using TidalHall.Core.Doors;

namespace TidalHall.Hub.Notifying;

/// <summary>WeChat's subscribe messages: a person gets one for each time they have agreed to in the mini-program.</summary>
/// <remarks>
/// It knows no repeats: a message that was taken and not answered goes again, and WeChat refuses it where it was agreed to once only.
/// Interface: cgi-bin/stable_token and cgi-bin/message/subscribe/send of its server API.
/// </remarks>
internal sealed class WeChatChannel(HttpClient http, IContacts contacts, WeChatOptions options, TimeProvider time) : IChannel
{
    private sealed record TokenOrder([property: JsonPropertyName("grant_type")] string GrantType, string Appid, string Secret, [property: JsonPropertyName("force_refresh")] bool ForceRefresh);
    private sealed record TokenGiven([property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn, int Errcode);
    private sealed record Order(string Touser, [property: JsonPropertyName("template_id")] string TemplateId, Dictionary<string, Value> Data, string? Page, string Lang = "zh_CN");
    private sealed record Value([property: JsonPropertyName("value")] string Text);
    private sealed record Answer(int Errcode);

    /// <summary>A new token before its time is given twenty times a day.</summary>
    private static readonly TimeSpan BetweenForced = TimeSpan.FromMinutes(75);
    /// <summary>Before a token's end the next is asked for.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private string? _token;
    private DateTimeOffset _tokenUntil, _mayForce;

    public string Name => "wechat";
    public TimeSpan Gap => TimeSpan.FromSeconds(1 / options.PerSecond);
    public bool KeepsQuiet => true;

    public async Task<Sending> SendAsync(OutMessage message, CancellationToken cancel)
    {
        if (!options.Templates.TryGetValue(message.Template, out var template)) return new Sending.Refused($"no template id for \"{message.Template}\"");
        if ((await contacts.FindAsync(message.Person, Name, cancel))?.WeChat is not { } openId) return new Sending.Refused("no WeChat account");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(options.TimeoutSeconds));
        try
        {
            var order = new Order(openId, template.Id, DataOf(template, message), PageOf(message));
            var code = await TryAsync(order, patience.Token);
            // Its end came before its time: asked for anew, and sent again once.
            if (IsStale(code) && await RenewAsync(patience.Token)) code = await TryAsync(order, patience.Token);
            return Of(code);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Sending.Later($"no answer in {options.TimeoutSeconds} s");
        }
        // The last where an answer names a charset that is none.
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException)
        {
            return new Sending.Later(e is HttpRequestException { StatusCode: { } status } ? $"HTTP {(int)status}" : e.GetType().Name);
        }
    }

    /// <summary>What its code means for the message.</summary>
    private static Sending Of(int code) => code switch
    {
        0 => new Sending.Sent(),
        43101 => new Sending.Refused("WeChat 43101: the person has not agreed to it"),
        40003 => new Sending.Refused("WeChat 40003: it knows no such person"),
        40037 or 41030 or 47003 => new Sending.Refused($"WeChat {code}: template, page or fields do not fit"),
        // Busy (-1), too many (45009, 45011), a token or an account in trouble: it has refused nobody.
        _ => new Sending.Later($"WeChat {code}"),
    };

    private static bool IsStale(int code) => code is 40001 or 40014 or 42001;

    private async Task<int> TryAsync(Order order, CancellationToken cancel)
    {
        if ((_token is null || time.GetUtcNow() >= _tokenUntil) && await AskTokenAsync(force: false, cancel) is not 0 and var refused) return refused;
        var url = new Uri(options.Url!, $"cgi-bin/message/subscribe/send?access_token={Uri.EscapeDataString(_token!)}");
        using var answer = await http.PostAsJsonAsync(url, order, cancel);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Answer>(cancel))?.Errcode ?? -1;
    }

    /// <summary>First the one that is in force, which somebody else may have renewed; only where that is the stale one a new one by force.</summary>
    private async Task<bool> RenewAsync(CancellationToken cancel)
    {
        var stale = _token;
        if (await AskTokenAsync(force: false, cancel) == 0 && _token != stale) return true;
        if (time.GetUtcNow() < _mayForce) return false;
        _mayForce = time.GetUtcNow() + BetweenForced;
        return await AskTokenAsync(force: true, cancel) == 0;
    }

    private async Task<int> AskTokenAsync(bool force, CancellationToken cancel)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(options.Url!, "cgi-bin/stable_token"), new TokenOrder("client_credential", options.AppId, options.Secret, force), cancel);
        answer.EnsureSuccessStatusCode();
        var given = await answer.Content.ReadFromJsonAsync<TokenGiven>(cancel);
        if (given?.AccessToken is not { Length: > 0 } token) return given?.Errcode is { } code and not 0 ? code : -1;
        (_token, _tokenUntil) = (token, time.GetUtcNow() + TimeSpan.FromSeconds(given.ExpiresIn) - Ahead);
        return 0;
    }

    private static Dictionary<string, Value> DataOf(WeChatTemplate template, OutMessage message) =>
        template.Fields.ToDictionary(f => f.Value, f => new Value(Cut(f.Value, f.Key is "text" ? MessageTemplates.Short(message.Template, message.Fields) : message.Fields.GetValueOrDefault(f.Key, ""))));

    /// <summary>What a field's kind, the name before its number, takes; one that is too long has the whole message refused. Of a number the end tells cases apart.</summary>
    private static string Cut(string field, string text) => field.TrimEnd("0123456789".ToCharArray()) switch
    {
        "thing" when text.Length > 20 => text[..20],
        "phrase" when text.Length > 5 => text[..5],
        "character_string" when text.Length > 32 => text[^32..],
        _ => text,
    };

    private string? PageOf(OutMessage message) => options.Page is { } page && message.Fields.TryGetValue("link", out var link) ? $"{page}?c={link[(link.LastIndexOf('/') + 1)..]}" : null;
}
