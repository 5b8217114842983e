using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Doors;
using TidalHall.Core.HallFiles;
using TidalHall.Core.Halls;
using TidalHall.Core.Staffing;
using TidalHall.Management.Staffing;

namespace TidalHall.Management.Tests;

/// <summary>A signed-in manager's staffing page over the shipped station.</summary>
internal sealed class StaffingScenario : IAsyncDisposable
{
    public const string Example = "categoryOrItem,perDay,minutes\nintake,90,8\ndelivery,60,\n";
    /// <summary>A Sunday: tomorrow the station is open.</summary>
    private static readonly DateTimeOffset Sunday = new(2026, 11, 29, 4, 0, 0, TimeSpan.Zero);

    private readonly BunitContext _bunit = new();

    public StaffingScenario(string? example = Example)
    {
        var time = new FakeTimeProvider(Sunday);
        Hall = new(Plan, Sunday);
        _bunit.JSInterop.Mode = JSRuntimeMode.Loose;
        _bunit.Services.AddManagement().AddSingleton<IHalls>(Hall).AddSingleton<TimeProvider>(time)
            .AddSingleton(new ExampleCaseload(example is null ? null : "station.caseload.csv", example ?? ""));
        _bunit.AddAuthorization().SetAuthorized("zhang").SetRoles(nameof(Roles.Manager));
        _bunit.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    public static HallPlan Plan { get; } = Read();
    public StandingHall Hall { get; }
    public string Language { get; init; } = "en";

    public IRenderedComponent<ManagementLayout> Open() => _bunit.Render<ManagementLayout>(layout => layout
        .AddCascadingValue("Language", Language)
        .Add(l => l.Body, body => { body.OpenComponent<StaffingPage>(0); body.CloseComponent(); }));

    /// <summary>Opens whatever a page may hold.</summary>
    public IRenderedComponent<ManagementLayout> Open(RenderFragment body) => _bunit.Render<ManagementLayout>(layout => layout.AddCascadingValue("Language", Language).Add(l => l.Body, body));

    private static HallPlan Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TidalHall.slnx"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("TidalHall.slnx");
        string Text(string name) => File.ReadAllText(Path.Combine(folder.FullName, "halls", name));
        return HallFile.Read(Text("convenience-station.json"), "station", name => File.Exists(Path.Combine(folder.FullName, "halls", name)) ? Text(name) : null).Plan;
    }

    public ValueTask DisposeAsync() => _bunit.DisposeAsync();
}
