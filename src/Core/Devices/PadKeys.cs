using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Devices;

/// <summary>What a caller pad's keys order at its window: the same as the console's buttons.</summary>
public static class PadKeys
{
    /// <param name="key">As <see cref="KeyPressed.Key"/> names it.</param>
    /// <param name="expected">Who was at the window when it was pressed: pressed twice it orders once.</param>
    /// <returns>Null: the key orders nothing.</returns>
    public static WindowCommand? Order(string key, WindowId window, ExpectedCurrent expected) => key switch
    {
        "Next" => new CallNext(window, expected),
        "Recall" => new RecallTicket(window, expected),
        "Start" => new StartService(window, expected),
        "Finish" => new CompleteVisit(window, VisitOutcome.Done, expected),
        "NoShow" => new MissTicket(window, expected),
        _ => null,
    };
}
