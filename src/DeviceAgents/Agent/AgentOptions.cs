using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>What an agent is told at start.</summary>
/// <param name="Hub">The hub's address, "http://hub:5080".</param>
/// <param name="Key">From <c>enrol</c>.</param>
/// <param name="Outbox">The folder of reports the hub has not taken yet.</param>
/// <param name="Refused">Those whose profile cannot be used; null: none.</param>
public sealed record AgentOptions(Uri Hub, string Key, string Outbox, IReadOnlyList<AgentDevice> Devices, IReadOnlyList<RefusedDevice>? Refused = null);

/// <param name="Id">As in the hall file.</param>
/// <param name="Host">When its profile names none.</param>
/// <param name="Port">Above that of the profile; for a simulated device where it listens, null = any free one.</param>
/// <param name="SerialPort">"/dev/serial/by-id/…", "COM3"; above the profile's addresses.</param>
public sealed record AgentDevice(DeviceId Id, DeviceProfile Profile, string? Host = null, int? Port = null, string? SerialPort = null);

/// <summary>A device that is not driven, so that the others can be.</summary>
/// <param name="Profile">As it was named.</param>
/// <param name="Mistake">What is wrong with it and what to do, a line each.</param>
public sealed record RefusedDevice(DeviceId Id, string Profile, string Mistake);

/// <summary>The simulated devices of a hall file: those whose profile's name begins with "sim-".</summary>
public static class DemoDevices
{
    /// <exception cref="ProfileException">A profile is not shipped, or papers cannot be drawn here.</exception>
    public static IReadOnlyList<AgentDevice> For(HallPlan plan)
    {
        PaperFont.Require();
        return [.. plan.Devices.Where(d => d.Profile.StartsWith("sim-", StringComparison.Ordinal)).Select(d => new AgentDevice(d.Id, ProfileFile.Shipped(d.Profile)))];
    }
}
