using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Tests;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Kiosk.Tests;

/// <summary>A kiosk before a hall by the real rules, at nine in the morning.</summary>
internal sealed class KioskContext : BunitContext, IFollowed
{
    /// <param name="papers">Null: bookings are not printed.</param>
    public KioskContext(HallPlan? plan = null, IBookingPapers? papers = null)
    {
        if (papers is not null) Services.AddSingleton(papers);
        Hall = new(Time, plan);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IHalls>(Hall);
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(new PublicAddress(new("https://hall.example/")));
        Services.AddSingleton<IDevices>(Devices);
        Services.AddSingleton<IPeople>(People);
        Services.AddSingleton<VisitorMemory>();
        Services.AddSingleton<IFollowed>(this);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    public CountedTime Time { get; } = new(TestPlan.Nine);
    public TestHall Hall { get; }
    public TestDevices Devices { get; } = new();
    public TestPeople People { get; } = new();
    /// <summary>Tickets that are on a phone.</summary>
    public HashSet<TicketCode> Followed { get; } = [];
    bool IFollowed.IsFollowed(TicketCode ticket) => Followed.Contains(ticket);

    /// <summary>The address the browser shows now, as a reload would ask for it.</summary>
    public string Address => (string)JSInterop.Invocations.Last(i => i.Identifier == "history.replaceState").Arguments[2]!;

    /// <summary>Loads the kiosk's page, the address after its path as given.</summary>
    public IRenderedComponent<KioskPage> Open(string query = "", string language = "zh-CN", string place = "kiosk-1")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(query.StartsWith('/') ? query : $"/kiosk/{place}{query}");
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return Render<KioskPage>(p => p.Add(k => k.Place, place).AddCascadingValue("Language", language));
    }

    /// <summary>A kiosk whose confirm screen is open for a passport.</summary>
    public async Task<IRenderedComponent<KioskPage>> OpenAtConfirmAsync(string query = "", string language = "zh-CN")
    {
        var kiosk = Open(query, language);
        await kiosk.Find(".theme").ClickAsync(new());
        await kiosk.Find(".item").ClickAsync(new());
        return kiosk;
    }

    /// <summary>Lets time pass second by second, as it does.</summary>
    /// <remarks>Yields first: what follows a click may still run inside the renderer's turn, which nothing else then enters.</remarks>
    public async Task PassAsync(int seconds)
    {
        await Task.Yield();
        for (var i = 0; i < seconds; i++) Time.Advance(TimeSpan.FromSeconds(1));
    }
}

internal sealed class TestDevices : IDevices
{
    private readonly Channel<(CardRead Card, TaskCompletionSource Met)> _cards = Channel.CreateBounded<(CardRead, TaskCompletionSource)>(4);

    private readonly ConcurrentDictionary<DeviceId, Channel<(DeviceEvent What, TaskCompletionSource Met)>> _events = [];

    public IReadOnlyList<AgentPresence> Agents { get; set; } = [new("demo", TestPlan.Nine, [TestPlan.Printer, TestPlan.Reader], "0.1.0", TestPlan.Nine)];

    /// <summary>Holds a card to the reader until the kiosk has done with it.</summary>
    public async Task HoldAsync(CardRead card)
    {
        await Task.Yield();
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(_cards.Writer.TryWrite((card, met)));
        await met.Task.WaitAsync(TimeSpan.FromSeconds(10), Xunit.TestContext.Current.CancellationToken);
    }

    /// <summary>Something happens at a device; the kiosk has done with it when it returns.</summary>
    public async Task HappenAsync(DeviceEvent what)
    {
        await Task.Yield();
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(EventsOf(what.Device).Writer.TryWrite((what, met)));
        await met.Task.WaitAsync(TimeSpan.FromSeconds(10), Xunit.TestContext.Current.CancellationToken);
    }

    public async IAsyncEnumerable<DeviceEvent> WatchEventsAsync(DeviceId device, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var (what, met) in EventsOf(device).Reader.ReadAllAsync(cancel))
        {
            yield return what;
            met.SetResult();
        }
    }

    private Channel<(DeviceEvent What, TaskCompletionSource Met)> EventsOf(DeviceId device) => _events.GetOrAdd(device, _ => Channel.CreateBounded<(DeviceEvent, TaskCompletionSource)>(4));

    public async IAsyncEnumerable<CardRead> WatchCardsAsync(DeviceId reader, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var (card, met) in _cards.Reader.ReadAllAsync(cancel))
        {
            yield return card;
            met.SetResult();
        }
    }

    public Task<bool> PresentDemoCardAsync(CardRead card, CancellationToken cancel) => Task.FromResult(_cards.Writer.TryWrite((card, new())));
    public byte[]? LastPicture(DeviceId printer) => null;
}

internal sealed class TestPeople : IPeople
{
    private readonly Dictionary<string, PersonRef> _known = [];
    public bool IsBroken { get; set; }
    public int Met => _known.Count;
    public Task<PersonRef> RememberAsync(string idNumber, string name, CancellationToken cancel)
    {
        if (IsBroken) throw new IOException("The disk is full.");
        if (!_known.TryGetValue(idNumber, out var person)) _known[idNumber] = person = new(Guid.NewGuid());
        return Task.FromResult(person);
    }
    public Task<PersonRef> RememberUnseenAsync(string idNumber, string? name, CancellationToken cancel) => RememberAsync(idNumber, name ?? "", cancel);
    public Task<string?> MaskedNameAsync(PersonRef person, string by, CancellationToken cancel) => Task.FromResult<string?>(null);
    public Task<PersonRef> RememberApplicantAsync(string idNumber, string name, string? phone, CancellationToken cancel) => RememberAsync(idNumber, name, cancel);
    public Task<PersonRef?> FindAsync(string idNumber, CancellationToken cancel) => Task.FromResult(_known.TryGetValue(idNumber, out var person) ? person : (PersonRef?)null);
    public Task<MaskedPerson?> MaskedAsync(PersonRef person, string by, CancellationToken cancel) => Task.FromResult<MaskedPerson?>(null);
}
