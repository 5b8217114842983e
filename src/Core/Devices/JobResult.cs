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
/// <param name="WasOccupied">Before the order, and <paramref name="IsOccupied"/> after it, where the door was not seen open: a door shut again between two looks shows by what lies behind it. Null: no sensor.</param>
public sealed record DoorAnswer(bool SeenOpen, bool? WasOccupied = null, bool? IsOccupied = null) : JobAnswer
{
    /// <summary>What lies behind the door, as far as it tells whether it was opened: the change that an order is for must have been seen; null = it tells nothing.</summary>
    /// <param name="goal">Whether something is to lie there in the end.</param>
    public bool? Tells(bool goal) => IsOccupied == goal && WasOccupied != !goal ? null : IsOccupied;
}

/// <param name="Level">5 very satisfied to 1 very dissatisfied; null: they did not want to say, which is a normal answer.</param>
/// <param name="Reasons">Numbers of the pad's reasons, from 1.</param>
public sealed record RatingAnswer(int? Level, int[] Reasons) : JobAnswer;
