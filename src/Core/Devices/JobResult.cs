using System.Text.Json.Serialization;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Devices;

/// <summary>What became of a job. <see cref="Unknown"/> is a state of its own: bytes had left, no answer proved it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobOutcome>))]
public enum JobOutcome { Done, Failed, Unknown, Expired }

/// <param name="Fault">What stood in the way, where the device or the line told.</param>
public sealed record JobResult(Guid Job, DeviceId Device, JobOutcome Outcome, DeviceFault? Fault = null);
