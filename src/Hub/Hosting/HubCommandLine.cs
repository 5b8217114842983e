using System.CommandLine;
using System.Globalization;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Backup;
using TidalHall.Hub.Explaining;
using TidalHall.Hub.Planning;
using TidalHall.Hub.Replaying;
using TidalHall.Hub.Simulating;

namespace TidalHall.Hub.Hosting;

/// <summary>The hub's command line. Relative paths mean the folder the command was typed in.</summary>
internal static class HubCommandLine
{
    // 128 and the signal of Ctrl-C, as shells count.
    private const int Wrong = 2, Stopped = 130;

    private static readonly Option<string?> Urls = new("--urls") { Description = $"Addresses to listen on, parted by ';'. Default {HubOptions.DefaultUrls}." };
    private static readonly Option<string?> Data = new("--data") { Description = "The folder that lasts: journal, keys, accounts. Default: data; with --play: data-play." };
    private static readonly Option<string?> HallFile = new("--hall") { Description = "The hall file. Default: the demo hall shipped beside the program." };
    private static readonly Option<bool> NoDemoDevices = new("--no-demo-devices") { Description = "Starts no simulated devices." };
    private static readonly Option<string?> Key = new("--api-key") { Description = "The integrators' key. Default: one made at first start and kept in the data folder." };
    private static readonly Option<string?> PublicUrl = new("--public-url") { Description = "The address phones reach the hub at, for the QR on tickets." };
    private static readonly Option<string?> Play = new("--play") { Description = "A day file to play through the real commands." };
    private static readonly Option<double?> Speed = new("--speed") { Description = "How fast the played day runs, 1 to 600. Default 60." };
    private static readonly Option<string?> ContentRoot = new("--contentRoot") { Description = "Passed on to the host." };
    private static readonly Option<string?> Environment = new("--environment") { Description = "Passed on to the host." };
    private static readonly Argument<string> AgentName = new("NAME") { Description = "What the agent is called." };

    /// <returns>0; 2 where the hub was told something it cannot do, with the sentence on standard error.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        Urls.Validators.Add(r =>
        {
            foreach (var url in (r.GetValueOrDefault<string?>() ?? HubOptions.DefaultUrls).Split(';'))
                if (!Uri.TryCreate(url.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal), UriKind.Absolute, out var at) || at.Scheme is not ("http" or "https"))
                    r.AddError($"--urls: \"{url}\" is no address. Allowed: http://HOST:PORT or https://HOST:PORT, parted by ';'.");
        });
        PublicUrl.Validators.Add(r => { if (r.GetValueOrDefault<string?>() is { } url && !Uri.TryCreate(url, UriKind.Absolute, out _)) r.AddError($"--public-url: \"{url}\" is no address. Allowed: http://… or https://…"); });
        Speed.Validators.Add(r => { if (r.GetValueOrDefault<double?>() is { } speed && speed is < 1 or > 600) r.AddError($"--speed: {speed.ToString(CultureInfo.InvariantCulture)} is not allowed. Allowed: 1 to 600."); });
        var enrol = new Command("enrol", "Makes a key for a device agent and shows it once.") { AgentName, Data };
        enrol.SetAction(parsed => Told(() =>
        {
            using var data = DataFolder.OpenShared(DataPath(parsed, null));
            Console.WriteLine(AgentKeys.In(data, TimeProvider.System).Enrol(parsed.GetRequiredValue(AgentName)));
            return Task.CompletedTask;
        }));
        var root = new RootCommand("TidalHall: the hub of a service hall.") { Urls, Data, HallFile, NoDemoDevices, Key, PublicUrl, Play, Speed, ContentRoot, Environment, enrol, SimulateCommand.Make(Told, HallFile), StaffCommand.Make(Told, HallFile), ReplayCommand.Make(Told), ExplainCommand.Make(Told, Data, HallFile, parsed => DataPath(parsed, null)) };
        foreach (var command in BackupCommands.Make(Told, Data, parsed => DataPath(parsed, null))) root.Add(command);
        root.SetAction((parsed, cancel) => Told(() => HubHost.RunAsync(new WebApplicationOptions
        {
            ContentRootPath = parsed.GetValue(ContentRoot) is { } content ? Path.GetFullPath(content) : AppContext.BaseDirectory,
            EnvironmentName = parsed.GetValue(Environment),
            ApplicationName = typeof(HubCommandLine).Assembly.GetName().Name,
        }, settings => Read(parsed, settings), cancel)));
        var result = root.Parse(args);
        var code = await result.InvokeAsync();
        return result.Errors.Count > 0 ? Wrong : code;
    }

    private static async Task<int> Told(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (StartRefused refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return Wrong;
        }
        catch (OperationCanceledException)
        {
            return Stopped;
        }
    }

    private static HubOptions Read(ParseResult parsed, IConfiguration configuration)
    {
        var settings = configuration.GetSection(HubOptions.Section);
        var urls = parsed.GetValue(Urls) ?? configuration["urls"] ?? HubOptions.DefaultUrls;
        var play = parsed.GetValue(Play) ?? settings["Play"];
        var publicUrl = parsed.GetValue(PublicUrl) ?? settings["PublicUrl"] ?? urls.Split(';')[0].Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
        return new()
        {
            Urls = urls,
            Data = DataPath(parsed, settings["Data"], play is null ? "data" : "data-play"),
            HallFile = (parsed.GetValue(HallFile) ?? settings["Hall"]) is { } hall ? Path.GetFullPath(hall) : HallFiles.Demo,
            DemoDevices = !parsed.GetValue(NoDemoDevices) && settings.GetValue("DemoDevices", true),
            ApiKey = parsed.GetValue(Key) ?? settings["ApiKey"],
            PublicUrl = Uri.TryCreate(publicUrl, UriKind.Absolute, out var url) ? url : throw new StartRefused($"\"{publicUrl}\" is no address. Give one with --public-url."),
            Play = play is null ? null : Path.GetFullPath(play),
            Speed = parsed.GetValue(Speed) ?? settings.GetValue("Speed", 60d),
        };
    }

    private static string DataPath(ParseResult parsed, string? setting, string otherwise = "data") => Path.GetFullPath(parsed.GetValue(Data) ?? setting ?? otherwise);
}
