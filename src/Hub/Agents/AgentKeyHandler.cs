using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace TidalHall.Hub.Agents;

/// <summary>Tells an agent by its key: a bearer token, or <c>access_token</c> in the address of a WebSocket.</summary>
internal sealed class AgentKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, AgentKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public new const string Scheme = "Agent";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        var key = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : Request.Query["access_token"].ToString();
        if (key.Length == 0) return Task.FromResult(AuthenticateResult.NoResult());
        if (keys.NameOf(key) is not { } name) return Task.FromResult(AuthenticateResult.Fail("The key is wrong or has ended. Make a new one with: enrol NAME."));
        var identity = new ClaimsIdentity([new(ClaimTypes.Name, name)], Scheme);
        return Task.FromResult(AuthenticateResult.Success(new(new(identity), Scheme)));
    }
}
