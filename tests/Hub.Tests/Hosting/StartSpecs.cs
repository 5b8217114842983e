using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Doors;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Api;
using TidalHall.Hub.Hosting;

namespace TidalHall.Hub.Tests.Hosting;

/// <summary>What a hub does with what it is told at start.</summary>
public sealed class StartSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("start-").FullName;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--colour", "red")]
    [InlineData("--speed", "0")]
    [InlineData("--public-url", "here")]
    [InlineData("--urls", "nonsense")]
    [InlineData("--hall", "/no/such/hall.json")]
    public async Task What_it_cannot_do_ends_it_with_2_and_a_sentence(string option, string value)
    {
        await using var hub = HubProcess.Begin(_folder, more: [option, value]);
        Assert.Equal(2, await hub.EndAsync(Cancel));
        Assert.Contains(value is "red" or "nonsense" ? option : value, hub.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", hub.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_a_sentence_and_no_stack_before_it()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var (urls, log) = ($"http://{taken.LocalEndpoint}", new HeardLog());
        var refused = await Assert.ThrowsAsync<StartRefused>(() => RunningHub.StartAsync(data: _folder, services: all => all.AddLogging(logging => logging.AddProvider(log)), urls: urls, cancel: Cancel));
        Assert.Equal($"{urls}: the address is in use. Stop what listens there, or give another with --urls.", refused.Message);
        Assert.DoesNotContain("   at ", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Error", log.Text, StringComparison.Ordinal);
        // And the folder is free again.
        DataFolder.Open(_folder).Dispose();
    }

    [Fact]
    public async Task A_hall_file_cut_off_in_the_middle_ends_it_with_2_and_no_stack_trace()
    {
        var whole = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "halls", "provincial-centre.json"));
        var cut = Path.Combine(_folder, "cut.json");
        File.WriteAllText(cut, whole[..(whole.Length / 2)]);
        await using var hub = HubProcess.Begin(_folder, more: ["--hall", cut]);
        Assert.Equal(2, await hub.EndAsync(Cancel));
        Assert.Contains("cut.json", hub.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", hub.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_hub_on_the_same_folder_is_told_so_and_a_relative_folder_is_where_it_was_typed()
    {
        await using var first = HubProcess.Begin("mine", folder: _folder);
        await first.ListensAsync(Cancel);
        Assert.True(File.Exists(Path.Combine(_folder, "mine", "journal.db")));
        // What every circuit needs is there without a publish.
        using var client = HubProcess.ClientOf(await first.ListensAsync(Cancel));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await client.GetAsync("/_framework/blazor.web.js", Cancel)).StatusCode);
        await using var second = HubProcess.Begin(Path.Combine(_folder, "mine"));
        Assert.Equal(2, await second.EndAsync(Cancel));
        Assert.Contains("another hub is running on this data folder", second.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_secrets_are_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("File modes are a Unix matter.");
            return;
        }
        await using (var hub = await RunningHub.StartAsync(data: _folder, cancel: Cancel))
        {
            using var keyed = DataFolder.OpenShared(Path.Combine(_folder, "keyed"));
            ApiKey.In(keyed, null);
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(keyed.File("api-key")));
        }
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(_folder, "people.key")));
    }

    [Fact]
    public async Task It_is_ready_only_with_the_devices_it_was_told_to_play()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await hub.Anonymous.GetAsync("/health/ready", Cancel)).StatusCode);
        var told = hub.Services.GetRequiredService<HubOptions>() with { DemoDevices = true };
        var missing = await new DemoDevicesCheck(told, hub.Services.GetRequiredService<IDevices>(), hub.Services.GetRequiredService<IHalls>()).CheckHealthAsync(new(), Cancel);
        Assert.Equal(HealthStatus.Degraded, missing.Status);
        Assert.Contains("printer-1", missing.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_it_is_not_ready_yet_is_an_answer_and_no_error_in_its_log()
    {
        var log = new HeardLog();
        await using var hub = await RunningHub.StartAsync(demoDevices: true, cancel: Cancel, services: parts =>
        {
            log.Everything(parts);
            parts.Remove(parts.Single(p => p.ImplementationType == typeof(DemoAgent)));
        });
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, (await hub.Anonymous.GetAsync("/health/ready", Cancel)).StatusCode);
        Assert.Contains("\nWarning Microsoft.Extensions.Diagnostics.HealthChecks", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\nError ", log.Text, StringComparison.Ordinal);
    }

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
