using System.Net;
using TidalHall.Hub.Tests.SignIn;
using TidalHall.Scenarios.Ground;

namespace TidalHall.Scenarios.SignIn;

/// <summary>Nobody calls a citizen without having signed in, and who has stays so.</summary>
[Collection(nameof(OneHubProcess))]
public sealed class SignInSpecs(OneHubProcess one)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly HubProcess _hub = one.Hub;

    [Fact]
    public async Task The_console_sends_whoever_is_signed_out_to_the_sign_in_page_and_remembers_the_window()
    {
        using var visitor = new Visitor(_hub.Root);

        var reply = await visitor.GetAsync("/console?window=w03&lang=en", Cancel);

        Assert.Equal(HttpStatusCode.Redirect, reply.StatusCode);
        Assert.Equal("/sign-in?return=%2Fconsole%3Fwindow%3Dw03%26lang%3Den&lang=en", reply.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Right_name_and_password_lead_on_to_where_one_wanted_to_go()
    {
        using var visitor = new Visitor(_hub.Root);

        var reply = await visitor.SignInAsync("zhao", _hub.PasswordOf("zhao"), Cancel, "?return=%2Fconsole%3Fwindow%3Dw09");

        Assert.Equal("/console?window=w09", reply.Headers.Location!.PathAndQuery());
        Assert.True(visitor.IsSignedIn);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/console", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("zhao", "/console")]
    [InlineData("zhou", "/devices")]
    [InlineData("lin", "/guide")]
    [InlineData("wu", "/cases")]
    public async Task Whoever_asked_for_no_page_comes_to_his_own_work(string name, string home)
    {
        using var visitor = new Visitor(_hub.Root);

        var reply = await visitor.SignInAsync(name, _hub.PasswordOf(name), Cancel);

        Assert.Equal(home, reply.Headers.Location!.PathAndQuery());
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(home, Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/console")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    public async Task No_return_address_leads_out_of_the_hall(string address)
    {
        using var visitor = new Visitor(_hub.Root);

        var reply = await visitor.SignInAsync("zhao", _hub.PasswordOf("zhao"), Cancel, "?return=" + Uri.EscapeDataString(address));

        Assert.Equal("/console", reply.Headers.Location!.PathAndQuery());
    }

    [Theory]
    [InlineData("zhao", "")]
    [InlineData("nobody-of-that-name", "")]
    [InlineData("zhao", "?lang=en")]
    public async Task A_wrong_name_or_password_is_told_alike_in_the_pages_language(string name, string query)
    {
        using var visitor = new Visitor(_hub.Root);

        var reply = await visitor.SignInAsync(name, "not-the-password", Cancel, query);

        var expected = query.Length == 0
            ? "账号或密码不对，请核对后重试。连续错 5 次，账号会暂时锁定。"
            : "User name or password is wrong. Check both and try again. After 5 wrong tries in a row the account is locked for a while.";
        Assert.Equal(expected, await Visitor.NoticeAsync(reply, Cancel));
        Assert.False(visitor.IsSignedIn);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_even_for_the_right_one()
    {
        using var visitor = new Visitor(_hub.Root);
        for (var i = 0; i < 5; i++) await visitor.SignInAsync("chen", "not-the-password", Cancel);

        var reply = await visitor.SignInAsync("chen", _hub.PasswordOf("chen"), Cancel);

        Assert.Equal("错误次数过多，账号已锁定。请 5 分钟后再试，或请大厅管理员帮助。", await Visitor.NoticeAsync(reply, Cancel));
        Assert.False(visitor.IsSignedIn);
    }

    [Fact]
    public async Task A_form_sent_by_another_site_is_refused()
    {
        using var visitor = new Visitor(_hub.Root);

        var reply = await visitor.SignInForgedAsync("zhao", _hub.PasswordOf("zhao"), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.False(visitor.IsSignedIn);
    }

    [Fact]
    public async Task An_auditor_does_not_get_to_the_console_and_is_told_so()
    {
        using var visitor = new Visitor(_hub.Root);
        await visitor.SignInAsync("wu", _hub.PasswordOf("wu"), Cancel);

        var reply = await visitor.GetAsync("/console", Cancel);

        Assert.Equal("/sign-in?return=%2Fconsole&why=refused", reply.Headers.Location!.OriginalString);
        Assert.Equal("当前账号没有打开该页面的权限。请换一个账号登录。", await Visitor.NoticeAsync(await visitor.GetAsync(reply.Headers.Location.OriginalString, Cancel), Cancel));
    }
}

internal static class Addresses
{
    /// <summary>Path and query, whether the address is relative or whole.</summary>
    public static string PathAndQuery(this Uri address) => address.IsAbsoluteUri ? address.PathAndQuery : address.OriginalString;
}
