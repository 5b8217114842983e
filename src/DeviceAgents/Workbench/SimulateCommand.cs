using System.CommandLine;
using System.Net.Sockets;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;

namespace TidalHall.DeviceAgents.Workbench;

/// <summary><c>simulate PROFILE</c>: a device without the device, with faults to order on standard input.</summary>
internal static class SimulateCommand
{
    private static readonly Argument<string> Profile = new("PROFILE") { Description = "A profile's file, or a shipped one's bare name." };
    private static readonly Option<int> Tcp = new("--tcp") { Description = "Listen on this port of this machine; 0: any free one.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string?> Pty = new("--pty") { Description = "Be a serial port instead; with a path, found there under a name that stays. Linux.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<int> Baud = new("--baud") { Description = "With --pty: as slow as a wire of this speed; 0: as fast as it goes." };

    internal static Command Make()
    {
        var command = new Command("simulate", "Plays a device: speaks the same bytes over TCP or a pseudo-terminal, prints where, and takes faults on standard input, one a line (\"help\" lists them).") { Profile, Tcp, Pty, Baud };
        command.SetAction((parsed, cancel) => AgentCommandLine.GuardAsync(parsed, () => RunAsync(parsed, Console.In, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, TextReader orders, CancellationToken cancel)
    {
        var output = parsed.InvocationConfiguration.Output;
        await using var device = Start(AgentCommandLine.ReadProfile(parsed.GetRequiredValue(Profile)), parsed.GetValue(Tcp));
        var lead = parsed.GetResult(Pty) is null ? null : Plug(device.Port, parsed.GetValue(Pty), parsed.GetValue(Baud));
        await output.WriteLineAsync(lead?.ToString() ?? $"127.0.0.1:{device.Port}");
        await output.FlushAsync(cancel);
        try
        {
            // Its end is no order to stop: under a service manager there is none from the start.
            // On a thread of its own: the console's reader heeds no token, and a process that is told to end would wait for a line.
            while (await Task.Run(orders.ReadLine, cancel).WaitAsync(cancel) is { } line)
            {
                if (line.Trim() is not { Length: > 0 } order) continue;
                await output.WriteLineAsync(device.Order(order));
                if (lead is null || order is not "disconnect") continue;
                // Of a serial line the plug is out, and in again.
                await lead.DisposeAsync();
                lead = Plug(device.Port, parsed.GetValue(Pty), parsed.GetValue(Baud));
                await output.WriteLineAsync(lead.ToString());
            }
            await Task.Delay(Timeout.Infinite, cancel);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C.
        }
        finally
        {
            if (lead is not null) await lead.DisposeAsync();
        }
        return 0;
    }

    private static PlayedDevice Start(DeviceProfile profile, int port)
    {
        try
        {
            return PlayedDevice.Start(profile, port, TimeProvider.System);
        }
        catch (SocketException e)
        {
            throw new ProfileException($"--tcp {port}: {e.Message}. Choose another, or 0 for any free one.", e);
        }
    }

    private static SerialLead Plug(int port, string? link, int baud) =>
        OperatingSystem.IsLinux() ? new(port, TimeProvider.System, link, baud) : throw new ProfileException("--pty: pseudo-terminals are Linux's. Use --tcp.");
}
