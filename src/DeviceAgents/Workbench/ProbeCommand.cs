using System.CommandLine;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Workbench;

/// <summary><c>probe</c>: what answers on ports and addresses. Each family's harmless question is asked; no door opens, nothing is printed.</summary>
internal static class ProbeCommand
{
    private static readonly Option<string[]> Ports = new("--port") { Description = "A serial port; given none and no --tcp, every port of this machine.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string[]> Addresses = new("--tcp") { Description = "HOST:PORT.", Arity = ArgumentArity.OneOrMore };

    internal static Command Make()
    {
        var command = new Command("probe", "Tells what answers on serial ports and addresses: asks each known family's harmless question, at each baud of the profiles. Opens no door, prints nothing.") { Ports, Addresses };
        command.SetAction((parsed, cancel) => AgentCommandLine.GuardAsync(parsed, async () =>
        {
            var (ports, addresses) = (parsed.GetValue(Ports) ?? [], parsed.GetValue(Addresses) ?? []);
            if (ports.Length + addresses.Length == 0) ports = [.. PortNames.All()];
            var output = parsed.InvocationConfiguration.Output;
            if (ports.Length + addresses.Length == 0) await output.WriteLineAsync("No serial port here. Name an address: --tcp HOST:PORT.");
            foreach (var port in ports) await TellAsync(output, port, new Probe(TimeProvider.System).PortAsync(port, cancel));
            foreach (var address in addresses)
            {
                var (host, number) = AgentCommandLine.ReadAddress(address) ?? throw new ProfileException($"--tcp: \"{address}\" is no address. Allowed: HOST:PORT, port 1 to 65535.");
                await TellAsync(output, address, new Probe(TimeProvider.System).AddressAsync(host, number, cancel));
            }
            return 0;
        }));
        return command;
    }

    private static async Task TellAsync(TextWriter output, string where, Task<IReadOnlyList<Probe.Answer>> probing)
    {
        try
        {
            var answers = await probing;
            if (answers.Count == 0) await output.WriteLineAsync($"{where}: nothing answers. Look at power, cable and baud; some devices never answer.");
            foreach (var answer in answers) await output.WriteLineAsync($"{where}: {answer.What}{(answer.Set is null ? "" : $" at {answer.Set}")}. Try one of: {string.Join(", ", answer.Models)}.");
        }
        catch (LineException e)
        {
            await output.WriteLineAsync($"{where}: {e.Message}");
        }
    }
}
