using System.Runtime.CompilerServices;

namespace TidalHall.Core.Dispatch;

/// <summary>Why one ticket is called before another, highest first.</summary>
public enum DispatchLevel : byte
{
    /// <summary>By waiting time against its target.</summary>
    Ordinary,
    /// <summary>Waited so long that nothing but the wait counts.</summary>
    Aged,
    /// <summary>Promised, and due.</summary>
    Due,
    /// <summary>Put first by a person.</summary>
    Placed,
}

/// <summary>One head that was looked at.</summary>
public readonly record struct Head(int Place, DispatchLevel Level, double Key);

/// <summary>The heads that were compared, the best five in order, and how many there were.</summary>
[InlineArray(Kept)]
public struct Heads
{
    public const int Kept = 5;
    private Head _first;
}

/// <summary>The answer for one window: whom it calls, and against whom.</summary>
public struct FloorChoice
{
    public Heads Best;
    /// <summary>How many heads were looked at; 0: nobody waits whom this window may call.</summary>
    public int Compared;
    /// <summary>An ordinary ticket waited too, so priority spends credit.</summary>
    public bool OrdinaryWaits;

    public readonly int Place => Compared == 0 ? Lines.None : Best[0].Place;
}
