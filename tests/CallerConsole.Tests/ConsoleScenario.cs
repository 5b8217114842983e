using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Tests;
using TidalHall.Ui.Surfaces;

namespace TidalHall.CallerConsole.Tests;

/// <summary>A signed-in clerk's console before a small hall.</summary>
internal sealed class ConsoleScenario : IAsyncDisposable, IPeople, INotes, IPostalAddresses, ICasePapers, IFolderPapers, IErrandPapers, IBookingPapers, IDevices
{
    private readonly BunitContext _bunit = new();
    private IRenderedComponent<ConsoleLayout>? _drawn;

    public ConsoleScenario(string user = "li", Roles roles = Roles.IntakeClerk, HallPlan? plan = null)
    {
        Hall = new(Time, plan);
        _bunit.JSInterop.Mode = JSRuntimeMode.Loose;
        _bunit.Services.AddCallerConsole().AddSingleton<IHalls>(Hall).AddSingleton<IPeople>(this).AddSingleton<INotes>(this).AddSingleton<IPostalAddresses>(this).AddSingleton<ICasePapers>(this).AddSingleton<IFolderPapers>(this).AddSingleton<IErrandPapers>(this).AddSingleton<IBookingPapers>(this).AddSingleton<IDevices>(this).AddSingleton(new PublicAddress(new("http://hall.example/"))).AddSingleton<TimeProvider>(Time);
        _bunit.AddAuthorization().SetAuthorized(user).SetRoles([.. Enum.GetValues<Roles>().Where(r => (roles & r) == r && r is not (Roles.None or Roles.AnyClerk)).Select(r => r.ToString())]);
        // Last: it fixes the services.
        _bunit.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    public CountedTime Time { get; } = new(RuledHall.Nine);
    public RuledHall Hall { get; }
    /// <summary>No look can be written down.</summary>
    public bool VaultIsBroken { get; set; }
    public string Language { get; init; } = "zh-CN";
    /// <summary>Who was looked up in the vault.</summary>
    public List<PersonRef> Looks { get; } = [];
    /// <summary>What was typed, for which command, and how many orders had been sent before it was kept.</summary>
    public Dictionary<NoteRef, (string Text, Guid Command, int OrdersBefore)> Notes { get; } = [];
    public List<NoteRef> NoteLooks { get; } = [];
    /// <summary>Answers the next text that is to be kept, once.</summary>
    public Refusal? NextNote { get; set; }
    public IRenderedComponent<ConsoleLayout> Page => _drawn!;
    public string Address => _bunit.Services.GetRequiredService<NavigationManager>().Uri;

    /// <summary>Opens the page; with a window as a reload would.</summary>
    public ConsoleScenario Open(WindowId? window = null)
    {
        if (window is { } at) _bunit.Services.GetRequiredService<NavigationManager>().NavigateTo($"/console?window={at}");
        _drawn = _bunit.Render<ConsoleLayout>(layout => layout
            .AddCascadingValue("Language", Language)
            .Add(l => l.Body, body => { body.OpenComponent<ConsolePage>(0); body.CloseComponent(); }));
        return this;
    }

    /// <summary>Opens another page than the console.</summary>
    public ConsoleScenario Open<TPage>(string address, Dictionary<string, object>? parameters = null) where TPage : IComponent
    {
        _bunit.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        _drawn = _bunit.Render<ConsoleLayout>(layout => layout
            .AddCascadingValue("Language", Language)
            .Add(l => l.Body, body =>
            {
                body.OpenComponent<TPage>(0);
                body.AddMultipleAttributes(1, parameters ?? []);
                body.CloseComponent();
            }));
        return this;
    }

    /// <summary>Opens whatever a page may hold.</summary>
    public IRenderedComponent<ConsoleLayout> Open(RenderFragment body) => _drawn = _bunit.Render<ConsoleLayout>(layout => layout.AddCascadingValue("Language", Language).Add(l => l.Body, body));

    /// <summary>The page is left.</summary>
    public Task LeaveAsync() => _bunit.DisposeComponentsAsync();

    /// <summary>What lives as long as the page's circuit because it has to be disposed with it.</summary>
    public int Kept
    {
        get
        {
            // The provider's own list: what was made for one dialog and is held to the end of all shows nowhere else.
            var scope = _bunit.Services.GetRequiredService<IServiceProvider>();
            var list = scope.GetType().GetProperty("Disposables", BindingFlags.Instance | BindingFlags.NonPublic) ?? throw new InvalidOperationException($"{scope.GetType()} keeps its list elsewhere now.");
            return ((IReadOnlyCollection<object>)list.GetValue(scope)!).Count;
        }
    }

    /// <summary>Loads a page anew, after the one before was left.</summary>
    public async Task ReopenAsync<TPage>(string address, Dictionary<string, object>? parameters = null) where TPage : IComponent
    {
        await _bunit.DisposeComponentsAsync();
        Open<TPage>(address, parameters);
    }

    /// <summary>Where results go by post, as the vault has it.</summary>
    public Dictionary<NoteRef, PostalAddress> Addresses { get; } = [];

    Task<NoteRef> IPostalAddresses.KeepAsync(PostalAddress address, Guid command, CancellationToken cancel)
    {
        var kept = new NoteRef(Guid.NewGuid());
        Addresses[kept] = address;
        return Task.FromResult(kept);
    }

    Task<PostalAddress?> IPostalAddresses.FindAsync(NoteRef address, string by, CancellationToken cancel) => Task.FromResult(Addresses.GetValueOrDefault(address));

    /// <summary>Papers of errands that went to a printer.</summary>
    public List<(ErrandId Errand, PaperKind Paper, DeviceId Printer)> Printed { get; } = [];

    private readonly Dictionary<string, string> _fields = [];

    /// <summary>Takes note of the fields there are now: which of them a focus is for is in the markup only until it is drawn anew.</summary>
    public void SeeFields()
    {
        foreach (var field in Page.FindAll("[id]"))
            if (field.Attributes.FirstOrDefault(a => a.Name.EndsWith("elementreference", StringComparison.OrdinalIgnoreCase) && a.Value.Length > 0) is { } mark) _fields[mark.Value] = field.Id!;
    }

    /// <summary>The id of the field that was last given the focus, of those seen.</summary>
    public string? Focused => _bunit.JSInterop.Invocations.LastOrDefault(i => i.Identifier.EndsWith(".focus", StringComparison.Ordinal)) is { Arguments: [ElementReference given, ..] } ? _fields.GetValueOrDefault(given.Id) : null;

    public Task<JobOutcome> PrintAsync(ErrandId id, PaperKind paper, DeviceId printer, Actor by, CancellationToken cancel)
    {
        Printed.Add((id, paper, printer));
        return Task.FromResult(JobOutcome.Done);
    }

    public Task<JobOutcome> PrintAsync(CaseId id, CasePaper paper, DeviceId printer, Actor by, CancellationToken cancel) => Task.FromResult(JobOutcome.Done);
    public Task<JobOutcome> PrintAsync(FolderListId id, DeviceId printer, Actor by, CancellationToken cancel) => Task.FromResult(JobOutcome.Done);

    /// <summary>Opens the page at a window that the clerk has opened, and forgets what that took.</summary>
    public ConsoleScenario AtOpenWindow(WindowId window)
    {
        Hall.Do(new(ActorKind.Staff, new("li"), Roles.IntakeClerk), new OpenWindow(window));
        return Open(window);
    }

    /// <summary>Presses the key that a button bears; the browser's script turns a key into that click.</summary>
    public Task PressAsync(string code) => Button(code).ClickAsync(new());

    /// <summary>Presses a key that asks for a reason, and types one.</summary>
    public async Task TypeReasonAsync(string code, string text)
    {
        var asked = PressAsync(code);
        await Page.Find("#reason").InputAsync(new() { Value = text });
        await Page.Find(".typed").SubmitAsync();
        await asked;
    }

    public IElement Button(string code) => Page.Find($"button[data-key={code}]");

    public CommandEnvelope Last => Hall.Sent[^1];

    public Task<string?> MaskedNameAsync(PersonRef person, string by, CancellationToken cancel)
    {
        if (VaultIsBroken) throw new IOException("The disk is full.");
        Looks.Add(person);
        return Task.FromResult<string?>("王**");
    }

    /// <summary>Who came into the vault by a card, and who was only said to be so.</summary>
    public Dictionary<string, PersonRef> Seen { get; } = [];
    /// <inheritdoc cref="Seen"/>
    public Dictionary<string, PersonRef> Unseen { get; } = [];

    public Task<PersonRef> RememberAsync(string idNumber, string name, CancellationToken cancel) => Task.FromResult(Seen[idNumber] = new(Guid.NewGuid()));
    public Task<PersonRef> RememberUnseenAsync(string idNumber, string? name, CancellationToken cancel) => Task.FromResult(Unseen[idNumber] = Unseen.TryGetValue(idNumber, out var known) ? known : new(Guid.NewGuid()));

    private readonly Channel<CardRead> _cards = Channel.CreateUnbounded<CardRead>();

    /// <summary>Holds a card to a reader that somebody listens to.</summary>
    public ValueTask HoldAsync(CardRead card) => _cards.Writer.WriteAsync(card);

    public IReadOnlyList<AgentPresence> Agents => [];
    public async IAsyncEnumerable<CardRead> WatchCardsAsync(DeviceId reader, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var card in _cards.Reader.ReadAllAsync(cancel))
            if (card.Device == reader) yield return card;
    }

