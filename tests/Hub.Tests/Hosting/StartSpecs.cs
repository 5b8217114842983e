using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
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
    [InlineData("--colour", "red", "Unrecognized command or argument '--colour'.")]
    [InlineData("--speed", "fast", "--speed: \"fast\" is not allowed. Allowed: 1 to 600.")]
    [InlineData("--public-url", "here", "--public-url: \"here\" is no address. Allowed: http://… or https://…")]
    [InlineData("--urls", "nonsense", "--urls: \"nonsense\" is no address. Allowed: http://HOST:PORT or https://HOST:PORT, parted by ';'.")]
    [InlineData("--hall", "/no/such/hall.json", "/no/such/hall.json: the hall file cannot be read")]
    public async Task What_it_cannot_do_ends_it_with_2_and_a_sentence(string option, string value, string sentence)
    {
        await using var hub = HubProcess.Begin(_folder, more: [option, value]);
        Assert.Equal(2, await hub.EndAsync(Cancel));
        Assert.Contains(sentence, hub.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", hub.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--speed", "0")]
    [InlineData("--speed", "NaN")]
    [InlineData("--public-url", "ftp://hall")]
    [InlineData("--public-url", "/hall")]
    [InlineData("--urls", "http://localhost;ftp://hall")]
    [InlineData("--api-key", "")]
    [InlineData("--api-key", "two words")]
    public void What_a_line_may_not_say_is_known_before_anything_starts(string option, string value) =>
        Assert.StartsWith($"{option}: ", Assert.Single(HubCommandLine.Make().Parse([option, value]).Errors).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("TidalHall:Speed", "fast", "TidalHall:Speed: \"fast\" is not allowed. Allowed: 1 to 600.")]
    [InlineData("TidalHall:DemoDevices", "perhaps", "TidalHall:DemoDevices: \"perhaps\" is not allowed. Allowed: true or false.")]
    [InlineData("TidalHall:ApiKey", "two words", "TidalHall:ApiKey: \"…\" is not allowed. Allowed: signs without spaces.")]
    [InlineData("TidalHall:PublicUrl", "here", "\"here\" is no address. Give one with --public-url.")]
    [InlineData("urls", "nonsense", "urls: \"nonsense\" is no address. Allowed: http://HOST:PORT or https://HOST:PORT, parted by ';'.")]
    public void A_setting_that_is_not_allowed_is_told_with_its_name(string name, string value, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<StartRefused>(() => Told(new() { [name] = value })).Message);

    [Fact]
    public void A_setting_left_empty_is_not_given_and_what_is_typed_goes_before_settings()
    {
        string[] names = ["Data", "Hall", "DemoDevices", "ApiKey", "PublicUrl", "Play", "Speed"];
        Assert.Equal(Told([]), Told(names.ToDictionary(n => $"TidalHall:{n}", _ => (string?)"")));
        Assert.Equal((Path.GetFullPath("data"), Path.GetFullPath("data-play")), (Told([]).Data, Told([], "--play", "day.csv").Data));
        Assert.Equal((7d, "k"), Told(new() { ["TidalHall:Speed"] = "8", ["TidalHall:ApiKey"] = "s" }, "--speed", "7", "--api-key", "k") is var told ? (told.Speed, told.ApiKey) : default);
    }

    private static HubOptions Told(Dictionary<string, string?> settings, params string[] line) =>
        HubCommandLine.Read(HubCommandLine.Make().Parse(line), new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

    [Theory]
    [InlineData("http://203.0.113.7:5080", "http://203.0.113.7:5080: this machine cannot listen there (Cannot assign requested address). Give an address of its own with --urls.")]
    [InlineData("https://127.0.0.1:0", "https://127.0.0.1:0: https needs a certificate. Name it in the settings Kestrel:Certificates:Default:Path and :Password, or put a proxy that has one before http://.")]
    public async Task Where_it_cannot_listen_is_told_in_a_sentence(string urls, string sentence) =>
        Assert.Equal(sentence, (await Assert.ThrowsAsync<StartRefused>(() => RunningHub.StartAsync(data: _folder, urls: urls, cancel: Cancel))).Message);

    [Theory]
    [InlineData("people.db", "{0}: a file in it cannot be opened (SQLite Error 26: 'file is not a database'.). Make room, or ask which it is and what to do: doctor --data {0}")]
    [InlineData("accounts.db", "{0}: a file in it cannot be opened (SQLite Error 26: 'file is not a database'.). Make room, or ask which it is and what to do: doctor --data {0}")]
    [InlineData("messages.db", "{0}: a file in it cannot be opened (SQLite Error 26: 'file is not a database'.). Make room, or ask which it is and what to do: doctor --data {0}")]
    [InlineData("people.key", "{0}/people.key: is no key of 32 bytes in Base64. Put back the one that was there: a new one opens nothing that was closed by it.")]
    [InlineData("pickup.key", "{0}/pickup.key: is no key of 32 bytes in Base64. Put back the one that was there: a new one opens nothing that was closed by it.")]
    [InlineData("agents.json", "{0}/agents.json: cannot be read (")]
    public async Task A_file_of_the_folder_that_is_harmed_is_told_with_what_to_do(string file, string sentence)
    {
        File.WriteAllText(Path.Combine(_folder, "people.key"), Convert.ToBase64String(new byte[32]));
        File.WriteAllBytes(Path.Combine(_folder, file), [.. Enumerable.Repeat((byte)'?', 8192)]);
        var refused = await Assert.ThrowsAsync<StartRefused>(() => RunningHub.StartAsync(data: _folder, cancel: Cancel));
        Assert.StartsWith(string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence, _folder), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_whose_key_has_gone_gets_no_new_one()
    {
        await using (await RunningHub.StartAsync(data: _folder, cancel: Cancel)) { }
        File.Delete(Path.Combine(_folder, "people.key"));
        var refused = await Assert.ThrowsAsync<StartRefused>(() => RunningHub.StartAsync(data: _folder, cancel: Cancel));
        Assert.StartsWith($"{_folder}/people.key: is not there, and people.db is nothing without it. Put it back", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "people.key")));
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
        await using var first = HubProcess.Begin("mine", folder: _folder, more: ["--environment", "Staging", "--contentRoot", AppContext.BaseDirectory]);
        await first.ListensAsync(Cancel);
        Assert.True(File.Exists(Path.Combine(_folder, "mine", "journal.db")));
        // What every circuit needs is there without a publish.
        using var client = HubProcess.ClientOf(await first.ListensAsync(Cancel));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await client.GetAsync("/_framework/blazor.web.js", Cancel)).StatusCode);
        await using var second = HubProcess.Begin(Path.Combine(_folder, "mine"));
        Assert.Equal(2, await second.EndAsync(Cancel));
        Assert.Contains("another hub is running on this data folder", second.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Said, StringComparison.Ordinal);
        // And by now the first has said all that it says at its start.
        Assert.Contains("which phones cannot reach. Give --public-url http://ADDRESS:PORT.", first.Said, StringComparison.Ordinal);
        Assert.Contains("Hosting environment: Staging", first.Said, StringComparison.Ordinal);
        foreach (var account in (string[])["zhang", "li", "zhao", "sun", "lin", "zhou", "wu"]) Assert.Matches($"\\s{account} +[a-z2-9]{{12}} ", first.Said);
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
