using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>The agent's command line.</summary>
internal static class AgentCommandLine
{
    private const int Wrong = 2;

    private static readonly Option<Uri> Hub = new("--hub") { Description = "The hub's address, http://HOST:5080.", Required = true, CustomParser = ReadHub };
    private static readonly Option<string> Key = new("--key") { Description = "This agent's key, from the hub's \"enrol NAME\" or its page /devices.", Required = true };
    private static readonly Option<string[]> Profiles = new("--profile") { Description = "[DEVICE=]FILE[@HOST:PORT], once per device. DEVICE as in the hall file; default: the file's name. A shipped profile's bare name is enough.", Required = true, Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Data = new("--data") { Description = "Where reports wait that the hub has not taken.", DefaultValueFactory = _ => "agent-data" };

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("TidalHall: a device agent beside the hardware of a hall.") { Hub, Key, Profiles, Data };
        var schema = new Command("profile-schema", "Prints the JSON schema of a profile.");
        schema.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(ProfileSchema.Make()));
        root.Add(schema);
        root.Add(PaperCommand.Make());
        root.SetAction(async (parsed, cancel) =>
        {
            try
            {
                var options = new AgentOptions(parsed.GetRequiredValue(Hub), parsed.GetRequiredValue(Key), Path.GetFullPath(parsed.GetRequiredValue(Data)), [.. parsed.GetRequiredValue(Profiles).Select(Read)]);
                using var logs = LoggerFactory.Create(log => log.AddSimpleConsole(console => console.SingleLine = true));
                // Before the host, which would log a mistake of the person at the keyboard with a stack trace.
                using var agent = new AgentHost(options, TimeProvider.System, logs.CreateLogger<AgentHost>());
                var builder = Host.CreateEmptyApplicationBuilder(new());
                builder.Services.AddSingleton(logs).AddHostedService(_ => agent);
                await builder.Build().RunAsync(cancel);
                return 0;
            }
            catch (Exception e) when (e is ProfileException or IOException or UnauthorizedAccessException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(e.Message);
                return Wrong;
            }
        });
        var result = root.Parse(args);
        var code = await result.InvokeAsync();
        return result.Errors.Count > 0 ? Wrong : code;
    }

    private static Uri? ReadHub(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var hub) && hub.Scheme is "http" or "https") return hub;
        argument.AddError($"--hub: \"{text}\" is no address. Allowed: http://HOST:PORT or https://HOST:PORT.");
        return null;
    }

    /// <summary>"printer-1=escpos-80-tcp.json@10.0.0.7:9100".</summary>
    /// <exception cref="ProfileException">The text or its file cannot be used.</exception>
    internal static AgentDevice Read(string text)
    {
        var (device, rest) = text.Split('=', 2) is [var name, var after] ? (name, after) : (null, text);
        var (file, address) = rest.Split('@', 2) is [var before, var at] ? (before, at) : (rest, null);
        // A name without an ending is no file of a person's.
        var isShipped = !file.Contains('.', StringComparison.Ordinal) && TextId.IsValid(file) && !File.Exists(file);
        var profile = isShipped ? ProfileFile.Shipped(file) : ProfileFile.Read(Path.GetFullPath(file));
        if (!TextId.TryParse<DeviceId>(device ?? profile.Model, out var id)) throw new ProfileException($"--profile {text}: \"{device}\" is no device. Allowed: letters, digits, '-', '_' or '.'.");
        if (address is null) return new(id, profile);
        return address.Split(':') is [{ Length: > 0 } host, var port] && int.TryParse(port, out var number) && number is > 0 and <= 65535
            ? new(id, profile, host, number)
            : throw new ProfileException($"--profile {text}: \"{address}\" is no address. Allowed: HOST:PORT, port 1 to 65535.");
    }
}
