using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.CallerConsole.Tests;
using TidalHall.Core.Doors;
using TidalHall.Core.Staffing;
using TidalHall.Management.Messages;
using static TidalHall.CallerConsole.Tests.RuledHall;

namespace TidalHall.Management.Tests;

/// <summary>What applicants were told, and what came of it, in the manager's language.</summary>
public sealed class MessagesPageSpecs : IAsyncDisposable, IMessages
{
    private readonly BunitContext _bunit = new();
    private List<ToldMessage> _told = [];

    public MessagesPageSpecs()
    {
        var time = new FakeTimeProvider(Nine);
        _bunit.JSInterop.Mode = JSRuntimeMode.Loose;
        _bunit.Services.AddManagement().AddSingleton<IHalls>(new RuledHall(time)).AddSingleton<TimeProvider>(time).AddSingleton<IMessages>(this);
        _bunit.AddAuthorization().SetAuthorized("zhang").SetRoles(nameof(Roles.Manager));
        _bunit.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    public ValueTask DisposeAsync() => _bunit.DisposeAsync();

    Task<IReadOnlyList<ToldMessage>> IMessages.NewestAsync(int most, CancellationToken cancel) => Task.FromResult<IReadOnlyList<ToldMessage>>(_told);

    private static ToldMessage Message(MessageState state, int tries, string? error) => new(Guid.NewGuid(), Nine, "sms", "ready", "结果可以领取", state, tries, Nine.AddMinutes(5), error);

    private IRenderedComponent<MessagesPage> Show(string language = "zh-CN") => _bunit.Render<MessagesPage>(p => p.AddCascadingValue("Language", language));

    [Fact]
    public void What_waits_says_when_it_is_tried_next_and_what_was_given_up_says_no_time()
    {
        _told = [Message(MessageState.Waiting, 2, "HTTP 503"), Message(MessageState.Failed, 3, "HTTP 400"), Message(MessageState.Failed, 1, ToldMessage.CodeEnded)];
        Assert.Equal(["试 2 次，下次 03-02 09:05：HTTP 503", "试 3 次，不再发送：HTTP 400", "取件码已换新或失效，不再发送"], Show().FindAll("small").Select(s => s.TextContent));
        Assert.Equal("Its code is no more; not sent", Show("en").FindAll("small")[2].TextContent);
    }

    [Fact]
    public async Task The_page_looks_anew_when_it_is_told_to()
    {
        var page = Show();
        Assert.NotNull(page.Find(".none"));
        _told = [Message(MessageState.Sent, 1, null)];
        await page.Find(".messages-head button").ClickAsync(new());
        Assert.Single(page.FindAll(".messages tbody tr"));
    }
}
