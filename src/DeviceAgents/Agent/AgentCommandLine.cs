using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>The agent's command line.</summary>
internal static class AgentCommandLine
{
    private const int Wrong = 2;

    private static readonly Option<Uri> Hub = new("--hub") { Description = "The hub's address, http://HOST:5080.", Required = true };
    private static readonly Option<string> Key = new("--key") { Description = "This agent's key, from the hub's \"enrol NAME\" or its page /devices.", Required = true };
    private static readonly Option<string[]> Profiles = new("--profile") { Description = "[DEVICE=]FILE[@HOST:PORT], once per device. DEVICE as in the hall file; default: the file's name.", Required = true, Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Data = new("--data") { Description = "Where reports wait that the hub has not taken. Default: agent-data.", DefaultValueFactory = _ => "agent-data" };

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("TidalHall: a device agent beside the hardware of a hall.") { Hub, Key, Profiles, Data };
        root.SetAction(async (parsed, cancel) =>
        {
            try
            {
                var options = new AgentOptions(parsed.GetRequiredValue(Hub), parsed.GetRequiredValue(Key), Path.GetFullPath(parsed.GetRequiredValue(Data)), [.. parsed.GetRequiredValue(Profiles).Select(Read)]);
                var builder = Host.CreateEmptyApplicationBuilder(new());
                builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
                builder.Services.AddSingleton(options).AddSingleton(TimeProvider.System).AddHostedService<AgentHost>();
                await builder.Build().RunAsync(cancel);
                return 0;
            }
            catch (ProfileException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return Wrong;
            }
        });
        var result = root.Parse(args);
        var code = await result.InvokeAsync();
        return result.Errors.Count > 0 ? Wrong : code;
    }

    /// <summary>"printer-1=escpos-80-tcp.json@10.0.0.7:9100".</summary>
    /// <exception cref="ProfileException">The text or its file cannot be used.</exception>
    internal static AgentDevice Read(string text)
    {
        var (device, rest) = text.Split('=', 2) is [var name, var after] ? (name, after) : (null, text);
        var (file, address) = rest.Split('@', 2) is [var before, var at] ? (before, at) : (rest, null);
        var profile = ProfileFile.Read(Path.GetFullPath(file));
        if (!TextId.TryParse<DeviceId>(device ?? profile.Model, out var id)) throw new ProfileException($"--profile {text}: \"{device}\" is no device. Allowed: letters, digits, '-', '_' or '.'.");
        if (address is null) return new(id, profile);
        return address.Split(':') is [{ Length: > 0 } host, var port] && int.TryParse(port, out var number) && number is > 0 and <= 65535
            ? new(id, profile, host, number)
            : throw new ProfileException($"--profile {text}: \"{address}\" is no address. Allowed: HOST:PORT, port 1 to 65535.");
    }
}
