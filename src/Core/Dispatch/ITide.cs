namespace TidalHall.Core.Dispatch;

/// <summary>Who sends tidal windows over to other categories, and when.</summary>
/// <remarks>Asked once a minute. Owned by one thread, as the floor is.</remarks>
public interface ITide
{
    /// <summary>The move that should be made now, if any. Changes nothing.</summary>
    TideMove? Propose(Floor floor, long now);

    /// <summary>The move is ordered: it counts from now, though a busy window finishes its visit first.</summary>
    void Order(in TideMove move, long now);

    /// <summary>Whether a move that was proposed before still pays. Changes nothing.</summary>
    bool StillPays(Floor floor, in TideMove move, long now);

    /// <summary>The same tide at another thread's hands, as it stands.</summary>
    ITide Copy();
}

/// <summary>A move that pays: which window, from where, to where, and by how much.</summary>
/// <param name="From"><see cref="Lines.None"/>: it serves nobody so far.</param>
/// <param name="To"><see cref="Lines.None"/>: it goes back to where it came from.</param>
/// <param name="Gain">The difference of weighed pressure; by plain limits, of people waiting.</param>
public readonly record struct TideMove(int Window, int From, int To, double Gain);

/// <summary>A tidal window as a tide finds it.</summary>
/// <param name="Primary">What it is turned to; <see cref="Lines.None"/>: nothing.</param>
/// <param name="Allowed">What it may be turned to.</param>
public sealed record TidalWindow(int Window, int Primary, int[] Allowed)
{
    /// <summary>When it last went over.</summary>
    public long Since { get; init; } = long.MinValue / 2;
    /// <summary>When it went over within the last hour, oldest first.</summary>
    public long[] Moves { get; init; } = [];
    /// <summary>Where it begins the day and goes back to.</summary>
    public int Home { get; init; } = Primary;
    /// <summary>Its people come from the back office, and go back.</summary>
    public bool OnCall { get; init; }
    /// <summary>They are there now and have to be called.</summary>
    public bool Away { get; init; }
    /// <summary>Somebody is in front of it.</summary>
    public bool Busy { get; init; }
    /// <summary>Not to be moved now.</summary>
    public bool Stays { get; init; }
}
