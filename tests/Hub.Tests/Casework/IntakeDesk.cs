using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Halls;
using TidalHall.Hub.Halls;
using TidalHall.Hub.SignIn;
using TidalHall.Hub.Tests.Api;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Hub.Tests.SignIn;

namespace TidalHall.Hub.Tests.Casework;

/// <summary>A hub of its own with somebody at an intake window, on Monday, 2 March 2026, at nine.</summary>
public abstract class IntakeDesk : IAsyncLifetime
{
    protected FakeTimeProvider Time { get; } = new(new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));

    protected RunningHub Hub { get; private set; } = null!;
    /// <summary>One that asks for no papers.</summary>
    protected ServiceItem Item { get; private set; } = null!;
    protected string Window { get; private set; } = "";
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Hub = await RunningHub.StartAsync(services: s => s.AddSingleton(new HallClock(Time)), cancel: Cancel);
        var plan = Hub.Hall.View.Plan;
        Item = plan.Items.First(i => i.Category.Value is "intake" && i.Materials.Length == 0 && i.Case is null);
        Window = plan.Windows.First(w => w.Category.Value is "intake").Id.Value;
        await PostAsync($"windows/{Window}/open");
        await PostAsync($"windows/{Window}/serve");
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task<Talk> PostAsync(string path, string body = "{}") => Talk.PostAsync(Hub.Client, path, body, null);

    private protected async Task<Visitor> SignedInAsync(string name)
    {
        var visitor = new Visitor(Hub.Address);
        await visitor.SignInAsync(name, Hub.Services.GetRequiredService<DemoAccounts>().New.Single(a => a.Name == name).Password, Cancel);
        return visitor;
    }
}
