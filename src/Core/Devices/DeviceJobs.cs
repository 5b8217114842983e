using System.Text.Json.Serialization;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;

namespace TidalHall.Core.Devices;

/// <summary>One thing a device is asked to do. Meaning only; the agent makes bytes of it. The family is closed: what is not here no agent does.</summary>
/// <remarks>Version 2 of the wire form; its names are forever, new fields get a default.</remarks>
/// <param name="Job">Scoped to the hub; the same id is never done twice.</param>
/// <param name="Deadline">After this instant it is not begun any more.</param>
/// <param name="Within">What was left until the deadline when it was sent. The agent counts it from receipt, because two machines' clocks
/// never agree; null: it goes by its own clock.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PrintJob), "print")]
[JsonDerivedType(typeof(OpenCompartmentJob), "open")]
[JsonDerivedType(typeof(ShowOnSignJob), "show")]
[JsonDerivedType(typeof(PulseJob), "pulse")]
[JsonDerivedType(typeof(AskRatingJob), "ask-rating")]
[JsonDerivedType(typeof(PlaySoundJob), "play-sound")]
public abstract record DeviceJob(Guid Job, DeviceId Device, DateTimeOffset Deadline, TimeSpan? Within = null);

/// <summary>Print a paper.</summary>
public sealed record PrintJob(Guid Job, DeviceId Device, DateTimeOffset Deadline, Sheet Paper, TimeSpan? Within = null) : DeviceJob(Job, Device, Deadline, Within);

/// <summary>Open one compartment of a locker.</summary>
/// <param name="Lock">From 1, as written on its door.</param>
public sealed record OpenCompartmentJob(Guid Job, DeviceId Device, DateTimeOffset Deadline, int Lock, TimeSpan? Within = null) : DeviceJob(Job, Device, Deadline, Within);

/// <summary>Show a line on a window's sign until the next one.</summary>
/// <param name="Text">What does not fit is left off by the driver; "" clears it.</param>
public sealed record ShowOnSignJob(Guid Job, DeviceId Device, DateTimeOffset Deadline, string Text, TimeSpan? Within = null) : DeviceJob(Job, Device, Deadline, Within);

/// <summary>Switch an output on for a moment; the device ends it by itself, or the agent first thing at its start.</summary>
/// <param name="Output">From 1.</param>
public sealed record PulseJob(Guid Job, DeviceId Device, DateTimeOffset Deadline, int Output, TimeSpan? Within = null) : DeviceJob(Job, Device, Deadline, Within);

/// <summary>Ask a citizen how they were served; done also where they do not want to say.</summary>
public sealed record AskRatingJob(Guid Job, DeviceId Device, DateTimeOffset Deadline, TimeSpan? Within = null) : DeviceJob(Job, Device, Deadline, Within);

/// <summary>Play a sound to its end.</summary>
/// <param name="Sound">Where it is at the hub, "/voice/ab12.wav": a sound is larger than a message.</param>
public sealed record PlaySoundJob(Guid Job, DeviceId Device, DateTimeOffset Deadline, string Sound, TimeSpan? Within = null) : DeviceJob(Job, Device, Deadline, Within);

/// <summary>A job on the wire; the protocol writes an argument by its own type, so the kind stands only inside of something.</summary>
public sealed record JobOrder(DeviceJob Job);
