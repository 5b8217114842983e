using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Doors;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Tests;

namespace TidalHall.Phone.Tests;

/// <summary>Rating on a phone: by the code of a ticket, or by the one that hangs at a window and the number on the paper.</summary>
public sealed class RatePageSpecs : INotes, IAsyncDisposable
{
    private readonly BunitContext _bunit = new();
    private readonly TestHall _hall = new(new FakeTimeProvider(TestPlan.Nine));
    private readonly List<string> _notes = [];

    public RatePageSpecs() => _bunit.Services.AddSingleton<IHalls>(_hall).AddSingleton<INotes>(this);

    public ValueTask DisposeAsync() => _bunit.DisposeAsync();

    [Fact]
    public void The_code_at_a_window_asks_for_the_number_on_the_paper_and_nothing_else()
    {
        var page = Show("w/w1/rate");
        Assert.Equal("number", page.Find("input[required]").GetAttribute("name"));
        Assert.Empty(page.FindAll(".levels"));
        Assert.Empty(Chinese.Unmarked(Show("w/w1/rate?lang=en", "en").Find("main")));
    }

    [Fact]
    public void A_number_finds_the_visit_that_ended_there_and_no_level_is_chosen()
    {
        var number = Served();
        var page = Show($"w/w1/rate?number={number.ToString().ToLowerInvariant()}");
        Assert.Equal(5, page.FindAll(".levels a").Count);
        Assert.Empty(page.FindAll("form"));
        Assert.Empty(_hall.View.Ratings.Ratings);
    }

    [Theory]
    [InlineData("w1", "Z999"), InlineData("w1", "<b>"), InlineData("w2", null)]
    public void A_number_that_was_not_seen_there_finds_nothing(string window, string? number)
    {
        var served = Served();
        Assert.Single(Show($"w/{window}/rate?number={Uri.EscapeDataString(number ?? served.ToString())}").FindAll(".wrong"));
    }

    [Fact]
    public void A_window_that_is_not_there_has_no_page() => Assert.Empty(Show("w/nowhere/rate").FindAll("form"));

    [Fact]
    public void It_is_given_once_and_whoever_wants_to_be_called_back_leaves_a_number_with_the_words()
    {
        var number = Served();
        var page = Show($"w/w1/rate?number={number}&level=2");
        (page.Instance.Words, page.Instance.CallBack) = ("等了很久", "13800005678");
        page.Find("form").Submit();
        Assert.Equal("等了很久 （回访电话：13800005678）", Assert.Single(_notes));
        var rating = Assert.Single(_hall.View.Ratings.Ratings);
        Assert.Equal((2, RatingChannel.Phone), (rating.Level, rating.Channel));
        Assert.Contains("已评价", Show($"w/w1/rate?number={number}").Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    private TicketNumber Served()
    {
        _hall.Take(TestPlan.Passport);
        _hall.Do(TestPlan.Clerk, new OpenWindow(TestPlan.W1));
        _hall.Do(TestPlan.Clerk, new CallNext(TestPlan.W1));
        _hall.Do(TestPlan.Clerk, new StartService(TestPlan.W1));
        _hall.Do(TestPlan.Clerk, new CompleteVisit(TestPlan.W1));
        return _hall.Tickets[0].Number;
    }

    private IRenderedComponent<RatePage> Show(string address, string language = "zh-CN")
    {
        _bunit.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return _bunit.Render<RatePage>(p => p.Add(r => r.Code, address.Split('/')[1]).AddCascadingValue("Language", language));
    }

    public Task<KeptNote> KeepAsync(string text, Guid command, CancellationToken cancel)
    {
        _notes.Add(text);
        return Task.FromResult(new KeptNote(new Reason.Typed(new(Guid.NewGuid()))));
    }

    public Task<NoteLook> ReadAsync(NoteRef note, string by, CancellationToken cancel) => throw new NotSupportedException();
}
