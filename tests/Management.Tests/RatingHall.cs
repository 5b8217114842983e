using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.CallerConsole.Tests;
using TidalHall.Core.Doors;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using static TidalHall.CallerConsole.Tests.RuledHall;

namespace TidalHall.Management.Tests;

/// <summary>A small hall whose visits are rated, before a manager's pages; it is Monday, 2 March 2026, and it knows that year.</summary>
internal sealed class RatingHall : INotes, IAsyncDisposable
{
    private readonly BunitContext _bunit = new();
    private readonly Dictionary<NoteRef, string> _vault = [];

    public RatingHall()
    {
        Hall = new(Time, RuledHall.Plan with { Calendar = [new(2026, [])] });
        _bunit.JSInterop.Mode = JSRuntimeMode.Loose;
        _bunit.Services.AddManagement().AddSingleton<IHalls>(Hall).AddSingleton<INotes>(this).AddSingleton<TimeProvider>(Time);
        Account = _bunit.AddAuthorization();
        Account.SetAuthorized("zhang").SetRoles(nameof(Roles.Manager));
        _bunit.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Hall.Do(Li, new OpenWindow(W1));
    }

    public FakeTimeProvider Time { get; } = new(Nine);
    public RuledHall Hall { get; }
    public BunitAuthorizationContext Account { get; }
    /// <summary>What was typed, with the orders sent before.</summary>
    public List<(string Text, int OrdersBefore)> Kept { get; } = [];
    /// <summary>Who looked at what was written.</summary>
    public List<string> Looks { get; } = [];

    public IRenderedComponent<TPage> Show<TPage>(string language = "zh-CN") where TPage : IComponent => _bunit.Render<TPage>(p => p.AddCascadingValue("Language", language));

    /// <summary>A page at an address with a query.</summary>
    public IRenderedComponent<TPage> At<TPage>(string address) where TPage : IComponent
    {
        _bunit.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Show<TPage>();
    }

    /// <summary>A visit at window 1 that Li brought to its end.</summary>
    public TicketNumber Served()
    {
        var ticket = Hall.Take(Passport);
        Hall.Do(Li, new CallNext(W1));
        Hall.Do(Li, new StartService(W1));
        Hall.Do(Li, new CompleteVisit(W1));
        return Hall.View.Find(ticket)!.Number;
    }

    public RatingId Rated(int level, int[]? reasons = null, string? words = null)
    {
        var number = Served();
        NoteRef? note = words is null ? null : Put(words);
        Hall.Do(Actor.Citizen("phone"), new Rate(RateableVisits.At(Hall.View, W1, number)!, level, reasons ?? [], RatingChannel.Phone, note));
        return Hall.View.Ratings.Ratings.MaxBy(r => r.Id.Value)!.Id;
    }

    public Task<KeptNote> KeepAsync(string text, Guid command, CancellationToken cancel)
    {
        if (text.Length == 0) return Task.FromResult(new KeptNote(null));
        Kept.Add((text, Hall.Sent.Count));
        return Task.FromResult(new KeptNote(new Reason.Typed(Put(text))));
    }

    public Task<NoteLook> ReadAsync(NoteRef note, string by, CancellationToken cancel)
    {
        Looks.Add(by);
        return Task.FromResult(new NoteLook(_vault[note]));
    }

    private NoteRef Put(string text)
    {
        var note = new NoteRef(Guid.NewGuid());
        _vault[note] = text;
        return note;
    }

    public ValueTask DisposeAsync() => _bunit.DisposeAsync();
}
