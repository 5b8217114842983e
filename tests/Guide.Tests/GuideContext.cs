using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Tests;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Guide.Tests;

/// <summary>Lin at the door of a hall by the real rules, at nine in the morning.</summary>
internal sealed class GuideContext : BunitContext, INotes, IPeople
{
    public static readonly Actor Lin = new(ActorKind.Staff, new("lin"), Roles.Guide);
    private readonly BunitAuthorizationContext _signIn;

    public GuideContext()
    {
        Hall = new(Time);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IHalls>(Hall);
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<INotes>(this);
        Services.AddSingleton<IPeople>(this);
        Services.AddSingleton(new PublicAddress(new Uri("http://hall.test/")));
        _signIn = this.AddAuthorization();
        SetRendererInfo(new RendererInfo("Server", true));
    }

    public CountedTime Time { get; } = new(TestPlan.Nine);
    public TestHall Hall { get; }

    public IRenderedComponent<GuidePage> Open(string language = "zh-CN")
    {
        _signIn.SetAuthorized("lin").SetRoles(nameof(Roles.Guide));
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return Render<GuidePage>(p => p.AddCascadingValue("Language", language));
    }

    /// <summary>Lets the page take in what has happened since it last drew.</summary>
    public async Task PassAsync(int seconds = 1)
    {
        await Task.Yield();
        for (var i = 0; i < seconds; i++) Time.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>What was typed, and who was named, in the vault alone.</summary>
    public List<string> Vault { get; } = [];

    Task<KeptNote> INotes.KeepAsync(string text, Guid command, CancellationToken cancel)
    {
        if (text.Length == 0) return Task.FromResult(new KeptNote(null));
        Vault.Add(text);
        return Task.FromResult(new KeptNote(new Reason.Typed(new(command))));
    }

    Task<NoteLook> INotes.ReadAsync(NoteRef note, string by, CancellationToken cancel) => throw new NotSupportedException("A guide reads no note.");

    Task<PersonRef> IPeople.RememberUnseenAsync(string idNumber, string? name, CancellationToken cancel)
    {
        Vault.Add($"{idNumber} {name}");
        return Task.FromResult(Agent);
    }

    public static readonly PersonRef Agent = new(Guid.Parse("11111111-1111-1111-1111-111111111111"));

    Task<PersonRef> IPeople.RememberAsync(string idNumber, string name, CancellationToken cancel) => throw new NotSupportedException("A guide sees no card.");
    Task<string?> IPeople.MaskedNameAsync(PersonRef person, string by, CancellationToken cancel) => Task.FromResult<string?>(null);
    Task<PersonRef> IPeople.RememberApplicantAsync(string idNumber, string name, string? phone, CancellationToken cancel) => throw new NotSupportedException("A guide takes no case in.");
    Task<PersonRef?> IPeople.FindAsync(string idNumber, CancellationToken cancel) => Task.FromResult<PersonRef?>(null);
    Task<MaskedPerson?> IPeople.MaskedAsync(PersonRef person, string by, CancellationToken cancel) => Task.FromResult<MaskedPerson?>(null);
}