    public IAsyncEnumerable<DeviceEvent> WatchEventsAsync(DeviceId device, CancellationToken cancel) => AsyncEnumerable.Empty<DeviceEvent>();
    public Task<bool> PresentDemoCardAsync(CardRead card, CancellationToken cancel) => Task.FromResult(false);
    public byte[]? LastPicture(DeviceId printer) => null;

    /// <summary>Papers of appointments that went to a printer.</summary>
    public List<(TicketCode Booking, DeviceId Printer)> PrintedBookings { get; } = [];

    public Task<JobOutcome> PrintAsync(TicketCode booking, DeviceId printer, CancellationToken cancel)
    {
        PrintedBookings.Add((booking, printer));
        return Task.FromResult(JobOutcome.Done);
    }

    /// <summary>What came into the vault.</summary>
    public Dictionary<string, (PersonRef Ref, string Name, string? Phone)> Vault { get; } = [];

    public Task<PersonRef> RememberApplicantAsync(string idNumber, string name, string? phone, CancellationToken cancel)
    {
        if (VaultIsBroken) throw new IOException("The disk is full.");
        var person = Vault.TryGetValue(idNumber, out var known) ? known.Ref : new(Guid.NewGuid());
        Vault[idNumber] = (person, name, phone);
        return Task.FromResult(person);
    }

