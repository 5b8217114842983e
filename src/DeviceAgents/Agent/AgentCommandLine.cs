using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Workbench;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>The agent's command line.</summary>
internal static class AgentCommandLine
{
    internal const int Wrong = 2;

    private static readonly Option<Uri> Hub = new("--hub") { Description = "The hub's address, http://HOST:5080.", Required = true, CustomParser = ReadHub };
    private static readonly Option<string> Key = new("--key") { Description = "This agent's key, from the hub's \"enrol NAME\" or its page /devices.", Required = true };
    private static readonly Option<string[]> Profiles = new("--profile") { Description = "[DEVICE=]FILE[@HOST:PORT | @/dev/ttyUSB0 | @COM3], once per device. DEVICE as in the hall file; default: the file's name. A shipped profile's bare name is enough.", Required = true, Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Data = new("--data") { Description = "Where reports wait that the hub has not taken.", DefaultValueFactory = _ => "agent-data" };

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("TidalHall: a device agent beside the hardware of a hall.") { Hub, Key, Profiles, Data };
        var schema = new Command("profile-schema", "Prints the JSON schema of a profile.");
        schema.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(ProfileSchema.Make()));
        foreach (var command in (Command[])[ValidateCommand.Make(), ListCommand.Make(), ProbeCommand.Make(), SimulateCommand.Make(), PaperCommand.Make(), schema]) root.Add(command);
        root.SetAction((parsed, cancel) => GuardAsync(parsed, () => ServeAsync(parsed, cancel)));
        var result = root.Parse(args);
        var code = await result.InvokeAsync();
        return result.Errors.Count > 0 ? Wrong : code;
    }

    /// <summary>A mistake of the person at the keyboard is a sentence and <see cref="Wrong"/>.</summary>
    internal static async Task<int> GuardAsync(ParseResult parsed, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (e is ProfileException or IOException or UnauthorizedAccessException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(e.Message);
            return Wrong;
        }
    }

    private static async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancel)
    {
        var (devices, refused) = ReadAll(parsed.GetRequiredValue(Profiles));
        var options = new AgentOptions(parsed.GetRequiredValue(Hub), parsed.GetRequiredValue(Key), Path.GetFullPath(parsed.GetRequiredValue(Data)), devices, refused);
        using var logs = LoggerFactory.Create(log => log.AddSimpleConsole(console => console.SingleLine = true));
        // Before the host, which would log a mistake of the person at the keyboard with a stack trace.
        using var agent = new AgentHost(options, TimeProvider.System, logs.CreateLogger<AgentHost>());
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton(logs).AddHostedService(_ => agent);
        await builder.Build().RunAsync(cancel);
        return 0;
    }

    private static Uri? ReadHub(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var hub) && hub.Scheme is "http" or "https") return hub;
        argument.AddError($"--hub: \"{text}\" is no address. Allowed: http://HOST:PORT or https://HOST:PORT.");
        return null;
    }

    /// <summary>"printer-1=escpos-80-tcp.json@10.0.0.7:9100", "locker-1=kerong-cu16@/dev/ttyUSB0".</summary>
    /// <exception cref="ProfileException">The text or its file cannot be used.</exception>
    internal static AgentDevice Read(string text) => Read(text, ReadProfile(Split(text).File));

    /// <summary>A profile with a mistake keeps its own device out, not the others.</summary>
    /// <exception cref="ProfileException">A text is wrong, or names no device to keep out.</exception>
    private static (List<AgentDevice> Devices, List<RefusedDevice> Refused) ReadAll(string[] texts)
    {
        var (devices, refused) = (new List<AgentDevice>(), new List<RefusedDevice>());
        foreach (var text in texts)
        {
            var (device, file, _) = Split(text);
            var model = Path.GetFileNameWithoutExtension(file);
            DeviceProfile profile;
            try
            {
                profile = ReadProfile(file);
            }
            catch (ProfileException e) when (TextId.TryParse<DeviceId>(device ?? model, out var id))
            {
                refused.Add(new(id, model, e.Message));
                continue;
            }
            devices.Add(Read(text, profile));
        }
        return (devices, refused);
    }

    private static (string? Device, string File, string? Address) Split(string text)
    {
        var (device, rest) = text.Split('=', 2) is [var name, var after] ? (name, after) : (null, text);
        return rest.Split('@', 2) is [var file, var address] ? (device, file, address) : (device, rest, null);
    }

    private static AgentDevice Read(string text, DeviceProfile profile)
    {
        var (device, _, address) = Split(text);
        if (!TextId.TryParse<DeviceId>(device ?? profile.Model, out var id)) throw new ProfileException($"--profile {text}: \"{device}\" is no device. Allowed: letters, digits, '-', '_' or '.'.");
        if (address is null) return new(id, profile);
        if (IsSerial(address)) return new(id, profile, SerialPort: address);
        return ReadAddress(address) is var (host, port) ? new(id, profile, host, port) : throw new ProfileException($"--profile {text}: \"{address}\" is no address. Allowed: HOST:PORT, port 1 to 65535, or a serial port, /dev/… or COM1.");
    }

    /// <summary>A file, or the bare name of a shipped profile.</summary>
    internal static DeviceProfile ReadProfile(string file)
    {
        // A name without an ending is no file of a person's.
        var isShipped = !file.Contains('.', StringComparison.Ordinal) && TextId.IsValid(file) && !File.Exists(file);
        return isShipped ? ProfileFile.Shipped(file) : ProfileFile.Read(Path.GetFullPath(file));
    }

    internal static (string Host, int Port)? ReadAddress(string text) =>
        text.Split(':') is [{ Length: > 0 } host, var port] && int.TryParse(port, out var number) && number is > 0 and <= 65535 ? (host, number) : null;

    private static bool IsSerial(string address) => Path.IsPathRooted(address) || (address.StartsWith("COM", StringComparison.OrdinalIgnoreCase) && int.TryParse(address.AsSpan(3), out _));
}
