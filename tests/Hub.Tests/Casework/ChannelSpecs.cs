using System.Net.Http.Headers;
using System.Net.Http.Json;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Doors;
using TidalHall.Hub.Hosting;
using TidalHall.Hub.Notifying;
using TidalHall.Hub.Tests.Hosting;
using static TidalHall.Hub.Tests.Casework.CaseFlowSpecs;

namespace TidalHall.Hub.Tests.Casework;

/// <summary>People are told by the way they chose; where it does not get through another stands in, and nothing is lost on the way.</summary>
public sealed class ChannelSpecs
{
    private const string Number = CaseFlowSpecs.Phone, OpenId = "oABC-1234567890_abcdefghijkl", Mail = "xiaoming@example.org", Family = "13900001234";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_chose_WeChat_is_told_by_it_and_by_no_other_way()
    {
        await using var gateway = await FakeGateway.StartAsync();
        await using var hub = await StartAsync(Both(gateway));
        var c = await TakeInAsync(hub, new(WeChat: OpenId, Way: ContactWay.WeChat));
        await AwaitAsync(hub, "wechat", MessageState.Sent);
        var told = Assert.Single(gateway.WeChatTries);
        Assert.Equal((OpenId, "WX-1", "token-1", $"pages/case?c={c.Code}"), (told.To, told.Template, told.Token, told.Page));
        // A field of a kind takes so many signs and no more.
        Assert.Equal(c.Number.ToString()[^32..], told.Data["character_string1"]);
        Assert.True(told.Data["thing2"].Length <= 20);
        Assert.Equal("已收件", told.Data["phrase3"]);
        Assert.Empty(gateway.Tries);
        Assert.DoesNotContain(await ToldAsync(hub), m => m.Channel is "sms" or "email" or "family");
    }

    [Fact]
    public async Task Who_has_not_agreed_to_WeChat_is_told_by_SMS_at_once()
    {
        await using var gateway = await FakeGateway.StartAsync(FakeGateway.Answer.Refuse);
        await using var hub = await StartAsync(Both(gateway));
        await TakeInAsync(hub, new(WeChat: OpenId, Way: ContactWay.WeChat));
        await AwaitAsync(hub, "sms", MessageState.Sent);
        Assert.Equal((MessageState.Failed, 1, "WeChat 43101: the person has not agreed to it"), StateOf(await AwaitAsync(hub, "wechat", MessageState.Failed)));
        Assert.Equal(Number, Assert.Single(gateway.Tries).Phone);
    }

    [Fact]
    public async Task A_token_whose_time_has_run_out_is_renewed_and_the_message_goes_in_the_same_try()
    {
        await using var gateway = await FakeGateway.StartAsync(FakeGateway.Answer.TokenStale);
        await using var hub = await StartAsync(Both(gateway));
        await TakeInAsync(hub, new(WeChat: OpenId, Way: ContactWay.WeChat));
        Assert.Equal(1, (await AwaitAsync(hub, "wechat", MessageState.Sent)).Tries);
        Assert.Equal(["token-1", "token-2"], gateway.WeChatTries.Select(t => t.Token));
        // Asked for kindly, asked whether somebody else has renewed it, then by force.
        Assert.Equal([false, false, true], gateway.TokensAsked);
    }

    [Fact]
    public async Task WeChat_that_is_busy_fails_or_hangs_is_tried_again_and_then_the_next_channel_stands_in()
    {
        await using var gateway = await FakeGateway.StartAsync(FakeGateway.Answer.TryLater, FakeGateway.Answer.Error, FakeGateway.Answer.Hang);
        await using var hub = await StartAsync(Both(gateway) with { TriesBeforeNext = 3 });
        await TakeInAsync(hub, new(WeChat: OpenId, Way: ContactWay.WeChat));
        await AwaitAsync(hub, "sms", MessageState.Sent);
        Assert.Equal((MessageState.Failed, 3, "no answer in 1 s"), StateOf(await AwaitAsync(hub, "wechat", MessageState.Failed)));
        Assert.Equal(3, gateway.WeChatTries.Count);
    }

    [Theory]
    [InlineData(ContactWay.Sms, "sms"), InlineData(ContactWay.WeChat, "wechat")]
    public async Task An_answer_that_nobody_can_read_is_a_failure_like_any_other_and_tried_again_after_its_pause(ContactWay way, string channel)
    {
        await using var gateway = await FakeGateway.StartAsync(FakeGateway.Answer.Garbled, FakeGateway.Answer.Garbled);
        await using var hub = await StartAsync(Both(gateway));
        await TakeInAsync(hub, new(WeChat: OpenId, Way: way));
        Assert.Equal(3, (await AwaitAsync(hub, channel, MessageState.Sent)).Tries);
    }

