using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.CallerConsole.Tests;
using TidalHall.Core.Appointments;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Management.Appointments;
using static TidalHall.CallerConsole.Tests.RuledHall;

namespace TidalHall.Management.Tests;

/// <summary>A manager sees who may not book, masked, and ends it where there is a reason.</summary>
public sealed class BarsPageSpecs : INotes, IPeople, IAsyncDisposable
{
    private static readonly PersonRef Chen = new(new("11111111-1111-1111-1111-111111111111"));

    private readonly BunitContext _bunit = new();
    private readonly FakeTimeProvider _time = new(Nine);
    private readonly RuledHall _hall;
    private readonly List<(PersonRef, string)> _looks = [];
    private bool _vaultIsAway;

    public BarsPageSpecs()
    {
        _hall = new(_time, Plan with { Appointments = new() { NoShows = 1, BarredDays = 10, BookByMinutes = 0, Slots = [new(Intake, Enum.GetValues<DayOfWeek>(), new(9, 0), new(12, 0), 30, 4)] } });
        _bunit.JSInterop.Mode = JSRuntimeMode.Loose;
        _bunit.Services.AddManagement().AddSingleton<IHalls>(_hall).AddSingleton<INotes>(this).AddSingleton<IPeople>(this).AddSingleton<TimeProvider>(_time);
        _bunit.AddAuthorization().SetAuthorized("zhang").SetRoles(nameof(Roles.Manager));
        _bunit.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    public ValueTask DisposeAsync() => _bunit.DisposeAsync();

    private IRenderedComponent<BarsPage> Show(string language = "zh-CN") => _bunit.Render<BarsPage>(p => p.AddCascadingValue("Language", language));

    private void Misses()
    {
        _hall.Do(Actor.Citizen("api"), new BookSlot(Passport, Nine.AddHours(1), Chen));
        _time.Advance(TimeSpan.FromHours(19));
        _hall.Do(Actor.Hub, new TimeCame());
    }

    [Fact]
    public void Whoever_is_barred_stands_there_masked_with_the_days_missed_and_the_end_and_the_look_is_told_once()
    {
        Misses();
        var page = Show();
        Assert.Equal(["陈* **************1234", "03-02", "2026-03-13 04:00", "解除"], page.FindAll("tbody tr > *").Select(c => c.TextContent.Trim()));
        Assert.Equal("解除对陈*的限制", page.Find(".lift").GetAttribute("aria-label"));
        _hall.Do(Actor.Hub, new TimeCame());
        Assert.Equal([(Chen, "zhang")], _looks);
    }

    [Fact]
    public void A_bar_is_lifted_for_a_reason_by_whoever_is_signed_in()
    {
        Misses();
        var page = Show();
        page.Find(".lift").Click();
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("目前没有人被限制预约", page.Find(".none").TextContent));
        var sent = _hall.Sent[^1];
        Assert.Equal(((HallCommand)new LiftBar(Chen, new Reason.Offered(ReasonWord.CouldNotCome)), "zhang"), (sent.Command, sent.Actor.Id.Value));
    }

    [Fact]
    public void The_keyboard_goes_to_the_reason_back_to_whom_it_was_asked_of_and_after_the_word_to_the_heading()
    {
        Misses();
        var page = Show();
        page.Find(".lift").Click();
        Assert.Equal(Focus.New(page.Find("form input")), Focus.At(_bunit));
        page.Find("form").KeyDown("Escape");
        Assert.Equal(Lift(), Focus.At(_bunit));
        page.Find(".lift").Click();
        _hall.NextRefusal = Refusal.Because(RefusalCode.Busy);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(Lift(), Focus.At(_bunit)));
        page.Find(".lift").Click();
        var reason = Focus.At(_bunit);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Focus.IsOn(_bunit, page, reason));

        string Lift() => Focus.Button(page, says => says is "解除");
    }

    [Fact]
    public void Where_nobody_can_be_looked_at_the_bar_is_there_all_the_same()
    {
        Misses();
        _vaultIsAway = true;
        Assert.Contains("not shown", Show("en").Find("tbody th").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hall_in_which_nobody_is_barred_says_so_with_its_rule()
    {
        var page = Show("en");
        Assert.Equal("Nobody is barred now", page.Find(".none").TextContent);
        Assert.StartsWith("Whoever misses 1 appointments within 30 days books nothing for 10 days", page.Find(".source").TextContent, StringComparison.Ordinal);
    }

    public Task<MaskedPerson?> MaskedAsync(PersonRef person, string by, CancellationToken cancel)
    {
        if (_vaultIsAway) throw new IOException("The disk is full.");
        _looks.Add((person, by));
        return Task.FromResult<MaskedPerson?>(new("陈*", "**************1234", null));
    }

    public Task<KeptNote> KeepAsync(string text, Guid command, CancellationToken cancel) => throw new NotSupportedException();
    public Task<NoteLook> ReadAsync(NoteRef note, string by, CancellationToken cancel) => throw new NotSupportedException();
    public Task<PersonRef> RememberAsync(string idNumber, string name, CancellationToken cancel) => throw new NotSupportedException();
    public Task<PersonRef> RememberUnseenAsync(string idNumber, string? name, CancellationToken cancel) => throw new NotSupportedException();
    public Task<string?> MaskedNameAsync(PersonRef person, string by, CancellationToken cancel) => throw new NotSupportedException();
    public Task<PersonRef> RememberApplicantAsync(string idNumber, string name, string? phone, CancellationToken cancel) => throw new NotSupportedException();
    public Task<PersonRef?> FindAsync(string idNumber, CancellationToken cancel) => throw new NotSupportedException();
}
