using System.Runtime.CompilerServices;

namespace TidalHall.Core.Dispatch;

/// <summary>Why one ticket goes before another, the higher the earlier.</summary>
public enum DispatchLevel : byte
{
    /// <summary>By its wait against the target.</summary>
    Ordinary,
    /// <summary>Waited so long that nothing but the wait counts.</summary>
    Aged,
    /// <summary>Promised, and due.</summary>
    Due,
    /// <summary>Put first by a person.</summary>
    Placed,
}

/// <summary>One head that was looked at.</summary>
/// <param name="Key">Compared within a level, larger first.</param>
public readonly record struct FloorHead(int Place, DispatchLevel Level, double Key);

/// <summary>The best heads, in order.</summary>
[InlineArray(Kept)]
public struct FloorHeads
{
    /// <summary>The one that is called and five it was compared with.</summary>
    public const int Kept = 6;
    private FloorHead _first;
}

/// <summary>The answer for one window: whom it calls, and against whom.</summary>
public struct FloorChoice
{
    public FloorHeads Best;
    /// <summary>How many heads were looked at; 0: nobody waits whom this window may call.</summary>
    public int Compared;
    /// <summary>An ordinary ticket waited too, so priority spends credit.</summary>
    public bool OrdinaryWaits;

    public readonly int Place => Compared == 0 ? Lines.None : Best[0].Place;
}