    public Task<PersonRef?> FindAsync(string idNumber, CancellationToken cancel) => Task.FromResult(Vault.TryGetValue(idNumber, out var known) ? known.Ref : (PersonRef?)null);
    public Task<MaskedPerson?> MaskedAsync(PersonRef person, string by, CancellationToken cancel)
    {
        Looks.Add(person);
        return Task.FromResult<MaskedPerson?>(new("王**", "**************2316", "138****5678"));
    }

    public Task<KeptNote> KeepAsync(string text, Guid command, CancellationToken cancel)
    {
        if ((NextNote ?? NoteText.Refuses(text)) is { } refusal)
        {
            NextNote = null;
            return Task.FromResult(new KeptNote(null, refusal));
        }
        var note = new NoteRef(Guid.NewGuid());
        Notes[note] = (text, command, Hall.Sent.Count);
        return Task.FromResult(new KeptNote(new Reason.Typed(note)));
    }

    public Task<NoteLook> ReadAsync(NoteRef note, string by, CancellationToken cancel)
    {
        NoteLooks.Add(note);
        return Task.FromResult(Notes.TryGetValue(note, out var kept) ? new NoteLook(kept.Text) : new(null, Refusal.Because(RefusalCode.UnknownNote)));
    }

    // Sync dispose fails on MudBlazor's services, which know only the other way.
    public ValueTask DisposeAsync() => _bunit.DisposeAsync();
}
