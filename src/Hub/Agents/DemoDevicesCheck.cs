using Microsoft.Extensions.Diagnostics.HealthChecks;
using TidalHall.Core.Doors;
using TidalHall.Hub.Hosting;

namespace TidalHall.Hub.Agents;

/// <summary>Ready once every simulated device has come in by its door. Until then nothing is wrong: it is early.</summary>
internal sealed class DemoDevicesCheck(HubOptions options, IDevices devices, IHalls halls) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancel = default)
    {
        var missing = options.DemoDevices
            ? halls.Default.View.Plan.Devices.Where(d => d.Profile.StartsWith("sim-", StringComparison.Ordinal)).Select(d => d.Id)
                .Except(devices.Agents.SelectMany(a => a.Devices)).ToList()
            : [];
        return Task.FromResult(missing.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded($"Not in yet: {string.Join(", ", missing)}."));
    }
}
