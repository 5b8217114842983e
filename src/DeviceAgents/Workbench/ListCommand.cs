using System.CommandLine;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Workbench;

/// <summary><c>list</c>: what can be written after <c>--profile</c> on this machine.</summary>
internal static class ListCommand
{
    internal static Command Make()
    {
        var command = new Command("list", "Lists this machine's serial ports and devices that type by names that stay, and the shipped profiles with how far each can be believed.");
        command.SetAction(async parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var ports = PortNames.All();
            await output.WriteLineAsync(ports.Count == 0 ? "No serial port." : "Serial ports:");
            foreach (var port in ports) await output.WriteLineAsync($"  {port}");
            var typing = PortNames.AllThatType();
            if (typing.Count > 0) await output.WriteLineAsync("Devices that type:");
            foreach (var device in typing) await output.WriteLineAsync($"  {device}");
            await output.WriteLineAsync("Profiles:");
            foreach (var profile in ProfileFile.ShippedModels.Select(ProfileFile.Shipped).OrderBy(p => p.Family).ThenBy(p => p.Model, StringComparer.Ordinal))
                await output.WriteLineAsync($"  {profile.Model,-28} {profile.Family,-12} {Mark(profile),-34} {Lines(profile)}");
        });
        return command;
    }

    /// <summary>How far a profile can be believed, in words.</summary>
    internal static string Mark(DeviceProfile profile) => profile.Seen switch
    {
        Evidence.SimulatedOnly => "simulated only",
        Evidence.BytesFromSource => "bytes from a source, no hardware",
        Evidence.Hardware => "seen on hardware",
        _ => throw new InvalidOperationException($"No words for {profile.Seen}."),
    };

    private static string Lines(DeviceProfile profile) =>
        string.Join(", ", ((string?[])[profile.Simulated ? "played by the agent" : null, profile.Tcp is { } tcp ? $"TCP {tcp.Port}" : null, profile.Serial is { } serial ? Set(serial) : null, profile.Typed is null ? null : "types, Linux"]).OfType<string>());

    /// <summary>"9600 8N1".</summary>
    internal static string Set(SerialFacts serial) => SerialSettings.From(serial).Told;
}