    [Fact]
    public async Task A_wrong_secret_refuses_nobody_and_the_next_channel_stands_in()
    {
        await using var gateway = await FakeGateway.StartAsync();
        var options = Both(gateway);
        await using var hub = await StartAsync(options with { TriesBeforeNext = 1, WeChat = options.WeChat! with { Secret = "another" } });
        await TakeInAsync(hub, new(WeChat: OpenId, Way: ContactWay.WeChat));
        await AwaitAsync(hub, "sms", MessageState.Sent);
        Assert.Equal("WeChat 40125", (await AwaitAsync(hub, "wechat", MessageState.Failed)).Error);
    }

    [Fact]
    public async Task A_letter_goes_by_a_real_socket_and_a_repeat_of_it_is_known_by_its_id()
    {
        await using var server = new FakeMailServer(FakeMailServer.Answer.TryLater, FakeMailServer.Answer.Hang, FakeMailServer.Answer.TakenButGone);
        await using var hub = await StartAsync(Letters(server));
        var c = await TakeInAsync(hub, new(Email: Mail, Way: ContactWay.Email));
        Assert.Equal(4, (await AwaitAsync(hub, "email", MessageState.Sent)).Tries);
        Assert.Equal([Mail, Mail, Mail, Mail], server.Recipients);
        // Taken twice, since the first time it did not say so: one letter all the same.
        Assert.Equal(2, server.Letters.Count);
        Assert.Single(server.Letters.Select(IdOf).Distinct());
        var letter = MimeKit.MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(server.Letters.First())), Cancel);
        Assert.Contains(c.Number.ToString(), letter.Subject, StringComparison.Ordinal);
        Assert.Contains($"http://localhost/c/{c.Code}", letter.TextBody, StringComparison.Ordinal);
        Assert.Equal("大厅", letter.From.Mailboxes.Single().Name);
    }

    [Fact]
    public async Task A_letter_with_a_pickup_code_has_its_QR_as_a_picture_that_a_scanner_reads()
    {
        await using var server = new FakeMailServer();
        await using var hub = await StartAsync(Letters(server));
        var person = await hub.Services.GetRequiredService<IPeople>().RememberAsync("210102199003072316", "欧阳小明", Cancel);
        await hub.Services.GetRequiredService<IContacts>().KeepAsync(person, new(Email: Mail), "li", Cancel);
        var (of, code) = (Core.Queueing.TicketCode.From(1, 2), "12345678");
        var message = new OutMessage(Guid.CreateVersion7(), 1, TimeProvider.System.GetUtcNow(), "email", "pickup-code", new() { ["code"] = code, ["qr"] = Core.Pickup.PickupQr.Of(of, code), ["until"] = "2026-03-09" }, person, []);
        Assert.IsType<Sending.Sent>(await hub.Services.GetServices<IChannel>().Single(c => c.Name is "email").SendAsync(message, Cancel));
        var letter = MimeKit.MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(server.Letters.Single())), Cancel);
        Assert.Contains(code, letter.TextBody, StringComparison.Ordinal);
        using var picture = new MemoryStream();
        await ((MimeKit.MimePart)letter.Attachments.Single()).Content!.DecodeToAsync(picture, Cancel);
        Assert.Equal(PickupQr(of, code), await Zbar.ReadAsync(picture.ToArray(), Cancel));
    }

    private static string[] PickupQr(Core.Queueing.TicketCode of, string code) => [$"QR-Code:{Core.Pickup.PickupQr.Of(of, code)}"];

    [Fact]
    public async Task A_mailbox_that_is_not_there_is_final()
    {
        await using var server = new FakeMailServer(FakeMailServer.Answer.NoMailbox);
        await using var hub = await StartAsync(Letters(server));
        await TakeInAsync(hub, new(Email: Mail, Way: ContactWay.Email));
        Assert.Equal((MessageState.Failed, 1, "SMTP 550"), StateOf(await AwaitAsync(hub, "email", MessageState.Failed)));
    }

    [Fact]
    public async Task The_family_gets_a_copy_at_its_own_number_and_no_address_is_written_down()
    {
        await using var gateway = await FakeGateway.StartAsync();
        await using var hub = await StartAsync(Both(gateway));
        var c = await TakeInAsync(hub, new(FamilyPhone: Family, Email: Mail));
        await AwaitAsync(hub, "sms", MessageState.Sent);
        await AwaitAsync(hub, "family", MessageState.Sent);
        Assert.Equal([Number, Family], gateway.Tries.Select(t => t.Phone).Order());
        Assert.Equal(2, gateway.Tries.Select(t => t.Id).Distinct().Count());
        string[] kept = ["messages.db", "journal", "people.db"];
        foreach (var text in await DataTexts.ReadAsync(hub.Data, f => kept.Any(k => f.StartsWith(k, StringComparison.Ordinal)), Cancel))
            foreach (var address in new[] { Family, Mail, Number }) Assert.DoesNotContain(address, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Family, new Contact(Number, Family, Mail, OpenId).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_took_a_message_and_hung_has_one_message_whatever_it_is_told_again()
    {
        await using var gateway = await FakeGateway.StartAsync(FakeGateway.Answer.TakenButHangs);
        await using var hub = await StartAsync(Both(gateway));
        await TakeInAsync(hub);
        Assert.Equal(2, (await AwaitAsync(hub, "sms", MessageState.Sent)).Tries);
        Assert.Equal(2, gateway.Tries.Count);
        Assert.Single(gateway.Delivered);
    }

    [Fact]
    public async Task What_did_not_arrive_by_SMS_goes_by_the_next_channel_once()
    {
        await using var gateway = await FakeGateway.StartAsync();
        await using var hub = await StartAsync(Both(gateway));
        await TakeInAsync(hub, new(WeChat: OpenId));
        var sms = await AwaitAsync(hub, "sms", MessageState.Sent);
        using var back = new HttpClient { BaseAddress = hub.Address };
        back.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "gateway-key");
        foreach (var _ in Enumerable.Range(0, 2)) await back.PostAsJsonAsync("notify/receipts", new { id = $"r-{sms.Id}", arrived = false }, Cancel);
        await AwaitAsync(hub, "wechat", MessageState.Sent);
        Assert.Single(gateway.WeChatTries);
    }

    [Fact]
    public async Task An_address_that_is_none_is_told_to_whoever_sends_it_and_nothing_of_it_is_kept()
    {
        await using var hub = await StartAsync(new());
        using var answer = await hub.Client.PostAsJsonAsync("api/v1/unresolved", new { block = "sentAround", department = "市场局", tried = "x", person = new { idNumber = "210102199003072316", name = "欧阳小明", email = "no address" } }, Cancel);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("person.email：不是可用的联系方式。", (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Cancel)).GetProperty("detail").GetString());
        var contacts = hub.Services.GetRequiredService<IContacts>();
        var person = (await hub.Services.GetRequiredService<IPeople>().FindAsync("210102199003072316", Cancel))!.Value;
        Assert.Equal(new Contact(), await contacts.FindAsync(person, "test", Cancel));
        // What is left out stays, what is empty goes.
        await contacts.KeepAsync(person, new(Number, Family, Mail, OpenId, ContactWay.Email), "test", Cancel);
        await contacts.KeepAsync(person, new(FamilyPhone: ""), "test", Cancel);
        await hub.Services.GetRequiredService<IPeople>().RememberAsync("210102199003072316", "欧阳小明", Cancel);
        Assert.Equal(new Contact(Number, null, Mail, OpenId, ContactWay.Email), await contacts.FindAsync(person, "test", Cancel));
    }

    [Theory]
    [InlineData("138", "phone"), InlineData("+86-13800005678", null), InlineData("1380000567a", "phone"), InlineData("----------", "phone")]
    public void A_telephone_number_is_one(string phone, string? wrong) => Assert.Equal(wrong, new Contact(phone).Faults().SingleOrDefault());

    [Theory]
    [InlineData("a@b.cn", true), InlineData("a b@c.cn", false), InlineData("a@b", false), InlineData("a@b.", false), InlineData("a@b@c.cn", false), InlineData("@b.cn", false), InlineData("x@y.cn\r\nBcc: z@y.cn", false), InlineData("<a@b.cn>", false)]
    public void An_e_mail_address_is_one_and_nothing_beside_it(string email, bool good) => Assert.Equal(good, !new Contact(Email: email).Faults().Any());

    [Theory]
    [InlineData("SmsPerSecond", "0", "TidalHall:Notifying:SmsPerSecond: The field SmsPerSecond must be between 0.1 and 100.")]
    [InlineData("SmsUrl", "ftp://gateway", "TidalHall:Notifying:SmsUrl: An http or https address is needed.")]
    [InlineData("TriesBeforeNext", "51", "TidalHall:Notifying:TriesBeforeNext: The field TriesBeforeNext must be between 1 and 50.")]
    [InlineData("Mail:Port", "70000", "TidalHall:Notifying:Mail:Port: The field Port must be between 1 and 65535.")]
    [InlineData("Mail:From", "nobody", "TidalHall:Notifying:Mail:From: This is no address to send from.")]
    [InlineData("Mail:User", "hall", "TidalHall:Notifying:Mail:Password: A user needs a password.")]
    [InlineData("WeChat:Url", "http://api.example.org", "TidalHall:Notifying:WeChat:Url: An https address is needed: the secret goes over it.")]
    [InlineData("WeChat:Templates:ready:Fields:name", "thing1", "TidalHall:Notifying:WeChat:Templates: \"ready\": \"name\" is not allowed. Allowed: number, item, text.")]
    public void A_setting_that_is_not_allowed_stops_the_start_and_is_named(string name, string value, string said)
    {
        var given = new Dictionary<string, string?>
        {
            ["TidalHall:Notifying:Mail:Host"] = "mail.example.org", ["TidalHall:Notifying:Mail:From"] = "hall@example.org", ["TidalHall:Notifying:WeChat:Url"] = "https://api.example.org",
            ["TidalHall:Notifying:WeChat:AppId"] = "a", ["TidalHall:Notifying:WeChat:Secret"] = "s", ["TidalHall:Notifying:WeChat:Templates:ready:Id"] = "T",
        };
        NotifyingOptions.Read(Settings(given));
        given[$"TidalHall:Notifying:{name}"] = value;
        Assert.Equal(said, Assert.Throws<StartRefused>(() => NotifyingOptions.Read(Settings(given))).Message);
    }

    [Fact]
    public void A_setting_that_cannot_be_read_says_where_it_is() =>
        Assert.Contains("TidalHall:Notifying:QuietFrom", Assert.Throws<StartRefused>(() => NotifyingOptions.Read(Settings(new() { ["TidalHall:Notifying:QuietFrom"] = "evening" }))).Message, StringComparison.Ordinal);

    private static IConfigurationRoot Settings(Dictionary<string, string?> given) => new ConfigurationBuilder().AddInMemoryCollection(given).Build();

    private static Task<RunningHub> StartAsync(NotifyingOptions options) =>
        RunningHub.StartAsync(services: s => s.AddChannels(options with { FirstPauseSeconds = 1, QuietFrom = default, QuietUntil = default }), cancel: Cancel);

    private static NotifyingOptions Both(FakeGateway gateway) => new()
    {
        SmsUrl = gateway.Address, SmsKey = "gateway-key", SmsTemplates = new() { ["received"] = "T-1" }, SmsTimeoutSeconds = 1, SmsPerSecond = 100,
        WeChat = new()
        {
            Url = gateway.Address, AppId = "wx-app", Secret = "wx-secret", Page = "pages/case", PerSecond = 100, TimeoutSeconds = 1,
            Templates = new() { ["received"] = new() { Id = "WX-1", Fields = new() { ["number"] = "character_string1", ["item"] = "thing2", ["text"] = "phrase3" } } },
        },
    };

    private static NotifyingOptions Letters(FakeMailServer server) => new()
    {
        Mail = new() { Host = "127.0.0.1", Port = server.Port, Security = SecureSocketOptions.None, From = "大厅 <hall@example.org>", PerSecond = 100, TimeoutSeconds = 1 },
    };

    private static Task<IReadOnlyList<ToldMessage>> ToldAsync(RunningHub hub) => hub.Services.GetRequiredService<IMessages>().NewestAsync(20, Cancel);

    private static async Task<ToldMessage> AwaitAsync(RunningHub hub, string channel, MessageState state)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(Cancel))
            if ((await ToldAsync(hub)).SingleOrDefault(m => m.Channel == channel) is { } told && told.State == state) return told;
        throw new OperationCanceledException();
    }

    private static (MessageState, int, string?) StateOf(ToldMessage m) => (m.State, m.Tries, m.Error);

    private static string IdOf(string letter) => letter.Split('\n').Single(l => l.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase));
}
