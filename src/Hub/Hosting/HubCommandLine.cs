using System.CommandLine;
using System.Globalization;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Backup;
using TidalHall.Hub.Doctoring;
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
    private static readonly Option<string?> Speed = new("--speed") { Description = "How fast the played day runs, 1 to 600. Default 60." };
    private static readonly Option<string?> ContentRoot = new("--contentRoot") { Description = "Passed on to the host." };
    private static readonly Option<string?> Environment = new("--environment") { Description = "Passed on to the host." };
    private static readonly Argument<string> AgentName = new("NAME") { Description = "What the agent is called." };

    // A line may be made more than once, an option is one.
    static HubCommandLine()
    {
        Urls.Validators.Add(r => { if (r.Tokens is [var urls] && NoAddress("--urls", urls.Value) is { } why) r.AddError(why); });
        PublicUrl.Validators.Add(r => { if (r.Tokens is [var url] && WebAddress(url.Value) is null) r.AddError($"--public-url: \"{url.Value}\" is no address. Allowed: http://… or https://…"); });
        Speed.Validators.Add(r => { if (r.Tokens is [var speed] && SpeedOf(speed.Value) is null) r.AddError($"--speed: \"{speed.Value}\" is not allowed. Allowed: 1 to 600."); });
        Key.Validators.Add(r => { if (r.Tokens is [var key] && !IsKey(key.Value)) r.AddError("--api-key: an empty key, or one with spaces, opens the hall to nobody or to everybody. Give another."); });
    }

    /// <returns>0; 2 where the hub was told something it cannot do, with the sentence on standard error; doctor has a 1 of its own.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var result = Make().Parse(args);
        var code = await result.InvokeAsync();
        return result.Errors.Count > 0 ? Wrong : code;
    }

    internal static RootCommand Make()
    {
        var enrol = new Command("enrol", "Makes a key for a device agent and shows it once.") { AgentName, Data };
        enrol.SetAction(parsed => Told(() =>
        {
            using var data = DataFolder.OpenShared(DataPath(parsed, null));
            Console.WriteLine(AgentKeys.In(data, TimeProvider.System).Enrol(parsed.GetRequiredValue(AgentName)));
            return Task.CompletedTask;
        }));
        var root = new RootCommand("TidalHall: the hub of a service hall.") { Urls, Data, HallFile, NoDemoDevices, Key, PublicUrl, Play, Speed, ContentRoot, Environment, enrol, SimulateCommand.Make(Told, HallFile), StaffCommand.Make(Told, HallFile), ReplayCommand.Make(Told), ExplainCommand.Make(Told, Data, HallFile, parsed => DataPath(parsed, null)) };
        foreach (var command in BackupCommands.Make(Told, Data, parsed => DataPath(parsed, null))) root.Add(command);
        root.Add(DoctorCommand.Make(Told, Data, parsed => DataPath(parsed, null)));
        root.SetAction((parsed, cancel) => Told(() => HubHost.RunAsync(new WebApplicationOptions
        {
            ContentRootPath = parsed.GetValue(ContentRoot) is { } content ? Path.GetFullPath(content) : AppContext.BaseDirectory,
            EnvironmentName = parsed.GetValue(Environment),
            ApplicationName = typeof(HubCommandLine).Assembly.GetName().Name,
        }, settings => Read(parsed, settings), cancel)));
        return root;
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

    /// <exception cref="StartRefused">A setting says what is not allowed.</exception>
    internal static HubOptions Read(ParseResult parsed, IConfiguration configuration)
    {
        var settings = configuration.GetSection(HubOptions.Section);
        var urls = parsed.GetValue(Urls) ?? Given(configuration["urls"]) ?? HubOptions.DefaultUrls;
        if (NoAddress("urls", urls) is { } why) throw new StartRefused(why);
        var play = parsed.GetValue(Play) ?? Setting("Play");
        var publicUrl = parsed.GetValue(PublicUrl) ?? Setting("PublicUrl") ?? AnyHost(urls.Split(';')[0]).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
        return new()
        {
            Urls = urls,
            Data = DataPath(parsed, Setting("Data"), play is null ? "data" : "data-play"),
            HallFile = (parsed.GetValue(HallFile) ?? Setting("Hall")) is { } hall ? Path.GetFullPath(hall) : HallFiles.Demo,
            DemoDevices = !parsed.GetValue(NoDemoDevices) && (Setting("DemoDevices") is not { } demo || (bool.TryParse(demo, out var on) ? on : throw NotAllowed("DemoDevices", demo, "true or false"))),
            ApiKey = parsed.GetValue(Key) ?? (Setting("ApiKey") is { } key ? IsKey(key) ? key : throw NotAllowed("ApiKey", "…", "signs without spaces") : null),
            PublicUrl = WebAddress(publicUrl) ?? throw new StartRefused($"\"{publicUrl}\" is no address. Give one with --public-url."),
            Play = play is null ? null : Path.GetFullPath(play),
            Speed = SpeedOf(parsed.GetValue(Speed) ?? Setting("Speed") ?? "60") ?? throw NotAllowed("Speed", settings["Speed"], "1 to 600"),
        };

        // Left empty, as in a container's file of settings, is not given.
        static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
        string? Setting(string name) => Given(settings[name]);
    }

    private static StartRefused NotAllowed(string setting, string? value, string allowed) => new($"{HubOptions.Section}:{setting}: \"{value}\" is not allowed. Allowed: {allowed}.");

    /// <summary>Why these are no addresses to listen on; null: they are.</summary>
    private static string? NoAddress(string what, string urls) =>
        urls.Split(';').FirstOrDefault(url => WebAddress(AnyHost(url)) is null) is { } wrong ? $"{what}: \"{wrong}\" is no address. Allowed: http://HOST:PORT or https://HOST:PORT, parted by ';'." : null;

    private static string AnyHost(string url) => url.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal);

    private static Uri? WebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;

    private static double? SpeedOf(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) && speed is >= 1 and <= 600 ? speed : null;

    private static bool IsKey(string text) => text.Length > 0 && !text.Any(char.IsWhiteSpace);

    private static string DataPath(ParseResult parsed, string? setting, string otherwise = "data") => Path.GetFullPath(parsed.GetValue(Data) is { Length: > 0 } given ? given : setting ?? otherwise);
}
