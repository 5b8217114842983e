using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using TidalHall.Core.Doors;

namespace TidalHall.Hub.Notifying;

/// <summary>An SMS gateway over HTTP: POST {id, phone, template, fields}, answered {"receipt": "…"}.</summary>
/// <remarks>
/// The id is the message's own on every try: a gateway that took the first and hung sends no second one to the phone.
/// Two of it share a gateway, one for the applicant and one for the family's copy: each keeps to half its rate.
/// </remarks>
/// <param name="name"><see cref="Own"/> or <see cref="Family"/>.</param>
internal sealed class SmsChannel(HttpClient http, IContacts contacts, IOptions<NotifyingOptions> options, string name) : IChannel
{
    private sealed record Order(Guid Id, string Phone, string Template, Dictionary<string, string> Fields);
    private sealed record Taken(string? Receipt);

    internal const string Own = "sms", Family = "family";

    private readonly NotifyingOptions _options = options.Value;

    public string Name => name;
    public TimeSpan Gap => TimeSpan.FromSeconds(2 / _options.SmsPerSecond);
    public bool KeepsQuiet => true;

    public async Task<Sending> SendAsync(OutMessage message, CancellationToken cancel)
    {
        if (!_options.SmsTemplates.TryGetValue(message.Template, out var template)) return new Sending.Refused($"no template id for \"{message.Template}\"");
        var contact = await contacts.FindAsync(message.Person, name, cancel);
        if ((name is Family ? contact?.FamilyPhone : contact?.Phone) is not { } phone) return new Sending.Refused("no telephone number");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(_options.SmsTimeoutSeconds));
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _options.SmsUrl) { Content = JsonContent.Create(new Order(message.Id, phone, template, message.Fields)) };
            if (_options.SmsKey is { } key) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var answer = await http.SendAsync(request, patience.Token);
            if (answer.IsSuccessStatusCode) return new Sending.Sent((await answer.Content.ReadFromJsonAsync<Taken>(patience.Token))?.Receipt);
            // A gateway that is busy or asks for another try has refused nothing.
            return (int)answer.StatusCode >= 500 || answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                ? new Sending.Later($"HTTP {(int)answer.StatusCode}")
                : new Sending.Refused($"HTTP {(int)answer.StatusCode}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Sending.Later($"no answer in {_options.SmsTimeoutSeconds} s");
        }
        // The last where an answer names a charset that is none.
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException)
        {
            return new Sending.Later(e.GetType().Name);
        }
    }
}
