using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.CallerConsole.Tests;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Management.Agents;
using static TidalHall.CallerConsole.Tests.RuledHall;

namespace TidalHall.Management.Tests;

/// <summary>A manager sees what agents by trade have brought today, and who has nothing left.</summary>
public sealed class AgentsPageSpecs : INotes, IPeople, IAsyncDisposable
{
    private static readonly PersonRef Chen = new(new("11111111-1111-1111-1111-111111111111"));

    private readonly BunitContext _bunit = new();
    private readonly FakeTimeProvider _time = new(Nine);
    private readonly RuledHall _hall;
    private readonly List<(PersonRef, string)> _looks = [];

    public AgentsPageSpecs()
    {
        _hall = new(_time, Plan with { Rules = new() { Agents = new(4, 2) } });
        _bunit.JSInterop.Mode = JSRuntimeMode.Loose;
        _bunit.Services.AddManagement().AddSingleton<IHalls>(_hall).AddSingleton<INotes>(this).AddSingleton<IPeople>(this).AddSingleton<TimeProvider>(_time);
        _bunit.AddAuthorization().SetAuthorized("zhang").SetRoles(nameof(Roles.Manager));
        _bunit.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    public ValueTask DisposeAsync() => _bunit.DisposeAsync();

    private IRenderedComponent<AgentsPage> Show(string language = "zh-CN") => _bunit.Render<AgentsPage>(p => p.AddCascadingValue("Language", language));

    private void Takes(ItemId item, int matters) => _hall.Do(Li, new TakeTicket(item, Agent: Chen, Matters: matters));

    [Fact]
    public void Where_no_agent_came_the_page_says_so_with_what_they_may_bring()
    {
        var page = Show("en");
        Assert.Equal("No agent has taken a number or brought a case today.", page.Find(".none").TextContent);
        Assert.StartsWith("A commercial agent brings at most 4 matters under one number and 2 numbers a day", page.Find(".source").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_agent_stands_there_masked_with_his_numbers_against_the_limits_and_the_look_is_told_once()
    {
        Takes(Passport, 3);
        _hall.Take(Advice);
        Assert.Equal(["陈* **************1234", "1 / 2", "A001：3 / 4", "0"], Cells(Show()));
        Assert.Equal([(Chen, "zhang")], _looks);
        Takes(TaxReturn, 1);
        Assert.Equal(["陈* **************1234", "2 / 2 已用完", "A001：3 / 4、T001：1 / 4", "0"], Cells(Show()));
    }

    private static IEnumerable<string> Cells(IRenderedComponent<AgentsPage> page) => page.FindAll("tbody tr > *").Select(c => c.TextContent.Trim());

    public Task<MaskedPerson?> MaskedAsync(PersonRef person, string by, CancellationToken cancel)
    {
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
