namespace TidalHall.Core.Queueing;

/// <summary>Counts what a hall's journal tells of a period: all of it is taken in order, the beginning included.</summary>
public interface IPeriodCount<out TFigures>
{
    /// <summary>The next of the journal.</summary>
    void Take(Recorded r);

    /// <summary>Of what was taken so far.</summary>
    TFigures Figures { get; }
}
