using System.Collections.Frozen;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Waiting;

/// <summary>A line: who is called in one order.</summary>
internal readonly record struct LineId(CategoryId Category, TicketClass Class);

/// <summary>What a hall has learnt of one line, as it stood at one moment.</summary>
/// <param name="Gap">Mean minutes between its last calls; 0: not known.</param>
internal sealed record LineMemory(Calibration Calibration, Pace Pace, LearnedWaits Learned, double HeadWaited, double LastWaited, double Gap)
{
    internal static LineMemory Nothing { get; } = new(default, default, new(), 0, 0, 0);

    /// <summary>Where nothing was drawn: what was learnt, or the length of the line.</summary>
    internal ToldWait Tell(int ahead, double serviceMinutes, int desks, int all, double sinceOpening)
    {
        var seen = Signs(ahead, serviceMinutes, desks, all, sinceOpening);
        return Learned.IsReady
            ? Calibration.Tell((Learned, seen), static (s, share) => s.Learned.Quantile(s.seen, share))
            : Calibration.Tell((ahead, serviceMinutes, desks, Pace.R), static (s, share) => ColdStart.Quantile(s.ahead, s.serviceMinutes, s.desks, s.R, share));
    }

    internal WaitSigns Signs(int ahead, double serviceMinutes, int desks, int all, double sinceOpening)
    {
        var byLength = (ahead + 1) * serviceMinutes / desks;
        return new(ahead, byLength, HeadWaited, LastWaited, Gap > 0 ? (ahead + 1) * Gap : byLength, all, sinceOpening, desks);
    }
}

/// <summary>What a hall has learnt of its waits, as it stood at one moment. Nobody changes it.</summary>
public sealed class WaitMemory
{
    private readonly FrozenDictionary<LineId, LineMemory> _lines;

    internal WaitMemory(IEnumerable<KeyValuePair<LineId, LineMemory>> lines, int all, double sinceOpening) => (_lines, All, SinceOpening) = (lines.ToFrozenDictionary(), all, sinceOpening);

    /// <summary>A hall that has learnt nothing yet.</summary>
    public static WaitMemory Nothing { get; } = new([], 0, 0);

    /// <summary>Who waited in the whole hall.</summary>
    internal int All { get; }
    /// <summary>Minutes.</summary>
    internal double SinceOpening { get; }
    internal LineMemory Of(CategoryId category, TicketClass @class) => _lines.GetValueOrDefault(new(category, @class)) ?? LineMemory.Nothing;
}
