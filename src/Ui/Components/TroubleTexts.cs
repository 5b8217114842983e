namespace TidalHall.Ui.Components;

/// <summary>What each reader is told while the hub cannot store anything; the keys are <see cref="TroubleReader"/>.</summary>
internal sealed class TroubleTexts;

/// <summary>Who is told that nothing can be stored.</summary>
public enum TroubleReader
{
    /// <summary>Who wants a ticket of a kiosk.</summary>
    Kiosk,
    /// <summary>A clerk at a window.</summary>
    Console,
    /// <summary>Who waits before a hall display.</summary>
    Hall,
    /// <summary>Who waits before a window's display.</summary>
    Window,
    /// <summary>Who follows a ticket by phone.</summary>
    Phone,
    /// <summary>Who looks after the hub.</summary>
    Technician,
}
