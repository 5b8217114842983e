using System.Text.Json.Serialization;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Devices;

/// <summary>What became of a job. <see cref="Unknown"/> is a state of its own: bytes had left, no answer proved it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobOutcome>))]
public enum JobOutcome { Done, Failed, Unknown, Expired }

/// <param name="Fault">What stood in the way, where the device or the line told.</param>
/// <param name="Answer">What was asked for, where the job asks.</param>
public sealed record JobResult(Guid Job, DeviceId Device, JobOutcome Outcome, DeviceFault? Fault = null, JobAnswer? Answer = null);

/// <summary>What a device answered to a job.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DoorAnswer), "door")]
[JsonDerivedType(typeof(RatingAnswer), "rating")]
public abstract record JobAnswer;

/// <param name="SeenOpen">The door's own switch said so; a board's "ok" is no door.</param>
public sealed record DoorAnswer(bool SeenOpen) : JobAnswer;

/// <param name="Level">5 very satisfied to 1 very dissatisfied; null: they did not want to say, which is a normal answer.</param>
/// <param name="Reasons">Numbers of the pad's reasons, from 1.</param>
public sealed record RatingAnswer(int? Level, int[] Reasons) : JobAnswer;
