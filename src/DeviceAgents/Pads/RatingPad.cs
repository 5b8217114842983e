using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Pads;

/// <summary>Drives an evaluation pad: invites, and waits for what the citizen may say.</summary>
internal sealed class RatingPad(DeviceId device, RatingPadFacts facts, DeadlineFacts deadlines, ITransport transport, TimeProvider time) : Driver(device), IRatingPad, IDisposable
{
    /// <summary>The pad's own time runs out before ours does, 2 s.</summary>
    private static readonly TimeSpan Longer = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    public override async Task RunAsync(CancellationToken cancel)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromSeconds(facts.PollSeconds), time);
        do await UseAsync(pad => AskedAsync(pad, RatingFrames.WhoIsThere, cancel), cancel);
        while (await poll.WaitForNextTickAsync(cancel));
    }

    public async Task<Rating> AskAsync(CancellationToken cancel)
    {
        Rating rating = new Rating.Unreachable();
        await UseAsync(async pad =>
        {
            if (await AskedAsync(pad, RatingFrames.WhoIsThere, cancel) is null || await AskedAsync(pad, RatingFrames.Invite(facts.WaitSeconds), cancel) is not { Word: RatingWord.Asking }) return null;
            // Nothing is written: the citizen's answer is waited for.
            var said = await pad.HearAsync<RatingFrame>(RatingFrames.Read, TimeSpan.FromSeconds(facts.WaitSeconds) + Longer, cancel);
            rating = said switch
            {
                { Word: RatingWord.Given } given => new Rating.Given(given.Level, [.. Enumerable.Range(1, facts.Reasons).Where(r => (given.Reasons >> (r - 1) & 1) != 0)]),
                { Word: RatingWord.NotGiven } => new Rating.NotRated(),
                _ => rating,
            };
            return said;
        }, cancel);
        return rating;
    }

    /// <summary>Whether such a pad answers; nobody is asked anything.</summary>
    internal static async Task<string?> IdentifyAsync(ILine line, DeadlineFacts deadlines, TimeProvider time, CancellationToken cancel) =>
        await new Exchange(line, deadlines, time).AskAsync<RatingFrame>(RatingFrames.WhoIsThere, RatingFrames.Read, cancel) is { Word: RatingWord.Here } ? "evaluation pad" : null;

    private async Task<RatingFrame?> AskedAsync(Exchange pad, byte[] question, CancellationToken cancel)
    {
        var answer = await pad.AskAsync<RatingFrame>(question, RatingFrames.Read, cancel);
        if (answer is null) Is(DeviceState.Unknown, DeviceFault.NoAnswer);
        else Is(DeviceState.Ready);
        return answer;
    }

    private async Task UseAsync(Func<Exchange, Task<RatingFrame?>> work, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            await using var line = await transport.OpenAsync(cancel);
            await work(new(line, deadlines, time));
        }
        catch (LineException)
        {
            Is(DeviceState.Offline, DeviceFault.Unreachable);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();
}
