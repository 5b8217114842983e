using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Lockers;
using TidalHall.DeviceAgents.Pads;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Relays;
using TidalHall.DeviceAgents.Speakers;
using TidalHall.DeviceAgents.Transports;
using TidalHall.DeviceAgents.WindowSigns;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>What each family makes of a job, and of its driver's answer; a job for another family has failed.</summary>
internal static class JobsOf
{
    internal static DoJob Printer(IPrinter printer) => (job, cancel) => job is PrintJob print ? printer.PrintAsync(print, cancel) : NotThisKind(job);

    internal static DoJob Locker(ILockerBus board) => async (job, cancel) =>
    {
        if (job is not OpenCompartmentJob open) return await NotThisKind(job);
        var before = board.Doors.Map.IsOccupied(open.Lock);
        return await board.OpenAsync(open.Lock, cancel) switch
        {
            OpenOutcome.Opened => Result(job, JobOutcome.Done, answer: new DoorAnswer(SeenOpen: true)),
            OpenOutcome.NotOpened => Result(job, JobOutcome.Failed, DeviceFault.DoorNotOpened, new DoorAnswer(SeenOpen: false, before, board.Doors.Map.IsOccupied(open.Lock))),
            OpenOutcome.Unknown => Result(job, JobOutcome.Unknown, DeviceFault.NoAnswer),
            OpenOutcome.Failed => Result(job, JobOutcome.Failed, DeviceFault.Unreachable),
            OpenOutcome.Refused => Result(job, JobOutcome.Failed, DeviceFault.NotThisKind),
            var other => throw new InvalidOperationException($"No outcome {other}."),
        };
    };

    internal static DoJob Relay(IRelayBoard board) => async (job, cancel) =>
    {
        if (job is not PulseJob pulse) return await NotThisKind(job);
        return await board.PulseAsync(pulse.Output, cancel) switch
        {
            PulseOutcome.Pulsed => Result(job, JobOutcome.Done),
            PulseOutcome.Unknown => Result(job, JobOutcome.Unknown, DeviceFault.NoAnswer),
            PulseOutcome.Failed => Result(job, JobOutcome.Failed, DeviceFault.Unreachable),
            PulseOutcome.Refused => Result(job, JobOutcome.Failed, DeviceFault.NotThisKind),
            var other => throw new InvalidOperationException($"No outcome {other}."),
        };
    };

    /// <summary>A sign answers nothing: that the bytes left is all there is to know, and all that is asked.</summary>
    internal static DoJob Sign(IWindowSign sign) => async (job, cancel) => job is not ShowOnSignJob show ? await NotThisKind(job) : await sign.ShowAsync([show.Text], cancel) switch
    {
        SignOutcome.Sent => Result(job, JobOutcome.Done),
        SignOutcome.CannotShow => Result(job, JobOutcome.Failed, DeviceFault.NotThisKind),
        SignOutcome.Failed => Result(job, JobOutcome.Failed, DeviceFault.Unreachable),
        var other => throw new InvalidOperationException($"No outcome {other}."),
    };

    internal static DoJob Rating(IRatingPad pad, WatchedTransport line) => async (job, cancel) =>
    {
        if (job is not AskRatingJob) return await NotThisKind(job);
        // Said before the pad is asked: after a crash nobody is asked twice.
        if (line.Leaving is { } leaving) await leaving();
        return await pad.AskAsync(cancel) switch
        {
            Pads.Rating.Given given => Result(job, JobOutcome.Done, answer: new RatingAnswer(given.Level, [.. given.Reasons])),
            Pads.Rating.NotRated => Result(job, JobOutcome.Done, answer: new RatingAnswer(null, [])),
            Pads.Rating.Unreachable => Result(job, JobOutcome.Failed, DeviceFault.Unreachable),
            var other => throw new InvalidOperationException($"No rating {other}."),
        };
    };

    internal static DoJob Speaker(ISpeaker speaker) => async (job, cancel) => job is not PlaySoundJob sound ? await NotThisKind(job) : await speaker.PlayAsync(sound.Sound, cancel) switch
    {
        SoundOutcome.Played => Result(job, JobOutcome.Done),
        SoundOutcome.NotFetched => Result(job, JobOutcome.Failed, DeviceFault.NoAnswer),
        SoundOutcome.NotPlayed => Result(job, JobOutcome.Failed, DeviceFault.NoSound),
        var other => throw new InvalidOperationException($"No outcome {other}."),
    };

    /// <summary>For a family that takes no jobs.</summary>
    internal static DoJob None { get; } = (job, _) => NotThisKind(job);

    private static JobResult Result(DeviceJob job, JobOutcome outcome, DeviceFault? fault = null, JobAnswer? answer = null) => new(job.Job, job.Device, outcome, fault, answer);
    private static Task<JobResult> NotThisKind(DeviceJob job) => Task.FromResult(Result(job, JobOutcome.Failed, DeviceFault.NotThisKind));
}
