using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Doors;
using TidalHall.Core.Staffing;
using TidalHall.Tests;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Guide.Tests;

/// <summary>Lin at the door of a hall by the real rules, at nine in the morning.</summary>
internal sealed class GuideContext : BunitContext
{
    public static readonly Actor Lin = new(ActorKind.Staff, new("lin"), Roles.Guide);
    private readonly BunitAuthorizationContext _signIn;

    public GuideContext()
    {
        Hall = new(Time);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IHalls>(Hall);
        Services.AddSingleton<TimeProvider>(Time);
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
}
